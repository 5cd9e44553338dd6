package lower

import "go.starlark.net/syntax"

// scopeKind is what a scope is the scope of.
type scopeKind uint8

const (
	module     scopeKind = iota
	def                  // a function
	body                 // a class: its names are seen in its own statements alone
	piece                // a part of a function that has to be a function of its own; its names are its parameters
	expression           // a lambda
	comprehension
)

// scope is the names of a part of the text.
type scope struct {
	outer  *scope
	kind   scopeKind
	name   string          // of the function or class
	params []string        // of a function
	names  map[string]bool // that are assigned here
	cells  map[string]bool // those of them that an inner function assigns
	global map[string]bool // declared
	far    map[string]bool // declared nonlocal
	yields bool            // it is a generator

	space string  // of a class: the variable that holds its namespace
	loops []*loop // around what is lowered now
	ways  ways    // out of a piece, besides its end
}

// loop is a loop and, where it has an else, the variable that says that it was left by break.
type loop struct {
	left string
	used bool
}

// ways is how a piece leaves the function or loop that it is a part of.
type ways struct{ returns, breaks, continues bool }

func newScope(outer *scope, kind scopeKind, name string) *scope {
	return &scope{outer: outer, kind: kind, name: name, names: map[string]bool{}, cells: map[string]bool{}, global: map[string]bool{}, far: map[string]bool{}}
}

// function is the scope of the function, class or module that s is a part of.
func (s *scope) function() *scope {
	for s.kind == piece || s.kind == comprehension {
		s = s.outer
	}
	return s
}

// owner is the scope whose name an assignment in s is to.
func (s *scope) owner(name string) *scope {
	for s.kind == comprehension || s.kind == piece && !s.names[name] {
		s = s.outer
	}
	return s
}

// declare notes an assignment. inner says that it happens in a function of its own.
func (s *scope) declare(name string, inner bool) {
	o := s.owner(name)
	if o.global[name] || o.far[name] {
		return
	}
	o.names[name] = true
	if (inner || o != s) && o.kind != module && o.kind != body {
		o.cells[name] = true
	}
}

// place is where a name is kept.
type place uint8

const (
	plain     place = iota // a variable of Starlark
	cell                   // in a cell
	globally               // in the session
	inClass                // in the namespace of a class
	undefined              // a nonlocal name that no function has
)

// find is where a name is kept that is used in s, and by which scope.
func (s *scope) find(name string) (place, *scope) {
	crossed, far := false, false
	for ; s.kind != module; s = s.outer {
		switch {
		case s.global[name]:
			if s.hidden(name) {
				return globally, nil
			}
			return plain, nil
		case s.far[name]:
			far = true
		case !s.names[name]:
		case s.kind == body && (crossed || far):
		case s.kind == body:
			return inClass, s
		case s.cells[name]:
			return cell, s
		default:
			return plain, s
		}
		crossed = crossed || s.kind != piece
	}
	if far {
		return undefined, nil
	}
	return plain, s
}

// hidden reports whether a function around s has a variable of the name.
func (s *scope) hidden(name string) bool {
	for o := s.outer; o != nil && o.kind != module; o = o.outer {
		if o.names[name] && o.kind != body {
			return true
		}
	}
	return false
}

// target is where a name is kept that s assigns to.
func (s *scope) target(name string) (place, *scope) {
	o := s.owner(name)
	switch {
	case o.global[name], o.kind == module && o != s:
		return globally, nil
	case o.far[name]:
		return o.find(name)
	case o.kind == body:
		return inClass, o
	case o.cells[name]:
		return cell, o
	}
	return plain, o
}

// class is the class whose method or statement s is in, and the scope of that method, nil of none.
func (s *scope) class() (class, method *scope) {
	for ; s != nil; s = s.outer {
		if s.kind == body {
			return s, method
		}
		if s.kind == def {
			method = s
		}
	}
	return nil, nil
}

// bindings finds out what is assigned where.
type bindings struct {
	scopes map[syntax.Node]*scope
	far    []*scope // that declare a name nonlocal

	methods map[string]bool // the names of functions in classes

	seen func(s *scope, id *syntax.Ident) // is told of each name that is used or assigned; nil: nobody asks
}

// outward keeps in cells what inner functions declare nonlocal.
func (b *bindings) outward() {
	for _, s := range b.far {
		for name := range s.far {
			for o := s.outer; o.kind != module; o = o.outer {
				if o.kind != body && o.names[name] {
					o.cells[name] = true
					break
				}
			}
		}
	}
}

func (b *bindings) stmts(s *scope, list []syntax.Stmt) {
	for _, st := range list {
		b.stmt(s, st)
	}
}

func (b *bindings) stmt(s *scope, st syntax.Stmt) {
	switch st := st.(type) {
	case *syntax.AssignStmt:
		b.expr(s, st.RHS)
		b.assigned(s, st.LHS)
	case *syntax.DefStmt:
		s.declare(st.Name.Name, false)
		if s.kind == body {
			b.methods[st.Name.Name] = true
		}
		b.function(s, st, newScope(s, def, st.Name.Name), st.Params)
		b.stmts(b.scopes[st], st.Body)
	case *syntax.ExprStmt:
		b.exprStmt(s, st)
	case *syntax.ForStmt:
		b.expr(s, st.X)
		b.assigned(s, st.Vars)
		b.stmts(s, st.Body)
	case *syntax.IfStmt:
		b.ifStmt(s, st)
	case *syntax.LoadStmt:
		for _, x := range st.To {
			s.declare(x.Name, false)
		}
	case *syntax.ReturnStmt:
		b.expr(s, st.Result)
	case *syntax.WhileStmt:
		b.expr(s, st.Cond)
		b.stmts(s, st.Body)
	}
}

func (b *bindings) exprStmt(s *scope, st *syntax.ExprStmt) {
	c, _ := st.X.(*syntax.CallExpr)
	switch mark(st.X) {
	case markGlobal:
		for _, x := range c.Args {
			s.function().global[x.(*syntax.Ident).Name] = true
		}
	case markNonlocal:
		b.far = append(b.far, s.function())
		for _, x := range c.Args {
			s.function().far[x.(*syntax.Ident).Name] = true
		}
	case markField:
		if len(c.Args) > 2 {
			s.declare(c.Args[0].(*syntax.Ident).Name, false)
		}
		b.exprs(s, c.Args[1:])
	default:
		b.expr(s, st.X)
	}
}

func (b *bindings) ifStmt(s *scope, st *syntax.IfStmt) {
	switch mark(st.Cond) {
	case markTry:
		b.tried(s, st)
	case markWith:
		args := nested(st)
		b.expr(s, args[0])
		in := newScope(s, piece, "")
		b.scopes[st] = in
		if mark(args[1]) != markNone {
			b.assigned(in, args[1])
		}
		b.stmts(in, st.True)
	case markClass:
		args := st.Cond.(*syntax.CallExpr).Args
		name := args[0].(*syntax.Ident).Name
		s.declare(name, false)
		b.exprs(s, args[1:])
		in := newScope(s, body, name)
		b.scopes[st] = in
		b.stmts(in, st.True)
	case markCase:
		args := st.Cond.(*syntax.CallExpr).Args
		for _, name := range captures(args[0]) {
			s.declare(name, false)
		}
		b.exprs(s, args[1:])
		b.stmts(s, st.True)
	default:
		b.expr(s, st.Cond)
		b.stmts(s, st.True)
		b.stmts(s, st.False)
	}
}

// nested makes one with statement for each of several contexts, and gives the arguments of the first.
func nested(st *syntax.IfStmt) []syntax.Expr {
	c := st.Cond.(*syntax.CallExpr)
	if len(c.Args) > 2 {
		at := syntax.Start(c.Args[2])
		st.True = []syntax.Stmt{when(at, call(at, markWith, c.Args[2:]...), st.True...)}
		c.Args = c.Args[:2]
	}
	return c.Args
}

// tried goes through a try statement: each part of it is a piece.
func (b *bindings) tried(s *scope, st *syntax.IfStmt) {
	for part := st; part != nil; {
		in := newScope(s, piece, "")
		b.scopes[part] = in
		if mark(part.Cond) == markExcept {
			args := part.Cond.(*syntax.CallExpr).Args
			if len(args) > 0 {
				b.expr(s, args[0])
			}
			if len(args) > 1 {
				in.names[args[1].(*syntax.Ident).Name] = true
			}
		}
		b.stmts(in, part.True)
		part = next(part)
	}
}

// next is the following part of a try statement.
func next(part *syntax.IfStmt) *syntax.IfStmt {
	if len(part.False) == 0 {
		return nil
	}
	return part.False[0].(*syntax.IfStmt)
}

// function makes the scope of a function with its parameters.
func (b *bindings) function(s *scope, n syntax.Node, in *scope, params []syntax.Expr) {
	b.scopes[n] = in
	for _, p := range params {
		if d, ok := p.(*syntax.BinaryExpr); ok {
			b.expr(s, d.Y)
		}
		if name := parameter(p); name != "" {
			in.names[name] = true
			in.params = append(in.params, name)
		}
	}
}

// assigned notes the names in a target, and goes through what it takes to find the others.
func (b *bindings) assigned(s *scope, x syntax.Expr) {
	switch x := unparen(x).(type) {
	case *syntax.Ident:
		s.declare(x.Name, false)
		b.see(s, x)
	case *syntax.TupleExpr, *syntax.ListExpr:
		for _, e := range items(x) {
			b.assigned(s, e)
		}
	default:
		b.expr(s, x)
	}
}

func (b *bindings) see(s *scope, id *syntax.Ident) {
	if b.seen != nil {
		b.seen(s, id)
	}
}

func (b *bindings) exprs(s *scope, list []syntax.Expr) {
	for _, x := range list {
		b.expr(s, x)
	}
}

// expr goes through an expression, which may be nil.
func (b *bindings) expr(s *scope, x syntax.Expr) {
	if x == nil {
		return
	}
	syntax.Walk(x, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.LambdaExpr:
			in := newScope(s, expression, "lambda")
			b.function(s, n, in, n.Params)
			b.expr(in, n.Body)
			return false
		case *syntax.Comprehension:
			b.comprehension(s, n)
			return false
		case *syntax.Ident:
			b.see(s, n)
		case *syntax.CallExpr:
			switch mark(n) {
			case markWalrus:
				s.declare(n.Args[0].(*syntax.Ident).Name, true)
				b.expr(s, n.Args[1])
				return false
			case markYield, markYieldFrom:
				s.function().yields = true
			}
		}
		return true
	})
}

func (b *bindings) comprehension(s *scope, x *syntax.Comprehension) {
	in := newScope(s, comprehension, "")
	b.scopes[x] = in
	for i, c := range x.Clauses {
		switch c := c.(type) {
		case *syntax.ForClause:
			if i == 0 {
				b.expr(s, c.X)
			} else {
				b.expr(in, c.X)
			}
			b.loopNames(in, c.Vars)
		case *syntax.IfClause:
			b.expr(in, c.Cond)
		}
	}
	b.expr(in, x.Body)
}

// loopNames notes the names of a clause, which are the comprehension's own.
func (b *bindings) loopNames(in *scope, x syntax.Expr) {
	if id, ok := unparen(x).(*syntax.Ident); ok {
		in.names[id.Name] = true
		return
	}
	for _, e := range items(unparen(x)) {
		b.loopNames(in, e)
	}
}
