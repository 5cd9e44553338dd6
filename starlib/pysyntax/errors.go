package pysyntax

import "fmt"

// Error is a place in a script that cannot be rewritten. Line and Col count
// from 1, Col in characters. Hint is the way out, or "".
type Error struct {
	File      string
	Line, Col int
	Msg, Hint string
}

// Error returns file:line:col: message; hint.
func (e *Error) Error() string {
	s := fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Col, e.Msg)
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// unsupported gives, for the words that start what has no counterpart in
// Starlark, what is said about them.
var unsupported = map[string]struct{ msg, hint string }{
	"async":    {"async is not available", "write a plain def, for or call"},
	"await":    {"await is not available", "call the function directly"},
	"class":    {"only a @dataclass with fields is available as a class", "put @dataclass above it, or use a dict and functions"},
	"global":   {"global is not available: a function cannot assign a global name", `keep the value in a dict: state = {"n": 0}, then state["n"] += 1`},
	"match":    {"the match statement is not available", "use if and elif"},
	"nonlocal": {"nonlocal is not available: a function cannot assign an outer name", `keep the value in a dict of the outer function: state["n"] += 1`},
	"try":      {"try and except are not available", "test before instead: if key in d: ..., or d.get(key)"},
	"type":     {"the type statement is not available", "assign the type: X = int"},
	"with":     {"the with statement is not available", "call the functions one after the other, and close what you opened"},
	"yield":    {"yield is not available", "collect the values in a list and return it"},
}

func (p *parser) unsupported(t token) {
	u := unsupported[t.text]
	p.fail(t.pos, u.msg, u.hint)
}
