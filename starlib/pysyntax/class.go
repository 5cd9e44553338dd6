package pysyntax

import "fmt"

// class: `class C(B, metaclass=M):` is `if __classdef__(C, B, metaclass=M):`.
func class(w *writer, n *node) {
	t, name, colon := n.toks[0], n.toks[1], n.toks[2]
	head := "if __classdef__("
	if len(n.kids) == 1 {
		w.replace(t.pos, colon.pos, head+starlarkName(n.text)+")"+w.lines(t.pos, colon.pos, false))
		return
	}
	call := n.kids[0]
	open, end := call.toks[0].end, call.end-1
	to := end
	sep := ""
	if len(call.kids) > 1 {
		to, sep = call.kids[1].pos, ", "
	}
	w.replace(t.pos, open, head+w.lines(t.pos, name.pos, true)+starlarkName(n.text)+w.lines(name.end, open, true)+sep)
	w.trim(open, to)
	call.kids[0] = &node{kind: kNone, pos: name.pos, end: name.end}
}

// decorator: `@d` is `__decorator__(d)`.
func decorator(w *writer, n *node) {
	w.replace(n.pos, n.kids[0].pos, "__decorator__("+w.lines(n.pos, n.kids[0].pos, true))
	w.close(n.end, ")")
}

// classField: in the body of a class `x: T = v` is `__field__(x, "T", v)`.
func classField(w *writer, n *node) {
	name := n.kids[0]
	w.open(n.pos, "__field__(")
	w.replace(name.end, n.note.end, fmt.Sprintf(", %q", n.note.text)+w.lines(name.end, n.note.end, true))
	if len(n.kids) == 2 {
		v := n.kids[1]
		w.replace(n.note.end, v.pos, ", "+w.lines(n.note.end, v.pos, true))
		w.parens(v)
	}
	w.close(n.end, ")")
}

// parens puts a tuple without them in parentheses.
func (w *writer) parens(n *node) {
	if n.bare() {
		w.open(n.pos, "(")
		w.close(n.end, ")")
	}
}
