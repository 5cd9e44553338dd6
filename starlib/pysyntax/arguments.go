package pysyntax

// call parses the arguments of a call, or the bases of a class.
func (p *parser) call(fn *node) *node {
	n := &node{kind: kCall, pos: fn.pos, toks: []token{p.next()}, kids: []*node{fn}}
	for !p.tok().is(")") {
		n.kids = append(n.kids, p.argument())
		if !p.tok().is(",") {
			break
		}
		n.toks = append(n.toks, p.next())
	}
	p.close(n, ")")
	p.arguments(n)
	return n
}

func (p *parser) argument() *node {
	t := p.tok()
	switch {
	case t.is("*") || t.is("**"):
		p.next()
		x := p.test()
		k := kStar
		if t.text == "**" {
			k = kDoubleStar
		}
		return &node{kind: k, pos: t.pos, end: x.end, kids: []*node{x}}
	case t.isIdentifier() && p.peek().is("="):
		return p.keyword()
	}
	x := p.test()
	switch eq := p.tok(); {
	case eq.is(":="):
		x = p.walrus(x)
	case eq.is("="):
		p.failInvalid(inner(x).pos, "expression cannot contain assignment, perhaps you meant \"==\"?")
	}
	if p.tok().word("for") || p.tok().word("async") {
		n := p.clauses(&node{kind: kGenerator, pos: x.pos, text: bareText, kids: []*node{x}})
		n.end = p.last().end
		return n
	}
	return x
}

// keyword parses name=value.
func (p *parser) keyword() *node {
	t := p.next()
	p.next()
	if constants[t.text] || t.text == "__debug__" {
		p.fail(t.pos, "cannot assign to "+t.text, "")
	}
	x := p.test()
	if p.tok().word("for") {
		p.fail(t.pos, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", "")
	}
	return &node{kind: kKeyword, pos: t.pos, end: x.end, text: t.text, kids: []*node{x}}
}

// arguments checks the order of arguments.
func (p *parser) arguments(n *node) {
	args := n.kids[1:]
	named, merged := false, false
	seen := map[string]bool{}
	for i, a := range args {
		switch a.kind {
		case kKeyword:
			if seen[a.text] {
				p.fail(a.pos, "keyword argument repeated: "+a.text, "")
			}
			named, seen[a.text] = true, true
		case kDoubleStar:
			merged = true
		case kStar:
			if merged {
				p.fail(a.pos, "iterable argument unpacking follows keyword argument unpacking", "")
			}
		default:
			switch {
			case merged:
				p.fail(n.end-1, "positional argument follows keyword argument unpacking", "")
			case named:
				p.fail(n.end-1, "positional argument follows keyword argument", "")
			}
		}
		if a.kind == kGenerator && a.text == bareText && (len(args) > 1 || i == 0 && len(n.toks) > 1) {
			p.fail(a.pos, "Generator expression must be parenthesized", "")
		}
	}
}
