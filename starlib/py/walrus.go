package py

import (
	"strings"

	"go.starlark.net/syntax"
)

// What package pysyntax makes of x := value, __walrus__(x, value), becomes an assignment before the statement, of
// a condition of while one in its body, and in a comprehension a clause: for x in [value].

// walruses is the statements with these assignments.
func walruses(list []syntax.Stmt) ([]syntax.Stmt, error) {
	out := make([]syntax.Stmt, 0, len(list))
	for _, s := range list {
		w := &walrus{}
		switch s := s.(type) {
		case *syntax.AssignStmt:
			w.expr(&s.RHS)
			w.later(&s.LHS)
		case *syntax.ExprStmt:
			w.expr(&s.X)
		case *syntax.ReturnStmt:
			w.expr(&s.Result)
		case *syntax.IfStmt:
			w.expr(&s.Cond)
			w.block(&s.True)
			w.block(&s.False)
		case *syntax.ForStmt:
			w.expr(&s.X)
			w.block(&s.Body)
		case *syntax.WhileStmt:
			w.expr(&s.Cond)
			w.block(&s.Body)
			w.loop(s)
		case *syntax.DefStmt:
			for i := range s.Params {
				w.later(&s.Params[i])
			}
			w.block(&s.Body)
		}
		if w.err != nil {
			return nil, w.err
		}
		out = append(append(out, w.before...), s)
	}
	return out, nil
}

// walrus goes through the expressions of a statement in the order in which they are evaluated.
type walrus struct {
	before []syntax.Stmt // the assignments
	called bool          // something was called, and may depend on what is assigned later
	behind int           // within what is not evaluated always, or not now
	err    error
}

// block rewrites a body; one that is nil stays so.
func (w *walrus) block(body *[]syntax.Stmt) {
	if w.err == nil && len(*body) > 0 {
		*body, w.err = walruses(*body)
	}
}

// loop takes the assignments of the condition into the body: while True, the condition being tested there.
func (w *walrus) loop(s *syntax.WhileStmt) {
	if len(w.before) == 0 || w.err != nil {
		return
	}
	pos := s.While
	test := &syntax.IfStmt{
		If: pos, Cond: &syntax.UnaryExpr{OpPos: pos, Op: syntax.NOT, X: s.Cond},
		True: []syntax.Stmt{&syntax.BranchStmt{Token: syntax.BREAK, TokenPos: pos}},
	}
	s.Cond = &syntax.Literal{Token: syntax.INT, TokenPos: pos, Raw: "1", Value: int64(1)}
	s.Body, w.before = append(append(w.before, test), s.Body...), nil
}

// later is expr of what is evaluated at another time, or not always.
func (w *walrus) later(x *syntax.Expr) {
	w.behind++
	w.expr(x)
	w.behind--
}

func (w *walrus) exprs(list []syntax.Expr) {
	for i := range list {
		w.expr(&list[i])
	}
}

// expr takes the assignments out of an expression.
func (w *walrus) expr(at *syntax.Expr) {
	switch x := (*at).(type) {
	case *syntax.CallExpr:
		if f, ok := x.Fn.(*syntax.Ident); ok && f.Name == "__walrus__" && len(x.Args) == 2 {
			*at = w.assigned(x)
			return
		}
		w.expr(&x.Fn)
		w.exprs(x.Args)
		w.called = w.called || !isPlainCall(x)
	case *syntax.BinaryExpr:
		if x.Op == syntax.EQ { // the name of an argument, or a default
			w.expr(&x.Y)
			return
		}
		w.expr(&x.X)
		if x.Op == syntax.AND || x.Op == syntax.OR {
			w.later(&x.Y)
		} else {
			w.expr(&x.Y)
		}
	case *syntax.CondExpr:
		w.expr(&x.Cond)
		w.later(&x.True)
		w.later(&x.False)
	case *syntax.Comprehension:
		w.comprehension(x)
	case *syntax.DictEntry:
		w.expr(&x.Key)
		w.expr(&x.Value)
	case *syntax.DictExpr:
		w.exprs(x.List)
	case *syntax.DotExpr:
		w.expr(&x.X)
	case *syntax.IndexExpr:
		w.expr(&x.X)
		w.expr(&x.Y)
	case *syntax.LambdaExpr:
		w.later(&x.Body)
	case *syntax.ListExpr:
		w.exprs(x.List)
	case *syntax.ParenExpr:
		w.expr(&x.X)
	case *syntax.SliceExpr:
		for _, part := range []*syntax.Expr{&x.X, &x.Lo, &x.Hi, &x.Step} {
			w.expr(part)
		}
	case *syntax.TupleExpr:
		w.exprs(x.List)
	case *syntax.UnaryExpr:
		w.expr(&x.X)
	}
}

// assigned makes an assignment of x := value and is the name that it gives the value.
func (w *walrus) assigned(x *syntax.CallExpr) syntax.Expr {
	id, called := x.Args[0].(*syntax.Ident), w.called
	switch {
	case w.err != nil:
	case w.behind > 0:
		w.fail(id, "where it is not always evaluated")
	case called:
		w.fail(id, "after a call in the same statement")
	}
	w.expr(&x.Args[1])
	w.called = called
	w.before = append(w.before, &syntax.AssignStmt{OpPos: id.NamePos, Op: syntax.EQ, LHS: id, RHS: x.Args[1]})
	return &syntax.Ident{NamePos: id.NamePos, Name: id.Name}
}

func (w *walrus) fail(id *syntax.Ident, where string) {
	w.err = syntax.Error{Pos: id.NamePos, Msg: "the walrus operator := is not available " + where + "; assign on a line of its own before"}
}

// comprehension makes clauses of the assignments in a comprehension.
func (w *walrus) comprehension(x *syntax.Comprehension) {
	var clauses []syntax.Node
	add := func(at *syntax.Expr) {
		in := &walrus{}
		in.expr(at)
		for _, s := range in.before {
			a := s.(*syntax.AssignStmt)
			pos := a.OpPos
			clauses = append(clauses, &syntax.ForClause{For: pos, Vars: a.LHS, In: pos, X: &syntax.ListExpr{Lbrack: pos, List: []syntax.Expr{a.RHS}, Rbrack: pos}})
		}
		if w.err == nil {
			w.err = in.err
		}
		w.called = w.called || in.called
	}
	for i, c := range x.Clauses {
		switch c := c.(type) {
		case *syntax.ForClause:
			if i == 0 {
				w.expr(&c.X)
			} else {
				add(&c.X)
			}
		case *syntax.IfClause:
			add(&c.Cond)
		}
		clauses = append(clauses, c)
	}
	add(&x.Body)
	x.Clauses = clauses
}

// isPlainCall reports whether a call changes nothing: what package pysyntax makes, and len and range.
func isPlainCall(x *syntax.CallExpr) bool {
	f, ok := x.Fn.(*syntax.Ident)
	return ok && (f.Name == "len" || f.Name == "range" || strings.HasPrefix(f.Name, "__"))
}
