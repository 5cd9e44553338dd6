package pysyntax

import "fmt"

// assign: `a = b = x` is `a, b = [x] * 2`, and `a, *b = x` is
// `a, b = __unpack__(x, 1, 0)`.
func assign(w *writer, n *node) {
	targets, value := n.kids[:len(n.kids)-1], n.kids[len(n.kids)-1]
	for _, t := range targets {
		if w.starTarget(t, value, len(targets)) {
			return
		}
		w.noLoadTarget(t)
	}
	if len(targets) == 1 {
		return
	}
	for i, t := range targets {
		if t.bare() {
			w.open(t.pos, "(")
			w.close(t.end, ")")
		}
		if i+1 < len(targets) {
			w.pad(n.toks[i].pos, n.toks[i].end, ",")
		}
	}
	open, end := "[", fmt.Sprintf("] * %d", len(targets))
	if value.bare() {
		open, end = "[(", ")"+end
	}
	w.open(value.pos, open)
	w.close(value.end, end)
}

// noLoadTarget rejects x.load as a target.
func (w *writer) noLoadTarget(t *node) {
	switch t.kind {
	case kAttr:
		if t.text == "load" {
			w.fail(t.pos, "load is a reserved word", "use another attribute")
		}
	case kTuple, kList, kParen:
		for _, k := range t.kids {
			w.noLoadTarget(k)
		}
	}
}

// starTarget rewrites an assignment to t if there is a star in it.
func (w *writer) starTarget(t, value *node, targets int) bool {
	star := -1
	if t.kind != kTuple && t.kind != kList {
		return false
	}
	for i, k := range t.kids {
		if k.kind != kStar {
			w.noNestedStar(k)
			continue
		}
		if star >= 0 {
			w.fail(k.pos, "multiple starred expressions in assignment", "")
		}
		star = i
	}
	if star < 0 {
		return false
	}
	s := t.kids[star]
	if targets > 1 {
		w.fail(s.pos, "a starred target is not available in an assignment to several targets", "assign to each on a line of its own")
	}
	w.replace(s.pos, s.kids[0].pos, w.lines(s.pos, s.kids[0].pos, !t.bare()))
	if t.bare() && star == 0 {
		t.pos = s.kids[0].pos
	}
	t.kids[star] = s.kids[0]
	open, end := "__unpack__(", fmt.Sprintf(", %d, %d)", star, len(t.kids)-star-1)
	if value.bare() {
		open, end = open+"(", ")"+end
	}
	w.open(value.pos, open)
	w.close(value.end, end)
	return true
}

func (w *writer) noNestedStar(n *node) {
	switch n.kind {
	case kStar:
		w.fail(n.pos, "a starred target within another target is not available", "unpack in two steps")
	case kTuple, kList, kParen:
		for _, k := range n.kids {
			w.noNestedStar(k)
		}
	}
}
