package pysyntax

// The statements that start with a word of their own and have no block.

func (p *parser) importStmt() *node {
	t := p.next()
	n := &node{kind: kImport, pos: t.pos, toks: []token{t}}
	for {
		start := p.tok().pos
		a := alias{pos: start, name: p.dotted()}
		a.as = p.asName("")
		a.end = p.last().end
		n.names = append(n.names, a)
		if !p.tok().is(",") {
			break
		}
		p.next()
	}
	n.end = p.last().end
	return n
}

// dotted parses a.b.c.
func (p *parser) dotted() string {
	name := p.identifier().text
	for p.tok().is(".") {
		p.next()
		name += "." + p.identifier().text
	}
	return name
}

// asName parses `as y`, if it is there.
func (p *parser) asName(name string) string {
	if p.tok().word("as") {
		p.next()
		name = p.identifier().text
	}
	return name
}

func (p *parser) fromImport() *node {
	t := p.next()
	n := &node{kind: kFromImport, pos: t.pos, toks: []token{t}}
	for p.tok().is(".") || p.tok().is("...") {
		n.text += p.next().text
	}
	if n.text == "" || !p.tok().word("import") {
		n.text += p.dotted()
	}
	n.toks = append(n.toks, p.expectWord("import"))
	if p.tok().is("*") {
		n.kind, n.end = kImportAll, p.next().end
		return n
	}
	closer := p.tok().is("(")
	if closer {
		n.toks = append(n.toks, p.next())
	}
	for {
		name := p.identifier()
		a := alias{pos: name.pos, name: name.text, as: p.asName(name.text)}
		a.end = p.last().end
		n.names = append(n.names, a)
		if !p.tok().is(",") {
			break
		}
		n.toks = append(n.toks, p.next())
		if closer && p.tok().is(")") {
			break
		}
		if t := p.tok(); t.kind == tokNewline {
			p.fail(t.pos, "trailing comma not allowed without surrounding parentheses", "")
		}
	}
	if closer {
		n.toks = append(n.toks, p.expect(")"))
	}
	n.end = p.last().end
	return n
}

func (p *parser) assertStmt() *node {
	t := p.next()
	n := &node{kind: kAssert, pos: t.pos, toks: []token{t}, kids: []*node{p.test()}}
	if p.tok().is(",") {
		n.toks = append(n.toks, p.next())
		n.kids = append(n.kids, p.test())
	}
	n.end = p.last().end
	return n
}

func (p *parser) raiseStmt() *node {
	t := p.next()
	n := &node{kind: kRaise, pos: t.pos, toks: []token{t}}
	if !p.tok().endsStatement() {
		n.kids = append(n.kids, p.test())
		if p.tok().word("from") {
			p.next()
			n.kids = append(n.kids, p.test())
		}
	}
	n.end = p.last().end
	return n
}

func (p *parser) delStmt() *node {
	t := p.next()
	n := &node{kind: kDel, pos: t.pos, toks: []token{t}}
	x := p.list(p.starred)
	if x.bare() {
		n.toks = append(n.toks, x.toks...)
		n.kids = x.kids
	} else {
		n.kids = []*node{x}
	}
	n.end = x.end
	p.deletable(x)
	return n
}
