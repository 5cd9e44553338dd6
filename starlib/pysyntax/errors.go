package pysyntax

import (
	"fmt"
	"strings"
)

// Error is a place in a script that cannot be rewritten. Line and Col count
// from 1, Col in characters. Kind is Python's: SyntaxError, IndentationError or TabError. Hint
// is the way out, or "".
type Error struct {
	Kind      string
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

// kindOf is the kind of an error with a message.
func kindOf(msg string) string {
	switch {
	case strings.HasPrefix(msg, "inconsistent use of tabs"):
		return "TabError"
	case strings.HasPrefix(msg, "unexpected indent"), strings.HasPrefix(msg, "unexpected unindent"),
		strings.HasPrefix(msg, "unindent"), strings.HasPrefix(msg, "expected an indented block"),
		msg == "too many levels of indentation":
		return "IndentationError"
	}
	return "SyntaxError"
}

// unsupported gives, for the words that start what has no counterpart in
// Starlark, what is said about them.
var unsupported = map[string]struct{ msg, hint string }{
	"async": {"async is not available", "write a plain def, for or call"},
	"await": {"await is not available", "call the function directly"},
	"type":  {"the type statement is not available", "assign the type: X = int"},
}

func (p *parser) unsupported(t token) {
	u := unsupported[t.text]
	p.fail(t.pos, u.msg, u.hint)
}
