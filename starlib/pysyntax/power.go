package pysyntax

import "strings"

// power: `x ** y` is `__pow__(x, y)`.
func power(w *writer, n *node) { w.operation(n, "**") }

// binary: `x @ y` is `__matmul__(x, y)`.
func binary(w *writer, n *node) {
	if n.text == "@" {
		w.operation(n, "@")
	}
}

// operation makes a call of an operator.
func (w *writer) operation(n *node, op string) {
	x, y, t := n.kids[0], n.kids[1], n.toks[0]
	w.open(n.pos, called[op]+"(")
	if strings.Trim(w.src[x.end:y.pos], " "+op) == "" {
		w.replace(x.end, y.pos, ", ")
	} else {
		w.replace(t.pos, t.end, ",")
	}
	w.close(n.end, ")")
}
