package expr

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	tokEnd tokenKind = iota
	tokName
	tokNumber
	tokText   // a string; text holds its value
	tokQuoted // '…'; text holds what is between the quotes
	tokOp
)

type token struct {
	kind tokenKind
	at   int    // byte offset
	end  int    // byte offset past it
	text string // operator, name, digits, or value
}

// maxFormula bounds the length of a formula in bytes.
const maxFormula = 64 << 10

// operators, longest first. Some exist only to be refused by name.
var operators = []string{
	">>>=", "<<=", ">>=", ">>>", "...",
	"==", "!=", "<=", ">=", "&&", "||", "<<", ">>", "++", "--", "**", "->", "::",
	"+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
	"+", "-", "*", "/", "%", "=", "<", ">", "!", "&", "|", "^", "~", "?", ":", "(", ")", "[", "]", "{", "}", ",", ".", ";", "@",
}

// lex splits a formula into tokens; the last is tokEnd. A single = is given as ==.
func lex(src string) ([]token, error) {
	if len(src) > maxFormula {
		return nil, errAt(0, "a formula has at most %d bytes, this one has %d", maxFormula, len(src))
	}
	if !utf8.ValidString(src) {
		return nil, errAt(0, "the formula is not valid UTF-8")
	}
	var out []token
	for at := 0; ; {
		for at < len(src) && strings.IndexByte(" \t\r\n\f", src[at]) >= 0 {
			at++
		}
		if at == len(src) {
			return append(out, token{kind: tokEnd, at: at, end: at}), nil
		}
		t, err := lexOne(src, at)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
		at = t.end
	}
}

func lexOne(src string, at int) (token, error) {
	switch c := src[at]; {
	case c == '`' || c == '"':
		return lexText(src, at)
	case c == '\'':
		end := strings.IndexByte(src[at+1:], '\'')
		if strings.HasPrefix(src[at+1:], `\'`) { // '\''
			end = strings.IndexByte(src[at+3:], '\'') + 2
		}
		if end < 0 || end == 1 && src[at+1] == '\\' {
			return token{}, errAt(at, "the quote ' is not closed")
		}
		return token{tokQuoted, at, at + end + 2, src[at+1 : at+1+end]}, nil
	case isDigit(c) || c == '.' && at+1 < len(src) && isDigit(src[at+1]):
		end := numberEnd(src, at)
		return token{tokNumber, at, end, src[at:end]}, nil
	}
	if r, _ := utf8.DecodeRuneInString(src[at:]); isNameStart(r) {
		end := at
		for end < len(src) {
			r, n := utf8.DecodeRuneInString(src[end:])
			if !isNamePart(r) {
				break
			}
			end += n
		}
		return token{tokName, at, end, src[at:end]}, nil
	}
	for _, op := range operators {
		if strings.HasPrefix(src[at:], op) {
			text := op
			if op == "=" {
				text = "=="
			}
			return token{tokOp, at, at + len(op), text}, nil
		}
	}
	r, _ := utf8.DecodeRuneInString(src[at:])
	return token{}, errAt(at, "unexpected character %q", r)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isNameStart(r rune) bool { return r == '_' || r == '$' || unicode.IsLetter(r) }

func isNamePart(r rune) bool {
	return isNameStart(r) || unicode.IsDigit(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nl)
}

// numberEnd is the offset past the number at src[at].
func numberEnd(src string, at int) int {
	hex := strings.HasPrefix(src[at:], "0x") || strings.HasPrefix(src[at:], "0X")
	i := at
	for ; i < len(src); i++ {
		c := src[i]
		switch {
		case isDigit(c) || c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z':
		case c == '.' && (i+1 == len(src) || src[i+1] != '.') && !(hex && !strings.ContainsAny(src[i:min(len(src), i+20)], "pP")):
		case (c == '+' || c == '-') && (!hex && src[i-1]|0x20 == 'e' || hex && src[i-1]|0x20 == 'p'):
		default:
			return i
		}
	}
	return i
}

// lexText reads a string in back-ticks or double quotes, with Java's escapes.
func lexText(src string, at int) (token, error) {
	quote := src[at]
	var b strings.Builder
	for i := at + 1; i < len(src); {
		switch c := src[i]; c {
		case quote:
			return token{tokText, at, i + 1, b.String()}, nil
		case '\\':
			r, n, err := unescape(src, i)
			if err != nil {
				return token{}, err
			}
			b.WriteRune(r)
			i += n
		default:
			b.WriteByte(c)
			i++
		}
	}
	return token{}, errAt(at, "the string is not closed: %c is missing", quote)
}

// unescape reads the escape at src[i], a backslash; n is its length.
func unescape(src string, i int) (r rune, n int, err error) {
	if i+1 == len(src) {
		return 0, 0, errAt(i, "the string ends in a backslash")
	}
	switch c := src[i+1]; c {
	case 'n':
		return '\n', 2, nil
	case 't':
		return '\t', 2, nil
	case 'r':
		return '\r', 2, nil
	case 'b':
		return '\b', 2, nil
	case 'f':
		return '\f', 2, nil
	case 's':
		return ' ', 2, nil
	case '\\', '"', '\'', '`':
		return rune(c), 2, nil
	case 'u':
		return unescapeUnicode(src, i)
	case '0', '1', '2', '3', '4', '5', '6', '7':
		n = 1
		for n < 4 && i+n < len(src) && '0' <= src[i+n] && src[i+n] <= '7' && r*8+rune(src[i+n]-'0') <= 255 {
			r = r*8 + rune(src[i+n]-'0')
			n++
		}
		return r, n, nil
	default:
		return 0, 0, errAt(i, `\%c is not an escape; write \\ for a backslash`, c)
	}
}

// unescapeUnicode reads \uXXXX, or two of them that make one character.
func unescapeUnicode(src string, i int) (rune, int, error) {
	r, ok := hex4(src, i+2)
	if !ok {
		return 0, 0, errAt(i, `\u is followed by four hexadecimal digits, as in \u00e9`)
	}
	if 0xD800 <= r && r < 0xDC00 && strings.HasPrefix(src[i+6:], `\u`) {
		if lo, ok := hex4(src, i+8); ok && 0xDC00 <= lo && lo < 0xE000 {
			return (r-0xD800)<<10 + (lo - 0xDC00) + 0x10000, 12, nil
		}
	}
	if 0xD800 <= r && r < 0xE000 {
		return 0, 0, errAt(i, `\u%04x is half a character; write both halves`, r)
	}
	return r, 6, nil
}

func hex4(src string, i int) (r rune, ok bool) {
	if i+4 > len(src) {
		return 0, false
	}
	for _, c := range []byte(src[i : i+4]) {
		d := strings.IndexByte("0123456789abcdef", c|0x20)
		if isDigit(c) {
			d = int(c - '0')
		}
		if d < 0 {
			return 0, false
		}
		r = r<<4 + rune(d)
	}
	return r, true
}
