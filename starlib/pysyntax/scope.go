package pysyntax

// scopeStmt parses global and nonlocal.
func (p *parser) scopeStmt() *node {
	t := p.next()
	n := &node{kind: kScope, pos: t.pos, text: t.text, toks: []token{t}}
	for {
		name := p.identifier()
		n.kids = append(n.kids, &node{kind: kName, pos: name.pos, end: name.end, text: name.text})
		if !p.tok().is(",") {
			break
		}
		p.next()
	}
	n.end = p.last().end
	return n
}

// scope: `global a, b` is `__global__(a, b)`.
func scope(w *writer, n *node) {
	from := n.kids[0].pos
	w.replace(n.pos, from, "__"+n.text+"__("+w.lines(n.pos, from, true))
	w.close(n.end, ")")
}
