package pysyntax

import (
	"slices"
	"strings"

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
		switch {
		case p.field == nil:
			j.escaped(src, t.lit, p.pos, p.end)
		case p.field.expr != nil && p.field.expr.kind == kString:
			for _, t := range p.field.expr.toks {
				j.add(src, t)
			}
		default:
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

// joined is the text of a string, or of a sum of them.
func (r *redactor) joined(n *node) *joined {
	j := &joined{}
	r.sum(j, n)
	return j
}

// sum adds what n is as text.
func (r *redactor) sum(j *joined, n *node) {
	n = inner(n)
	switch {
	case n.kind == kBinary && n.text == "+":
		r.sums[n] = true
		r.sum(j, n.kids[0])
		r.sum(j, n.kids[1])
	case n.kind == kString:
		for _, t := range n.toks {
			j.add(r.src, t)
		}
	default:
		j.expr(n)
	}
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

// comments looks for secrets between the tokens. Behind what is hidden a comment goes as a
// whole: it often tells what stood there before.
func (r *redactor) comments(toks []token) {
	before := 0
	for _, t := range toks {
		gap := r.src[before:max(t.pos, before)]
		for _, s := range secret.Spans(gap) {
			if strings.Contains(gap, "#") {
				r.cover(before+s.From, before+s.To)
			}
		}
		line, _, _ := strings.Cut(gap, "\n")
		if at := strings.IndexByte(line, '#'); at >= 0 && r.hidden(before) {
			r.cover(before+at+1, before+len(line))
		}
		before = max(before, t.end)
	}
}

// hidden reports whether something is hidden in the line before a place.
func (r *redactor) hidden(at int) bool {
	return slices.Contains(r.hide[strings.LastIndexByte(r.src[:at], '\n')+1:at], true)
}
