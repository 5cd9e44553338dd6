package pysyntax

import "fmt"

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

func (p *parser) ifStmt() *node {
	n := &node{kind: kIf, pos: p.tok().pos}
	head := p.next()
	for {
		n.kids = append(n.kids, p.named())
		n.kids = append(n.kids, p.block(head, head.text))
		t := p.tok()
		if t.word("else") {
			p.next()
			n.kids = append(n.kids, p.block(t, "else"))
		} else if t.word("elif") {
			head = p.next()
			continue
		}
		n.end = p.last().end
		return n
	}
}

func (p *parser) loop() *node {
	head := p.next()
	n := &node{kind: kLoop, pos: head.pos, text: head.text}
	if head.text == "for" {
		n.kids = append(n.kids, p.targets())
		p.expectWord("in")
		n.kids = append(n.kids, p.exprs())
	} else {
		n.kids = append(n.kids, p.named())
	}
	n.kids = append(n.kids, p.block(head, head.text))
	if t := p.tok(); t.word("else") {
		p.next()
		part := p.part(t)
		part.text = "loop"
		n.kids = append(n.kids, part)
	}
	n.end = p.last().end
	return n
}

func (p *parser) def() *node {
	n := &node{kind: kDef, pos: p.tok().pos}
	def := p.next()
	name := p.identifier()
	if p.tok().is("[") {
		p.typeParameters()
	}
	n.text = name.text
	open := p.must("(")
	n.kids = p.params(")", false)
	n.toks = []token{def, name, open, p.expect(")")}
	if t := p.tok(); t.is("->") {
		if !startsExpr(p.peek()) {
			p.must(":")
		}
		p.next()
		n.note = p.annotation(t.pos, false)
	}
	n.kids = append(n.kids, p.block(def, "function definition"))
	n.end = p.last().end
	return n
}

// block parses `: statements`; what names the statement it belongs to.
func (p *parser) block(head token, what string) *node {
	p.colon(what == "function definition" || what == "try" || what == "finally" || what == "else")
	b := &node{kind: kBlock, pos: p.tok().pos}
	if p.tok().kind != tokNewline {
		p.simpleLine(b)
		return p.endBlock(b)
	}
	line := p.next()
	if p.tok().kind != tokIndent {
		p.noBlock(head, line, what)
	}
	p.next()
	for p.tok().kind != tokDedent && p.tok().kind != tokEOF {
		p.statement(b)
	}
	if p.tok().kind == tokDedent {
		p.next()
	}
	return p.endBlock(b)
}

// noBlock reports that there is no block after the line of head, which ends in the token line.
func (p *parser) noBlock(head, line token, what string) {
	t := p.tok()
	if t.kind == tokBad {
		p.invalid()
	}
	if t.kind == tokEOF || t.kind == tokDedent && t.pos == len(p.src) {
		t = line
	}
	if what == head.text {
		what = "'" + what + "' statement"
	}
	p.fail(t.pos, fmt.Sprintf("expected an indented block after %s on line %d", what, newLines(p.src, 0).position(p.src, head.pos).line), "")
}

// endBlock sets the end to that of the last token which is text.
func (p *parser) endBlock(b *node) *node {
	b.end = b.kids[len(b.kids)-1].end
	if n := len(b.toks); n > 0 && b.toks[n-1].end > b.end {
		b.end = b.toks[n-1].end
	}
	return b
}
