package pysyntax

// levels are the left-associative binary operators, loosest first, between
// `not` and the unary ones.
var levels = [...][]string{
	{"|"},
	{"^"},
	{"&"},
	{"<<", ">>"},
	{"+", "-"},
	{"*", "/", "//", "%", "@"},
}

// exprs parses `a, b, ...` without brackets: one expression or a kTuple.
func (p *parser) exprs() *node {
	x := p.list(p.starred)
	if x.kind == kStar {
		p.fail(x.pos, "can't use starred expression here", "")
	}
	return x
}

// targets parses the targets of for, which end at `in`.
func (p *parser) targets() *node {
	n := p.list(func() *node {
		if t := p.tok(); t.is("*") {
			p.next()
			x := p.unary()
			return &node{kind: kStar, pos: t.pos, end: x.end, kids: []*node{x}}
		}
		return p.unary()
	})
	if n.kind == kStar {
		p.fail(n.pos, "starred assignment target must be in a list or tuple", "")
	}
	p.target(n)
	return n
}

// bareText is the text of a generator that is the one argument of a call.
const bareText = "bare"

func (p *parser) list(item func() *node) *node {
	x := item()
	if !p.tok().is(",") {
		return x
	}
	n := &node{kind: kTuple, pos: x.pos, kids: []*node{x}}
	for p.tok().is(",") {
		n.toks = append(n.toks, p.next())
		if !p.startsExpr() {
			break
		}
		n.kids = append(n.kids, item())
	}
	n.end = p.last().end
	return n
}

func (p *parser) starred() *node { return p.starredOr(p.test) }

// starredNamed is starred where := may stand.
func (p *parser) starredNamed() *node { return p.starredOr(p.named) }

func (p *parser) starredOr(item func() *node) *node {
	if t := p.tok(); t.is("*") {
		p.next()
		x := p.binary(0)
		return &node{kind: kStar, pos: t.pos, end: x.end, kids: []*node{x}}
	}
	return item()
}

// named parses an expression where := may stand.
func (p *parser) named() *node {
	defer p.enter()()
	x := p.test()
	switch t := p.tok(); {
	case t.is(":="):
		return p.walrus(x)
	case t.is("=") && p.meantWalrus():
		p.mistaken(x)
	}
	return x
}

// test parses one expression, conditional and lambda included.
func (p *parser) test() *node {
	defer p.enter()()
	if p.tok().word("lambda") {
		return p.lambda()
	}
	x := p.or()
	if p.tok().word("if") {
		p.next()
		cond := p.or()
		if !p.tok().word("else") {
			p.failInvalid(x.pos, "expected 'else' after 'if' expression")
		}
		p.next()
		alt := p.test()
		return &node{kind: kCond, pos: x.pos, end: alt.end, kids: []*node{x, cond, alt}}
	}
	return x
}

// walrus parses what follows x in x := value.
func (p *parser) walrus(x *node) *node {
	op := p.next()
	if x.kind != kName || constants[x.text] {
		p.fail(x.pos, "cannot use assignment expressions with "+x.said(), "")
	}
	p.target(x)
	value := p.test()
	return &node{kind: kWalrus, pos: x.pos, end: value.end, toks: []token{op}, kids: []*node{x, value}}
}

func (p *parser) lambda() *node {
	t := p.next()
	n := &node{kind: kLambda, pos: t.pos, kids: p.params(":", true)}
	p.next()
	body := p.test()
	n.kids = append(n.kids, body)
	n.end = body.end
	return n
}

// primary parses an atom with its attributes, calls and indexes.
func (p *parser) primary() *node {
	x := p.atom()
	for {
		switch t := p.tok(); {
		case t.is("."):
			dot := p.next()
			name := p.tok()
			if name.kind != tokName || keywords[name.text] || constants[name.text] {
				p.invalid()
			}
			p.next()
			x = &node{kind: kAttr, pos: x.pos, end: name.end, text: name.text, toks: []token{dot}, kids: []*node{x}}
		case t.is("("):
			x = p.call(x)
		case t.is("["):
			x = p.index(x)
		default:
			return x
		}
	}
}
