package pysyntax

import (
	"slices"
	"strings"
	"unicode"

	"starling/internal/secret"
)

// literal hides the text of a string, unless it is a reference.
func (r *redactor) literal(t token) {
	if body := r.src[t.lit.body:t.lit.bodyEnd]; !secret.Reference(body) {
		r.cover(t.lit.body, t.lit.bodyEnd)
	}
}

// number hides a number, unless it has but one digit: there are few secrets of one.
func (r *redactor) number(from, to int) {
	if to-from > 1 {
		r.cover(from, to)
	}
}

// nameText reports whether a string, or a sum of them, is the name of a secret and nothing
// else, or one of its literals is.
func (r *redactor) nameText(n *node) bool {
	return nameOnly(r.joined(n).text.String()) || slices.ContainsFunc(n.toks, func(t token) bool { return t.kind == tokString && nameText(t) })
}

// nameText is that of a literal.
func nameText(t token) bool { return nameOnly(t.text[t.lit.body-t.pos : t.lit.bodyEnd-t.pos]) }

func nameOnly(text string) bool { return strings.TrimFunc(text, nameRune) == "" && secret.Name(text) }

// nameRune tells the characters of names, of variables as of properties.
func nameRune(r rune) bool {
	return r == '_' || r == '.' || r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r)
}
