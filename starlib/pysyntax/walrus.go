package pysyntax

// walrus: (x := y) is (__walrus__(x, y)), of which the host makes an assignment.
func walrus(w *writer, n *node) {
	op := n.toks[0]
	w.open(n.pos, "__walrus__(")
	w.replace(n.kids[0].end, op.end, ","+w.lines(n.kids[0].end, op.end, true))
	w.close(n.end, ")")
}
