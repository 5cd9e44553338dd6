package py

import (
	"go.starlark.net/starlark"
)

// leaving is how a function that was cut out of another one ended, if it did not run to its end: by return,
// break or continue.
type leaving struct {
	kind  string
	value starlark.Value // that is returned
}

var breakOutcome, continueOutcome = &leaving{kind: "break"}, &leaving{kind: "continue"}

func (o *leaving) String() string        { return "<" + o.kind + ">" }
func (o *leaving) Type() string          { return "leaving" }
func (o *leaving) Freeze()               {}
func (o *leaving) Truth() starlark.Bool  { return true }
func (o *leaving) Hash() (uint32, error) { return 0, nil }

// returnOutcome is __return__(value).
func returnOutcome(_ *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	return &leaving{"return", args[0]}, nil
}

// outcomeGuard is a question to an outcome.
type outcomeGuard struct {
	guard
	ask func(o *leaving) starlark.Value
}

// Get is the answer.
func (g *outcomeGuard) Get(v starlark.Value) (starlark.Value, bool, error) {
	o, ok := v.(*leaving)
	if !ok {
		o = &leaving{value: starlark.None}
	}
	return g.ask(o), true, nil
}

// outcomeNames is the names that outcomes are made and asked by.
func outcomeNames(all starlark.StringDict) {
	all["__break__"], all["__continue__"] = breakOutcome, continueOutcome
	for _, g := range []*outcomeGuard{
		{"__is_break__", func(o *leaving) starlark.Value { return starlark.Bool(o.kind == "break") }},
		{"__is_continue__", func(o *leaving) starlark.Value { return starlark.Bool(o.kind == "continue") }},
		{"__returned__", func(o *leaving) starlark.Value { return o.value }},
	} {
		all[g.String()] = g
	}
}
