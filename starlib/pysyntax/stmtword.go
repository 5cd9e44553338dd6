package pysyntax

// The statements that start with a word of their own and have no block, and
// class.

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
	if p.tok().endsStatement() {
		p.fail(t.pos, "raise without an exception is not available", "name one: raise ValueError(\"why\")")
	}
	x := p.test()
	n.kids = []*node{x}
	if f := p.tok(); f.word("from") {
		p.next()
		p.test()
		n.note = &note{pos: f.pos, end: p.last().end}
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
	return n
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

// class parses a class with its decorators. Only dataclasses pass.
func (p *parser) class() *node {
	n := &node{kind: kClass, pos: p.tok().pos}
	for p.tok().is("@") {
		at := p.next()
		x := p.test()
		n.deco = append(n.deco, &node{kind: kExpr, pos: at.pos, end: x.end, kids: []*node{x}})
		p.endLine()
	}
	t := p.tok()
	if !t.word("class") {
		d := n.deco[0]
		p.fail(d.pos, "a decorator on a function is not available", "call it after the function: f = decorator(f)")
	}
	if len(n.deco) == 0 {
		p.unsupported(t)
	}
	n.toks = append(n.toks, p.next())
	n.text = p.identifier().text
	if open := p.tok(); open.is("(") {
		p.next()
		if b := p.tok(); b.isIdentifier() && b.text != "object" {
			p.fail(b.pos, "a base class is not available", "list all fields in "+n.text+" itself")
		} else if b.text == "object" {
			p.next()
		}
		p.expect(")")
	}
	n.toks = append(n.toks, p.tok())
	n.kids = []*node{p.block(n.toks[0], "class definition")}
	n.end = p.last().end
	return n
}
