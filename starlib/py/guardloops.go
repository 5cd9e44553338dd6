package py

import (
	"strings"

	"go.starlark.net/syntax"
)

// What loops go through.

// comprehension guards what stands in one. Each clause is in the scope of those before it.
func (g *guarding) comprehension(x *syntax.Comprehension) syntax.Expr {
	in, mixed := g.inner(nil), false
	g.within(in, g.loops, func() {
		for _, c := range x.Clauses {
			switch c := c.(type) {
			case *syntax.ForClause:
				bind := in.bound(c)
				c.X = g.loop(c.X, c.Vars)
				bind()
				g.loops++
				g.target(c.Vars)
			case *syntax.IfClause:
				c.Cond = g.expr(c.Cond)
			}
		}
		if e, ok := x.Body.(*syntax.DictEntry); ok {
			mixed = g.see(e.Key).truth
		}
		x.Body = g.expr(x.Body)
	})
	if !mixed {
		return x
	}
	x.Curly, x.Body = false, &syntax.DictExpr{Lbrace: x.Lbrack, List: []syntax.Expr{x.Body}, Rbrace: x.Rbrack}
	each := &syntax.UnaryExpr{OpPos: x.Lbrack, Op: syntax.STAR, X: x}
	return &syntax.CallExpr{Fn: &syntax.Ident{NamePos: x.Lbrack, Name: "__entries__"}, Lparen: x.Lbrack, Args: []syntax.Expr{each}, Rparen: x.Rbrack}
}

// loop guards what a loop goes through, unless it is none that is taken apart and is known to be no
// text and to be changed by nobody.
func (g *guarding) loop(x, vars syntax.Expr) syntax.Expr {
	fixed := g.fixed(x)
	x = g.expr(x)
	name := "__loop__"
	if _, called := x.(*syntax.CallExpr); called {
		name = "__loop_new__"
	}
	at := syntax.Start(x)
	switch {
	case items(unparen(vars)) != nil && !g.paired(x):
		name = strings.TrimSuffix(name, "__") + "_rows__"
	case fixed:
		return g.nested(vars, x, true, at)
	}
	return g.nested(vars, g.index(name, x, at), true, at)
}

// fixed reports whether x is no text, and nobody else can have it and change it.
func (g *guarding) fixed(x syntax.Expr) bool {
	switch x := unparen(x).(type) {
	case *syntax.ListExpr, *syntax.TupleExpr, *syntax.Comprehension:
		return true
	case *syntax.CallExpr:
		f, ok := x.Fn.(*syntax.Ident)
		return ok && !g.binds(f.Name) && isFreshKind(builtinKinds[f.Name])
	}
	return false
}

// isFreshKind reports whether a builtin that gives such values gives a new one each time.
func isFreshKind(k kindSet) bool { return k != 0 && k.only(kHolder|kSet|kOther) }

// paired reports whether a loop over x comes to tuples of two.
func (g *guarding) paired(x syntax.Expr) bool {
	c, ok := x.(*syntax.CallExpr)
	return ok && (g.calls(c, "enumerate") || g.calls(c, "zip"))
}
