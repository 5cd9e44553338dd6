package pysyntax

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// number scans an int or float literal and checks it by Python's rules.
func (l *lexer) number() token {
	start := l.pos
	end := start
	src := l.src
	if src[end] == '0' && end+1 < len(src) && strings.IndexByte("xXoObB", src[end+1]) >= 0 {
		end += 2
		for end < len(src) && (src[end] == '_' || isLetter(src[end]) || l.digitAt(end)) {
			if isLetter(src[end]) && src[end] != '_' && !(hexTail(src[start+1]) && isHex(src[end])) {
				break // a keyword may follow: 0b1in x
			}
			end++
		}
	} else {
		end = l.decimal(start)
	}
	t := l.take(tokNumber, end-start)
	if msg, hint := checkNumber(t.text); msg != "" {
		return l.bad(start+wrongAt(t.text), msg, hint)
	}
	if end < len(src) && (isLetter(src[end]) || src[end] == '_') {
		return l.afterNumber(t)
	}
	return t
}

// wrongAt is the place of what is wrong with a number.
func wrongAt(s string) int {
	if len(s) > 1 && s[0] == '0' && strings.IndexByte("xXoObB", s[1]) >= 0 {
		msg := checkDigits(cleanNumber(s))
		if i := strings.IndexByte(msg, '\''); i >= 0 {
			return 2 + max(strings.IndexByte(strings.ToLower(s[2:]), msg[i+1]), 0)
		}
		return 1
	}
	if i := strings.Index(s, "__"); i >= 0 {
		return i
	}
	if strings.HasSuffix(s, "_") {
		return len(s) - 1
	}
	return 0
}

func hexTail(c byte) bool { return c == 'x' || c == 'X' }

func isHex(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f' }

// decimal returns the end of the decimal literal at i.
func (l *lexer) decimal(i int) int {
	digits := func() {
		for l.digitAt(i) || i < len(l.src) && l.src[i] == '_' {
			i++
		}
	}
	digits()
	if i < len(l.src) && l.src[i] == '.' {
		i++
		digits()
	}
	if i < len(l.src) && l.src[i]|0x20 == 'e' {
		j := i + 1
		if j < len(l.src) && (l.src[j] == '+' || l.src[j] == '-') {
			j++
		}
		if l.digitAt(j) {
			i = j
			digits()
		}
	}
	return i
}

// afterNumber reports a name glued to a number, save for keywords (1if x).
func (l *lexer) afterNumber(t token) token {
	end := l.pos
	for end < len(l.src) && (isLetter(l.src[end]) || l.src[end] == '_' || l.digitAt(end)) {
		end++
	}
	tail := l.src[l.pos:end]
	switch {
	case keywords[tail]:
		return t
	case tail == "j" || tail == "J":
		return l.bad(t.pos, "complex numbers are not available", "keep the real and the imaginary part in two variables")
	case tail == "L" || tail == "l":
		return l.bad(t.end-1, "invalid decimal literal", "an int has any size in Python 3: leave the "+tail+" away")
	}
	kind := "decimal"
	if len(t.text) > 1 && t.text[0] == '0' {
		kind = map[byte]string{'x': "hexadecimal", 'o': "octal", 'b': "binary"}[t.text[1]|0x20]
	}
	return l.bad(t.end-1, "invalid "+cmp.Or(kind, "decimal")+" literal", "")
}

// maxDigits bounds a whole number; reading it takes time by the square of its digits.
const maxDigits = 100_000

// checkNumber returns what is wrong with a number literal, or "".
func checkNumber(s string) (msg, hint string) {
	if len(s) > maxDigits {
		return fmt.Sprintf("a number of %d digits, more than %d", len(s), maxDigits), "compute it, as with **"
	}
	plain := cleanNumber(s)
	if bad := strings.Contains(s, "__") || strings.HasSuffix(s, "_") ||
		strings.Contains(s, "_.") || strings.Contains(s, "._") || strings.Contains(s, "_e") || strings.Contains(s, "_E"); bad && !(len(s) > 2 && hexTail(s[1]) && !strings.Contains(s, "__") && !strings.HasSuffix(s, "_")) {
		return "invalid decimal literal", "one underscore between two digits"
	}
	if len(plain) > 1 && plain[0] == '0' && strings.IndexByte("xXoObB", plain[1]) >= 0 {
		return checkDigits(plain), ""
	}
	if strings.ContainsAny(plain, ".eE") {
		return "", ""
	}
	if plain[0] == '0' && strings.Trim(plain, "0") != "" {
		return "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers", ""
	}
	return "", ""
}

// checkDigits returns what is wrong with a literal that tells its base.
func checkDigits(s string) string {
	name, base := "hexadecimal", 16
	switch s[1] | 0x20 {
	case 'o':
		name, base = "octal", 8
	case 'b':
		name, base = "binary", 2
	}
	if s[2:] == "" {
		return "invalid " + name + " literal"
	}
	if bad := strings.TrimLeft(strings.ToLower(s[2:]), "0123456789abcdef"[:base]); bad != "" {
		return fmt.Sprintf("invalid digit '%c' in %s literal", bad[0], name)
	}
	return ""
}

// cleanNumber returns a number literal as Starlark takes it: without underscores, an octal or
// binary one of more than 63 bits in hexadecimal, and a name for what is greater than any float.
func cleanNumber(s string) string {
	s = strings.ReplaceAll(s, "_", "")
	if len(s) > 22 && s[0] == '0' && strings.IndexByte("oObB", s[1]) >= 0 {
		if n, ok := new(big.Int).SetString(s, 0); ok && !n.IsInt64() {
			return "0x" + n.Text(16)
		}
	}
	if (strings.ContainsAny(s, "eE") || len(s) > 300) && !strings.ContainsAny(s, "xX") {
		if v, _ := strconv.ParseFloat(s, 64); math.IsInf(v, 0) && strings.ContainsAny(s, ".eE") {
			return "__inf__"
		}
	}
	return s
}
