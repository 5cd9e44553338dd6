package pysyntax

import (
	"fmt"
	"strings"
)

// assign: `a = b = x` is `a, b = [x] * 2`.
func assign(w *writer, n *node) {
	targets, value := n.kids[:len(n.kids)-1], n.kids[len(n.kids)-1]
	open, end := "", ""
	switch {
	case anyStar(targets):
		open, end = w.unpacked(targets)
	case len(targets) > 1:
		open, end = "[", fmt.Sprintf("] * %d", len(targets))
	default:
		return
	}
	for i, t := range targets {
		if i+1 < len(targets) {
			w.pad(n.toks[i].pos, n.toks[i].end, ",")
		}
		if len(targets) > 1 {
			w.parens(t)
		}
	}
	w.open(value.pos, open)
	w.close(value.end, end)
	w.parens(value)
}

// clause: `for a, *b in x` is `for a, b in __unpacked__(x, shape)`.
func clause(w *writer, n *node) {
	if len(n.kids) == 2 {
		w.loopTarget(n.kids[0], n.kids[1])
	}
}

func loop(w *writer, n *node) {
	if n.text == "for" {
		w.loopTarget(n.kids[0], n.kids[1])
	}
}

func (w *writer) loopTarget(t, x *node) {
	if !hasStar(t) {
		return
	}
	w.open(x.pos, "__unpacked__(")
	w.close(x.end, ", "+w.shape(t)+")")
	w.parens(x)
}

// unpacked is the call that takes a value apart for targets with stars:
//
//	a, *b = x           a, b = __unpack__(x, 1, 0)
//	a, (b, *c) = x      a, (b, c) = __unpack__(x, shape)
//	a = b, *c = x       a, (b, c) = __unpack__(x, shape, shape)
func (w *writer) unpacked(targets []*node) (open, end string) {
	before, after, flat := w.flat(targets)
	var shapes []string
	for _, t := range targets {
		shapes = append(shapes, w.shape(t))
	}
	if flat {
		return "__unpack__(", fmt.Sprintf(", %d, %d)", before, after)
	}
	return "__unpack__(", ", " + strings.Join(shapes, ", ") + ")"
}

// flat is how many targets are before and after the only star.
func (w *writer) flat(targets []*node) (before, after int, ok bool) {
	if len(targets) > 1 {
		return 0, 0, false
	}
	list := inner(targets[0]).kids
	for _, k := range list {
		if k.kind != kStar && hasStar(k) || k.kind == kStar && isList(inner(k.kids[0])) {
			return 0, 0, false
		}
	}
	before = firstKind(list, kStar)
	return before, len(list) - before - 1, true
}

// shape is how a value is taken apart for a target: 0 a value, 1 the rest, and a tuple of
// these one that is taken apart itself. It takes out the stars.
func (w *writer) shape(t *node) string {
	in := inner(t)
	if !isList(in) {
		return "0"
	}
	var b strings.Builder
	b.WriteString("(")
	star := false
	for i, k := range in.kids {
		if k.kind == kStar {
			if star {
				w.fail(k.pos, "multiple starred expressions in assignment", "")
			}
			star = true
			w.unstar(in, k, i)
		}
		if k.kind == kStar && !isList(inner(k.kids[0])) {
			b.WriteString("1, ")
		} else if k.kind == kStar {
			fmt.Fprintf(&b, "[%s], ", w.shape(k.kids[0]))
		} else {
			b.WriteString(w.shape(k) + ", ")
		}
	}
	return strings.TrimSuffix(b.String(), " ") + ")"
}

// unstar takes out the star of the kid k of a target.
func (w *writer) unstar(t, k *node, i int) {
	x := k.kids[0]
	w.replace(k.pos, x.pos, w.lines(k.pos, x.pos, !t.bare()))
	if t.bare() && i == 0 {
		t.pos = x.pos
	}
	t.kids[i] = x
}

// hasStar reports whether there is a star in a target.
func hasStar(t *node) bool {
	t = inner(t)
	return t.kind == kStar || isList(t) && anyStar(t.kids)
}

func anyStar(targets []*node) bool {
	for _, t := range targets {
		if hasStar(t) {
			return true
		}
	}
	return false
}
