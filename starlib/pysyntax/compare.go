package pysyntax

import (
	"fmt"
	"strings"
)

// compare rewrites `is` and chains:
//
//	a is b           __is__(a, b), or == beside None, True, False and type(...)
//	a < b <= c       (a < b and b <= c)
//	a < f() <= g()   __compare__(a, "<", f(), "<=", lambda: g())
//
// the last where an operand in the middle must not be evaluated twice.
func compare(w *writer, n *node) {
	for i, op := range n.toks {
		n.toks[i].text = w.identity(op.text, n.kids[i], n.kids[i+1])
	}
	if len(n.toks) == 1 {
		w.link(n, 0, "", false)
		return
	}
	middle := n.kids[1 : len(n.kids)-1]
	for _, k := range middle {
		if !k.simple() {
			w.compareCall(n)
			return
		}
	}
	w.open(n.pos, "(")
	w.close(n.end, ")")
	for i := len(n.toks) - 1; i >= 0; i-- { // what closes the left one comes first
		before := ""
		if i > 0 {
			before = " and " + operandText(n.kids[i])
		}
		w.link(n, i, before, true)
	}
}

// link writes the comparison of two neighbours; before is what the left one is written as
// once more, behind itself.
func (w *writer) link(n *node, i int, before string, chain bool) {
	op, x, y := n.toks[i], n.kids[i], n.kids[i+1]
	if op.text != "is" && op.text != "is not" {
		if before != "" {
			w.close(x.end, before)
		}
		if op.text != "not in" && w.src[op.pos:op.end] != op.text { // not in may have a line end within
			w.replace(op.pos, op.end, w.operator(op))
		}
		return
	}
	open, end := "__is__(", ")"
	if op.text == "is not" {
		open = "not " + open
		if !chain {
			open, end = "("+open, "))"
		}
	}
	if before == "" {
		w.open(x.pos, open)
	} else {
		w.close(x.end, " and "+open+operandText(x))
	}
	w.comma(x, op, y)
	w.close(y.end, end)
}

// comma puts a comma in the place of the operator between x and y.
func (w *writer) comma(x *node, op token, y *node) {
	if strings.TrimSpace(w.src[x.end:op.pos]) == "" && strings.TrimSpace(w.src[op.end:y.pos]) == "" && newLines(w.src[x.end:y.pos], 0).one() {
		w.replace(x.end, y.pos, ", ")
		return
	}
	w.replace(op.pos, op.end, ","+w.lines(op.pos, op.end, true))
}

// operandText is the text of a simple operand.
func operandText(n *node) string {
	if n.kind == kNumber {
		return cleanNumber(n.text)
	}
	return starlarkName(n.text)
}

// operator is t in another text, as wide as it was where it can be.
func (w *writer) operator(t token) string {
	s := t.text
	text := w.src[t.pos:t.end]
	if !newLines(text, 0).one() {
		return s + w.lines(t.pos, t.end, false)
	}
	for len(s) < len(text) {
		s += " "
	}
	return s
}

// identity gives the operator that says what op says: == for `is` beside None, True, False,
// which get names of their own, and type(...).
func (w *writer) identity(op string, x, y *node) string {
	same, ok := map[string]string{"is": "==", "is not": "!="}[op]
	if !ok {
		return op
	}
	known := false
	for _, n := range []*node{x, y} {
		if n.kind == kName && n.constant() {
			known = true
			if n.text != "None" {
				n.text = "__" + n.text + "__"
				w.replace(n.pos, n.end, n.text)
			}
		}
		known = known || n.kind == kCall && n.kids[0].kind == kName && n.kids[0].text == "type"
	}
	if known {
		return same
	}
	return op
}

func (w *writer) compareCall(n *node) {
	w.open(n.pos, "__compare__(")
	for i, op := range n.toks {
		text := fmt.Sprintf(", %q,%s", op.text, w.lines(op.pos, op.end, true))
		w.replace(op.pos, op.end, text)
		if i > 0 {
			w.open(n.kids[i+1].pos, "lambda: ")
		}
	}
	w.close(n.end, ")")
}
