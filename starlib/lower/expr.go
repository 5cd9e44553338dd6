package lower

import "go.starlark.net/syntax"

func (l *lowering) list(s *scope, list []syntax.Expr) {
	for i, x := range list {
		list[i] = l.expr(s, x)
	}
}

// expr lowers an expression.
func (l *lowering) expr(s *scope, x syntax.Expr) syntax.Expr {
	switch x := x.(type) {
	case *syntax.BinaryExpr:
		x.X, x.Y = l.expr(s, x.X), l.expr(s, x.Y)
	case *syntax.CallExpr:
		return l.call(s, x)
	case *syntax.Comprehension:
		l.comprehension(s, x)
	case *syntax.CondExpr:
		x.Cond, x.True, x.False = l.expr(s, x.Cond), l.expr(s, x.True), l.expr(s, x.False)
	case *syntax.DictEntry:
		x.Key, x.Value = l.expr(s, x.Key), l.expr(s, x.Value)
	case *syntax.DictExpr:
		l.list(s, x.List)
	case *syntax.DotExpr:
		x.X = l.expr(s, x.X)
		if class, _ := s.class(); class != nil {
			x.Name.Name = class.mangled(x.Name.Name)
		}
	case *syntax.Ident:
		return l.read(s, x)
	case *syntax.IndexExpr:
		x.X, x.Y = l.expr(s, x.X), l.expr(s, x.Y)
	case *syntax.LambdaExpr:
		l.lambda(s, x)
	case *syntax.ListExpr:
		l.list(s, x.List)
	case *syntax.ParenExpr:
		x.X = l.expr(s, x.X)
	case *syntax.SliceExpr:
		for _, part := range []*syntax.Expr{&x.X, &x.Lo, &x.Hi, &x.Step} {
			if *part != nil {
				*part = l.expr(s, *part)
			}
		}
	case *syntax.TupleExpr:
		l.list(s, x.List)
	case *syntax.UnaryExpr:
		if x.X != nil {
			x.X = l.expr(s, x.X)
		}
	}
	return x
}

// args lowers arguments; the name of a named one is none of its expressions.
func (l *lowering) args(s *scope, list []syntax.Expr) {
	for i, a := range list {
		if b, ok := a.(*syntax.BinaryExpr); ok && b.Op == syntax.EQ {
			b.Y = l.expr(s, b.Y)
			continue
		}
		list[i] = l.expr(s, a)
	}
}

func (l *lowering) call(s *scope, x *syntax.CallExpr) syntax.Expr {
	switch mark(x) {
	case markWalrus:
		return l.walrus(s, x)
	case markGenerator:
		return l.generator(s, x)
	case markYield, markYieldFrom:
		if f := s.function(); f.kind != def && f.kind != expression {
			l.fail(x.Lparen, "'yield' outside function")
		}
	}
	if id, ok := x.Fn.(*syntax.Ident); ok && id.Name == "super" && len(x.Args) == 0 {
		if class, method := s.class(); class != nil && method != nil && len(method.params) > 0 {
			at := id.NamePos
			return call(at, "__super__", ident(at, class.space), l.read(s, ident(at, method.params[0])))
		}
	}
	if all, ok := l.consumed(s, x); ok {
		return all
	}
	x.Fn = l.expr(s, x.Fn)
	l.args(s, x.Args)
	return x
}

// walrus is x := v: the variable is in a cell, or a name of the session or of a class.
func (l *lowering) walrus(s *scope, x *syntax.CallExpr) syntax.Expr {
	id := x.Args[0].(*syntax.Ident)
	v := l.expr(s, x.Args[1])
	to, ok := l.write(s, id.NamePos, id.Name).(*syntax.IndexExpr)
	if !ok { // outside of functions
		l.result.Globals = append(l.result.Globals, id.Name)
		to = l.at(id.NamePos, id.Name, globally, nil).(*syntax.IndexExpr)
	}
	return call(id.NamePos, "__bind__", to.X, to.Y, v)
}

// lambda lowers one. Where it has variables in cells, by :=, these are made by a function around its body.
func (l *lowering) lambda(s *scope, x *syntax.LambdaExpr) {
	l.params(s, x.Params)
	in := l.scopes[x]
	x.Body = l.expr(in, x.Body)
	if in.yields {
		at := syntax.Start(x.Body)
		args := []syntax.Expr{text(at, "<lambda>"), lambda(at, x.Body, in.params...)}
		for _, p := range in.params {
			args = append(args, ident(at, p))
		}
		x.Body = call(at, "__generator__", args...)
	}
	for _, name := range in.cellNames() {
		at := syntax.Start(x.Body)
		f := &syntax.ParenExpr{Lparen: at, X: lambda(at, x.Body, cellName(name)), Rparen: at}
		x.Body = &syntax.CallExpr{Fn: f, Lparen: at, Args: []syntax.Expr{l.newCell(at, in, name)}, Rparen: at}
	}
}

// comprehension lowers one. Its first iterable is evaluated around it.
func (l *lowering) comprehension(s *scope, x *syntax.Comprehension) {
	in := l.scopes[x]
	for i, c := range x.Clauses {
		switch c := c.(type) {
		case *syntax.ForClause:
			if i == 0 {
				c.X = l.expr(s, c.X)
			} else {
				c.X = l.expr(in, c.X)
			}
		case *syntax.IfClause:
			c.Cond = l.expr(in, c.Cond)
		}
	}
	x.Body = l.expr(in, x.Body)
}

// generator lowers a generator expression: a function that yields in the place of a condition that
// never holds, so that its list stays empty.
func (l *lowering) generator(s *scope, x *syntax.CallExpr) syntax.Expr {
	at := x.Lparen
	fn, iterable := l.yielding(s, x.Args[0].(*syntax.Comprehension), markYield)
	return call(at, markGenerator, fn, iterable)
}

// yielding is a function of an iterable that hands each element of the comprehension to a builtin.
func (l *lowering) yielding(s *scope, x *syntax.Comprehension, to string) (fn, iterable syntax.Expr) {
	fn, iterable = l.outside(s, x)
	pos := syntax.Start(x.Body)
	x.Clauses = append(x.Clauses, &syntax.IfClause{If: pos, Cond: call(pos, to, x.Body)})
	x.Body = none(pos)
	return fn, iterable
}

// outside lowers a comprehension to a function of its first iterable, which is evaluated around it.
func (l *lowering) outside(s *scope, x *syntax.Comprehension) (fn, iterable syntax.Expr) {
	l.comprehension(s, x)
	first := x.Clauses[0].(*syntax.ForClause)
	at, name := syntax.Start(first.X), l.temp("all")
	iterable, first.X = first.X, ident(at, name)
	return lambda(at, x, name), iterable
}

// takesAll is the builtins that take all of their first argument whatever it has: a list is as good
// for them as a generator, and quicker.
var takesAll = map[string]bool{
	"dict": true, "frozenset": true, "list": true, "max": true, "min": true, "set": true, "sorted": true, "sum": true, "tuple": true,
}

// stopsAt is the builtins that look at elements until one has this truth.
var stopsAt = map[string]string{"all": "False", "any": "True"}

// consumed lowers a call whose first argument is a generator expression that nobody else can see.
func (l *lowering) consumed(s *scope, x *syntax.CallExpr) (syntax.Expr, bool) {
	if len(x.Args) == 0 || mark(x.Args[0]) != markGenerator {
		return nil, false
	}
	all := x.Args[0].(*syntax.CallExpr).Args[0].(*syntax.Comprehension)
	switch f := x.Fn.(type) {
	case *syntax.Ident:
		if where, owner := s.find(f.Name); where != plain || owner != nil && owner.kind != module {
			return nil, false
		}
		if want, ok := stopsAt[f.Name]; ok && len(x.Args) == 1 {
			fn, iterable := l.yielding(s, all, "__found__")
			return call(x.Lparen, "__until__", fn, iterable, ident(x.Lparen, want)), true
		}
		if f.Name == "next" && len(x.Args) <= 2 {
			fn, iterable := l.yielding(s, all, "__found__")
			l.args(s, x.Args[1:])
			return call(x.Lparen, "__first__", append([]syntax.Expr{fn, iterable}, x.Args[1:]...)...), true
		}
		if !takesAll[f.Name] {
			return nil, false
		}
	case *syntax.DotExpr:
		if f.Name.Name != "join" {
			return nil, false
		}
		f.X = l.expr(s, f.X)
	default:
		return nil, false
	}
	if l.mayStop(s, all) {
		fn, iterable := l.outside(s, all)
		x.Args[0] = call(x.Lparen, "__whole__", fn, iterable)
		l.args(s, x.Args[1:])
		return x, true
	}
	x.Args[0] = all
	l.args(s, x.Args)
	return x, true
}

// mayStop reports whether an element of a comprehension may raise a StopIteration, as far as its calls tell. In
// a generator that is an error of another kind, in a list it is not.
func (l *lowering) mayStop(s *scope, x *syntax.Comprehension) bool {
	first, found := x.Clauses[0].(*syntax.ForClause).X, false
	syntax.Walk(x, func(n syntax.Node) bool {
		if c, ok := n.(*syntax.CallExpr); ok && !found {
			found = !l.goesOn(s, c.Fn)
		}
		return !found && n != syntax.Node(first)
	})
	return found
}

// goesOn reports whether a call raises no StopIteration: of a builtin but next, or of a method of which the text
// has none of that name.
func (l *lowering) goesOn(s *scope, fn syntax.Expr) bool {
	switch fn := fn.(type) {
	case *syntax.Ident:
		if mark(fn) != "" {
			return true
		}
		where, owner := s.find(fn.Name)
		return plainBuiltins[fn.Name] && where == plain && (owner == nil || owner.kind == module && !owner.names[fn.Name])
	case *syntax.DotExpr:
		return !stopping[fn.Name.Name] && !l.methods[fn.Name.Name]
	}
	return false
}

// plainBuiltins is builtins that call nothing of the script's, as a rule.
var plainBuiltins = map[string]bool{
	"abs": true, "all": true, "any": true, "bool": true, "bytes": true, "chr": true, "dict": true, "divmod": true, "enumerate": true, "float": true,
	"format": true, "frozenset": true, "getattr": true, "hasattr": true, "hash": true, "hex": true, "id": true, "int": true, "isinstance": true, "len": true,
	"list": true, "max": true, "min": true, "ord": true, "pow": true, "print": true, "range": true, "repr": true, "reversed": true, "round": true,
	"set": true, "sorted": true, "str": true, "sum": true, "tuple": true, "type": true, "zip": true,
}

// stopping is the methods of iterators that raise a StopIteration.
var stopping = map[string]bool{"__next__": true, "send": true, "throw": true}
