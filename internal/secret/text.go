package secret

import (
	"regexp"
	"strings"
)

// Span is a part of a text, from a byte to before another.
type Span struct{ From, To int }

// Spans is where a text has secrets in it, in no order: what options such as password=…,
// "token": "…" and ?apikey=… are given, passwords in URLs and before hosts, private keys in
// PEM, and what follows Bearer and Basic. References such as ${env:NAME} are none.
func Spans(text string) []Span {
	out := append(options(text), userInfos(text)...)
	end := 0
	for _, m := range pem.FindAllStringIndex(text, -1) {
		if m[0] < end {
			continue // within a key that has no end
		}
		end = len(text)
		if i := strings.Index(text[m[1]:], "-----END"); i >= 0 {
			end = m[1] + i
		}
		out = append(out, Span{m[1], end})
	}
	for _, m := range scheme.FindAllStringSubmatchIndex(text, -1) {
		if !Reference(text[m[2]:m[3]]) {
			out = append(out, Span{m[2], m[3]})
		}
	}
	return out
}

var (
	pem       = regexp.MustCompile(`-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----`)
	scheme    = regexp.MustCompile(`(?i)\b(?:bearer|basic)\s+([^\s"'` + "`" + `,;]{6,})`)
	reference = regexp.MustCompile(`\$\{(?:env|file):[^{}\s"']*\}`)
)

// Reference tells whether a text is a reference and nothing else.
func Reference(text string) bool {
	m := reference.FindStringIndex(text)
	return m != nil && m[0] == 0 && m[1] == len(text)
}

// Mask is a text with asterisks in place of its secrets, as many as they have characters.
func Mask(text string) string {
	spans := Spans(text)
	if len(spans) == 0 {
		return text
	}
	hide := make([]bool, len(text))
	for _, s := range spans {
		for i := s.From; i < s.To; i++ {
			hide[i] = true
		}
	}
	return Cover(text, hide)
}

// Cover is a text with an asterisk for every character that begins where hide says so;
// ends of lines stay.
func Cover(text string, hide []bool) string {
	var b strings.Builder
	b.Grow(len(text))
	for i, r := range text {
		switch {
		case r == '\n' || r == '\r' || !hide[i]:
			b.WriteRune(r)
		default:
			b.WriteByte('*')
		}
	}
	return b.String()
}
