package pysyntax

import "fmt"

// compare turns `is` into ==, with names of their own for True and False, and chains into conjunctions:
//
//	a < b <= c       (a < b and b <= c)
//	a < f() <= g()   __compare__(a, "<", f(), "<=", lambda: g())
//
// the second where an operand in the middle must not be evaluated twice.
func compare(w *writer, n *node) {
	for i, op := range n.toks {
		if op.text == "is" || op.text == "is not" {
			w.identity(op, n.kids[i], n.kids[i+1])
		}
	}
	if len(n.toks) == 1 {
		if op := starlarkOp(n.toks[0].text); op != n.toks[0].text {
			t := n.toks[0]
			w.replace(t.pos, t.end, w.operator(t))
		}
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
	for _, op := range n.toks {
		if starlarkOp(op.text) != op.text {
			w.replace(op.pos, op.end, w.operator(op))
		}
	}
	for _, k := range middle {
		w.close(k.end, " and "+operandText(k))
	}
	w.close(n.end, ")")
}

// operandText is the text of a simple operand.
func operandText(n *node) string {
	if n.kind == kNumber {
		return cleanNumber(n.text)
	}
	return n.text
}

// operator is the Starlark operator for t, as wide as t where it can be.
func (w *writer) operator(t token) string {
	s := starlarkOp(t.text)
	text := w.src[t.pos:t.end]
	if !newLines(text, 0).one() {
		return s + w.lines(t.pos, t.end, false)
	}
	for len(s) < len(text) {
		s += " "
	}
	return s
}

func starlarkOp(op string) string {
	switch op {
	case "is":
		return "=="
	case "is not":
		return "!="
	}
	return op
}

// identity allows `is` where == says the same.
func (w *writer) identity(op token, x, y *node) {
	known := false
	for _, n := range []*node{x, y} {
		if n.kind == kName && n.constant() {
			known = true
			if n.text != "None" {
				n.text = "__" + n.text + "__"
				w.replace(n.pos, n.end, n.text)
			}
		}
	}
	if known {
		return
	}
	for _, n := range []*node{x, y} {
		if n.kind == kCall && n.kids[0].kind == kName && n.kids[0].text == "type" {
			return
		}
	}
	w.fail(op.pos, fmt.Sprintf("'%s' is available with None, True, False and type(...) only", op.text), "compare values with == or !=")
}

func (w *writer) compareCall(n *node) {
	w.open(n.pos, "__compare__(")
	for i, op := range n.toks {
		text := fmt.Sprintf(", %q,%s", starlarkOp(op.text), w.lines(op.pos, op.end, true))
		w.replace(op.pos, op.end, text)
		if i > 0 {
			w.open(n.kids[i+1].pos, "lambda: ")
		}
	}
	w.close(n.end, ")")
}
