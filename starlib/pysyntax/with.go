package pysyntax

// with: `with A as t, B:` is `if __with__(A, t, B, __none__):`.
func with(w *writer, n *node) {
	items := n.kids[:len(n.kids)-1]
	from := n.toks[0].end
	if len(n.toks) > 1 && n.toks[1].is("(") {
		from = n.toks[1].end
	}
	w.replace(n.pos, from, "if __with__("+w.lines(n.pos, from, true))
	if from == n.toks[0].end {
		w.trim(from, items[0].pos)
		w.close(items[len(items)-1].end, ")")
	}
	for _, item := range items {
		if len(item.kids) == 2 {
			context, target := item.kids[0], item.kids[1]
			w.replace(context.end, target.pos, ", "+w.lines(context.end, target.pos, true))
		} else {
			w.close(item.end, ", __none__")
		}
	}
}

// trim takes out the blanks of src[from:to].
func (w *writer) trim(from, to int) {
	w.replace(from, to, w.lines(from, to, true))
}
