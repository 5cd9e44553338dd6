package pysyntax

// startsMatch reports whether a match statement starts here: match is a name elsewhere.
func (p *parser) startsMatch() bool {
	if n := p.peek(); !p.tok().word("match") || !startsExpr(n) {
		return false
	}
	for i := p.i; ; i++ {
		if k := p.toks[i].kind; k == tokNewline || k == tokEOF || k == tokBad {
			return p.toks[i-1].is(":")
		}
	}
}

// match parses a match statement.
func (p *parser) match() *node {
	t := p.next()
	n := &node{kind: kMatch, pos: t.pos, toks: []token{t}, kids: []*node{p.exprs()}}
	n.toks = append(n.toks, p.expect(":"))
	if p.tok().kind == tokNewline {
		p.next()
	}
	if p.tok().kind != tokIndent {
		if p.tok().kind == tokBad {
			p.invalid()
		}
		p.noBlock(t, "'match' statement")
	}
	p.next()
	for p.tok().word("case") {
		n.kids = append(n.kids, p.caseClause())
	}
	if p.tok().kind != tokDedent && p.tok().kind != tokEOF || len(n.kids) == 1 {
		p.invalid()
	}
	if p.tok().kind == tokDedent {
		p.next()
	}
	n.end = n.kids[len(n.kids)-1].end
	return n
}

// caseClause parses `case pattern if guard:` and its block.
func (p *parser) caseClause() *node {
	t := p.next()
	n := &node{kind: kCase, pos: t.pos, toks: []token{t}, kids: []*node{p.patterns()}}
	if p.tok().word("if") {
		p.next()
		n.kids = append(n.kids, p.test())
	}
	n.toks = append(n.toks, p.tok())
	n.kids = append(n.kids, p.block(t, "'case' statement"))
	n.end = n.kids[len(n.kids)-1].end
	return n
}
