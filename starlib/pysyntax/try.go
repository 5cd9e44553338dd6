package pysyntax

// parts are the conditions that stand for the words in front of a block.
var parts = map[string]string{
	"try":     "if __try__",
	"else":    "elif __else__",
	"finally": "elif __finally__",
	"loop":    "if __loopelse__",
}

// headed: `try:` is `if __try__:`.
func headed(w *writer, n *node) {
	w.replace(n.toks[0].pos, n.toks[1].pos, parts[n.text]+w.lines(n.toks[0].pos, n.toks[1].pos, false))
}

// handler: `except E as e:` is `elif __except__(E, e):`.
func handler(w *writer, n *node) {
	t, colon := n.toks[0], n.toks[len(n.toks)-1]
	if len(n.kids) == 1 {
		w.replace(t.pos, colon.pos, "elif __except__("+w.lines(t.pos, colon.pos, true)+")")
		return
	}
	x := n.kids[0]
	w.replace(t.pos, x.pos, "elif __except__("+w.lines(t.pos, x.pos, true))
	if len(n.toks) == 3 {
		name := n.toks[1]
		w.replace(x.end, name.pos, ", "+w.lines(x.end, name.pos, true))
		w.name(name.pos, name.text)
		w.close(name.end, ")")
		return
	}
	w.close(x.end, ")")
}
