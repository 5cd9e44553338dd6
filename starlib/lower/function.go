package lower

import (
	"sort"

	"go.starlark.net/syntax"
)

// cellNames is the variables of s that are kept in cells, sorted.
func (s *scope) cellNames() []string {
	var names []string
	for name := range s.cells {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// newCell makes the cell of a variable of s, with its value if it is a parameter.
func (l *lowering) newCell(at syntax.Position, s *scope, name string) syntax.Expr {
	args := []syntax.Expr{text(at, name)}
	for _, p := range s.params {
		if p == name {
			args = append(args, ident(at, name))
		}
	}
	return call(at, "__cell__", args...)
}

// cells is the statements that make those of s, at the begin of its function.
func (l *lowering) cells(at syntax.Position, s *scope) []syntax.Stmt {
	var out []syntax.Stmt
	for _, name := range s.cellNames() {
		out = append(out, set(at, ident(at, cellName(name)), l.newCell(at, s, name)))
	}
	return out
}

// params lowers the defaults.
func (l *lowering) params(s *scope, list []syntax.Expr) {
	for _, p := range list {
		if d, ok := p.(*syntax.BinaryExpr); ok {
			d.Y = l.expr(s, d.Y)
		}
	}
}

// def lowers a function and binds its name, where Starlark's own statement does not do so.
func (l *lowering) def(s *scope, st *syntax.DefStmt) []syntax.Stmt {
	name, at := st.Name.Name, st.Name.NamePos
	to := l.write(s, at, name)
	l.function(s, st)
	if _, ok := to.(*syntax.Ident); ok {
		return []syntax.Stmt{st}
	}
	st.Name.Name = defName(s, name)
	return []syntax.Stmt{st, set(at, to, ident(at, st.Name.Name))}
}

// function lowers parameters and body.
func (l *lowering) function(s *scope, st *syntax.DefStmt) {
	in := l.scopes[st]
	l.params(s, st.Params)
	at := syntax.Start(st.Body[0])
	doc, body := docstring(st.Body)
	if len(body) > 0 {
		body = l.block(in, body)
	}
	body = append(l.cells(at, in), body...)
	if in.yields {
		body = l.yields(st, in, body)
	}
	if st.Body = append(doc, body...); len(st.Body) == 0 {
		st.Body = []syntax.Stmt{pass(at)}
	}
}

// docstring cuts the text off that a function begins with.
func docstring(list []syntax.Stmt) (doc, rest []syntax.Stmt) {
	if e, ok := list[0].(*syntax.ExprStmt); ok {
		if lit, ok := e.X.(*syntax.Literal); ok && lit.Token == syntax.STRING {
			return list[:1:1], list[1:]
		}
	}
	return nil, list
}

// yields is the body of a generator function: a function of the same parameters, which the generator
// that it returns runs.
func (l *lowering) yields(st *syntax.DefStmt, in *scope, body []syntax.Stmt) []syntax.Stmt {
	at := st.Name.NamePos
	name := Name(st.Name.Name)
	inner := function(st.Def, name+nul+"generator", body, in.params...)
	args := []syntax.Expr{text(at, name), ident(at, inner.Name.Name)}
	for _, p := range in.params {
		args = append(args, ident(at, p))
	}
	return []syntax.Stmt{inner, give(at, call(at, "__generator__", args...))}
}

// decorated lowers a function or class with its decorators, which are evaluated before it and called after.
func (l *lowering) decorated(s *scope, list []syntax.Stmt, out *[]syntax.Stmt) {
	var decorators []syntax.Expr
	n := len(list) - 1
	for _, st := range list[:n] {
		args, _ := marked(st, markDecorator)
		at := syntax.Start(args[0])
		name := l.temp("decorator")
		*out = append(*out, set(at, ident(at, name), l.expr(s, args[0])))
		decorators = append(decorators, ident(at, name))
	}
	switch st := list[n].(type) {
	case *syntax.DefStmt:
		name, at := st.Name.Name, st.Name.NamePos
		to := l.write(s, at, name)
		st.Name.Name = defName(s, name)
		l.function(s, st)
		*out = append(*out, st, set(at, to, decorate(decorators, ident(at, st.Name.Name))))
	case *syntax.IfStmt:
		*out = append(*out, l.class(s, st, decorators)...)
	}
}

// decorate is the calls of decorators, the last first.
func decorate(decorators []syntax.Expr, x syntax.Expr) syntax.Expr {
	for i := len(decorators) - 1; i >= 0; i-- {
		at := syntax.Start(decorators[i])
		x = &syntax.CallExpr{Fn: decorators[i], Lparen: at, Args: []syntax.Expr{x}, Rparen: at}
	}
	return x
}
