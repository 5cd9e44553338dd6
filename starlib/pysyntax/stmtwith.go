package pysyntax

// with parses a with statement.
func (p *parser) with() *node {
	t := p.next()
	n := &node{kind: kWith, pos: t.pos, toks: []token{t}}
	closer := ":"
	if p.withParens() {
		n.toks = append(n.toks, p.next())
		closer = ")"
	}
	for {
		n.kids = append(n.kids, p.withItem())
		if !p.tok().is(",") {
			break
		}
		c := p.next()
		if p.tok().is(closer) && closer == ")" {
			break
		}
		n.toks = append(n.toks, c)
	}
	if closer == ")" {
		n.toks = append(n.toks, p.expect(")"))
	}
	n.toks = append(n.toks, p.tok())
	n.kids = append(n.kids, p.block(t, "'with' statement"))
	n.end = p.last().end
	return n
}

// withItem parses `context as target`.
func (p *parser) withItem() *node {
	x := p.test()
	n := &node{kind: kWithItem, pos: x.pos, kids: []*node{x}}
	if p.tok().word("as") {
		p.next()
		target := p.starred()
		p.noStar(target)
		p.target(target)
		n.kids = append(n.kids, target)
	}
	n.end = p.last().end
	return n
}

// noStar rejects a star in the target of with.
func (p *parser) noStar(n *node) {
	switch n.kind {
	case kStar:
		p.fail(n.pos, "a starred target is not available in with", "name the whole, and unpack it in the body: a, *rest = x")
	case kTuple, kList, kParen:
		for _, k := range n.kids {
			p.noStar(k)
		}
	}
}

// withParens reports whether the parentheses that follow hold the items of the statement,
// not an expression: they end before the colon, and have a comma or as in them, but no for.
func (p *parser) withParens() bool {
	if !p.tok().is("(") {
		return false
	}
	items, depth := false, 0
	for i := p.i; ; i++ {
		t := p.toks[i]
		switch {
		case t.kind == tokBad || t.kind == tokEOF || t.kind == tokNewline:
			return false
		case t.is("("), t.is("["), t.is("{"):
			depth++
		case t.is(")"), t.is("]"), t.is("}"):
			if depth--; depth == 0 {
				return items && p.toks[i+1].is(":")
			}
		case depth == 1 && (t.is(",") || t.word("as")):
			items = true
		case depth == 1 && (t.word("for") || t.is("*") && (p.toks[i-1].is("(") || p.toks[i-1].is(","))):
			return false
		}
	}
}
