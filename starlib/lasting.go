package starlib

import (
	"slices"

	"go.starlark.net/syntax"
)

// A function that loops would ask again and again whether its text is ASCII, and wait with what
// everything is compared with. Where a name holds the same for as long as the function runs (a
// parameter that is not assigned, a name that is assigned once and outside of loops) a guard is
// asked once, and a variable of the function holds what it gave:
//
//	def f(s, n):                def f(s, n):
//	    i = g()                     s§__text__ = __text__[s]
//	    while i < n:                n§__lt_right__ = __lt_right__[n]
//	        h(s[i])                 i = g()
//	                                while n§__lt_right__[i]:
//	                                    h(s§__text__[i])
//
// where § is a byte that is in no name of a script.
const onceMark = "\x00"

// lasting is what is asked once about a name, and after which statement: -1 for a parameter.
type lasting struct {
	after  int
	guards []string
}

// function guards a function.
func (g *guarding) function(def *syntax.DefStmt) {
	in := g.inner(def.Params)
	in.function, in.last = true, map[string]*lasting{}
	times := in.learn(def.Body)
	for _, p := range def.Params {
		if id, ok := paramName(p).(*syntax.Ident); ok && times[id.Name] == 0 {
			in.last[id.Name] = &lasting{after: -1}
		}
	}
	g.within(in, 0, func() {
		for i, s := range def.Body {
			g.stmt(s)
			if a, ok := s.(*syntax.AssignStmt); ok && a.Op == syntax.EQ && !isDeletion(a.RHS) {
				if id, ok := a.LHS.(*syntax.Ident); ok && times[id.Name] == 1 {
					in.last[id.Name] = &lasting{after: i}
				}
			}
		}
	})
	def.Body = in.asking(def.Body)
}

// asking is the body of a function with the statements that ask once.
func (s *scope) asking(body []syntax.Stmt) []syntax.Stmt {
	asks := make([][]syntax.Stmt, len(body)+1)
	for name, l := range s.last {
		at := syntax.Start(body[max(l.after, 0)])
		for _, guard := range l.guards {
			x := indexOf(guardName(guard), &syntax.Ident{NamePos: at, Name: name}, at)
			asks[l.after+1] = append(asks[l.after+1], bind(at, name+onceMark+guard, x))
		}
	}
	if isDoc(body[0]) { // which stays the first
		asks[0], asks[1] = nil, append(asks[0], asks[1]...)
	}
	out := slices.Clone(asks[0])
	for i, st := range body {
		out = append(append(out, st), asks[i+1]...)
	}
	return out
}

func isDoc(s syntax.Stmt) bool {
	x, ok := s.(*syntax.ExprStmt)
	if !ok {
		return false
	}
	l, ok := x.X.(*syntax.Literal)
	return ok && l.Token == syntax.STRING
}

// once is the variable that holds what a guard gave for x, if x stands in a loop and is a name
// that lasts.
func (g *guarding) once(guard string, x syntax.Expr) (string, bool) {
	id, ok := x.(*syntax.Ident)
	if !ok || g.loops == 0 {
		return "", false
	}
	s := g.scope
	for _, binds := s.names[id.Name]; !binds && !s.function && s.outer != nil; _, binds = s.names[id.Name] {
		s = s.outer
	}
	l, ok := s.last[id.Name]
	if !ok {
		return "", false
	}
	if !slices.Contains(l.guards, guard) {
		l.guards = append(l.guards, guard)
		g.used[guard] = &syntax.Ident{NamePos: id.NamePos, Name: guard}
	}
	return id.Name + onceMark + guard, true
}
