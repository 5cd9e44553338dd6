package pysyntax

// generator: (x for x in y) is __genexpr__([x for x in y]).
func generator(w *writer, n *node) {
	if n.text == bareText {
		w.open(n.pos, "__genexpr__([")
		w.close(n.end, "])")
		return
	}
	w.brackets(n, "__genexpr__([", "])")
}

// setComp: {x for x in y} is __set__([x for x in y]).
func setComp(w *writer, n *node) { w.brackets(n, "__set__([", "])") }

// set: {x, y} is __set__([x, y]).
func set(w *writer, n *node) {
	if hasKind(n.kids, kStar) {
		w.brackets(n, "__set__(", ")")
		w.splice(n.kids, n.toks, members)
		return
	}
	w.brackets(n, "__set__([", "])")
}

// list: [*a, b] is (__spread__(a) + [b]).
func list(w *writer, n *node) {
	if hasKind(n.kids, kStar) {
		w.brackets(n, "(", ")")
		w.splice(n.kids, n.toks, sequence)
	}
}

// tuple: (*a, b) is __tuple__(__spread__(a) + [b]). A bare tuple that ends in a comma
// gets parentheses.
func tuple(w *writer, n *node) {
	star := hasKind(n.kids, kStar)
	open := "__tuple__("
	if !star {
		if !n.bare() || len(n.toks) < len(n.kids) {
			return
		}
		open = "("
	}
	if n.bare() {
		w.open(n.pos, open)
		w.close(n.end, ")")
	} else {
		w.brackets(n, open, ")")
	}
	if star {
		w.splice(n.kids, n.toks, sequence)
	}
}

// brackets replaces the brackets of n.
func (w *writer) brackets(n *node, open, end string) {
	w.replace(n.pos, n.pos+1, open)
	w.replace(n.end-1, n.end, end)
}

func hasKind(list []*node, k kind) bool {
	for _, n := range list {
		if n.kind == k {
			return true
		}
	}
	return false
}

// joint says how items with stars are joined.
type joint struct{ wrap, open, end, op string }

var (
	sequence = joint{"__spread__(", "[", "]", " +"}
	members  = joint{"__list__(", "[", "]", " +"} // of a set, whose errors are those of set
	mapping  = joint{"__mapping__(", "{", "}", " |"}
)

// unstarred puts brackets around items without stars.
func (w *writer) unstarred(items []*node, j joint) {
	open, end := j.open, j.end
	same := items[0].kind == kEntry && len(items) > 1 && !w.distinct(items)
	if same {
		open, end = "__dict__([", "])"
	}
	w.open(items[0].pos, open)
	w.close(items[len(items)-1].end, end)
	if same {
		w.pairs(items)
	}
}

// splice joins items, some of them starred: each starred one is wrapped, each
// run of others gets brackets, and an operator replaces the comma between.
func (w *writer) splice(items []*node, commas []token, j joint) {
	starred := func(i int) bool {
		return items[i].kind == kStar || items[i].kind == kDoubleStar
	}
	for i, n := range items {
		switch {
		case starred(i):
			star := n.pos + 1
			if n.kind == kDoubleStar {
				star++
			}
			w.replace(n.pos, star, j.wrap)
			w.close(n.end, ")")
		default:
			if i == 0 || starred(i-1) {
				end := i + 1
				for end < len(items) && !starred(end) {
					end++
				}
				w.unstarred(items[i:end], j)
			}
		}
		if i >= len(commas) {
			continue
		}
		if c := commas[i]; i == len(items)-1 {
			w.pad(c.pos, c.end, "")
		} else if starred(i) || starred(i+1) {
			w.replace(c.pos, c.end, j.op)
		}
	}
}
