package py

import "go.starlark.net/syntax"

// ownName makes the name of a top-level function, used in its own body, the global of
// that name rather than the function itself: after fib = cached(fib) the calls within
// fib go to the new value, as in Python.
func ownName(def *syntax.DefStmt) {
	s := &selfName{name: def.Name.Name}
	for _, p := range def.Params {
		if b, ok := p.(*syntax.BinaryExpr); ok {
			s.expr(b.Y)
		}
	}
	s.function(def.Params, def.Body)
}

// selfName renames uses of a name where no inner scope binds it.
type selfName struct{ name string }

func (s *selfName) function(params []syntax.Expr, body []syntax.Stmt) {
	for _, p := range params {
		if s.binds(paramName(p)) {
			return
		}
	}
	for _, st := range body {
		if s.assigned(st) {
			return
		}
	}
	for _, st := range body {
		s.walk(st)
	}
}

func paramName(p syntax.Expr) syntax.Expr {
	switch p := p.(type) {
	case *syntax.BinaryExpr:
		return p.X
	case *syntax.UnaryExpr:
		return p.X
	}
	return p
}

// binds reports whether assigning to x binds the name.
func (s *selfName) binds(x syntax.Expr) bool {
	found := false
	switch x := x.(type) {
	case *syntax.Ident:
		return x.Name == s.name
	case *syntax.ParenExpr:
		return s.binds(x.X)
	case *syntax.TupleExpr:
		for _, e := range x.List {
			found = found || s.binds(e)
		}
	case *syntax.ListExpr:
		for _, e := range x.List {
			found = found || s.binds(e)
		}
	}
	return found
}

// assigned reports whether the statement binds the name in the function it is in.
func (s *selfName) assigned(st syntax.Stmt) bool {
	found := false
	syntax.Walk(st, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.AssignStmt:
			found = found || s.binds(n.LHS)
		case *syntax.ForStmt:
			found = found || s.binds(n.Vars)
		case *syntax.DefStmt:
			found = found || n.Name.Name == s.name
			return false
		}
		return !found
	})
	return found
}

func (s *selfName) expr(x syntax.Expr) { s.walk(x) }

func (s *selfName) walk(n syntax.Node) {
	syntax.Walk(n, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Ident:
			if n.Name == s.name {
				n.Name += selfMark
			}
		case *syntax.DotExpr:
			s.walk(n.X)
			return false
		case *syntax.CallExpr:
			s.call(n)
			return false
		case *syntax.DefStmt:
			s.inner(n.Params, n.Body)
			return false
		case *syntax.LambdaExpr:
			s.inner(n.Params, []syntax.Stmt{&syntax.ExprStmt{X: n.Body}})
			return false
		case *syntax.Comprehension:
			for _, c := range n.Clauses {
				if f, ok := c.(*syntax.ForClause); ok && s.binds(f.Vars) {
					return false
				}
			}
		}
		return true
	})
}

// call skips the names of keyword arguments.
func (s *selfName) call(c *syntax.CallExpr) {
	s.walk(c.Fn)
	for _, a := range c.Args {
		if b, ok := a.(*syntax.BinaryExpr); ok && b.Op == syntax.EQ {
			a = b.Y
		}
		s.walk(a)
	}
}

func (s *selfName) inner(params []syntax.Expr, body []syntax.Stmt) {
	for _, p := range params {
		if b, ok := p.(*syntax.BinaryExpr); ok {
			s.walk(b.Y)
		}
	}
	s.function(params, body)
}
