package pysyntax

import (
	"fmt"
)

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
