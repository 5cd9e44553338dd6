package pysyntax

// statement parses one statement, or one line of simple statements, onto out.
func (p *parser) statement(out *node) {
	defer p.enter()()
	t := p.tok()
	switch {
	case t.word("if"):
		out.kids = append(out.kids, p.ifStmt())
	case t.word("for"), t.word("while"):
		out.kids = append(out.kids, p.loop())
	case t.word("def"):
		out.kids = append(out.kids, p.def())
	case t.is("@"):
		out.kids = append(out.kids, p.decorator())
	case t.word("class"):
		out.kids = append(out.kids, p.class())
	case t.word("try"):
		out.kids = append(out.kids, p.try())
	case t.word("with"):
		out.kids = append(out.kids, p.with())
	case p.startsMatch():
		out.kids = append(out.kids, p.match())
	case p.unavailable(t):
		p.unsupported(t)
	default:
		p.simpleLine(out)
	}
}

// unavailable reports whether t starts a statement that cannot be rewritten.
func (p *parser) unavailable(t token) bool {
	if t.kind != tokName {
		return false
	}
	if _, ok := unsupported[t.text]; !ok {
		return false
	}
	return t.text != "type" || p.peek().isIdentifier()
}

func (p *parser) simpleLine(out *node) {
	for {
		out.kids = append(out.kids, p.simple())
		if !p.tok().is(";") {
			break
		}
		out.toks = append(out.toks, p.next())
		if p.tok().kind == tokNewline || p.tok().kind == tokEOF {
			break
		}
	}
	p.endLine()
}

func (p *parser) endLine() {
	t := p.tok()
	switch t.kind {
	case tokNewline:
		p.next()
	case tokEOF:
	default:
		p.invalid()
	}
}

func (p *parser) simple() *node {
	t := p.tok()
	switch {
	case t.word("pass"), t.word("break"), t.word("continue"):
		p.next()
		return &node{kind: kBranch, pos: t.pos, end: t.end, text: t.text}
	case t.word("return"):
		p.next()
		n := &node{kind: kReturn, pos: t.pos}
		if !p.tok().endsStatement() {
			n.kids = append(n.kids, p.exprs())
		}
		n.end = p.last().end
		return n
	case t.word("import"):
		return p.importStmt()
	case t.word("from"):
		return p.fromImport()
	case t.word("assert") && startsExpr(p.peek()): // else a name: assert.eq(x, y)
		return p.assertStmt()
	case t.word("global"), t.word("nonlocal"):
		return p.scopeStmt()
	case t.word("raise"):
		return p.raiseStmt()
	case t.word("del"):
		return p.delStmt()
	case p.unavailable(t):
		p.unsupported(t)
	case p.startsLoad():
		return p.loadStmt()
	}
	return p.expression()
}
