package py

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// quoted is repr of a text: in single quotes, unless there are such in it and no double ones, with
// escapes for what cannot be printed. A byte that is no character is shown as Python's half of a
// surrogate pair, \udcXX.
func quoted(s string) string {
	q := quoteOf(s)
	if plainInside(s, q) {
		return string(q) + s + string(q)
	}
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte(q)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\udc%02x`, s[i])
		case r < utf8.RuneSelf:
			quoteByte(&b, s[i], q)
		case unicode.IsPrint(r):
			b.WriteString(s[i : i+n])
		default:
			escape(&b, r)
		}
		i += n
	}
	b.WriteByte(q)
	return b.String()
}

// quotedBytes is repr of bytes.
func quotedBytes(s string) string {
	q := quoteOf(s)
	var b strings.Builder
	b.Grow(len(s) + 3)
	b.WriteByte('b')
	b.WriteByte(q)
	for i := range len(s) {
		quoteByte(&b, s[i], q)
	}
	b.WriteByte(q)
	return b.String()
}

// quoteOf is the quotation mark that s is put in.
func quoteOf(s string) byte {
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		return '"'
	}
	return '\''
}

// plainInside reports whether s is ASCII without anything that takes an escape.
func plainInside(s string, q byte) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == q || c == '\\' {
			return false
		}
	}
	return true
}

func quoteByte(b *strings.Builder, c, q byte) {
	switch {
	case c == q || c == '\\':
		b.WriteByte('\\')
		b.WriteByte(c)
	case c == '\n':
		b.WriteString(`\n`)
	case c == '\r':
		b.WriteString(`\r`)
	case c == '\t':
		b.WriteString(`\t`)
	case c < ' ' || c > '~':
		escape(b, rune(c))
	default:
		b.WriteByte(c)
	}
}

// escape writes \xNN, \uNNNN or \UNNNNNNNN.
func escape(b *strings.Builder, r rune) {
	switch {
	case r <= 0xff:
		fmt.Fprintf(b, `\x%02x`, r)
	case r <= 0xffff:
		fmt.Fprintf(b, `\u%04x`, r)
	default:
		fmt.Fprintf(b, `\U%08x`, r)
	}
}

// asciiOf is ascii() of a repr: what is not ASCII as escapes.
func asciiOf(repr string) string {
	if isASCII(repr) {
		return repr
	}
	var b strings.Builder
	for _, r := range repr {
		if r < utf8.RuneSelf {
			b.WriteByte(byte(r))
		} else {
			escape(&b, r)
		}
	}
	return b.String()
}
