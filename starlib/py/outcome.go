package py

import (
	"go.starlark.net/starlark"
)

// outcome is how a function that was cut out of another one ended, if it did not run to its end: by return,
// break or continue.
type outcome struct {
	kind  string
	value starlark.Value // that is returned
}

var breakOutcome, continueOutcome = &outcome{kind: "break"}, &outcome{kind: "continue"}

func (o *outcome) String() string        { return "<" + o.kind + ">" }
func (o *outcome) Type() string          { return "outcome" }
func (o *outcome) Freeze()               {}
func (o *outcome) Truth() starlark.Bool  { return true }
func (o *outcome) Hash() (uint32, error) { return 0, nil }

func returnOutcome(c *Call) (starlark.Value, error) {
	return &outcome{"return", c.Args[0]}, nil
}

// outcomeGuard is a question to an outcome.
type outcomeGuard struct {
	guard
	ask func(o *outcome) starlark.Value
}

// Get is the answer.
func (g *outcomeGuard) Get(v starlark.Value) (starlark.Value, bool, error) {
	o, ok := v.(*outcome)
	if !ok {
		o = &outcome{value: starlark.None}
	}
	return g.ask(o), true, nil
}

// outcomeNames is the names that outcomes are made and asked by.
func outcomeNames(all starlark.StringDict) {
	all["__break__"], all["__continue__"] = breakOutcome, continueOutcome
	for _, g := range []*outcomeGuard{
		{"__is_break__", func(o *outcome) starlark.Value { return starlark.Bool(o.kind == "break") }},
		{"__is_continue__", func(o *outcome) starlark.Value { return starlark.Bool(o.kind == "continue") }},
		{"__returned__", func(o *outcome) starlark.Value { return o.value }},
	} {
		all[g.String()] = g
	}
}
