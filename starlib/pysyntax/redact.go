package pysyntax

import (
	"slices"
	"strings"

	"starling/internal/secret"
)

// Redact puts asterisks in place of the secrets that the literals and comments of Python
// text hold, so that the text can be shown or kept; it has as many lines and characters
// as before. A secret is what is given to something of a secret's name, however it is
// given, and what looks like one itself. Strings that are references, as ${env:NAME}, stay.
//
// What does not parse is redacted line by line, by its words: of a line that names a secret
// no string or number stays, nor of the block below it; of one that is no tokens nothing after the
// name.
func Redact(src string) string {
	r := &redactor{src: src, hide: make([]bool, len(src)), sums: map[*node]bool{}}
	toks, _ := scan(src, bomLen(src))
	r.texts(toks)
	p := &parser{src: src, toks: toks}
	cut := false // what the bad token ends names a secret, and is not parsed
	for p.tok().kind != tokEOF && p.tok().kind != tokBad {
		start := p.i
		switch {
		case p.tok().kind == tokNewline, p.tok().kind == tokIndent, p.tok().kind == tokDedent:
			p.next()
		case r.parsed(p, p.statement):
		default:
			p.i = start
			cut = r.line(p) || cut
		}
	}
	if p.tok().kind == tokBad {
		r.rest(p.last().end, cut)
	}
	r.comments(toks)
	return secret.Cover(src, r.hide)
}

// redactor notes which bytes are not to be seen.
type redactor struct {
	src  string
	hide []bool
	sums map[*node]bool // that are part of others
}

// cover hides the bytes from..to.
func (r *redactor) cover(from, to int) {
	for i := from; i < to; i++ {
		r.hide[i] = true
	}
}

// parsed walks what parse makes of the next tokens, and reports whether it made something.
func (r *redactor) parsed(p *parser, parse func(*node)) (ok bool) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case failure:
			ok = false
		default:
			panic(e)
		}
	}()
	p.depth = 0
	block := &node{kind: kBlock}
	parse(block)
	r.walk(block)
	return true
}

// line redacts the line at p of a statement that does not parse, and leaves p behind it, or
// at the bad token that ends it. It reports whether the line names a secret and is ended by
// the bad token, or the block below it is.
func (r *redactor) line(p *parser) bool {
	start := p.i
	for !p.tok().endsLine() {
		p.next()
	}
	toks := p.toks[start:p.i]
	bad := p.tok().kind == tokBad
	if p.tok().kind == tokNewline {
		p.next()
	}
	end := p.tok().pos
	one := &parser{src: r.src, toks: append(append([]token{}, toks...), token{kind: tokEOF, pos: end, end: end})}
	if !bad && r.parsed(one, one.simpleLine) {
		return false
	}
	named := slices.ContainsFunc(toks, token.namesSecret)
	if !named && (!bad || secretName(r.src[p.last().end:]) < 0) {
		return false
	}
	below := block(p.toks[p.i:])
	r.literals(toks)
	r.literals(below)
	return named && (bad || len(below) > 0 && below[len(below)-1].kind == tokBad)
}

// block is the block that toks begin with, if they do.
func block(toks []token) []token {
	depth := 0
	for i, t := range toks {
		switch t.kind {
		case tokIndent:
			depth++
		case tokDedent:
			depth--
		}
		if depth == 0 {
			return toks[:i]
		}
	}
	return toks
}

// endsLine reports whether a line of code ends before t.
func (t token) endsLine() bool {
	return t.kind == tokNewline || t.kind == tokEOF || t.kind == tokBad
}

// namesSecret reports whether t is the name of a secret, as a word or as a string.
func (t token) namesSecret() bool {
	return t.kind == tokName && !keywords[t.text] && secret.Name(t.text) || t.kind == tokString && nameText(t)
}

// literals hides all numbers, and all strings but the names of secrets.
func (r *redactor) literals(toks []token) {
	for _, t := range toks {
		switch {
		case t.kind == tokNumber:
			r.number(t.pos, t.end)
		case t.kind == tokString && !nameText(t):
			r.literal(t)
		}
	}
}

// rest hides what follows the name of a secret in the text from a place on, which is no
// tokens, or all of it.
func (r *redactor) rest(from int, all bool) {
	text := r.src[from:]
	for _, s := range secret.Spans(text) {
		r.cover(from+s.From, from+s.To)
	}
	at := 0
	if !all {
		if at = secretName(text); at < 0 {
			return
		}
	}
	r.cover(from+at+len(text[at:])-len(strings.TrimLeft(text[at:], " \t\"'])=:")), len(r.src))
}

// secretName is where the first name of a secret in a text ends, -1 without one.
func secretName(text string) int {
	for i := 0; i < len(text); {
		n := len(text[i:]) - len(strings.TrimLeftFunc(text[i:], nameRune))
		if n > 0 && !keywords[text[i:i+n]] && secret.Name(text[i:i+n]) {
			return i + n
		}
		i += max(n, 1)
	}
	return -1
}
