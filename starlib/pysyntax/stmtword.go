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
	if d := p.tok(); d.is(".") || d.is("...") {
		p.fail(d.pos, "relative imports are not available", "import by the full name: from package.module import x")
	}
	n := &node{kind: kFromImport, pos: t.pos, text: p.dotted(), toks: []token{t}}
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
	}
	if closer {
		n.toks = append(n.toks, p.expect(")"))
	}
	n.end = p.last().end
	for _, a := range n.names {
		if a.as == "load" {
			p.fail(a.pos, "load is a reserved word", "import it under another name: "+a.name+" as load_")
		}
	}
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
	x := p.exprs()
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

// deletable checks that x can be deleted.
func (p *parser) deletable(x *node) {
	switch {
	case x.kind == kParen, x.kind == kTuple, x.kind == kList:
		for _, k := range x.kids {
			p.deletable(k)
		}
	case x.kind != kName && x.kind != kAttr && x.kind != kIndex || x.constant():
		p.fail(x.pos, "cannot delete "+x.said(), "")
	}
}

// loadStmt parses Starlark's load("module", "x", y="z").
func (p *parser) loadStmt() *node {
	t := p.next()
	n := p.call(&node{kind: kName, pos: t.pos, end: t.end, text: t.text})
	for i, a := range n.kids[1:] {
		x := a
		if i > 0 && a.kind == kKeyword {
			x = a.kids[0]
		}
		if x.kind != kString || len(x.toks) > 1 || x.toks[0].lit.format || x.toks[0].lit.bytes {
			p.badLoad(a.pos)
		}
	}
	if len(n.kids) < 3 {
		p.badLoad(t.pos)
	}
	return &node{kind: kExpr, pos: n.pos, end: n.end, kids: []*node{n}}
}

func (p *parser) badLoad(pos int) {
	p.fail(pos, "load is a reserved word", `load("module", "name") loads a module; call a function of that name as module.load(...)`)
}
