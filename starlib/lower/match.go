package lower

import "go.starlark.net/syntax"

// match lowers a match statement: each case asks a builtin whether its pattern matches, and with what.
func (l *lowering) match(s *scope, st *syntax.IfStmt, out *[]syntax.Stmt) {
	at := st.If
	subject := l.temp("subject")
	*out = append(*out, set(at, ident(at, subject), l.expr(s, st.Cond.(*syntax.CallExpr).Args[0])))
	*out = append(*out, l.cases(s, subject, st.True)...)
}

func (l *lowering) cases(s *scope, subject string, list []syntax.Stmt) []syntax.Stmt {
	if len(list) == 0 {
		return nil
	}
	st, args, ok := headed(list[0], markCase)
	if !ok {
		l.fail(syntax.Start(list[0]), "expected 'case' in a match statement")
	}
	at, found := st.If, l.temp("found")
	names := captures(args[0])
	pattern := l.pattern(s, args[0])
	out := []syntax.Stmt{set(at, ident(at, found), call(at, "__matches__", ident(at, subject), pattern))}
	there := syntax.Expr(&syntax.BinaryExpr{X: ident(at, found), OpPos: at, Op: syntax.NEQ, Y: none(at)})
	var bind []syntax.Stmt
	for _, name := range names {
		bind = append(bind, set(at, l.write(s, at, name), index(at, ident(at, found), text(at, name))))
	}
	if len(args) > 1 && len(bind) > 0 {
		out = append(out, when(at, there, bind...))
		bind = nil
	}
	if len(args) > 1 {
		there = &syntax.BinaryExpr{X: there, OpPos: at, Op: syntax.AND, Y: l.expr(s, args[1])}
	}
	i := when(at, there, append(bind, l.block(s, st.True)...)...)
	i.False = l.cases(s, subject, list[1:])
	i.ElsePos = at
	return append(out, i)
}

// captures is the names that a pattern binds, each once, in their order.
func captures(p syntax.Expr) []string {
	var names []string
	seen := map[string]bool{"_": true}
	var walk func(p syntax.Expr)
	add := func(x syntax.Expr) {
		if id, ok := x.(*syntax.Ident); ok && !seen[id.Name] && !constants[id.Name] {
			seen[id.Name] = true
			names = append(names, id.Name)
		}
	}
	walk = func(p syntax.Expr) {
		switch p := unparen(p).(type) {
		case *syntax.Ident:
			add(p)
		case *syntax.TupleExpr, *syntax.ListExpr:
			for _, e := range items(p) {
				walk(e)
			}
		case *syntax.BinaryExpr:
			if p.Op == syntax.PIPE {
				walk(p.X)
				walk(p.Y)
			}
		case *syntax.DictExpr:
			for _, e := range p.List {
				e := e.(*syntax.DictEntry)
				walk(e.Value)
			}
		case *syntax.CallExpr:
			args := p.Args
			if mark(p) == markAs {
				walk(args[0])
				add(args[1])
				return
			}
			for _, a := range args {
				if b, ok := a.(*syntax.BinaryExpr); ok && b.Op == syntax.EQ {
					a = b.Y
				}
				walk(a)
			}
		}
	}
	walk(p)
	return names
}

// constants are names that are no captures.
var constants = map[string]bool{"None": true, "True": true, "False": true}

// pattern is a pattern as a value: tuples with what it is in front.
func (l *lowering) pattern(s *scope, p syntax.Expr) syntax.Expr {
	at := syntax.Start(p)
	is := func(what string, more ...syntax.Expr) syntax.Expr {
		return tuple(at, append([]syntax.Expr{text(at, what)}, more...)...)
	}
	switch p := unparen(p).(type) {
	case *syntax.Ident:
		switch {
		case p.Name == "_":
			return is("any")
		case !constants[p.Name]:
			return is("capture", text(at, p.Name))
		}
	case *syntax.TupleExpr, *syntax.ListExpr:
		return l.sequence(s, at, items(p))
	case *syntax.BinaryExpr:
		if p.Op == syntax.PIPE {
			return is("or", tuple(at, l.alternatives(s, p)...))
		}
	case *syntax.DictExpr:
		return l.mapping(s, at, p)
	case *syntax.CallExpr:
		if mark(p) == markAs {
			return is("as", l.pattern(s, p.Args[0]), text(at, p.Args[1].(*syntax.Ident).Name))
		}
		return l.classPattern(s, at, p)
	}
	return is("value", l.expr(s, p))
}

// alternatives is the sides of a | b | c.
func (l *lowering) alternatives(s *scope, p *syntax.BinaryExpr) []syntax.Expr {
	if left, ok := unparen(p.X).(*syntax.BinaryExpr); ok && left.Op == syntax.PIPE {
		return append(l.alternatives(s, left), l.pattern(s, p.Y))
	}
	return []syntax.Expr{l.pattern(s, p.X), l.pattern(s, p.Y)}
}

func (l *lowering) sequence(s *scope, at syntax.Position, list []syntax.Expr) syntax.Expr {
	star := -1
	var parts []syntax.Expr
	for i, e := range list {
		if c, ok := e.(*syntax.CallExpr); ok && mark(c) == markStar {
			if star >= 0 {
				l.fail(syntax.Start(e), "multiple starred expressions in sequence pattern")
			}
			star, e = i, c.Args[0]
		}
		parts = append(parts, l.pattern(s, e))
	}
	return tuple(at, text(at, "seq"), tuple(at, parts...), number(at, star))
}

func (l *lowering) mapping(s *scope, at syntax.Position, p *syntax.DictExpr) syntax.Expr {
	var keys, parts []syntax.Expr
	rest := none(at)
	for _, e := range p.List {
		e := e.(*syntax.DictEntry)
		if mark(e.Key) == markRest {
			rest = text(at, e.Value.(*syntax.Ident).Name)
			continue
		}
		keys, parts = append(keys, l.expr(s, e.Key)), append(parts, l.pattern(s, e.Value))
	}
	return tuple(at, text(at, "map"), tuple(at, keys...), tuple(at, parts...), rest)
}

func (l *lowering) classPattern(s *scope, at syntax.Position, p *syntax.CallExpr) syntax.Expr {
	var parts, names, named []syntax.Expr
	for _, a := range p.Args {
		if b, ok := a.(*syntax.BinaryExpr); ok && b.Op == syntax.EQ {
			id := b.X.(*syntax.Ident)
			names, named = append(names, text(id.NamePos, id.Name)), append(named, l.pattern(s, b.Y))
			continue
		}
		parts = append(parts, l.pattern(s, a))
	}
	return tuple(at, text(at, "class"), l.expr(s, p.Fn), tuple(at, parts...), tuple(at, names...), tuple(at, named...))
}
