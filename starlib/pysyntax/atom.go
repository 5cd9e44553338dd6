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

// strings parses adjacent string literals.
func (p *parser) strings() *node {
	n := &node{kind: kString, pos: p.tok().pos}
	for p.tok().kind == tokString {
		t := p.next()
		if len(n.toks) > 0 && t.lit.bytes != n.toks[0].lit.bytes {
			p.fail(t.pos, "cannot mix bytes and nonbytes literals", "")
		}
		n.toks = append(n.toks, t)
		n.kids = p.fields(t.lit.parts, n.kids)
	}
	n.end = p.last().end
	return n
}

// fields parses the expressions of replacement fields.
func (p *parser) fields(parts []part, into []*node) []*node {
	for _, part := range parts {
		f := part.field
		if f == nil {
			continue
		}
		in := &parser{src: p.src, toks: f.toks, depth: p.depth}
		func() {
			defer in.enter()()
			f.expr = in.yieldOrExprs()
		}()
		if in.tok().kind != tokEOF {
			in.invalid()
		}
		into = p.fields(f.spec, append(into, f.expr))
	}
	return into
}

func (p *parser) parens() *node {
	open := p.next()
	n := &node{kind: kTuple, pos: open.pos}
	if !p.tok().is(")") {
		if p.tok().word("yield") {
			n.kind, n.kids = kParen, []*node{p.yield()}
			return p.close(n, ")")
		}
		x := p.starred()
		switch {
		case p.tok().word("for") || p.tok().word("async"):
			n.kind, n.kids = kGenerator, []*node{x}
			p.clauses(n)
		case p.tok().is(","):
			p.items(n, x, ")", p.starred)
		case x.kind == kStar:
			p.fail(x.pos, "cannot use starred expression here", "a tuple of one needs a comma: (*x,)")
		default:
			n.kind, n.kids = kParen, []*node{x}
		}
	}
	return p.close(n, ")")
}

func (p *parser) brackets() *node {
	n := &node{kind: kList, pos: p.next().pos}
	if !p.tok().is("]") {
		x := p.starred()
		if p.tok().word("for") || p.tok().word("async") {
			n.kind, n.kids = kListComp, []*node{x}
			p.clauses(n)
		} else {
			p.items(n, x, "]", p.starred)
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
		item, comp, n.kind = p.starred, kSetComp, kSet
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
	x := p.starred()
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
		p.failInvalid(key.end, "':' expected after dictionary key")
	}
	colon := p.next()
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
}

func (p *parser) close(n *node, closer string) *node {
	p.expect(closer)
	n.end = p.last().end
	return n
}

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

// params parses parameters up to the closer; notes says whether they may have
// annotations.
func (p *parser) params(closer string, notes bool) []*node {
	var out []*node
	for !p.tok().is(closer) {
		if len(out) > 0 && !p.last().is(",") {
			p.invalid()
		}
		out = append(out, p.param(notes))
		if p.tok().is(",") {
			last := out[len(out)-1]
			last.toks = append(last.toks, p.next())
		}
	}
	if n := len(out); n > 0 && out[n-1].text == "" && out[n-1].toks[0].is("*") {
		p.fail(out[n-1].pos, "named arguments must follow bare *", "")
	}
	p.slash(out)
	return out
}

// slash checks the place of the / that ends positional-only parameters: it goes away, so
// nothing after would.
func (p *parser) slash(params []*node) {
	marks := ""
	for i, n := range params {
		if len(n.toks) == 0 {
			continue
		}
		switch t := n.toks[0]; {
		case t.is("/") && i == 0:
			p.fail(n.pos, "at least one argument must precede /", "")
		case t.is("/") && marks == "/":
			p.fail(n.pos, "/ may appear only once", "")
		case t.is("/") && marks != "":
			p.fail(n.pos, "/ must be ahead of *", "")
		case t.is("/"), t.is("*"), t.is("**"):
			marks = t.text
		}
	}
}

func (p *parser) param(notes bool) *node {
	t := p.tok()
	n := &node{kind: kParam, pos: t.pos}
	if t.is("*") || t.is("**") || t.is("/") {
		n.toks = append(n.toks, p.next())
	}
	if name := p.tok(); name.isIdentifier() && !t.is("/") {
		n.text = p.next().text
		if notes && p.tok().is(":") {
			n.note = p.annotation(p.next().pos, true)
		}
		if len(n.toks) == 0 && p.tok().is("=") {
			p.next()
			n.kids = append(n.kids, p.test())
		}
	} else if len(n.toks) == 0 || t.is("**") {
		p.invalid()
	}
	n.end = p.last().end
	return n
}
