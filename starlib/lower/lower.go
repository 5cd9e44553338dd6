package lower

import "go.starlark.net/syntax"

// Result is lowered statements.
type Result struct {
	Groups  [][]syntax.Stmt // what became of each statement outside of functions
	Globals []string        // the names of the session that functions and pieces assign
}

// Statements lowers the statements of a text. An error is a syntax.Error.
func Statements(list []syntax.Stmt) (r Result, err error) {
	defer func() {
		switch why := recover().(type) {
		case nil:
		case syntax.Error:
			err = why
		default:
			panic(why)
		}
	}()
	prepare(list)
	methods := map[string]bool{}
	for i := 0; i < len(list); {
		n := extent(list[i:])
		group := list[i : i+n : i+n]
		if anyNeeds(group) {
			l := &lowering{bindings: bindings{scopes: map[syntax.Node]*scope{}, methods: methods}, result: &r, temps: i}
			top := newScope(nil, module, "<module>")
			l.bindings.stmts(top, group)
			l.bindings.outward()
			group = l.block(top, group)
		}
		r.Groups = append(r.Groups, group)
		i += n
	}
	return r, nil
}

func anyNeeds(list []syntax.Stmt) bool {
	for _, s := range list {
		if needs(s) {
			return true
		}
	}
	return false
}

// extent is how many statements belong together: decorators with what they decorate, a loop with
// its else.
func extent(list []syntax.Stmt) int {
	n := 0
	for n < len(list)-1 {
		if _, ok := marked(list[n], markDecorator); !ok {
			break
		}
		n++
	}
	n++
	if n < len(list) {
		if _, _, ok := headed(list[n], markLoopElse); ok {
			n++
		}
	}
	return n
}

// lowering is the second pass: it rewrites what bindings has looked at.
type lowering struct {
	bindings
	result *Result
	temps  int
}

func (l *lowering) fail(at syntax.Position, msg string) {
	panic(syntax.Error{Pos: at, Msg: msg})
}

// block lowers statements; there is at least one.
func (l *lowering) block(s *scope, list []syntax.Stmt) []syntax.Stmt {
	var out []syntax.Stmt
	for i := 0; i < len(list); {
		n := extent(list[i:])
		l.group(s, list[i:i+n], &out)
		i += n
	}
	if len(out) == 0 {
		out = append(out, pass(syntax.Start(list[0])))
	}
	return out
}

// group lowers statements that belong together.
func (l *lowering) group(s *scope, list []syntax.Stmt, out *[]syntax.Stmt) {
	if len(list) == 1 {
		l.stmt(s, list[0], out)
		return
	}
	if _, _, ok := headed(list[1], markLoopElse); ok {
		l.loopElse(s, list[0], list[1].(*syntax.IfStmt), out)
		return
	}
	l.decorated(s, list, out)
}

func (l *lowering) stmt(s *scope, st syntax.Stmt, out *[]syntax.Stmt) {
	add := func(more ...syntax.Stmt) { *out = append(*out, more...) }
	switch st := st.(type) {
	case *syntax.AssignStmt:
		l.assign(s, st, out)
		return
	case *syntax.BranchStmt:
		add(l.branch(s, st)...)
		return
	case *syntax.DefStmt:
		add(l.def(s, st)...)
		return
	case *syntax.ExprStmt:
		switch mark(st.X) {
		case markGlobal, markNonlocal:
			return
		case markField:
			add(l.field(s, st.X.(*syntax.CallExpr)))
			return
		}
		st.X = l.expr(s, st.X)
	case *syntax.ForStmt:
		add(l.loop(s, st, &loop{}))
		return
	case *syntax.WhileStmt:
		add(l.loop(s, st, &loop{}))
		return
	case *syntax.IfStmt:
		if l.marked(s, st, out) {
			return
		}
		st.Cond = l.expr(s, st.Cond)
		st.True = l.block(s, st.True)
		if len(st.False) > 0 {
			st.False = l.block(s, st.False)
		}
	case *syntax.LoadStmt:
	case *syntax.ReturnStmt:
		if st.Result != nil {
			st.Result = l.expr(s, st.Result)
		}
		if s.kind == piece {
			s.ways.returns = true
			x := st.Result
			if x == nil {
				x = none(st.Return)
			}
			st.Result = call(st.Return, "__return__", x)
		}
	}
	add(st)
}

// marked lowers what an if statement stands for; false if it is one.
func (l *lowering) marked(s *scope, st *syntax.IfStmt, out *[]syntax.Stmt) bool {
	switch mark(st.Cond) {
	case markTry:
		l.try(s, st, out)
	case markWith:
		l.with(s, st, out)
	case markClass:
		*out = append(*out, l.class(s, st, nil)...)
	case markMatch:
		l.match(s, st, out)
	default:
		return false
	}
	return true
}

// loop lowers for and while.
func (l *lowering) loop(s *scope, st syntax.Stmt, own *loop) syntax.Stmt {
	switch st := st.(type) {
	case *syntax.ForStmt:
		st.X = l.expr(s, st.X)
		st.Vars = l.to(s, st.Vars)
		s.loops = append(s.loops, own)
		st.Body = l.block(s, st.Body)
	case *syntax.WhileStmt:
		st.Cond = l.expr(s, st.Cond)
		s.loops = append(s.loops, own)
		st.Body = l.block(s, st.Body)
	}
	s.loops = s.loops[:len(s.loops)-1]
	return st
}

// loopElse lowers a loop with an else: a variable says that break was not met.
func (l *lowering) loopElse(s *scope, st syntax.Stmt, otherwise *syntax.IfStmt, out *[]syntax.Stmt) {
	own := &loop{left: l.temp("left")}
	at := syntax.Start(st)
	st = l.loop(s, st, own)
	rest := l.block(s, otherwise.True)
	if !own.used {
		*out = append(append(*out, st), rest...)
		return
	}
	*out = append(*out,
		set(at, ident(at, own.left), ident(at, "False")), st,
		when(otherwise.If, &syntax.UnaryExpr{OpPos: otherwise.If, Op: syntax.NOT, X: ident(otherwise.If, own.left)}, rest...))
}

// branch lowers break and continue, which may be of a loop around the piece they are in.
func (l *lowering) branch(s *scope, st *syntax.BranchStmt) []syntax.Stmt {
	at := st.TokenPos
	if len(s.loops) > 0 {
		own := s.loops[len(s.loops)-1]
		if st.Token == syntax.BREAK && own.left != "" {
			own.used = true
			return []syntax.Stmt{set(at, ident(at, own.left), ident(at, "True")), st}
		}
		return []syntax.Stmt{st}
	}
	if s.kind != piece {
		return []syntax.Stmt{st} // pass, or the resolver's error
	}
	switch st.Token {
	case syntax.BREAK:
		s.ways.breaks = true
		return []syntax.Stmt{give(at, ident(at, "__break__"))}
	case syntax.CONTINUE:
		s.ways.continues = true
		return []syntax.Stmt{give(at, ident(at, "__continue__"))}
	}
	return []syntax.Stmt{st}
}
