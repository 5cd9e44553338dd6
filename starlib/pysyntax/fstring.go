package pysyntax

import "strings"

// fstring: f"a {x} {y!r:>8}" is
//
//	__fstr__("a ", x, " ", __format__(y, ">8", "r"))
//
// with the expressions left where they are. An f-string without fields is a
// plain literal.
func (w *writer) fstring(t token) {
	lit := t.lit
	f := &formatter{w: w, lit: lit, at: t.pos}
	if !hasField(lit.parts) {
		text := lit.quote
		for _, p := range lit.parts {
			text += f.literal(p)
		}
		w.pad(t.pos, t.end, text+lit.quote)
		return
	}
	f.parts(lit.parts)
	f.flush(t.end)
}

func hasField(parts []part) bool {
	for _, p := range parts {
		if p.field != nil {
			return true
		}
	}
	return false
}

// formatter writes what stands between the expressions of an f-string.
type formatter struct {
	w    *writer
	lit  *literal
	at   int // the end of the last expression
	text strings.Builder
}

// flush replaces the source from the last expression up to pos by the text. A
// line end of the source that is not in the text goes before its last bracket.
func (f *formatter) flush(pos int) {
	text := f.text.String()
	want := newLines(f.w.src[f.at:pos], 0)
	if missing := len(want) - len(newLines(text, 0)); missing > 0 {
		cut := len(strings.TrimRight(text, ")"))
		if cut == len(text) {
			text += strings.Repeat("\n", missing)
		} else {
			text = text[:cut] + strings.Repeat("\n", missing) + text[cut:]
		}
	}
	f.w.replace(f.at, pos, text)
	f.text.Reset()
	f.at = pos
}

// parts writes __fstr__(part, ...).
func (f *formatter) parts(parts []part) {
	f.text.WriteString("__fstr__(")
	for i, p := range parts {
		if i > 0 {
			f.text.WriteString(", ")
		}
		if p.field == nil {
			f.quoted(p)
			continue
		}
		f.field(p.field)
	}
	f.text.WriteString(")")
}

func (f *formatter) quoted(parts ...part) {
	f.text.WriteString(f.lit.quote)
	for _, p := range parts {
		f.text.WriteString(f.literal(p))
	}
	f.text.WriteString(f.lit.quote)
}

func (f *formatter) field(d *field) {
	conv := d.conv
	if d.debug != "" {
		f.text.WriteString(quote(d.debug) + ", ")
		if conv == "" && d.spec == nil {
			conv = "r"
		}
	}
	formatted := conv != "" || d.spec != nil
	if formatted {
		f.text.WriteString("__format__(")
	}
	bare := d.expr.bare()
	if bare {
		f.text.WriteString("(")
	}
	f.flush(d.expr.pos)
	f.at = d.expr.end
	if bare {
		f.text.WriteString(")")
	}
	if !formatted {
		return
	}
	f.text.WriteString(", ")
	if hasField(d.spec) {
		f.parts(d.spec)
	} else {
		f.quoted(d.spec...)
	}
	f.text.WriteString(`, "` + conv + `")`)
}

// literal returns literal text of the f-string as it stands in a literal that
// is not raw and has the same quotes.
func (f *formatter) literal(p part) string {
	w := f.w
	s := w.src[p.pos:p.end]
	if f.lit.raw {
		s = unraw(s, f.lit.quote[0])
	} else {
		s = w.escapes(p.pos, p.end, false)
		if len(f.lit.quote) == 3 {
			s = escapeQuotes(s, f.lit.quote[0])
		}
	}
	return strings.NewReplacer("{{", "{", "}}", "}").Replace(s)
}

// unraw writes raw text as text with escapes.
func unraw(s string, q byte) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			b.WriteString(`\\`)
			if n := newlineLen(s[i+1:]); n > 0 {
				b.WriteString(`\n\`)
				b.WriteString(s[i+1 : i+1+n])
				i += n
			}
		case c == q:
			b.WriteString(`\` + string(q))
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// escapeQuotes escapes the quotes that are not escaped.
func escapeQuotes(s string, q byte) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			b.WriteByte(s[i])
			i++
		case s[i] == q:
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// quote returns s as a literal on one line.
func quote(s string) string {
	r := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`, "\t", `\t`, "\f", `\f`)
	return `"` + r.Replace(s) + `"`
}
