package pysyntax

// match: `match x:` is `if __match__(x):`.
func match(w *writer, n *node) {
	x := n.kids[0]
	w.replace(n.pos, x.pos, "if __match__("+w.lines(n.pos, x.pos, true))
	w.parens(x)
	w.close(x.end, ")")
}

// caseClause: `case P if G:` is `if __case__(P, G):`.
func caseClause(w *writer, n *node) {
	x := n.kids[0]
	w.replace(n.pos, x.pos, "if __case__("+w.lines(n.pos, x.pos, true))
	w.parens(x)
	if len(n.kids) == 3 {
		guard := n.kids[1]
		w.replace(x.end, guard.pos, ", "+w.lines(x.end, guard.pos, true))
		w.close(guard.end, ")")
		return
	}
	w.close(x.end, ")")
}

// patternStar: `*r` is `__star__(r)`.
func patternStar(w *writer, n *node) {
	w.replace(n.pos, n.kids[0].pos, "__star__("+w.lines(n.pos, n.kids[0].pos, true))
	w.close(n.end, ")")
}

// patternRest: `**r` is `__rest__: r`.
func patternRest(w *writer, n *node) {
	w.replace(n.pos, n.kids[0].pos, "__rest__: "+w.lines(n.pos, n.kids[0].pos, true))
}

// patternAs: `P as n` is `__as__(P, n)`.
func patternAs(w *writer, n *node) {
	x, name := n.kids[0], n.kids[1]
	w.open(n.pos, "__as__(")
	w.replace(x.end, name.pos, ", "+w.lines(x.end, name.pos, true))
	w.close(n.end, ")")
}
