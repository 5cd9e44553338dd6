package pysyntax

import (
	"strings"

	"starling/internal/secret"
)

// pair: of ("sasl.password", "S") the second is given to the first.
func (r *redactor) pair(n *node) {
	if len(n.kids) == 2 && r.isName(n.kids[0]) {
		r.value(n.kids[1])
	}
}

// tuple: a pair, or lists that are.
func (r *redactor) tuple(n *node) {
	r.pair(n)
	r.pairs(n)
}

// list: of ["sasl.password", "S"] the second is given to the first, if that cannot be the
// name of a column as in ["Token", "Price"].
func (r *redactor) list(n *node) {
	if len(n.kids) == 2 && n.kids[0].kind == kString && strings.ContainsAny(r.joined(n.kids[0]).text.String(), ".-") {
		r.pair(n)
	}
	r.pairs(n)
}

// pairs: lists within a list or tuple are pairs whatever they name.
func (r *redactor) pairs(n *node) {
	for _, k := range n.kids {
		if k = inner(k); k.kind == kList {
			r.pair(k)
		}
	}
}

// isName reports whether n is text, and the name of a secret.
func (r *redactor) isName(n *node) bool {
	n = inner(n)
	return (n.kind == kString || n.kind == kBinary) && r.names(n)
}

// zipped: of zip(["sasl.password", "x"], ["S", "y"]) each value is given to the name at its
// place. Where the places are not known all are.
func (r *redactor) zipped(args []*node) {
	for i, names := range args {
		for k, values := range args {
			names, values := inner(names), inner(values)
			switch {
			case k == i:
			case isList(names) && isList(values) && len(names.kids) == len(values.kids) && !starred(names) && !starred(values):
				for at, name := range names.kids {
					r.given(name, values.kids[at])
				}
			case r.mentions(names) && !r.mentions(values):
				r.value(values)
			}
		}
	}
}

// mentions reports whether a text in n has the name of a secret in it.
func (r *redactor) mentions(n *node) bool {
	if n.kind == kString {
		return secretName(r.joined(n).text.String()) >= 0
	}
	for _, k := range n.kids {
		if r.mentions(k) {
			return true
		}
	}
	return false
}

// record: of {"name": "sasl.password", "value": "S"} the value is given to what another
// entry names, and so it is of f(name="sasl.password", value="S").
func (r *redactor) record(n *node) {
	named := false
	for _, k := range n.kids {
		if k.kind == kEntry || k.kind == kKeyword {
			k = k.kids[len(k.kids)-1]
		}
		named = named || r.isName(k)
	}
	if !named {
		return
	}
	for _, k := range n.kids {
		switch {
		case k.kind == kKeyword && secret.Value(k.text):
			r.values(k.kids)
		case k.kind == kEntry && k.kids[0].kind == kString && secret.Value(r.joined(k.kids[0]).text.String()):
			r.value(k.kids[1])
		}
	}
}

// comprehension: what is made for each of ["sasl.password"], its names aside.
func (r *redactor) comprehension(n *node) {
	for _, c := range n.kids[1:] {
		if len(c.kids) == 2 && r.names(c.kids[1]) {
			r.value(n.kids[0])
		}
	}
}
