package pysyntax

// assigned: of `a, b = x, y` each target has its own value.
func (r *redactor) assigned(n *node) {
	value := n.kids[len(n.kids)-1]
	for _, target := range n.kids[:len(n.kids)-1] {
		r.unpacked(target, value)
	}
}

func (r *redactor) unpacked(target, value *node) {
	target, value = inner(target), inner(value)
	if isList(target) && isList(value) && len(target.kids) == len(value.kids) && !starred(target) && !starred(value) {
		for i, t := range target.kids {
			r.unpacked(t, value.kids[i])
		}
		return
	}
	r.given(target, value)
}

func inner(n *node) *node {
	for n.kind == kParen {
		n = n.kids[0]
	}
	return n
}

func isList(n *node) bool { return n.kind == kTuple || n.kind == kList }

func starred(n *node) bool {
	for _, k := range n.kids {
		if k.kind == kStar {
			return true
		}
	}
	return false
}
