package pysyntax

func (p *parser) or() *node {
	at := p.i
	x := p.chain("or", func() *node { return p.chain("and", p.not) })
	p.disjunction, p.disjunctionAt = x, at
	return x
}

func (p *parser) chain(word string, operand func() *node) *node {
	x := operand()
	for p.tok().word(word) {
		op := p.next()
		y := operand()
		x = &node{kind: kBinary, pos: x.pos, end: y.end, text: word, toks: []token{op}, kids: []*node{x, y}}
	}
	return x
}

func (p *parser) not() *node {
	if t := p.tok(); t.word("not") {
		defer p.enter()()
		p.next()
		x := p.not()
		return &node{kind: kUnary, pos: t.pos, end: x.end, text: "not", kids: []*node{x}}
	}
	return p.comparison()
}

func (p *parser) comparison() *node {
	x := p.binary(0)
	op, ok := p.comparator()
	if !ok {
		return x
	}
	n := &node{kind: kCompare, pos: x.pos, kids: []*node{x}}
	for ok {
		n.toks = append(n.toks, op)
		n.kids = append(n.kids, p.binary(0))
		op, ok = p.comparator()
	}
	n.end = p.last().end
	return n
}

// comparator takes a comparison operator; those of two words are one token.
func (p *parser) comparator() (token, bool) {
	t := p.tok()
	switch {
	case t.is("<>"):
		p.fail(t.pos, "invalid syntax", "<> is Python 2: write !=")
	case t.kind == tokOp && (t.text == "<" || t.text == ">" || t.text == "==" || t.text == "!=" || t.text == "<=" || t.text == ">="):
		return p.next(), true
	case t.word("in"):
		return p.next(), true
	case t.word("is"):
		p.next()
		if p.tok().word("not") {
			t.text, t.end = "is not", p.next().end
		}
		return t, true
	case t.word("not"):
		p.next()
		if !p.tok().word("in") {
			p.invalid()
		}
		t.text, t.end = "not in", p.next().end
		return t, true
	}
	return t, false
}

func (p *parser) binary(level int) *node {
	if level == len(levels) {
		return p.unary()
	}
	x := p.binary(level + 1)
	for {
		op := p.tok()
		if !oneOf(op, levels[level]) {
			return x
		}
		p.next()
		y := p.binary(level + 1)
		x = &node{kind: kBinary, pos: x.pos, end: y.end, text: op.text, toks: []token{op}, kids: []*node{x, y}}
	}
}

func oneOf(t token, ops []string) bool {
	if t.kind == tokOp {
		for _, op := range ops {
			if t.text == op {
				return true
			}
		}
	}
	return false
}

func (p *parser) unary() *node {
	t := p.tok()
	if !t.is("-") && !t.is("+") && !t.is("~") {
		return p.power()
	}
	defer p.enter()()
	p.next()
	x := p.unary()
	return &node{kind: kUnary, pos: t.pos, end: x.end, text: t.text, kids: []*node{x}}
}

func (p *parser) power() *node {
	x := p.primary()
	if !p.tok().is("**") {
		return x
	}
	defer p.enter()()
	op := p.next()
	y := p.unary()
	return &node{kind: kPower, pos: x.pos, end: y.end, toks: []token{op}, kids: []*node{x, y}}
}
