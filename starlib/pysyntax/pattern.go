package pysyntax

// Patterns of case are parsed into the nodes of the expressions that they look like, save
// for kPatternStar, kPatternRest and kPatternAs.

// patterns parses the pattern of a case, which may be a sequence without brackets.
func (p *parser) patterns() *node {
	x := p.starPattern()
	if !p.tok().is(",") {
		if x.kind == kPatternStar {
			p.invalid()
		}
		return x
	}
	n := &node{kind: kTuple, pos: x.pos, kids: []*node{x}}
	for p.tok().is(",") {
		n.toks = append(n.toks, p.next())
		if p.tok().is(":") || p.tok().word("if") {
			break
		}
		n.kids = append(n.kids, p.starPattern())
	}
	n.end = p.last().end
	return p.oneStar(n)
}

// oneStar checks that a sequence has one star at most.
func (p *parser) oneStar(n *node) *node {
	stars := 0
	for _, k := range n.kids {
		if k.kind == kPatternStar {
			if stars++; stars > 1 {
				p.fail(k.pos, "multiple starred names in sequence pattern", "")
			}
		}
	}
	return n
}

func (p *parser) starPattern() *node {
	t := p.tok()
	if !t.is("*") {
		return p.pattern()
	}
	p.next()
	name := p.capture()
	return &node{kind: kPatternStar, pos: t.pos, end: name.end, toks: []token{t}, kids: []*node{name}}
}

// capture parses a name that takes a value.
func (p *parser) capture() *node {
	t := p.identifier()
	return &node{kind: kName, pos: t.pos, end: t.end, text: t.text}
}

// constants are the keywords that are names to the parser.
var constants = map[string]bool{"None": true, "True": true, "False": true}

// pattern parses `a | b as name`.
func (p *parser) pattern() *node {
	defer p.enter()()
	x := p.closedPattern()
	for p.tok().is("|") {
		op := p.next()
		y := p.closedPattern()
		x = &node{kind: kBinary, pos: x.pos, end: y.end, text: "|", toks: []token{op}, kids: []*node{x, y}}
	}
	if !p.tok().word("as") {
		return x
	}
	as := p.next()
	if p.tok().word("_") {
		p.fail(p.tok().pos, "cannot use '_' as a target", "")
	}
	name := p.capture()
	return &node{kind: kPatternAs, pos: x.pos, end: name.end, toks: []token{as}, kids: []*node{x, name}}
}

func (p *parser) closedPattern() *node {
	t := p.tok()
	switch {
	case t.isIdentifier():
		return p.namePattern()
	case t.kind == tokNumber, t.is("-"):
		return p.numberPattern()
	case t.kind == tokString:
		x := p.strings()
		for _, s := range x.toks {
			if s.lit.format {
				p.fail(x.pos, "patterns may only match literals and attribute lookups", "")
			}
		}
		return x
	case t.is("("):
		n := p.sequencePattern(kTuple, ")")
		if len(n.kids) == 1 && len(n.toks) == 0 {
			if n.kids[0].kind == kPatternStar {
				p.fail(n.kids[0].pos, "invalid syntax near *", "a sequence of one needs a comma: (*x,)")
			}
			n.kind = kParen
		}
		return n
	case t.is("["):
		return p.sequencePattern(kList, "]")
	case t.is("{"):
		return p.mappingPattern()
	}
	p.invalid()
	return nil
}

// numberPattern parses a number with a sign, or a complex one.
func (p *parser) numberPattern() *node {
	if next := p.peek(); p.tok().is("-") && next.kind != tokNumber {
		p.fail(next.pos, "invalid syntax", "")
	}
	x := p.binary(levelOf("+"))
	for n := x; ; n = n.kids[len(n.kids)-1] {
		switch {
		case n.kind == kNumber:
			return x
		case n.kind == kUnary && n.text == "-" && n.kids[0].kind == kNumber:
		case n.kind == kBinary && (n.text == "+" || n.text == "-") && n.kids[1].kind == kNumber:
			p.fail(n.kids[1].pos, "imaginary number required in complex literal", "")
		default:
			p.fail(x.pos, "patterns may only match literals and attribute lookups", "")
		}
	}
}

func levelOf(op string) int {
	for i, ops := range levels {
		if ops[0] == op {
			return i
		}
	}
	panic("pysyntax: no operator " + op)
}

// namePattern parses a capture, a value a.b, or a class with its patterns.
func (p *parser) namePattern() *node {
	t := p.tok()
	if constants[t.text] {
		p.next()
		return &node{kind: kName, pos: t.pos, end: t.end, text: t.text}
	}
	x := p.capture()
	for p.tok().is(".") {
		dot := p.next()
		name := p.identifier()
		x = &node{kind: kAttr, pos: x.pos, end: name.end, text: name.text, toks: []token{dot}, kids: []*node{x}}
	}
	if p.tok().is("(") {
		return p.classPattern(x)
	}
	return x
}
