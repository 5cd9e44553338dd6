package pysyntax

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDepth bounds the nesting of brackets, blocks and f-strings.
const maxDepth = 200

// lexer cuts source text into tokens. In a replacement field (nested > 0) it
// works as inside brackets.
type lexer struct {
	src     string
	pos     int
	nested  int
	open    []token // brackets not yet closed
	indents []indentation
	dents   int // indents (>0) or dedents (<0) still to be given out
	fresh   bool
	last    tokenKind
	feeds   []int // form feeds between tokens
}

// scan returns the tokens of src from pos on, of which the last one is tokEOF
// or tokBad, and the places of the form feeds between them: white space to
// Python only.
func scan(src string, pos int) ([]token, []int) {
	l := &lexer{src: src, pos: pos, indents: []indentation{{}}, fresh: true, last: tokNewline}
	toks := make([]token, 0, len(src)/4+4)
	for {
		t := l.next()
		toks = append(toks, t)
		l.last = t.kind
		if t.kind == tokEOF || t.kind == tokBad {
			return toks, l.feeds
		}
	}
}

func (l *lexer) bad(pos int, msg, hint string) token {
	return token{kind: tokBad, pos: pos, end: l.pos, text: msg, hint: hint}
}

// take returns the token that ends n bytes on.
func (l *lexer) take(kind tokenKind, n int) token {
	t := token{kind: kind, pos: l.pos, end: l.pos + n, text: l.src[l.pos : l.pos+n]}
	l.pos += n
	return t
}

func (l *lexer) next() token {
	if l.fresh {
		l.fresh = false
		if t, ok := l.indentation(); ok {
			return t
		}
	}
	if l.dents != 0 {
		return l.dent()
	}
	if t, ok := l.space(); ok {
		return t
	}
	if l.pos >= len(l.src) {
		return l.eof()
	}
	c := l.src[l.pos]
	switch {
	case c == '\n' || c == '\r':
		l.fresh = true
		return l.take(tokNewline, newlineLen(l.src[l.pos:]))
	case c >= '0' && c <= '9' || c == '.' && l.digitAt(l.pos+1):
		return l.number()
	case c == '"' || c == '\'':
		return l.str(0)
	case c == '_' || c >= utf8.RuneSelf || isLetter(c):
		return l.name()
	}
	return l.op()
}

// space skips blanks, comments, continued lines and, in brackets, line ends.
func (l *lexer) space() (token, bool) {
	for l.pos < len(l.src) {
		switch c := l.src[l.pos]; {
		case c == ' ' || c == '\t':
			l.pos++
		case c == '\f' && l.nested == 0:
			l.feeds = append(l.feeds, l.pos)
			l.pos++
		case (c == '\n' || c == '\r') && (len(l.open) > 0 || l.nested > 0):
			l.pos++
		case c == '#':
			if l.nested > 0 {
				return l.bad(l.pos, "f-string expression part cannot include '#'", ""), true
			}
			l.comment()
		case c == '\\':
			n := newlineLen(l.src[l.pos+1:])
			if n == 0 {
				at := l.pos
				t := l.bad(at+1, "unexpected character after line continuation character", "")
				if t.open = l.pos+1 == len(l.src); t.open {
					t.text = "unexpected EOF while parsing"
				}
				return t, true
			}
			l.pos += 1 + n
			if l.pos == len(l.src) {
				t := l.bad(l.pos, "unexpected EOF while parsing", "")
				t.open = true
				return t, true
			}
		default:
			return token{}, false
		}
	}
	return token{}, false
}

func (l *lexer) comment() {
	for l.pos < len(l.src) && l.src[l.pos] != '\n' && l.src[l.pos] != '\r' {
		l.pos++
	}
}

// eof closes the last line and all blocks.
func (l *lexer) eof() token {
	if n := len(l.open); n > 0 {
		t := l.open[n-1]
		return token{kind: tokBad, pos: t.pos, end: t.end, text: fmt.Sprintf("'%s' was never closed", t.text), open: true}
	}
	if l.nested > 0 {
		return token{kind: tokBad, pos: l.pos, end: l.pos, text: "f-string: expecting '}'", open: true}
	}
	if l.last != tokNewline && l.last != tokDedent {
		return l.take(tokNewline, 0)
	}
	if len(l.indents) > 1 {
		l.indents = l.indents[:len(l.indents)-1]
		return l.take(tokDedent, 0)
	}
	return l.take(tokEOF, 0)
}

// name scans an identifier, a keyword, or the prefix of a string.
func (l *lexer) name() token {
	start := l.pos
	end := start
	for end < len(l.src) {
		r, n := utf8.DecodeRuneInString(l.src[end:])
		if !(r == '_' || unicode.IsLetter(r) || end > start && r >= '0' && r <= '9') {
			break
		}
		end += n
	}
	if end == start {
		return l.strange()
	}
	if end-start <= 2 && end < len(l.src) && (l.src[end] == '"' || l.src[end] == '\'') {
		switch strings.ToLower(l.src[start:end]) {
		case "r", "b", "u", "f", "rb", "br", "rf", "fr":
			return l.str(end - start)
		}
	}
	return l.take(tokName, end-start)
}

// strange reports a character that no token starts with.
func (l *lexer) strange() token {
	r, n := utf8.DecodeRuneInString(l.src[l.pos:])
	hint := ""
	switch {
	case unicode.IsSpace(r) || unicode.Is(unicode.Cf, r):
		hint = "replace it by a plain space"
	case strings.ContainsRune("“”„«»", r):
		hint = `use plain quotes: "`
	case strings.ContainsRune("‘’‚", r):
		hint = "use plain quotes: '"
	}
	t := l.bad(l.pos, fmt.Sprintf("invalid character '%c' (U+%04X)", r, r), hint)
	if r < unicode.MaxASCII && unicode.IsPrint(r) {
		t.text = "invalid syntax"
	}
	if !unicode.IsPrint(r) {
		t.text = fmt.Sprintf("invalid non-printable character U+%04X", r)
	}
	l.pos += n
	return t
}

func (l *lexer) digitAt(i int) bool {
	return i < len(l.src) && l.src[i] >= '0' && l.src[i] <= '9'
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// newlineLen is the length of the line end that s starts with, or 0.
func newlineLen(s string) int {
	switch {
	case strings.HasPrefix(s, "\r\n"):
		return 2
	case s != "" && (s[0] == '\n' || s[0] == '\r'):
		return 1
	}
	return 0
}
