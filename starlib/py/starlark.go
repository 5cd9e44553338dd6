package py

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/internal/bounds"
)

// replacement is a builtin of Starlark that is replaced, but for arguments that pass.
type replacement struct {
	name  string
	fn    func(c *Call) (starlark.Value, error)
	pass  func(v starlark.Value) bool // whether Starlark's own is as good for v; nil: never
	loops bool                        // it goes through what it is given, of texts the characters
}

// starlarkTable is THE table of the builtins of Starlark that are replaced: by those that
// know bounds and can be interrupted, and where Python is lazy by those that are, too. What
// they do else, and how they fail, is Starlark's.
func starlarkTable() []replacement {
	return []replacement{
		{"abs", absolute, isNumberOnly, false},
		{"all", folding, isShort, true},
		{"any", folding, isShort, true},
		{"bytes", newBytes, nil, false},
		{"dict", newDict, nil, false},
		{"enumerate", enumerated, nil, true},
		{"fail", fail, isSimple, false},
		{"float", toFloat, isFloat, false},
		{"getattr", getattr, nil, false},
		{"hasattr", hasattr, nil, false},
		{"hash", hashOf, nil, false},
		{"int", toInt, isTidy, false},
		{"list", collecting(valueBytes), isShort, true},
		{"max", extreme(syntax.GT), nil, true},
		{"min", extreme(syntax.LT), nil, true},
		{"range", newSpan, nil, false},
		{"repr", repr, isExact, false},
		{"reversed", reversedOf, nil, true},
		{"set", newSet, nil, true},
		{"sorted", sorted, nil, true},
		{"str", str, isSimple, false},
		{"tuple", collecting(valueBytes), isShort, true},
		{"zip", zipped, nil, true},
	}
}

// What a value takes in a list and in a dict or set, in bytes.
const (
	valueBytes = 16
	entryBytes = 100
)

// isPlain: it is short.
func isPlain(v starlark.Value) bool {
	_, isFloat := v.(starlark.Float)
	return isFloat || isSimple(v)
}

// isSimple: its text is short, and Starlark's is Python's.
func isSimple(v starlark.Value) bool {
	s, isText := v.(starlark.String)
	return isText && len(s) < shortList || isExact(v)
}

// isExact: its repr is, too.
func isExact(v starlark.Value) bool {
	switch v.(type) {
	case starlark.Int, starlark.Bool, starlark.NoneType:
		return true
	}
	return false
}

// isNumberOnly: it is a number, and neither True nor False.
func isNumberOnly(v starlark.Value) bool {
	_, ok := v.(starlark.Int)
	return ok || isFloat(v)
}

// isShort: a loop over it is.
func isShort(v starlark.Value) bool {
	switch v := v.(type) {
	case *starlark.List:
		return v.Len() <= shortList
	case starlark.Tuple:
		return v.Len() <= shortList
	case *starlark.Dict:
		return v.Len() <= shortList
	case *starlark.Set:
		return v.Len() <= shortList
	case *span:
		return v.n <= shortList
	}
	return isPlain(v)
}

// native is a builtin of Starlark's own kind.
func (ip *Interp) native(d replacement) *starlark.Builtin {
	e := &Entry{Sig: d.name, Fn: d.fn}
	own := starlark.Universe[d.name].(*starlark.Builtin)
	return starlark.NewBuiltin(d.name, func(th *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (v starlark.Value, err error) {
		if d.loops && (len(args) == 1 || d.name == "enumerate" || d.name == "zip") {
			args = overCharacters(args)
		}
		if len(args) > 0 {
			var ok bool
			if v, args, ok, err = ip.askFirst(d.name, args); ok || err != nil {
				return v, err
			}
		}
		if d.pass != nil && len(args) > 0 && len(args) <= shortList && d.pass(args[0]) {
			defer rescue(&err)
			return own.CallInternal(th, args, kwargs)
		}
		return e.run(&Call{Interp: ip, Thread: th, entry: e, Name: d.name, Args: args, Kwargs: kwargs})
	})
}

// overCharacters is the arguments of what loops, with the characters in the place of texts.
func overCharacters(args starlark.Tuple) starlark.Tuple {
	for i, v := range args {
		switch v.(type) {
		case starlark.String, starlark.Bytes:
			args = slices.Clone(args)
			args[i] = looped(v)
		}
	}
	return args
}

// folding is a builtin that looks at all values of its one argument and keeps nothing.
func folding(c *Call) (starlark.Value, error) { return c.starlark(unlimited) }

// collecting is a builtin that keeps the values of its argument, each in so many bytes.
func collecting(each int) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		return c.starlark(min(c.bounds.Elements*valueBytes/max(each, valueBytes), c.bounds.Bytes/each))
	}
}

// starlark is Starlark's builtin of that name, for up to most values of its one argument.
func (c *Call) starlark(most int) (starlark.Value, error) {
	args := c.Args
	if len(args) == 1 {
		if _, ok := args[0].(starlark.IterableMapping); !ok {
			v, err := c.watch(args[0], most)
			if err != nil {
				return nil, err
			}
			args = starlark.Tuple{v}
		}
	}
	defer c.count()()
	return starlark.Universe[c.Name].(*starlark.Builtin).CallInternal(c.Thread, args, c.Kwargs)
}

// maxDigits bounds the texts of whole numbers: reading one takes time by the square of it.
const maxDigits = 200_000

// digitsFit is the error of n digits that are to be read as a whole number.
func digitsFit(what string, n int) error {
	if n <= maxDigits {
		return nil
	}
	return bounds.Error(fmt.Sprintf("%s would take %d digits, more than %d", what, n, maxDigits))
}

// isTidy: it is short, and if it is a text digits alone.
func isTidy(v starlark.Value) bool {
	s, ok := v.(starlark.String)
	return isPlain(v) && (!ok || strings.Trim(string(s), "0123456789") == "")
}

func repr(c *Call) (starlark.Value, error) {
	var x starlark.Value
	if err := starlark.UnpackPositionalArgs(c.Name, c.Args, c.Kwargs, 1, &x); err != nil {
		return nil, err
	}
	s, err := c.printer().repr(x)
	return starlark.String(s), err
}

func fail(c *Call) (starlark.Value, error) {
	sep := " "
	if err := starlark.UnpackArgs(c.Name, nil, c.Kwargs, "sep?", &sep); err != nil {
		return nil, err
	}
	parts, err := c.printer().all(c.Args)
	if err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("fail: %s", strings.Join(parts, sep))
}
