package pysyntax

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// stringLit joins adjacent literals with +, and rewrites each where Starlark
// writes it otherwise.
func stringLit(w *writer, n *node) {
	if len(n.toks) > 1 {
		w.open(n.pos, "(")
		w.close(n.end, ")")
	}
	for i, t := range n.toks {
		if i > 0 {
			w.open(t.pos, "+ ")
		}
		if t.lit.format {
			w.fstring(t)
		} else if text := w.literal(t); text != t.text {
			w.pad(t.pos, t.end, text)
		}
	}
}

// literal returns a plain literal as Starlark writes it.
func (w *writer) literal(t token) string {
	lit := t.lit
	prefix := ""
	if lit.raw {
		prefix = "r"
	}
	if lit.bytes {
		prefix += "b"
	}
	body := w.src[lit.body:lit.bodyEnd]
	if !lit.raw {
		body = w.escapes(lit.body, lit.bodyEnd, lit.bytes)
	}
	return prefix + lit.quote + body + lit.quote
}

// escapes returns the body src[pos:end] of a literal with the escape sequences
// that Starlark refuses written otherwise.
func (w *writer) escapes(pos, end int, bytes bool) string {
	s := w.src[pos:end]
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			i++
			continue
		}
		if i+1 == len(s) { // before the { of an f-string
			b.WriteString(`\\`)
			break
		}
		text, n, msg := escape(s[i:], bytes)
		if msg != "" {
			w.badEscape(pos, i, msg, bytes)
		}
		b.WriteString(text)
		i += n
	}
	return b.String()
}

// badEscape reports an escape sequence that ends at n of the literal text at pos.
func (w *writer) badEscape(pos, i int, msg string, bytes bool) {
	if bytes {
		w.fail(pos+i, fmt.Sprintf("(value error) invalid \\x escape at position %d", i), "")
	}
	s := w.src[pos+i:]
	n := 2 // as far as the sequence is one
	switch {
	case strings.HasPrefix(s, `\N{`):
		n = strings.IndexByte(s, '}') + 1
	case s[1] != 'N':
		for most := map[byte]int{'x': 4, 'u': 6, 'U': 10}[s[1]]; n < most && n < len(s) && isHex(s[n]); n++ {
		}
	}
	at := 0
	for _, r := range w.src[pos : pos+i] {
		if at++; r > unicode.MaxASCII {
			at += len(`\U00000000`) - 1
		}
	}
	hint := ""
	if strings.HasSuffix(msg, "not available") {
		w.fail(pos+i, msg, "write the character itself, or \\uXXXX")
	}
	w.fail(pos+i, fmt.Sprintf("(unicode error) 'unicodeescape' codec can't decode bytes in position %d-%d: %s", at, at+n-1, msg), hint)
}

// escape rewrites the escape sequence that s starts with and returns its
// length, or what is wrong with it.
func escape(s string, bytes bool) (text string, n int, msg string) {
	c := s[1]
	switch {
	case newlineLen(s[1:]) > 0:
		n = 1 + newlineLen(s[1:])
		return s[:n], n, ""
	case strings.IndexByte(`\'"abfnrtv`, c) >= 0:
		return s[:2], 2, ""
	case c >= '0' && c <= '7':
		n = 2
		for n < 4 && n < len(s) && s[n] >= '0' && s[n] <= '7' {
			n++
		}
		v, _ := strconv.ParseUint(s[1:n], 8, 16)
		return codePoint(s[:n], v, bytes), n, ""
	case c == 'x':
		v, ok := hexDigits(s, 4)
		if !ok {
			return "", 0, `truncated \xXX escape`
		}
		return codePoint(s[:4], v, bytes), 4, ""
	case bytes && strings.IndexByte("uUN", c) >= 0: // no escapes there
	case c == 'u' || c == 'U':
		n = map[byte]int{'u': 6, 'U': 10}[c]
		v, digits := hexDigits(s, n)
		switch valid := digits && v <= utf8.MaxRune && (v < 0xD800 || v >= 0xE000); {
		case valid:
			return s[:n], n, ""
		case digits && v > utf8.MaxRune:
			return "", 0, "illegal Unicode character"
		case digits:
			return "", 0, s[:n] + " is half a character, which is not available"
		}
		return "", 0, map[byte]string{'u': `truncated \uXXXX escape`, 'U': `truncated \UXXXXXXXX escape`}[c]
	case bytes:
	case c == 'N':
		return namedEscape(s)
	}
	return `\\`, 1, ""
}

// codePoint writes a numeric escape of value v, given as text, so that
// Starlark takes it.
func codePoint(text string, v uint64, bytes bool) string {
	switch {
	case bytes && v > 255:
		return fmt.Sprintf(`\x%02x`, v&255)
	case !bytes && v > 127:
		return fmt.Sprintf(`\u%04x`, v)
	}
	return text
}

func hexDigits(s string, end int) (uint64, bool) {
	if len(s) < end {
		return 0, false
	}
	v, err := strconv.ParseUint(s[2:end], 16, 32)
	return v, err == nil && !strings.ContainsAny(s[2:end], "_+")
}
