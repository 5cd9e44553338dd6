package pysyntax

func (p *parser) classPattern(class *node) *node {
	n := &node{kind: kCall, pos: class.pos, toks: []token{p.next()}, kids: []*node{class}}
	for !p.tok().is(")") {
		n.kids = append(n.kids, p.classArgument())
		if !p.tok().is(",") {
			break
		}
		n.toks = append(n.toks, p.next())
	}
	p.close(n, ")")
	seen := map[string]bool{}
	for i, k := range n.kids[1:] {
		if k.kind != kKeyword {
			if i > 0 && n.kids[i].kind == kKeyword {
				p.fail(k.pos, "positional patterns follow keyword patterns", "")
			}
			continue
		}
		if seen[k.text] {
			p.fail(k.pos, "attribute name repeated in class pattern: "+k.text, "")
		}
		seen[k.text] = true
	}
	return n
}

func (p *parser) classArgument() *node {
	t := p.tok()
	if !t.isIdentifier() || !p.peek().is("=") {
		return p.pattern()
	}
	p.next()
	p.next()
	x := p.pattern()
	return &node{kind: kKeyword, pos: t.pos, end: x.end, text: t.text, kids: []*node{x}}
}

func (p *parser) sequencePattern(k kind, closer string) *node {
	n := &node{kind: k, pos: p.next().pos}
	for !p.tok().is(closer) {
		n.kids = append(n.kids, p.starPattern())
		if !p.tok().is(",") {
			break
		}
		n.toks = append(n.toks, p.next())
	}
	return p.oneStar(p.close(n, closer))
}

// patternText is the text of a dict that is a pattern.
const patternText = "pattern"

func (p *parser) mappingPattern() *node {
	n := &node{kind: kDict, text: patternText, pos: p.next().pos}
	for !p.tok().is("}") {
		if k := len(n.kids); k > 0 && n.kids[k-1].kind == kPatternRest {
			p.invalid()
		}
		n.kids = append(n.kids, p.mappingEntry())
		if !p.tok().is(",") {
			break
		}
		n.toks = append(n.toks, p.next())
	}
	p.close(n, "}")
	seen := map[string]bool{}
	w := &writer{edits: edits{src: p.src}}
	for _, e := range n.kids {
		key := ""
		if e.kind == kEntry {
			key = w.constantKey(e.kids[0])
		}
		if seen[key] {
			p.fail(n.pos, "mapping pattern checks duplicate key ("+key+")", "")
		}
		seen[key] = key != ""
	}
	return n
}

func (p *parser) mappingEntry() *node {
	t := p.tok()
	if t.is("**") {
		p.next()
		if p.tok().word("_") {
			p.invalid()
		}
		name := p.capture()
		return &node{kind: kPatternRest, pos: t.pos, end: name.end, toks: []token{t}, kids: []*node{name}}
	}
	key := p.closedPattern()
	if k := key.kind; k != kString && k != kNumber && k != kUnary && k != kBinary && k != kAttr && !key.constant() {
		p.invalid()
	}
	return p.entryOfPattern(key)
}

func (p *parser) entryOfPattern(key *node) *node {
	colon := p.expect(":")
	v := p.pattern()
	return &node{kind: kEntry, pos: key.pos, end: v.end, toks: []token{colon}, kids: []*node{key, v}}
}
