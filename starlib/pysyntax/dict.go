package pysyntax

import "strings"

// dict: {**a, k: v} is (__mapping__(a) | {k: v}), and {k: v, l: w} is __dict__([(k, v), (l, w)])
// where the keys could be equal, which Starlark does not take.
func dict(w *writer, n *node) {
	if hasKind(n.kids, kDoubleStar) {
		w.brackets(n, "(", ")")
		w.splice(n.kids, n.toks, mapping)
		return
	}
	if n.text != patternText && len(n.kids) > 1 && !w.distinct(n.kids) {
		w.brackets(n, "__dict__([", "])")
		w.pairs(n.kids)
	}
}

// pairs makes tuples of entries.
func (w *writer) pairs(entries []*node) {
	for _, e := range entries {
		colon := e.toks[0]
		w.open(e.pos, "(")
		w.replace(colon.pos, colon.end, ",")
		w.close(e.end, ")")
	}
}

// distinct reports whether no two keys can be equal: they are constants, and others.
func (w *writer) distinct(entries []*node) bool {
	seen := map[string]bool{}
	for _, e := range entries {
		key := w.constantKey(e.kids[0])
		if key == "" || seen[key] {
			return false
		}
		seen[key] = true
	}
	return true
}

// constantKey is a text by which a key that is a constant differs from all others, "" if it
// is none, or is written in an unusual way.
func (w *writer) constantKey(n *node) string {
	switch n.kind {
	case kString:
		if t := n.toks[0]; len(n.toks) == 1 && !t.lit.format && !t.lit.bytes {
			if body := w.src[t.lit.body:t.lit.bodyEnd]; !strings.Contains(body, "\\") {
				return "'" + body + "'"
			}
		}
	case kNumber:
		if strings.Trim(n.text, "0123456789") == "" && (n.text[0] != '0' || n.text == "0") {
			return n.text
		}
	case kUnary:
		if x := n.kids[0]; n.text == "-" && x.kind == kNumber && x.text != "0" {
			if key := w.constantKey(x); key != "" {
				return "-" + key
			}
		}
	case kTuple:
		all := "("
		for _, k := range n.kids {
			key := w.constantKey(k)
			if key == "" {
				return ""
			}
			all += key + ","
		}
		return all + ")"
	}
	return ""
}
