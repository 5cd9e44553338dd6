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

func (p *parser) index(x *node) *node {
	n := &node{kind: kIndex, pos: x.pos, toks: []token{p.next()}, kids: []*node{x}}
	i := p.indexItem()
	if p.tok().is(",") || i.kind == kStar {
		all := &node{kind: kTuple, pos: i.pos, kids: []*node{i}}
		for p.tok().is(",") {
			all.toks = append(all.toks, p.next())
			if p.tok().is("]") {
				break
			}
			all.kids = append(all.kids, p.indexItem())
		}
		all.end = p.last().end
		for _, k := range all.kids {
			if k.kind == kSlice {
				k.text = sliceText
			}
		}
		i = all
	}
	n.kids = append(n.kids, i)
	return p.close(n, "]")
}

// sliceText is the text of a slice that is one of several in an index.
const sliceText = "slice"

// indexItem parses an index, a slice, or a starred one.
func (p *parser) indexItem() *node {
	pos := p.tok().pos
	if p.tok().is(":") {
		return p.slice(nil, pos)
	}
	x := p.starredNamed()
	if x.kind != kStar && p.tok().is(":") {
		return p.slice(x, pos)
	}
	return x
}

func (p *parser) slice(lo *node, pos int) *node {
	n := &node{kind: kSlice, pos: pos}
	if lo != nil {
		n.kids = append(n.kids, lo)
	}
	for range 2 {
		if p.tok().is(":") {
			n.toks = append(n.toks, p.next())
			if t := p.tok(); !t.is(":") && !t.is("]") && !t.is(",") {
				n.kids = append(n.kids, p.test())
			}
		}
	}
	n.end = p.last().end
	return n
}
