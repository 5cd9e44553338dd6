package py

import (
	"maps"

	"go.starlark.net/syntax"
)

// What the names of a function may hold is the sum of all that it assigns to them: nobody else
// can, and a parameter holds anything. Names outside of functions hold anything as well, for
// statements that are yet to come assign to them.

// scope is the names of a function, a lambda, a comprehension or, outermost, of the text.
type scope struct {
	outer *scope
	names map[string]kindSet
	known map[syntax.Expr]kindSet // what of said, once the names are settled

	// begun is what the names hold but for what is added to them, x += y.
	begun map[string]kindSet

	has *textFeatures // of the text; only the outermost scope has them

	guess map[string]kindSet // what the names of a text hold if nothing else assigns to them

	starlark bool // of a text that is Starlark
	function bool
	last     map[string]*lasting // names of a function that hold the same from here on
}

// name is what a name may hold.
func (s *scope) name(name string) kindSet {
	for ; s != nil; s = s.outer {
		if k, ok := s.names[name]; ok {
			return k
		}
	}
	switch name {
	case "True", "False":
		return kTruth
	case "None", "__True__", "__False__": // the latter two are what `is` makes: equal to nothing else
		return kOther
	}
	return kAny
}

// inFunction reports whether s is within a function.
func (s *scope) inFunction() bool {
	for s != nil && !s.function {
		s = s.outer
	}
	return s != nil
}

// calls reports whether x calls a builtin of that name.
func (s *scope) calls(x *syntax.CallExpr, name string) bool {
	f, ok := x.Fn.(*syntax.Ident)
	return ok && f.Name == name && !s.binds(name)
}

// binds reports whether the name is one of the script's.
func (s *scope) binds(name string) bool {
	for ; s != nil; s = s.outer {
		if _, ok := s.names[name]; ok {
			return true
		}
	}
	return false
}

// inner is a scope within s of these parameters.
func (s *scope) inner(params []syntax.Expr) *scope {
	in := &scope{outer: s, names: map[string]kindSet{}, known: map[syntax.Expr]kindSet{}}
	for _, p := range params {
		if id, ok := paramName(p).(*syntax.Ident); ok {
			in.names[id.Name] = kAny
		}
	}
	return in
}

// outermost is the scope of a text, in which functions assign the names of anywhere too.
func outermost(list []syntax.Stmt, anywhere []string) *scope {
	s := &scope{names: map[string]kindSet{}}
	s.learn(list)
	s.guess, s.names = s.names, map[string]kindSet{}
	for _, name := range anywhere {
		s.guess[name], s.begun[name] = kAny, kAny
	}
	for name := range s.guess {
		s.names[name] = kAny
	}
	return s
}

// guessed is what x holds, by what the text assigns to it, if it is a name of no function. Other
// texts of the session may assign something else.
func (s *scope) guessed(x syntax.Expr) kindSet {
	id, ok := x.(*syntax.Ident)
	for ; ok && s != nil; s = s.outer {
		if _, binds := s.names[id.Name]; binds {
			return s.guess[id.Name]
		}
	}
	return 0
}

// counter reports whether x is a name that begins as a number, to which things are added.
func (s *scope) counter(x syntax.Expr) bool {
	id, ok := x.(*syntax.Ident)
	for ; ok && s != nil; s = s.outer {
		if _, binds := s.names[id.Name]; binds {
			return s.begun[id.Name] != 0 && s.begun[id.Name].only(kNumber|kTruth)
		}
	}
	return false
}

// binding is an assignment to a name.
type binding struct {
	name string
	kind func() kindSet
	adds bool // it is x += y
}

// maxRounds is how often the assignments of a function are gone through to tell what its names
// hold: once for each step from one name to another.
const maxRounds = 8

// learn finds out what the names hold that the body of a function assigns, and how often it
// does.
func (s *scope) learn(body []syntax.Stmt) (times map[string]int) {
	s.known = nil
	defer func() { s.known = map[syntax.Expr]kindSet{} }()
	all, times := (&binder{scope: s}).body(body), map[string]int{}
	s.begun = maps.Clone(s.names)
	for _, b := range all {
		s.names[b.name] |= 0
		times[b.name]++
	}
	defer func() {
		for _, b := range all {
			if !b.adds {
				s.begun[b.name] |= s.names[b.name] & b.kind()
			}
		}
	}()
	for range maxRounds {
		changed := false
		for _, b := range all {
			if k := s.names[b.name] | b.kind(); k != s.names[b.name] {
				s.names[b.name], changed = k, true
			}
		}
		if !changed {
			return times
		}
	}
	for _, b := range all {
		s.names[b.name] = kAny
	}
	return times
}

// bound is a function that adds the names of a clause. What they hold is told before.
func (s *scope) bound(c *syntax.ForClause) func() {
	b := &binder{scope: s}
	b.looped(c.Vars, c.X)
	now := make([]kindSet, len(b.list))
	for i, v := range b.list {
		now[i] = v.kind()
	}
	return func() {
		for i, v := range b.list {
			s.names[v.name] |= now[i]
		}
	}
}

// binder collects the assignments of a body.
type binder struct {
	*scope
	list []binding
}

func (b *binder) body(list []syntax.Stmt) []binding {
	b.stmts(list)
	return b.list
}

func (b *binder) stmts(list []syntax.Stmt) {
	for _, s := range list {
		b.stmt(s)
	}
}

func (b *binder) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.AssignStmt:
		if s.Op == syntax.EQ {
			b.assigned(s.LHS, s.RHS)
		} else if x, ok := s.LHS.(*syntax.Ident); ok {
			kind := func() kindSet { return result(augmented(s.Op), b.name(x.Name), b.of(s.RHS)) }
			b.list = append(b.list, binding{x.Name, kind, s.Op == syntax.PLUS_EQ})
		}
	case *syntax.DefStmt:
		b.bind(s.Name.Name, func() kindSet { return kOther })
	case *syntax.ForStmt:
		b.looped(s.Vars, s.X)
		b.stmts(s.Body)
	case *syntax.WhileStmt:
		b.stmts(s.Body)
	case *syntax.IfStmt:
		b.stmts(s.True)
		b.stmts(s.False)
	case *syntax.LoadStmt:
		for _, x := range s.To {
			b.anything(x)
		}
	}
}

func (b *binder) bind(name string, kind func() kindSet) {
	b.list = append(b.list, binding{name, kind, false})
}

// assigned notes x = y.
func (b *binder) assigned(x, y syntax.Expr) {
	switch x := unparen(x).(type) {
	case *syntax.Ident:
		b.bind(x.Name, func() kindSet { return b.of(y) })
	default:
		left, right := items(x), items(unparen(y))
		for i, e := range left {
			if len(left) == len(right) {
				b.assigned(e, right[i])
			} else {
				b.anything(e)
			}
		}
	}
}

// looped notes for x in y.
func (b *binder) looped(x, y syntax.Expr) {
	switch x := unparen(x).(type) {
	case *syntax.Ident:
		b.bind(x.Name, func() kindSet { return b.elements(y) })
	default:
		left := items(x)
		f, ok := y.(*syntax.CallExpr)
		if ok && len(left) == 2 && b.calls(f, "enumerate") && len(f.Args) == 1 {
			b.counted(left[0])
			b.looped(left[1], f.Args[0])
			return
		}
		b.anything(x)
	}
}

// counted notes that x is a whole number.
func (b *binder) counted(x syntax.Expr) {
	if id, ok := unparen(x).(*syntax.Ident); ok {
		b.bind(id.Name, func() kindSet { return kWhole })
		return
	}
	b.anything(x)
}

// anything notes that all may be assigned to x.
func (b *binder) anything(x syntax.Expr) {
	if id, ok := unparen(x).(*syntax.Ident); ok {
		b.bind(id.Name, func() kindSet { return kAny })
		return
	}
	for _, e := range items(unparen(x)) {
		b.anything(e)
	}
}

// items is the parts of a tuple or a list.
func items(x syntax.Expr) []syntax.Expr {
	switch x := x.(type) {
	case *syntax.TupleExpr:
		return x.List
	case *syntax.ListExpr:
		return x.List
	}
	return nil
}

func unparen(x syntax.Expr) syntax.Expr {
	for {
		p, ok := x.(*syntax.ParenExpr)
		if !ok {
			return x
		}
		x = p.X
	}
}
