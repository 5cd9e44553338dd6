package pysyntax

import (
	"fmt"
	"strings"
	"unicode"
)

// str scans a string literal whose prefix is n bytes long.
func (l *lexer) str(n int) token {
	start := l.pos
	prefix := strings.ToLower(l.src[start : start+n])
	lit := &literal{
		raw:     strings.Contains(prefix, "r"),
		bytes:   strings.Contains(prefix, "b"),
		unicode: prefix == "u",
		format:  strings.Contains(prefix, "f"),
		quote:   l.src[start+n : start+n+1],
	}
	if strings.HasPrefix(l.src[start+n:], strings.Repeat(lit.quote, 3)) {
		lit.quote = strings.Repeat(lit.quote, 3)
	}
	l.pos += n + len(lit.quote)
	lit.body = l.pos
	if lit.format {
		if t, ok := l.formatBody(start, lit); !ok {
			return t
		}
	} else if end, ok := l.text(lit, ""); ok {
		lit.bodyEnd = end
	} else {
		return l.unterminated(start, lit)
	}
	l.pos = lit.bodyEnd + len(lit.quote)
	if lit.bytes && strings.ContainsFunc(l.src[lit.body:lit.bodyEnd], func(r rune) bool { return r > unicode.MaxASCII }) {
		return l.bad(start, "bytes can only contain ASCII literal characters", "")
	}
	return token{kind: tokString, pos: start, end: l.pos, text: l.src[start:l.pos], lit: lit}
}

func (l *lexer) unterminated(start int, lit *literal) token {
	l.pos = len(l.src)
	line := newLines(l.src, 0).position(l.src, start).line
	if len(lit.quote) == 1 {
		end, _ := l.endOf(lit, start)
		line += len(newLines(l.src[start:min(end, len(l.src))], 0)) - 1
		return l.bad(start, fmt.Sprintf("unterminated string literal (detected at line %d)", line), "")
	}
	line += len(newLines(strings.TrimRight(l.src[start:], "\r\n"), 0)) - 1
	t := l.bad(start, fmt.Sprintf("unterminated triple-quoted string literal (detected at line %d)", line), "")
	t.open = true
	return t
}

// endOf is where the text of a literal without an end stops.
func (l *lexer) endOf(lit *literal, start int) (int, bool) {
	in := *l
	in.pos = lit.body
	return in.text(lit, "")
}

// text returns where literal text from l.pos on ends: before one of the bytes
// of stop, or before the closing quote.
func (l *lexer) text(lit *literal, stop string) (int, bool) {
	src := l.src
	i := l.pos
	for i < len(src) {
		c := src[i]
		switch {
		case strings.IndexByte(stop, c) >= 0:
			return i, true
		case c == lit.quote[0] && strings.HasPrefix(src[i:], lit.quote):
			return i, true
		case c == '\\':
			i++
			if i < len(src) && strings.IndexByte(stop, src[i]) >= 0 {
				continue
			}
			if n := newlineLen(src[i:]); n > 0 {
				i += n
				continue
			}
			if stop != "" && !lit.raw && strings.HasPrefix(src[i:], "N{") {
				i += max(strings.IndexByte(src[i:], '}'), 1) // to the end of the name
			}
		case len(lit.quote) == 1 && (c == '\n' || c == '\r'):
			return i, false
		}
		i++
	}
	return i, false
}

// formatBody scans the parts of an f-string.
func (l *lexer) formatBody(start int, lit *literal) (token, bool) {
	if l.nested+len(l.open) > maxDepth/4 {
		return l.bad(start, "f-string: expressions nested too deeply", ""), false
	}
	for {
		end, ok := l.literalText(lit)
		if !ok {
			return l.unterminated(start, lit), false
		}
		if end > l.pos {
			lit.parts = append(lit.parts, part{pos: l.pos, end: end})
		}
		l.pos = end
		if strings.HasPrefix(l.src[end:], lit.quote) {
			lit.bodyEnd = end
			return token{}, true
		}
		if l.src[end] == '}' {
			return l.bad(end, "f-string: single '}' is not allowed", "write }} for a }"), false
		}
		p, bad := l.field(lit)
		if bad.kind == tokBad {
			bad.open = bad.open && len(lit.quote) == 3
			return bad, false
		}
		lit.parts = append(lit.parts, p)
	}
}

// literalText is text up to a single brace; {{ and }} belong to it.
func (l *lexer) literalText(lit *literal) (int, bool) {
	from := l.pos
	defer func() { l.pos = from }()
	for {
		end, ok := l.text(lit, "{}")
		if !ok || end+1 >= len(l.src) || l.src[end] != '{' && l.src[end] != '}' || l.src[end+1] != l.src[end] {
			return end, ok
		}
		l.pos = end + 2
	}
}

// field scans a replacement field from its { on.
func (l *lexer) field(lit *literal) (part, token) {
	start := l.pos
	in := &lexer{src: l.src, pos: start + 1, nested: l.nested + len(l.open) + 1}
	f := &field{}
	for {
		outermost := len(in.open) == 0
		t := in.next()
		if t.kind == tokBad {
			if len(lit.quote) == 1 && t.pos >= start && strings.HasPrefix(t.text, "unterminated string literal") {
				t = l.bad(start, "f-string: expecting '}'", "")
			}
			return part{}, inField(t)
		}
		if outermost && t.kind == tokOp && strings.Contains("} : := ! =", t.text) {
			f.toks = append(f.toks, token{kind: tokEOF, pos: t.pos, end: t.pos})
			return l.fieldEnd(lit, f, start, t)
		}
		f.toks = append(f.toks, t)
	}
}

// fieldEnd scans what follows the expression; t is the token that ended it.
func (l *lexer) fieldEnd(lit *literal, f *field, start int, t token) (part, token) {
	l.pos = t.pos
	if len(f.toks) == 1 {
		return part{}, l.bad(start, emptyField(t), "write {{ for a {")
	}
	if t.is("=") {
		l.pos = t.end
		l.blanks()
		f.debug = l.src[start+1 : l.pos]
	}
	if l.at("!") {
		l.pos++
		if !l.at("r") && !l.at("s") && !l.at("a") {
			return part{}, l.bad(l.pos, "f-string: invalid conversion character: expected 's', 'r', or 'a'", "")
		}
		f.conv = l.src[l.pos : l.pos+1]
		l.pos++
		l.blanks()
	}
	if l.at(":") {
		l.pos++
		if bad := l.spec(lit, f); bad.kind == tokBad {
			return part{}, bad
		}
	}
	if !l.at("}") {
		t := l.bad(l.pos, "f-string: expecting '}'", "")
		t.open = l.pos == len(l.src)
		return part{}, t
	}
	l.pos++
	return part{pos: start, end: l.pos, field: f}, token{}
}

// spec scans a format specification, which may hold fields itself.
func (l *lexer) spec(lit *literal, f *field) token {
	for {
		end, ok := l.text(lit, "{}")
		if !ok {
			t := l.bad(l.pos, "f-string: expecting '}'", "")
			t.open = end == len(l.src)
			return t
		}
		if end > l.pos {
			f.spec = append(f.spec, part{pos: l.pos, end: end})
		}
		l.pos = end
		if l.src[end] != '{' {
			return token{}
		}
		if l.nested > maxDepth/4 {
			return l.bad(l.pos, "f-string: expressions nested too deeply", "")
		}
		l.nested++
		p, bad := l.field(lit)
		l.nested--
		if bad.kind == tokBad {
			return bad
		}
		f.spec = append(f.spec, p)
	}
}

// inField is the bad token of a field.
func inField(t token) token {
	switch {
	case strings.HasPrefix(t.text, "unexpected"):
		t.text = "f-string expression part cannot include a backslash"
	case t.text == "invalid syntax", strings.HasPrefix(t.text, "unmatched"), strings.HasPrefix(t.text, "closing parenthesis"):
		t.text = "f-string: " + t.text
	}
	return t
}

// emptyField is what is said of a field in which t comes first.
func emptyField(t token) string {
	if t.is("}") {
		return "f-string: empty expression not allowed"
	}
	return "f-string: expression required before '" + t.text + "'"
}

func (l *lexer) at(s string) bool { return strings.HasPrefix(l.src[l.pos:], s) }

func (l *lexer) blanks() {
	for l.pos < len(l.src) && strings.IndexByte(" \t\r\n\f", l.src[l.pos]) >= 0 {
		l.pos++
	}
}
