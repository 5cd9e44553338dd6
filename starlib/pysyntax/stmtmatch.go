package pysyntax

// startsMatch reports whether a match statement starts here: match is a name elsewhere.
func (p *parser) startsMatch() bool {
	if n := p.peek(); !p.tok().word("match") || !startsExpr(n) {
		return false
	}
	for i := p.i; ; i++ {
		switch k := p.toks[i].kind; k {
		case tokEOF, tokBad:
			return p.toks[i-1].is(":")
		case tokNewline:
			return p.toks[i-1].is(":") || p.toks[i+1].kind == tokIndent && p.toks[i+2].word("case")
		}
	}
}

// match parses a match statement.
func (p *parser) match() *node {
	t := p.next()
	n := &node{kind: kMatch, pos: t.pos, toks: []token{t}, kids: []*node{p.subject()}}
	n.toks = append(n.toks, p.colon(false))
	line := p.next()
	if p.tok().kind != tokIndent {
		p.noBlock(t, line, "'match' statement")
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

func (p *parser) subject() *node {
	x := p.list(p.starredNamed)
	if x.kind == kStar {
		p.invalid()
	}
	return x
}

// caseClause parses `case pattern if guard:` and its block.
func (p *parser) caseClause() *node {
	t := p.next()
	n := &node{kind: kCase, pos: t.pos, toks: []token{t}, kids: []*node{p.patterns()}}
	if p.tok().word("if") {
		p.next()
		n.kids = append(n.kids, p.named())
	}
	n.toks = append(n.toks, p.tok())
	n.kids = append(n.kids, p.block(t, "'case' statement"))
	n.end = n.kids[len(n.kids)-1].end
	return n
}
