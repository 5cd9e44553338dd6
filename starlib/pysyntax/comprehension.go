package pysyntax

// clauses parses the for and if clauses of a comprehension.
func (p *parser) clauses(n *node) *node {
	if n.kids[0].kind == kStar {
		p.fail(n.kids[0].pos, "iterable unpacking cannot be used in comprehension", "")
	}
	for {
		t := p.tok()
		switch {
		case t.word("async"):
			p.unsupported(t)
		case t.word("for"):
			p.next()
			target := p.targets()
			p.expectWord("in")
			it := p.or()
			n.kids = append(n.kids, &node{kind: kClause, pos: t.pos, end: it.end, kids: []*node{target, it}})
		case t.word("if"):
			p.next()
			cond := p.testNoCond()
			n.kids = append(n.kids, &node{kind: kClause, pos: t.pos, end: cond.end, kids: []*node{cond}})
		default:
			return n
		}
	}
}

// testNoCond parses the condition of a comprehension. Starlark takes a lambda
// there too.
func (p *parser) testNoCond() *node {
	if p.tok().word("lambda") {
		return p.lambda()
	}
	return p.or()
}

// comprehensionTarget explains [a, b for a in c].
func (p *parser) comprehensionTarget(n *node) {
	if t := p.tok(); t.word("for") && len(n.kids) > 1 && !p.last().is(",") && n.kind != kDict {
		p.fail(n.kids[0].pos, "did you forget parentheses around the comprehension target?", "")
	}
}
