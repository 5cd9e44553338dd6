package lower

import "go.starlark.net/syntax"

// try lowers a try statement: its parts are pieces, which a builtin calls.
func (l *lowering) try(s *scope, st *syntax.IfStmt, out *[]syntax.Stmt) {
	var handlers []syntax.Expr
	at := st.If
	parts := map[string]syntax.Expr{markTry: none(at), markElse: none(at), markFinally: none(at)}
	var ways ways
	for part := st; part != nil; part = next(part) {
		in, kind, pos := l.scopes[part], mark(part.Cond), part.If
		if kind != markExcept {
			parts[kind] = l.cut(s, in, pos, part.True, out)
			ways.add(in.ways)
			continue
		}
		args := part.Cond.(*syntax.CallExpr).Args
		types, param := none(pos), l.temp("error")
		if len(args) > 0 {
			types = lambda(syntax.Start(args[0]), l.expr(s, args[0]))
		}
		if len(args) > 1 {
			param = args[1].(*syntax.Ident).Name
		}
		in.params = []string{param}
		handlers = append(handlers, tuple(pos, types, l.cut(s, in, pos, part.True, out)))
		ways.add(in.ways)
	}
	l.leave(s, at, call(at, "__try__", parts[markTry], tuple(at, handlers...), parts[markElse], parts[markFinally]), ways, out)
}

// with lowers a with statement of one context.
func (l *lowering) with(s *scope, st *syntax.IfStmt, out *[]syntax.Stmt) {
	in, args := l.scopes[st], st.Cond.(*syntax.CallExpr).Args
	at := syntax.Start(args[0])
	param := l.temp("entered")
	in.params = []string{param}
	context := l.expr(s, args[0])
	var before []syntax.Stmt
	if mark(args[1]) != markNone {
		pos := syntax.Start(args[1])
		l.assign(in, &syntax.AssignStmt{OpPos: pos, Op: syntax.EQ, LHS: args[1], RHS: ident(pos, param)}, &before)
	}
	held := l.temp("context")
	*out = append(*out, set(at, ident(at, held), context)) // before the piece is made, as errors have its place
	fn := l.cutAfter(s, in, at, before, st.True, out)
	l.leave(s, st.If, call(at, "__with__", ident(at, held), fn), in.ways, out)
}

// cut makes a piece of statements and gives its name.
func (l *lowering) cut(s, in *scope, at syntax.Position, list []syntax.Stmt, out *[]syntax.Stmt) syntax.Expr {
	return l.cutAfter(s, in, at, nil, list, out)
}

func (l *lowering) cutAfter(s, in *scope, at syntax.Position, before, list []syntax.Stmt, out *[]syntax.Stmt) syntax.Expr {
	body := l.block(in, list)
	body = append(append(l.cells(at, in), before...), body...)
	name := l.piece(s, "")
	*out = append(*out, function(at, name, body, in.params...))
	return ident(at, name)
}

func (w *ways) add(o ways) {
	w.returns, w.breaks, w.continues = w.returns || o.returns, w.breaks || o.breaks, w.continues || o.continues
}

// leave calls what runs pieces, and goes on in the way that they were left.
func (l *lowering) leave(s *scope, at syntax.Position, x syntax.Expr, w ways, out *[]syntax.Stmt) {
	if w == (ways{}) {
		*out = append(*out, &syntax.ExprStmt{X: x})
		return
	}
	name := l.temp("left")
	var then []syntax.Stmt
	if w.breaks {
		then = append(then, when(at, l.asked(at, "__is_break__", name), l.branch(s, &syntax.BranchStmt{Token: syntax.BREAK, TokenPos: at})...))
	}
	if w.continues {
		then = append(then, when(at, l.asked(at, "__is_continue__", name), l.branch(s, &syntax.BranchStmt{Token: syntax.CONTINUE, TokenPos: at})...))
	}
	if w.returns {
		x := syntax.Expr(ident(at, name))
		if s.kind == piece {
			s.ways.returns = true
		} else {
			x = l.asked(at, "__returned__", name)
		}
		then = append(then, give(at, x))
	}
	*out = append(*out, set(at, ident(at, name), x), when(at, ident(at, name), then...))
}

// asked is guard[name].
func (l *lowering) asked(at syntax.Position, guard, name string) syntax.Expr {
	return index(at, ident(at, guard), ident(at, name))
}
