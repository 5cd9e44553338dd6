package pysyntax

// atom parses a name, a literal or something in brackets.
func (p *parser) atom() *node {
	t := p.tok()
	switch {
	case t.isIdentifier():
		p.next()
		return &node{kind: kName, pos: t.pos, end: t.end, text: t.text}
	case t.kind == tokNumber:
		p.next()
		return &node{kind: kNumber, pos: t.pos, end: t.end, text: t.text}
	case t.kind == tokString:
		return p.strings()
	case t.is("..."):
		p.next()
		return &node{kind: kEllipsis, pos: t.pos, end: t.end}
	case t.is("("):
		return p.parens()
	case t.is("["):
		return p.brackets()
	case t.is("{"):
		return p.braces()
	case t.word("await"):
		p.unsupported(t)
	}
	p.invalid()
	return nil
}

func (p *parser) parens() *node {
	open := p.next()
	n := &node{kind: kTuple, pos: open.pos}
	if !p.tok().is(")") {
		if p.tok().word("yield") {
			n.kind, n.kids = kParen, []*node{p.yield()}
			return p.close(n, ")")
		}
		x := p.starredNamed()
		switch {
		case p.tok().word("for") || p.tok().word("async"):
			n.kind, n.kids = kGenerator, []*node{x}
			p.clauses(n)
		case p.tok().is(","):
			p.items(n, x, ")", p.starredNamed)
		case x.kind == kStar:
			p.fail(x.pos, "cannot use starred expression here", "")
		default:
			n.kind, n.kids = kParen, []*node{x}
		}
	}
	return p.close(n, ")")
}

func (p *parser) brackets() *node {
	n := &node{kind: kList, pos: p.next().pos}
	if !p.tok().is("]") {
		x := p.starredNamed()
		if p.tok().word("for") || p.tok().word("async") {
			n.kind, n.kids = kListComp, []*node{x}
			p.clauses(n)
		} else {
			p.items(n, x, "]", p.starredNamed)
		}
	}
	return p.close(n, "]")
}

func (p *parser) braces() *node {
	n := &node{kind: kDict, pos: p.next().pos}
	if p.tok().is("}") {
		return p.close(n, "}")
	}
	item, comp := p.entry, kDictComp
	x := p.entryOrItem()
	if x.kind != kEntry && x.kind != kDoubleStar {
		item, comp, n.kind = p.starredNamed, kSetComp, kSet
	}
	if p.tok().word("for") || p.tok().word("async") {
		if x.kind == kDoubleStar {
			p.fail(x.pos, "dict unpacking cannot be used in dict comprehension", "")
		}
		n.kind, n.kids = comp, []*node{x}
		p.clauses(n)
	} else {
		p.items(n, x, "}", item)
	}
	return p.close(n, "}")
}

func (p *parser) entryOrItem() *node {
	if p.tok().is("**") {
		return p.entry()
	}
	x := p.starredNamed()
	if x.kind != kStar && p.tok().is(":") {
		return p.entryOf(x)
	}
	return x
}

func (p *parser) entry() *node {
	if t := p.tok(); t.is("**") {
		p.next()
		x := p.binary(0)
		return &node{kind: kDoubleStar, pos: t.pos, end: x.end, kids: []*node{x}}
	}
	return p.entryOf(p.test())
}

func (p *parser) entryOf(key *node) *node {
	if !p.tok().is(":") {
		p.failInvalid(p.last().pos, "':' expected after dictionary key")
	}
	colon := p.next()
	switch t := p.tok(); {
	case t.is("}"), t.is(","):
		p.fail(colon.pos, "expression expected after dictionary key and ':'", "")
	case t.is("*"):
		p.fail(t.pos, "cannot use a starred expression in a dictionary value", "")
	}
	v := p.test()
	return &node{kind: kEntry, pos: key.pos, end: v.end, toks: []token{colon}, kids: []*node{key, v}}
}

// items parses the rest of a display after its first item.
func (p *parser) items(n, first *node, closer string, item func() *node) {
	n.kids = append(n.kids, first)
	for p.tok().is(",") {
		n.toks = append(n.toks, p.next())
		if p.tok().is(closer) {
			return
		}
		n.kids = append(n.kids, item())
	}
	if closer != ")" {
		p.comprehensionTarget(n)
	}
}

func (p *parser) close(n *node, closer string) *node {
	p.comma(closer)
	p.expect(closer)
	n.end = p.last().end
	return n
}
