package expr

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"starling/engine/column"
)

// Java's strings count UTF-16 units; ours are UTF-8. For ASCII the two agree, and that
// is the path that is fast. Half a character, should a call cut one out, becomes U+FFFD.

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func units(s string) []uint16 { return utf16.Encode([]rune(s)) }

func fromUnits(u []uint16) string { return string(utf16.Decode(u)) }

// length is s.length().
func length(s string) int32 {
	n := 0
	for i := range len(s) {
		c := s[i]
		if c&0xC0 != 0x80 {
			n++
		}
		if c >= 0xF0 {
			n++
		}
	}
	return int32(n)
}

func substring(s string, from, to int32) (string, error) {
	n := length(s)
	if from < 0 || to > n || from > to {
		return "", fmt.Errorf("substring: begin %d, end %d, length %d", from, to, n)
	}
	if int(n) == len(s) {
		return s[from:to], nil
	}
	return fromUnits(units(s)[from:to]), nil
}

func charAt(s string, i int32) (uint16, error) {
	n := length(s)
	if i < 0 || i >= n {
		return 0, fmt.Errorf("charAt: index %d, length %d", i, n)
	}
	if int(n) == len(s) {
		return uint16(s[i]), nil
	}
	return units(s)[i], nil
}

// unitIndex is the index in units of byte offset at, -1 for -1.
func unitIndex(s string, at int) int32 {
	if at < 0 {
		return -1
	}
	return length(s[:at])
}

// byteIndex is the byte offset of unit i, which may be out of range; one inside a
// character gives the offset after it.
func byteIndex(s string, i int32) int {
	if i <= 0 {
		return 0
	}
	if isASCII(s) {
		return min(int(i), len(s))
	}
	n := int32(0)
	for at, r := range s {
		if n >= i {
			return at
		}
		n += int32(utf16.RuneLen(r))
	}
	return len(s)
}

func indexOfText(s, sub string, from int32) int32 {
	at := byteIndex(s, from)
	k := strings.Index(s[at:], sub)
	if k < 0 {
		return -1
	}
	return unitIndex(s, at+k)
}

// lastIndexOfText is the last occurrence that begins at or before unit from.
func lastIndexOfText(s, sub string, from int32) int32 {
	if from < 0 {
		return -1
	}
	end := min(byteIndex(s, from)+len(sub), len(s))
	return unitIndex(s, strings.LastIndex(s[:end], sub))
}

func hashCode(s string) int32 {
	h := int32(0)
	for _, r := range s {
		if r >= 0x10000 {
			a, b := utf16.EncodeRune(r)
			h = 31*(31*h+int32(a)) + int32(b)
		} else {
			h = 31*h + int32(r)
		}
	}
	return h
}

// compareTo is Java's: the difference of the first units that differ, or of the lengths.
func compareTo(x, y string) int32 {
	if isASCII(x) && isASCII(y) {
		for i := range min(len(x), len(y)) {
			if x[i] != y[i] {
				return int32(x[i]) - int32(y[i])
			}
		}
		return int32(len(x) - len(y))
	}
	a, b := units(x), units(y)
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return int32(a[i]) - int32(b[i])
		}
	}
	return int32(len(a) - len(b))
}

func upper(s string) string { return strings.ToUpper(strings.ReplaceAll(s, "ß", "SS")) }

func trim(s string) string { return strings.TrimFunc(s, func(r rune) bool { return r <= ' ' }) }

// isSpace is Character.isWhitespace.
func isSpace(r rune) bool {
	switch r {
	case '\u00A0', '\u2007', '\u202F', '\u0085':
		return false
	case 0x1C, 0x1D, 0x1E, 0x1F:
		return true
	}
	return unicode.IsSpace(r)
}

// textLimit bounds the text that repeat makes, in bytes.
const textLimit = 1 << 20

// maxText bounds the texts that other methods make of shorter ones, in bytes: each of a chain
// may make its text many times as long.
const maxText = 16 << 20

// errLong is an error if a text of n bytes, made of one of from bytes, is too long.
func errLong(n, from int) error {
	if n > max(maxText, from) {
		return fmt.Errorf("the text would have more than %d bytes", maxText)
	}
	return nil
}

// replaceAll is s with every match of re replaced by a template of Go's.
func replaceAll(re *regexp.Regexp, s, template string) (string, error) {
	var b []byte
	from := 0
	for _, m := range re.FindAllStringSubmatchIndex(s, -1) {
		b = append(b, s[from:m[0]]...)
		b = re.ExpandString(b, template, s, m)
		if err := errLong(len(b), len(s)); err != nil {
			return "", err
		}
		from = m[1]
	}
	return string(append(b, s[from:]...)), nil
}

func repeatText(s string, n int32) (string, error) {
	if n < 0 || int64(n)*int64(len(s)) > textLimit {
		return "", fmt.Errorf("repeat: count %d: the text would not have 0 to %d bytes", n, textLimit)
	}
	return strings.Repeat(s, int(n)), nil
}

// pattern is a compiled regular expression, kept while the pattern stays the same.
type pattern struct {
	text string
	re   *regexp.Regexp
	err  error
}

func (p *pattern) compile(text string, whole bool) (*regexp.Regexp, error) {
	if p.text != text || p.re == nil && p.err == nil {
		src := text
		if whole {
			src = `\A(?:` + text + `)\z`
		}
		p.text = text
		if p.re, p.err = regexp.Compile(src); p.err != nil {
			p.err = fmt.Errorf("regular expression %q: %v (lookaround and back references are not supported)", text, p.err)
		}
	}
	return p.re, p.err
}

// matching is a kernel of f(s, regular expression).
func matching[R any](whole bool, f func(re *regexp.Regexp, s string) R) kernel {
	return func(c *call) error {
		p, _ := c.temp.(*pattern)
		if p == nil {
			p = &pattern{}
			c.temp = p
		}
		out, res := grow[R](c.out, c.n), vals[string](c.args[1])
		for i, s := range vals[string](c.args[0]) {
			if column.IsNullString(res[i]) {
				return rowErr(i, "the regular expression is null")
			}
			re, err := p.compile(res[i], whole)
			if err != nil {
				return &RowError{Index: i, Err: err}
			}
			out[i] = f(re, s)
		}
		return nil
	}
}

// replacing is a kernel of s.replaceAll(regular expression, replacement), or replaceFirst.
func replacing(all bool) kernel {
	return func(c *call) error {
		p, _ := c.temp.(*pattern)
		if p == nil {
			p = &pattern{}
			c.temp = p
		}
		out, res, with := grow[string](c.out, c.n), vals[string](c.args[1]), vals[string](c.args[2])
		for i, s := range vals[string](c.args[0]) {
			if column.IsNullString(res[i]) || column.IsNullString(with[i]) {
				return rowErr(i, "the regular expression or its replacement is null")
			}
			re, err := p.compile(res[i], false)
			if err != nil {
				return &RowError{Index: i, Err: err}
			}
			t := template(with[i])
			if all {
				if out[i], err = replaceAll(re, s, t); err != nil {
					return &RowError{Index: i, Err: err}
				}
				continue
			}
			out[i] = s
			if m := re.FindStringSubmatchIndex(s); m != nil {
				out[i] = s[:m[0]] + string(re.ExpandString(nil, t, s, m)) + s[m[1]:]
			}
		}
		return nil
	}
}

// template turns Java's replacement ($1, \$) into Go's (${1}, $$).
func template(with string) string {
	if !strings.ContainsAny(with, `$\`) {
		return with
	}
	var b strings.Builder
	for i := 0; i < len(with); i++ {
		switch c := with[i]; {
		case c == '\\' && i+1 < len(with):
			i++
			if with[i] == '$' {
				b.WriteByte('$')
			}
			b.WriteByte(with[i])
		case c == '$' && i+1 < len(with) && isDigit(with[i+1]):
			b.WriteString("${" + with[i+1:i+2] + "}")
			i++
		case c == '$' && i+1 < len(with) && with[i+1] == '{':
			b.WriteByte('$')
		case c == '$':
			b.WriteString("$$")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// split is s.split(re, limit) with Java's rules for empty parts.
func split(re *regexp.Regexp, s string, limit int) []string {
	var out []string
	from := 0
	for _, m := range re.FindAllStringIndex(s, -1) {
		if limit > 0 && len(out) == limit-1 {
			break
		}
		if m[1] == 0 { // nothing before the text
			continue
		}
		out = append(out, s[from:m[0]])
		from = m[1]
	}
	if len(out) == 0 {
		return []string{s}
	}
	out = append(out, s[from:])
	if limit == 0 {
		for len(out) > 0 && out[len(out)-1] == "" {
			out = out[:len(out)-1]
		}
	}
	return out
}
