package pysyntax

// yield parses a yield expression.
func (p *parser) yield() *node {
	t := p.next()
	n := &node{kind: kYield, pos: t.pos, toks: []token{t}}
	switch {
	case p.tok().word("from"):
		n.toks = append(n.toks, p.next())
		n.kids = []*node{p.test()}
	case p.startsExpr():
		n.kids = []*node{p.exprs()}
	}
	n.end = p.last().end
	return n
}

// yieldOrExprs parses what may stand where yield needs no parentheses.
func (p *parser) yieldOrExprs() *node {
	if p.tok().word("yield") {
		return p.yield()
	}
	return p.exprs()
}

// yield: `yield x` is `__yield__(x)`, and `yield from x` is `__yield_from__(x)`.
func yield(w *writer, n *node) {
	switch {
	case len(n.kids) == 0:
		w.replace(n.pos, n.end, "__yield__(None)")
		return
	case len(n.toks) == 2:
		w.replace(n.pos, n.kids[0].pos, "__yield_from__("+w.lines(n.pos, n.kids[0].pos, true))
	default:
		w.replace(n.pos, n.kids[0].pos, "__yield__("+w.lines(n.pos, n.kids[0].pos, true))
		w.parens(n.kids[0])
	}
	w.close(n.end, ")")
}
