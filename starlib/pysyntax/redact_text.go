package pysyntax

import (
	"strings"
	"unicode"

	"starling/internal/secret"
)

// joined is the text of literals as far as it is known, with the places of its bytes in
// the source.
type joined struct {
	text  strings.Builder
	at    []int   // of each byte; -1 where the text is that of an expression
	exprs []*node // by the byte that stands for one
}

// unknown stands for the text of an expression; it is in no name and no sign.
const unknown = '\x1a'

func (j *joined) expr(n *node) {
	j.text.WriteByte(unknown)
	j.at, j.exprs = append(j.at, -1), append(j.exprs, n)
}

func (j *joined) byte(c byte, at int) {
	j.text.WriteByte(c)
	j.at, j.exprs = append(j.at, at), append(j.exprs, nil)
}

// add appends the text of a literal.
func (j *joined) add(src string, t token) {
	if !t.lit.format {
		j.escaped(src, t.lit, t.lit.body, t.lit.bodyEnd)
		return
	}
	for _, p := range t.lit.parts {
		if p.field == nil {
			j.escaped(src, t.lit, p.pos, p.end)
		} else {
			j.expr(p.field.expr) // nil before it is parsed
		}
	}
}

// escaped appends literal text. Of the escapes only those of quotes, backslashes and ends
// of lines matter here.
func (j *joined) escaped(src string, lit *literal, from, to int) {
	for i := from; i < to; i++ {
		c := src[i]
		if c == '\\' && !lit.raw && i+1 < to {
			switch next := src[i+1]; {
			case strings.IndexByte(`\'"`, next) >= 0:
				i++
				c = next
			case strings.IndexByte("nrt", next) >= 0:
				i++
				c = ' '
			case next == '\n' || next == '\r':
				i += newlineLen(src[i+1 : to])
				continue
			}
		}
		j.byte(c, i)
	}
}

// joined is the text of a string node.
func (r *redactor) joined(n *node) *joined {
	j := &joined{}
	for _, t := range n.toks {
		j.add(r.src, t)
	}
	return j
}

// secrets hides what is secret by the looks of the text, and whole expressions in it.
func (r *redactor) secrets(j *joined) {
	for _, s := range secret.Spans(j.text.String()) {
		for i := s.From; i < s.To; i++ {
			if j.exprs[i] != nil {
				r.value(j.exprs[i])
			}
			if at := j.at[i]; at >= 0 {
				r.cover(at, at+1)
			}
		}
	}
}

// texts looks for secrets in the strings of tokens, adjacent ones as one text too, and in
// those within f-strings.
func (r *redactor) texts(toks []token) {
	for i := 0; i < len(toks); i++ {
		if toks[i].kind != tokString {
			continue
		}
		all := &joined{}
		for ; i < len(toks) && toks[i].kind == tokString; i++ {
			one := &joined{}
			one.add(r.src, toks[i])
			r.secrets(one)
			all.add(r.src, toks[i])
			r.fields(toks[i].lit.parts)
		}
		r.secrets(all)
	}
}

func (r *redactor) fields(parts []part) {
	for _, p := range parts {
		if p.field != nil {
			r.texts(p.field.toks)
			r.fields(p.field.spec)
		}
	}
}

// comments looks for secrets between the tokens.
func (r *redactor) comments(toks []token) {
	before := 0
	for _, t := range toks {
		if gap := r.src[before:max(t.pos, before)]; strings.Contains(gap, "#") {
			for _, s := range secret.Spans(gap) {
				r.cover(before+s.From, before+s.To)
			}
		}
		before = max(before, t.end)
	}
}

// literal hides the text of a string, unless it is a reference.
func (r *redactor) literal(t token) {
	if body := r.src[t.lit.body:t.lit.bodyEnd]; !secret.Reference(body) {
		r.cover(t.lit.body, t.lit.bodyEnd)
	}
}

// nameText reports whether a string is the name of a secret and nothing else.
func nameText(t token) bool {
	body := t.text[t.lit.body-t.pos : t.lit.bodyEnd-t.pos]
	return strings.TrimFunc(body, nameRune) == "" && secret.Name(body)
}

// nameRune tells the characters of names, of variables as of properties.
func nameRune(r rune) bool {
	return r == '_' || r == '.' || r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r)
}
