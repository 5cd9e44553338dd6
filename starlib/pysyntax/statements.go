package pysyntax

import (
	"fmt"
	"strings"
)

// exprStmt: ... alone is pass.
func exprStmt(w *writer, n *node) {
	switch x := n.kids[0]; x.kind {
	case kEllipsis:
		n.kids = nil
		w.replace(n.pos, n.end, "pass")
	case kWalrus:
		w.fail(x.toks[0].pos, ":= is part of an expression", "write = in a statement")
	}
}

// ellipsis: ... is __ellipsis__.
func ellipsis(w *writer, n *node) { w.replace(n.pos, n.end, "__ellipsis__") }

// called is the builtins that do what operators do that Starlark does not have.
var called = map[string]string{"**": "__pow__", "**=": "__ipow__", "@": "__matmul__", "@=": "__imatmul__"}

// augment: `x **= y` is `x = __ipow__(x, y)`.
func augment(w *writer, n *node) {
	op, x, y := n.toks[0], n.kids[0], n.kids[1]
	f := called[op.text]
	if f == "" {
		return
	}
	if !w.copyable(x) {
		w.fail(x.pos, op.text+" needs a plain target", "write x = x "+strings.TrimSuffix(op.text, "=")+" y")
	}
	w.replace(op.pos, op.end, fmt.Sprintf("= %s(%s,", f, w.text(x)))
	w.parens(y)
	w.close(y.end, ")")
}

// copyable reports whether the source of n may stand twice in the output: it
// has no effect, no edit and no line end.
func (w *writer) copyable(n *node) bool {
	switch n.kind {
	case kName:
		return n.text != reserved
	case kNumber:
		return !strings.Contains(n.text, "_")
	case kString:
		return len(n.toks) == 1 && !n.toks[0].lit.format &&
			w.literal(n.toks[0]) == n.toks[0].text && newLines(n.toks[0].text, 0).one()
	case kAttr:
		return n.text != reserved && w.copyable(n.kids[0]) && newLines(w.text(n), 0).one()
	case kIndex:
		return n.kids[1].kind != kSlice && w.copyable(n.kids[0]) && w.copyable(n.kids[1]) && newLines(w.text(n), 0).one()
	}
	return false
}

func (l lines) one() bool { return len(l) == 1 }

// assert: `assert x, m` is `__assert__(x, lambda: m)`; a literal needs no
// lambda.
func assert(w *writer, n *node) {
	w.replace(n.pos, n.toks[0].end, "__assert__(")
	if len(n.kids) == 2 && !n.kids[1].constant() {
		w.open(n.kids[1].pos, "lambda: ")
	}
	w.close(n.end, ")")
}

// raise: `raise x from y` is `__raise__(x, y)`.
func raise(w *writer, n *node) {
	t := n.toks[0]
	if len(n.kids) == 0 {
		w.replace(t.pos, t.end, "__raise__()")
		return
	}
	x := n.kids[0]
	w.replace(t.pos, x.pos, "__raise__("+w.lines(t.pos, x.pos, true))
	if len(n.kids) == 2 {
		w.replace(x.end, n.kids[1].pos, ", "+w.lines(x.end, n.kids[1].pos, true))
	}
	w.close(n.end, ")")
}

// del: `del d[k], x` is `__delete__(d, k); x = __deleted__[x]`.
func del(w *writer, n *node) {
	n.kids = flat(nil, n.kids)
	if len(n.kids) == 0 {
		w.pass(n)
		return
	}
	at, between := n.pos, "pass; "
	last := n.kids[len(n.kids)-1].end
	rest := w.lines(last, n.end, false) // not behind the statement, where they could end the text
	w.replace(last, n.end, "")
	for i, x := range n.kids {
		lines := w.lines(at, x.pos, false)
		if i == len(n.kids)-1 {
			lines += rest
		}
		if at == n.pos && lines == "" {
			between = ""
		}
		w.replace(at, x.pos, between+lines)
		w.delete(x)
		at, between = x.end, "; "
	}
}

// flat is the targets in brackets among targets.
func flat(into, targets []*node) []*node {
	for _, t := range targets {
		switch t.kind {
		case kParen, kTuple, kList:
			into = flat(into, t.kids)
		default:
			into = append(into, t)
		}
	}
	return into
}

func (w *writer) delete(x *node) {
	switch x.kind {
	case kName:
		w.open(x.pos, starlarkName(x.text)+" = __deleted__[")
		w.close(x.end, "]")
	case kIndex:
		open, i := x.toks[0], x.kids[1]
		w.open(x.pos, "__delete__(")
		sep, end := ", ", ")"
		if i.bare() {
			sep, end = ", (", "))"
		}
		w.replace(open.pos, open.end, sep)
		w.replace(x.end-1, x.end, end)
		if i.kind == kSlice {
			w.bounds(i)
		}
	case kAttr:
		dot := x.toks[0].pos
		w.open(x.pos, "__delattr__(")
		w.replace(dot, x.end, fmt.Sprintf(", %q)", x.text)+w.lines(dot, x.end, true))
		x.kind = kParen // an attribute of the name load is as good as another
	}
}

// bounds makes arguments of the parts of a slice, None of those that are not given.
func (w *writer) bounds(n *node) {
	parts := n.kids
	for i, c := range n.toks {
		comma := ","
		if len(parts) > 0 && parts[0].pos < c.pos {
			parts = parts[1:]
		} else {
			comma = "None,"
		}
		if i == len(n.toks)-1 && len(parts) == 0 {
			comma += " None"
		}
		if i == 0 && len(n.toks) == 1 {
			w.close(n.end, ", None")
		}
		w.replace(c.pos, c.end, comma)
	}
}

// number writes a number as Starlark takes it.
func number(w *writer, n *node) {
	if clean := cleanNumber(n.text); clean != n.text {
		w.pad(n.pos, n.end, clean)
	}
}
