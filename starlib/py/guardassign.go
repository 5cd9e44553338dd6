package py

import "go.starlark.net/syntax"

// What is assigned: targets, and x op= y.

// parts guards what an assignment takes apart. A display of as many parts as there are targets is taken
// apart as it is, but for what is taken apart within it.
func (g *guarding) parts(to, x syntax.Expr, at syntax.Position) syntax.Expr {
	left, right := items(unparen(to)), items(unparen(x))
	switch {
	case left == nil:
		return x
	case right == nil:
		x = g.index("__parts__", x, at)
	case len(left) != len(right):
		return x
	}
	return g.nested(to, x, false, at)
}

// target goes through what is assigned to: what it takes to find it is evaluated.
func (g *guarding) target(x syntax.Expr) {
	switch x := x.(type) {
	case *syntax.DotExpr:
		function := g.features().isFunction(x.X)
		if x.X = g.expr(x.X); function {
			x.X = g.index("__settable__", x.X, x.Dot)
		}
	case *syntax.IndexExpr:
		by := g.see(x.Y)
		x.X, x.Y = g.expr(x.X), g.expr(x.Y)
		if g.keyed(x.X, by) {
			x.X = g.index("__keyed__", x.X, x.Lbrack)
		}
	case *syntax.ParenExpr:
		g.target(x.X)
	case *syntax.TupleExpr:
		for _, e := range x.List {
			g.target(e)
		}
	case *syntax.ListExpr:
		for _, e := range x.List {
			g.target(e)
		}
	}
}

// augmented guards x op= y. Of a name it is x = x op y, unless that works in place; of anything
// else, whose parts must not be evaluated twice, the right operand is guarded where that is enough.
func (g *guarding) augmented(s *syntax.AssignStmt, left, right seen) {
	if s.Op == syntax.EQ {
		return
	}
	op := augmented(s.Op)
	right.Expr = s.RHS
	id, isName := s.LHS.(*syntax.Ident)
	counts := isName && g.counts(id)
	lefts := op == syntax.LTLT || op == syntax.GTGT || op == syntax.PERCENT // of numbers and texts, which ask no right operand
	if g.features().inPlace[op] && left.can(kOther) || g.changes(op, left.kindSet, right.kindSet) || left.truth && !counts && !lefts {
		s.RHS = g.index("__inplace__", s.RHS, s.OpPos)
		return
	}
	def, guarded := guardedOperators[op]
	if isName && (guarded && op != syntax.PIPE || counts || lefts && (left.truth || right.truth)) {
		x := &syntax.Ident{NamePos: id.NamePos, Name: id.Name}
		left.Expr = x
		s.Op, s.RHS = syntax.EQ, g.operands(&syntax.BinaryExpr{X: x, OpPos: s.OpPos, Op: op, Y: s.RHS}, left, right)
		return
	}
	if i, ok := s.LHS.(*syntax.IndexExpr); ok && lefts && (left.truth || right.truth) && variable(i) != "" { // a cell or a global
		x := &syntax.IndexExpr{X: i.X, Lbrack: i.Lbrack, Y: i.Y, Rbrack: i.Rbrack}
		left.Expr = x
		s.Op, s.RHS = syntax.EQ, g.operands(&syntax.BinaryExpr{X: x, OpPos: s.OpPos, Op: op, Y: s.RHS}, left, right)
		return
	}
	switch op {
	case syntax.PERCENT:
		if right.truth {
			s.RHS = g.index("__inplace__", s.RHS, s.OpPos)
			return
		}
	case syntax.AMP, syntax.PIPE, syntax.CIRCUMFLEX:
		if right.truth {
			s.RHS = g.index("__inplace__", s.RHS, s.OpPos)
			return
		}
	case syntax.PLUS:
		if s.RHS = g.number(s.RHS, right.truth); left.can(kHolder) && right.can(kText|kOther) && !g.counter(s.LHS) {
			s.RHS = g.index("__added__", s.RHS, s.OpPos)
		}
	default:
		s.RHS = g.number(s.RHS, right.truth)
	}
	if !isName && def.right && op != syntax.PIPE && !def.harmless(seen{s.LHS, kAny, left.truth}, right) {
		s.RHS = g.index(def.assigned(), s.RHS, s.OpPos)
	}
}

// changes reports whether x op= y may change x itself, in a way that Starlark does not: of a set, of a
// list that is repeated, or a bytearray.
func (g *guarding) changes(op syntax.Token, left, right kindSet) bool {
	switch op {
	case syntax.PIPE, syntax.AMP, syntax.CIRCUMFLEX:
		return left.can(kHolder|kOther) && right.can(kHolder|kOther)
	case syntax.MINUS:
		return left.can(kHolder|kOther) && right.can(kHolder|kOther) && !right.can(kNumber)
	case syntax.STAR: // of a list, which another name may have too
		return left.can(kHolder) && right.can(kWhole|kTruth)
	}
	return false
}

// counts reports whether a name holds a number that may be True or False.
func (g *guarding) counts(id *syntax.Ident) bool {
	k := g.of(id)
	if k == kAny {
		k = g.guessed(id)
	}
	return isTruth(k) && k.only(kNumber|kTruth)
}
