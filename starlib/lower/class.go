package lower

import "go.starlark.net/syntax"

// class lowers a class: a function fills its namespace, of which a builtin makes it.
func (l *lowering) class(s *scope, st *syntax.IfStmt, decorators []syntax.Expr) []syntax.Stmt {
	in, args := l.scopes[st], st.Cond.(*syntax.CallExpr).Args
	at := syntax.Start(args[0])
	name := args[0].(*syntax.Ident).Name
	in.space = l.temp("class")
	bases, keywords := l.bases(s, at, args[1:])
	doc, body := docstring(st.True)
	if len(body) > 0 {
		body = l.block(in, body)
	}
	fill := function(st.If, name+nul+"class", append(doc, body...), in.space)
	made := call(at, "__makeclass__", text(at, name), bases, keywords, ident(at, fill.Name.Name))
	return []syntax.Stmt{fill, set(at, l.write(s, at, name), decorate(decorators, made))}
}

// field lowers an annotated name of a class.
func (l *lowering) field(s *scope, x *syntax.CallExpr) syntax.Stmt {
	id := x.Args[0].(*syntax.Ident)
	at := id.NamePos
	class := s.function()
	if class.kind != body {
		l.fail(at, "an annotated name of a class outside of one")
	}
	args := []syntax.Expr{ident(at, class.space), text(at, class.mangled(id.Name)), x.Args[1]}
	for _, v := range x.Args[2:] {
		args = append(args, l.expr(s, v))
	}
	return &syntax.ExprStmt{X: call(at, "__fieldof__", args...)}
}
