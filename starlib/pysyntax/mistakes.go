package pysyntax

// comma explains an expression behind another where the brackets should close.
func (p *parser) comma(closer string) {
	t, x := p.tok(), p.disjunction
	if t.is(closer) || !startsExpr(t) || t.kind == tokBad || x == nil || x.end != p.last().end {
		return
	}
	first := p.toks[p.disjunctionAt]
	if first.isIdentifier() && (p.toks[p.disjunctionAt+1].kind == tokString || softKeywords[first.text]) {
		return
	}
	at := p.i
	if p.parses(func() { p.test() }) {
		p.fail(x.pos, "invalid syntax. Perhaps you forgot a comma?", "")
	}
	p.i = at
}

// parses reports whether parse does not fail.
func (p *parser) parses(parse func()) bool {
	depth := p.depth
	_, ok := attempt(parse)
	p.depth = depth
	return ok
}

// meantWalrus reports whether the = here is followed by one value only.
func (p *parser) meantWalrus() bool {
	at := p.i
	defer func() { p.i = at }()
	return p.parses(func() {
		p.next()
		p.binary(0)
	}) && !p.tok().is("=") && !p.tok().is(":=")
}

// mistaken explains x = y where a condition stands.
func (p *parser) mistaken(x *node) {
	last := x
	for last.kind == kCompare || last.kind == kBinary && (last.text == "and" || last.text == "or") || last.kind == kUnary && last.text == "not" {
		last = last.kids[len(last.kids)-1]
	}
	switch {
	case last.kind == kName && !constants[last.text]:
		p.failInvalid(last.pos, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
	case meantEqual(last) && !isList(last):
		p.failInvalid(last.pos, "cannot assign to "+last.said()+" here. Maybe you meant '==' instead of '='?")
	}
}
