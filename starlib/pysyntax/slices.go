package pysyntax

// slice: of several in an index `a:b` is `__slice__(a,b, None)`.
func slice(w *writer, n *node) {
	if n.text != sliceText {
		return
	}
	w.open(n.pos, "__slice__(")
	w.close(n.end, ")")
	w.bounds(n)
}
