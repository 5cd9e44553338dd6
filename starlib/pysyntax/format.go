package pysyntax

import "strings"

// percent: "%5.2f" % x is __percent__("%5.2f", x), where the format has a
// conversion that Starlark's % does not take.
func percent(w *writer, n *node) {
	left := n.kids[0]
	if n.text != "%" || left.kind != kString || left.toks[0].lit.bytes {
		return
	}
	for _, t := range left.toks {
		if percentBeyond(t.text) {
			op := n.toks[0]
			w.open(n.pos, "__percent__(")
			w.pad(op.pos, op.end, ",")
			w.close(n.end, ")")
			return
		}
	}
}

// percentBeyond reports whether a %-format has a flag, a width, a precision or
// a conversion that Starlark does not know.
func percentBeyond(s string) bool {
	for {
		_, rest, found := strings.Cut(s, "%")
		if !found || rest == "" {
			return false
		}
		if rest[0] == '(' {
			if _, rest, found = strings.Cut(rest, ")"); !found || rest == "" {
				return false
			}
		}
		if strings.IndexByte("#0- +.*123456789aulhL", rest[0]) >= 0 && percentSpec(rest) {
			return true
		}
		s = rest[1:]
	}
}

// percentSpec reports whether s starts like a conversion, so that a % before
// something else is left to fail when it runs.
func percentSpec(s string) bool {
	s = strings.TrimLeft(s, "#0- +")
	s = strings.TrimLeft(s, "0123456789*.")
	s = strings.TrimLeft(s, "hlL")
	return s != "" && strings.IndexByte("diouxXeEfFgGcrsa%", s[0]) >= 0
}

// strFormat: "{:.2f}".format(x) is __strformat__("{:.2f}", x), where the
// format has a specification, an attribute or an index.
func (w *writer) strFormat(n *node) {
	attr := n.kids[0]
	text := attr.kids[0]
	if !text.constant() || text.kind != kString || text.toks[0].lit.bytes {
		return
	}
	for _, t := range text.toks {
		if !formatBeyond(t.text[t.lit.body-t.pos : t.lit.bodyEnd-t.pos]) {
			continue
		}
		head := w.lines(attr.toks[0].pos, n.toks[0].end, true)
		if len(n.kids) > 1 {
			head = ", " + head
		}
		w.open(n.pos, "__strformat__(")
		w.replace(attr.toks[0].pos, n.toks[0].end, head)
		return
	}
}

// formatBeyond reports whether a format has a replacement field that
// Starlark's str.format does not take.
func formatBeyond(s string) bool {
	s = strings.ReplaceAll(s, "{{", "")
	for {
		_, rest, found := strings.Cut(s, "{")
		if !found {
			return false
		}
		field, _, closed := strings.Cut(rest, "}")
		if closed && strings.ContainsAny(field, ":.[{") {
			return true
		}
		s = rest
	}
}
