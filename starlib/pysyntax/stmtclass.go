package pysyntax

// class parses a class; its bases and keywords are as the arguments of a call.
func (p *parser) class() *node {
	t := p.next()
	name := p.identifier()
	n := &node{kind: kClass, pos: t.pos, text: name.text, toks: []token{t, name}}
	if p.tok().is("[") {
		p.typeParameters()
	}
	if p.tok().is("(") {
		call := p.call(&node{kind: kName, pos: name.pos, end: name.end, text: name.text})
		for _, a := range call.kids[1:] {
			if a.kind == kGenerator && a.text == bareText {
				p.fail(a.kids[1].pos, "invalid syntax", "")
			}
		}
		n.kids = append(n.kids, call)
	}
	n.toks = append(n.toks, p.tok())
	n.kids = append(n.kids, p.block(t, "class definition"))
	n.end = p.last().end
	return n
}

// decorator parses a line @x.
func (p *parser) decorator() *node {
	at := p.next()
	x := p.named()
	n := &node{kind: kDecorator, pos: at.pos, end: x.end, toks: []token{at}, kids: []*node{x}}
	p.endLine()
	switch t := p.tok(); {
	case t.word("async"):
		p.unsupported(t)
	case !t.is("@") && !t.word("def") && !t.word("class"):
		p.invalid()
	}
	return n
}

func (p *parser) typeParameters() {
	p.fail(p.tok().pos, "type parameters are not available", "leave them away")
}
