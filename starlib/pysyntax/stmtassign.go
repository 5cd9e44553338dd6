package pysyntax

// expression parses an expression, or an assignment of any kind.
func (p *parser) expression() *node {
	x := p.statementValue()
	t := p.tok()
	switch {
	case x.kind == kStar && !t.is("="):
		p.fail(x.pos, "can't use starred expression here", "")
	case t.is("="):
		n := &node{kind: kAssign, pos: x.pos, kids: []*node{x}}
		for p.tok().is("=") {
			last := n.kids[len(n.kids)-1]
			n.toks = append(n.toks, p.next())
			n.kids = append(n.kids, p.assignedValue(last, len(n.kids) == 1))
		}
		n.end = p.last().end
		return n
	case t.is(":"):
		return p.annotated(x)
	case t.kind == tokOp && len(t.text) >= 2 && t.text[len(t.text)-1] == '=' && oneOf(t, augments[:]):
		p.augmentable(x)
		op := p.next()
		y := p.value()
		return &node{kind: kAugment, pos: x.pos, end: y.end, toks: []token{op}, kids: []*node{x, y}}
	}
	if t.is(":=") && x.kind != kName {
		p.walrus(x)
	}
	p.python2(x)
	return &node{kind: kExpr, pos: x.pos, end: x.end, kids: []*node{x}}
}

// statementValue parses what a statement may begin with: a starred target too.
func (p *parser) statementValue() *node {
	if p.tok().word("yield") {
		return p.yield()
	}
	return p.list(p.starred)
}

// assignedValue parses what is assigned to target; first says that it is the first target.
func (p *parser) assignedValue(target *node, first bool) *node {
	if invalidTarget(target) == nil && target.kind != kStar {
		return p.value()
	}
	only := first && p.parses(func() { p.value() }) && !p.tok().is("=")
	p.assigned(target, only)
	return nil
}

var augments = [...]string{"+=", "-=", "*=", "/=", "//=", "%=", "&=", "|=", "^=", "<<=", ">>=", "**=", "@="}

func (p *parser) value() *node {
	if t := p.tok(); t.word("await") {
		p.unsupported(t)
	}
	return p.yieldOrExprs()
}

func (p *parser) annotated(x *node) *node {
	p.annotatable(x)
	colon := p.next()
	n := &node{kind: kAnnotated, pos: x.pos, toks: []token{colon}, kids: []*node{x}}
	n.note = p.annotation(colon.pos, false)
	if p.tok().is("=") {
		n.toks = append(n.toks, p.next())
		n.kids = append(n.kids, p.value())
	}
	n.end = p.last().end
	return n
}

// python2 explains a statement that was one in Python 2: print x.
func (p *parser) python2(x *node) {
	t := p.tok()
	if t.endsStatement() || x.kind != kName || !startsExpr(t) {
		return
	}
	if x.text == "print" || x.text == "exec" {
		p.fail(x.pos, "Missing parentheses in call to '"+x.text+"'. Did you mean "+x.text+"(...)?", "")
	}
}
