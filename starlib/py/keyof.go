package py

import (
	"regexp"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// keyOf is the key that an error of Starlark's names as a literal.
func keyOf(literal string) starlark.Value {
	if n := len(literal); n > 1 && literal[0] == '"' && literal[n-1] == '"' && !strings.ContainsAny(literal[1:n-1], `\"`) {
		return starlark.String(literal[1 : n-1])
	}
	x, err := fileOptions.ParseExpr("", literal, 0)
	if err == nil && isLiteral(x) {
		if v, err := starlark.EvalExprOptions(fileOptions, &starlark.Thread{}, x, nil); err == nil {
			return v
		}
	}
	return verbatim(requoted(literal))
}

// requoted is a tuple's text, in which Starlark writes texts in its own quotes, with Python's. Texts that have either
// quote or an escape within are left.
func requoted(literal string) string {
	if !strings.HasPrefix(literal, "(") {
		return literal
	}
	return starlarkText.ReplaceAllString(literal, "$1'$2'$3")
}

// starlarkText is a text as an element of a tuple.
var starlarkText = regexp.MustCompile(`([(,:] ?)"([^"'\\]*)"([,)}:\]])`)

// isLiteral reports whether x is one that evaluates to what it says.
func isLiteral(x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.Literal:
		return true
	case *syntax.ParenExpr:
		return isLiteral(x.X)
	case *syntax.UnaryExpr:
		return x.X != nil && isLiteral(x.X)
	case *syntax.TupleExpr:
		for _, e := range x.List {
			if !isLiteral(e) {
				return false
			}
		}
		return true
	case *syntax.Ident:
		return x.Name == "None" || x.Name == "True" || x.Name == "False"
	}
	return false
}

// verbatim is a value of which the text alone is known.
type verbatim string

func (v verbatim) String() string        { return string(v) }
func (v verbatim) Type() string          { return "object" }
func (v verbatim) Freeze()               {}
func (v verbatim) Truth() starlark.Bool  { return true }
func (v verbatim) Hash() (uint32, error) { return starlark.String(v).Hash() }
