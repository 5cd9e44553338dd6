package py

import (
	"maps"
	"slices"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// How operators and methods are bounded.
//
// x * y takes 16 GiB if x is a list and y is large, and hours if both are large numbers; so
// do other operators, and methods such as s.replace. Nothing stands between the interpreter
// and them, so compile puts something there:
//
//	x * y        __mul__[x] * __mul__[y]
//	s % y        s % __mod__[y]
//	s.replace    __str_replace__[s]
//	f.__name__   __name_of__[f]
//
// The index is a call into a guard that gives back what is harmless, such as a number that is
// small or not whole, or a value of ours that does the operation itself. That is the cheapest
// call that the interpreter has. + and - stay as they are: their results are no larger than both
// operands together, see watchdog.go for what grows in the end. Comparisons and indexes have
// guards for another reason: Python's truth (comparing.go) and texts (pytext.go). Nothing is
// guarded of which it is known (kinds.go) that it is harmless.

// guard is the name of what stands behind such an index.
type guard string

func (g guard) String() string        { return string(g) }
func (g guard) Type() string          { return "guard" }
func (g guard) Freeze()               {}
func (g guard) Truth() starlark.Bool  { return true }
func (g guard) Hash() (uint32, error) { return 0, nil }

// guardMark ends the name of the global by which a statement knows a guard, which the
// interpreter finds quicker than that of a builtin.
const guardMark = "__\x00"

// unusual is what a text has that few have, for which more is guarded.
type unusual struct {
	slices bool // it makes slices, which may stand for an index
	truths bool // it has True or False as a key
}

// guards puts guards into statements of a scope and gives the statements that bind their names.
func guards(list []syntax.Stmt, names *scope, has unusual) []syntax.Stmt {
	g := &guarding{scope: names, used: map[string]syntax.Expr{}, starlark: names.starlark, unusual: has}
	g.stmts(list)
	var binds []syntax.Stmt
	at := syntax.Start(list[0])
	for _, name := range slices.Sorted(maps.Keys(g.used)) {
		binds = append(binds, bind(at, guardName(name), g.used[name]))
	}
	return binds
}

// bind is name = x.
func bind(at syntax.Position, name string, x syntax.Expr) *syntax.AssignStmt {
	return &syntax.AssignStmt{OpPos: at, Op: syntax.EQ, LHS: &syntax.Ident{NamePos: at, Name: name}, RHS: x}
}

// guardName is the global that holds the guard of that name: __mul__.
func guardName(name string) string { return strings.TrimSuffix(name, "__") + guardMark }

// guarding is a statement into which guards are put.
type guarding struct {
	*scope
	used  map[string]syntax.Expr // what the names of guards are bound to
	loops int                    // around the place, in its function

	starlark bool // the text is Starlark: dicts give lists, not views
	unusual       // of the text
}

// within guards what stands in an inner scope, of a function or of a loop.
func (g *guarding) within(in *scope, loops int, do func()) {
	out := *g
	g.scope, g.loops = in, loops
	do()
	g.scope, g.loops = out.scope, out.loops
}

// index is guard[x], at the place of an operator or a dot, where errors are shown.
func (g *guarding) index(guard string, x syntax.Expr, at syntax.Position) syntax.Expr {
	g.used[guard] = &syntax.Ident{NamePos: at, Name: guard}
	return indexOf(guardName(guard), x, at)
}

// indexOf is name[x].
func indexOf(name string, x syntax.Expr, at syntax.Position) *syntax.IndexExpr {
	return &syntax.IndexExpr{X: &syntax.Ident{NamePos: at, Name: name}, Lbrack: at, Y: x, Rbrack: at}
}
