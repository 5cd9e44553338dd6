package pysyntax

// try parses a try statement.
func (p *parser) try() *node {
	t := p.next()
	n := &node{kind: kTry, pos: t.pos, kids: []*node{p.part(t)}}
	for p.tok().word("except") {
		n.kids = append(n.kids, p.handler())
	}
	if t := p.tok(); t.word("else") && len(n.kids) > 1 {
		p.next()
		n.kids = append(n.kids, p.part(t))
	}
	if t := p.tok(); t.word("finally") {
		p.next()
		n.kids = append(n.kids, p.part(t))
	}
	if len(n.kids) == 1 {
		p.failInvalid(p.tok().pos, "expected 'except' or 'finally' block")
	}
	p.bareLast(n.kids)
	n.end = p.last().end
	return n
}

// part parses what follows the word t and stands in front of a block.
func (p *parser) part(t token) *node {
	n := &node{kind: kPart, pos: t.pos, text: t.text, toks: []token{t, p.tok()}}
	n.kids = []*node{p.block(t, t.text)}
	n.end = n.kids[0].end
	return n
}

// handler parses an except clause.
func (p *parser) handler() *node {
	t := p.next()
	n := &node{kind: kHandler, pos: t.pos, toks: []token{t}}
	if s := p.tok(); s.is("*") {
		p.fail(s.pos, "except* is not available", "catch the exceptions with except")
	}
	if t := p.tok(); !t.is(":") && t.kind != tokNewline {
		x := p.test()
		if c := p.tok(); c.is(",") {
			p.fail(x.pos, "multiple exception types must be parenthesized", "")
		}
		n.kids = append(n.kids, x)
		if p.tok().word("as") {
			p.next()
			name := p.identifier()
			n.toks = append(n.toks, name)
		}
	}
	n.toks = append(n.toks, p.tok())
	n.kids = append(n.kids, p.block(t, "'except' statement"))
	n.end = p.last().end
	return n
}

// bareLast checks that except: without a type is the last handler.
func (p *parser) bareLast(parts []*node) {
	for i, n := range parts[:len(parts)-1] {
		if n.kind == kHandler && len(n.kids) == 1 && parts[i+1].kind == kHandler {
			p.fail(n.pos, "default 'except:' must be last", "")
		}
	}
}
