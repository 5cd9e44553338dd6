package py

import (
	"strings"

	"go.starlark.net/syntax"

	"starling/starlib/lower"
)

// How guards come into the statements and expressions of a text.

// hasTruths reports whether True or False is among the keys of a display, as far as can be seen.
func (g *guarding) hasTruths(x *syntax.DictExpr) bool {
	for _, e := range x.List {
		if e, ok := e.(*syntax.DictEntry); ok && g.truth(e.Key, g.of(e.Key)) {
			return true
		}
	}
	return false
}

// oneByOne is a display of which each entry is a dict that is added to those before.
func oneByOne(x *syntax.DictExpr) syntax.Expr {
	args := make([]syntax.Expr, len(x.List))
	for i, e := range x.List {
		args[i] = &syntax.DictExpr{Lbrace: x.Lbrace, List: []syntax.Expr{e}, Rbrace: x.Rbrace}
	}
	return &syntax.CallExpr{Fn: &syntax.Ident{NamePos: x.Lbrace, Name: "__entries__"}, Lparen: x.Lbrace, Args: args, Rparen: x.Rbrace}
}

func (g *guarding) stmts(list []syntax.Stmt) {
	for _, s := range list {
		g.stmt(s)
	}
}

func (g *guarding) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.AssignStmt:
		right := g.see(s.RHS)
		left := g.see(s.LHS)
		g.target(s.LHS)
		s.RHS = g.expr(s.RHS)
		s.RHS = g.parts(s.LHS, s.RHS, s.OpPos)
		g.augmented(s, left, right)
	case *syntax.ExprStmt:
		s.X = g.expr(s.X)
	case *syntax.DefStmt:
		g.params(s.Params)
		g.function(s)
	case *syntax.ForStmt:
		g.target(s.Vars)
		s.X = g.loop(s.X, s.Vars)
		g.within(g.scope, g.loops+1, func() { g.stmts(s.Body) })
	case *syntax.WhileStmt:
		g.within(g.scope, g.loops+1, func() {
			s.Cond = g.expr(s.Cond)
			g.stmts(s.Body)
		})
	case *syntax.IfStmt:
		s.Cond = g.expr(s.Cond)
		g.stmts(s.True)
		g.stmts(s.False)
	case *syntax.ReturnStmt:
		if s.Result != nil {
			s.Result = g.expr(s.Result)
		}
	}
}

func (g *guarding) params(list []syntax.Expr) {
	for _, p := range list {
		if b, ok := p.(*syntax.BinaryExpr); ok { // name = default
			b.Y = g.expr(b.Y)
		}
	}
}

func (g *guarding) list(list []syntax.Expr) {
	for i, e := range list {
		list[i] = g.expr(e)
	}
}

func (g *guarding) expr(x syntax.Expr) syntax.Expr {
	switch x := x.(type) {
	case *syntax.BinaryExpr:
		return g.binary(x)
	case *syntax.CallExpr:
		g.call(x)
	case *syntax.Comprehension:
		return g.comprehension(x)
	case *syntax.CondExpr:
		x.Cond, x.True, x.False = g.expr(x.Cond), g.expr(x.True), g.expr(x.False)
	case *syntax.DictExpr:
		mixed := g.hasTruths(x)
		g.list(x.List)
		if mixed {
			return oneByOne(x)
		}
	case *syntax.DictEntry:
		x.Key, x.Value = g.expr(x.Key), g.expr(x.Value)
	case *syntax.DotExpr:
		x.X = g.expr(x.X)
		if x.Name.Name == "__name__" {
			return g.index("__name_of__", x.X, x.Dot)
		}
		if x.Name.Name == "__class__" {
			return g.index(classGuard, x.X, x.Dot)
		}
		_, view := viewMethods[x.Name.Name]
		if g.features().attrs[x.Name.Name] && !(view && g.starlark) {
			return g.attribute(x)
		}
		if view && !g.starlark {
			return g.index(viewGuard(x.Name.Name), x.X, x.Dot)
		}
		if methodNames[x.Name.Name] {
			return g.index(methodGuard(x.Name.Name), x.X, x.Dot)
		}
	case *syntax.IndexExpr:
		of, by := g.of(x.X), g.see(x.Y)
		x.X, x.Y = g.expr(x.X), g.expr(x.Y)
		if (g.slices || g.features().slices || g.features().indexes) && by.can(kOther) && !isOwn(x.X) {
			return &syntax.IndexExpr{X: g.index("__subscript__", x.X, x.Lbrack), Lbrack: x.Lbrack, Y: x.Y, Rbrack: x.Rbrack}
		}
		if g.keyed(x.X, by) && !isSequence(unparen(x.X)) {
			x.X = g.index("__keyed__", x.X, x.Lbrack)
			return x
		}
		if by.can(kNumber | kTruth) { // else it is a key
			x.X = g.text(x.X, of, x.Lbrack)
		}
		if isSequence(unparen(x.X)) {
			x.Y = g.number(x.Y, by.truth)
		}
	case *syntax.LambdaExpr:
		g.params(x.Params)
		in := g.inner(x.Params)
		in.function = true
		g.within(in, 0, func() { x.Body = g.expr(x.Body) })
	case *syntax.ListExpr:
		g.list(x.List)
	case *syntax.ParenExpr:
		x.X = g.expr(x.X)
	case *syntax.SliceExpr:
		of := g.of(x.X)
		x.X = g.expr(x.X)
		for _, e := range []*syntax.Expr{&x.Lo, &x.Hi, &x.Step} {
			if *e != nil {
				huge, truth := mayBeHuge(*e), g.see(*e).truth
				if *e = g.number(g.expr(*e), truth); huge {
					*e = g.index("__bound__", *e, x.Lbrack)
				}
			}
		}
		if of.can(kOther) && g.features().classes {
			return g.cut(x)
		}
		x.X = g.text(x.X, of, x.Lbrack)
	case *syntax.TupleExpr:
		g.list(x.List)
	case *syntax.UnaryExpr:
		if x.X != nil { // a bare * among parameters has none
			of := g.see(x.X)
			x.X = g.expr(x.X)
			if x.Op == syntax.PLUS || x.Op == syntax.MINUS || x.Op == syntax.TILDE {
				x.X = g.number(x.X, of.truth)
			}
		}
	}
	return x
}

// keyed reports whether x[y] may be a key that is equal to another one of Starlark's. A cell has no keys.
func (g *guarding) keyed(x syntax.Expr, by seen) bool {
	if isCell(x) {
		return false
	}
	return by.truth || (g.truths || g.features().flow.keyed()) && by.can(kNumber|kTruth) || by.can(g.features().mixed) && !isOwn(x)
}

// isCell reports whether x is the cell of a variable.
func isCell(x syntax.Expr) bool {
	id, ok := x.(*syntax.Ident)
	if !ok {
		return false
	}
	_, ok = lower.Cell(id.Name)
	return ok
}

// isOwn reports whether x is a name of ours.
func isOwn(x syntax.Expr) bool {
	id, ok := x.(*syntax.Ident)
	return ok && strings.HasPrefix(id.Name, "__")
}

// attribute is x.name where x may be a function with such an attribute.
func (g *guarding) attribute(x *syntax.DotExpr) syntax.Expr {
	name := "__function_attr__" + x.Name.Name
	at := x.Dot
	g.used[name] = &syntax.IndexExpr{
		X: &syntax.Ident{NamePos: at, Name: "__function_attr__"}, Lbrack: at, Rbrack: at,
		Y: &syntax.Literal{Token: syntax.STRING, TokenPos: at, Raw: x.Name.Name, Value: x.Name.Name},
	}
	return indexOf(guardName(name), x.X, at)
}

// cut is x[lo:hi:step] where x may be an instance: __cut__(x, lo, hi, step).
func (g *guarding) cut(x *syntax.SliceExpr) syntax.Expr {
	call := &syntax.CallExpr{Fn: &syntax.Ident{NamePos: x.Lbrack, Name: "__cut__"}, Lparen: x.Lbrack, Args: []syntax.Expr{x.X}, Rparen: x.Rbrack}
	for _, e := range []syntax.Expr{x.Lo, x.Hi, x.Step} {
		if e == nil {
			e = &syntax.Ident{NamePos: x.Lbrack, Name: "None"}
		}
		call.Args = append(call.Args, e)
	}
	return call
}

// call guards the arguments; the name of a named one is none of its expressions.
func (g *guarding) call(x *syntax.CallExpr) {
	x.Fn = g.expr(x.Fn)
	for i, a := range x.Args {
		if b, ok := a.(*syntax.BinaryExpr); ok && b.Op == syntax.EQ {
			b.Y = g.expr(b.Y)
			continue
		}
		u, ok := a.(*syntax.UnaryExpr)
		starred := ok && u.Op == syntax.STAR && g.of(u.X).can(kText)
		if x.Args[i] = g.expr(a); starred {
			u.X = g.index("__star__", u.X, u.OpPos)
		}
	}
}

// isSequence reports whether x is a display that is indexed by a number.
func isSequence(x syntax.Expr) bool { return items(x) != nil }

// text guards what is indexed or sliced, unless it cannot be a text.
func (g *guarding) text(x syntax.Expr, of kindSet, at syntax.Position) syntax.Expr {
	if id, ok := x.(*syntax.Ident); !of.can(kText) || ok && strings.HasPrefix(id.Name, "__") { // one of ours
		return x
	}
	if name, ok := g.once("__text__", x); ok {
		return &syntax.Ident{NamePos: at, Name: name}
	}
	return g.index("__text__", x, at)
}
