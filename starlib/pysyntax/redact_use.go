package pysyntax

import (
	"strings"

	"starling/internal/secret"
)

// compared: what a secret is compared with is one.
func (r *redactor) compared(n *node) {
	for _, k := range n.kids {
		if k.kind != kString && k.kind != kTuple && k.kind != kList && r.names(k) {
			r.values(n.kids)
			return
		}
	}
}

// matched: of `match a, b:` each value is compared with its own part of a pattern.
func (r *redactor) matched(n *node) {
	for _, c := range n.kids[1:] {
		r.unpacked(n.kids[0], c.kids[0])
	}
}

// opened: of `with x as y:` what is given to y.
func (r *redactor) opened(n *node) {
	if len(n.kids) == 2 {
		r.given(n.kids[1], n.kids[0])
	}
}

// function: what a function of a secret's name returns.
func (r *redactor) function(n *node) {
	if secret.Name(n.text) {
		r.returned(n)
	}
}

func (r *redactor) returned(n *node) {
	for _, k := range n.kids {
		if k.kind == kReturn || k.kind == kYield {
			r.values(k.kids)
		}
		r.returned(k)
	}
}

// called: the arguments of what is named as a secret is, and those after an argument that
// is: setdefault("sasl.password", "S"), compare(token, "S"), string_col("Token", ["S"]).
// "password={}".format("S") has the secret among the arguments too.
func (r *redactor) called(n *node) {
	f, args := n.kids[0], n.kids[1:]
	r.record(n)
	switch {
	case f.text == "zip" || f.text == "fromkeys" || f.text == "map":
		r.zipped(args)
	case strings.HasSuffix(f.text, "_col") && len(args) == 2:
		r.given(args[0], args[1])
	}
	if r.names(f) || f.kind == kAttr && f.text == "format" && r.leads(f.kids[0]) {
		r.values(args)
		return
	}
	after := false
	for _, a := range args {
		if after && literals(a) {
			r.value(a)
		}
		after = after || a.kind != kCall && a.kind != kTuple && a.kind != kList && r.names(a)
	}
}

// literals reports whether n is strings and numbers only.
func literals(n *node) bool {
	switch n.kind {
	case kString, kNumber:
		return true
	case kParen, kBinary, kUnary:
		for _, k := range n.kids {
			if !literals(k) {
				return false
			}
		}
		return true
	}
	return false
}

// leads reports whether n is a string that has a place for a secret.
func (r *redactor) leads(n *node) bool {
	n = inner(n)
	if n.kind != kString {
		return false
	}
	return secret.Leads(r.joined(n).text.String())
}

// formatted: the fields of an f-string have their expressions now.
func (r *redactor) formatted(n *node) {
	r.secrets(r.joined(n))
}

// operator: the text of "password=" + "S", and what "password=%s" % "S" puts in.
func (r *redactor) operator(n *node) {
	switch {
	case n.text == "%" && r.leads(n.kids[0]):
		r.value(n.kids[1])
	case n.text == "+" && !r.sums[n]:
		r.secrets(r.joined(n))
	}
}
