package pysyntax

import "strings"

// power: `x ** y` is `__pow__(x, y)`.
func power(w *writer, n *node) {
	x, y := n.kids[0], n.kids[1]
	w.open(n.pos, "__pow__(")
	if op := n.toks[0]; strings.Trim(w.src[x.end:y.pos], " *") == "" {
		w.replace(x.end, y.pos, ", ")
	} else {
		w.replace(op.pos, op.end, ",")
	}
	w.close(n.end, ")")
}
