package pygen

import "slices"

// Shrink gives a program for which fails still holds, and of which no statement can be left out.
func (p *Program) Shrink(fails func(*Program) bool) *Program {
	s := &shrinker{p: &Program{body: clone(p.body)}, fails: fails}
	for s.pass(&s.p.body) {
	}
	return s.p
}

type shrinker struct {
	p     *Program
	fails func(*Program) bool
}

// pass tries to leave out each statement of a body, from the last, and reports whether it could.
func (s *shrinker) pass(body *[]*node) (shorter bool) {
	for size := len(*body) / 2; size > 1; size /= 2 {
		for i := len(*body) - size; i >= 0; i -= size {
			if i+size <= len(*body) {
				shorter = s.try(body, i, size, nil) || shorter
			}
		}
	}
	for i := len(*body) - 1; i >= 0; i-- {
		if i < len(*body) {
			shorter = s.one(body, i) || shorter
		}
	}
	return shorter
}

func (s *shrinker) one(body *[]*node, i int) bool {
	n := (*body)[i]
	if s.try(body, i, 1, nil) || n.body != nil && s.try(body, i, 1, n.body) {
		return true
	}
	shorter := false
	for k := len(n.clauses) - 1; k >= 0; k-- {
		if s.try(body, i, 1, n.clauses[k].body) {
			return true
		}
		shorter = s.try(&n.clauses, k, 1, nil) || shorter
	}
	if n.body != nil {
		shorter = s.pass(&n.body) || shorter
	}
	for _, c := range n.clauses {
		shorter = s.pass(&c.body) || shorter
	}
	return shorter
}

// try replaces n statements from i on, if the program still fails then.
func (s *shrinker) try(body *[]*node, i, n int, by []*node) bool {
	before := *body
	*body = slices.Concat(before[:i], by, before[i+n:])
	if *body == nil {
		*body = []*node{}
	}
	if s.fails(s.p) {
		return true
	}
	*body = before
	return false
}

func clone(body []*node) []*node {
	if body == nil {
		return nil
	}
	copied := make([]*node, len(body))
	for i, n := range body {
		copied[i] = &node{line: n.line, body: clone(n.body), clauses: clone(n.clauses)}
	}
	return copied
}
