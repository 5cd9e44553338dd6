package grid

import (
	"strings"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/safe"
)

// Null is how a missing value is shown.
const Null = "(null)"

// elements is how many elements of an array are shown.
const elements = 16

// style is how values are shown of which only the first cells are seen.
func (l Layout) style(cells int) *column.Style {
	begin := func(s string, show func(string) string) string {
		s, cut := Head(s, cells)
		if s = show(s); cut {
			s += "…"
		}
		return s
	}
	return &column.Style{
		Null: Null, Most: elements,
		Text:  func(b []byte, s string) []byte { return append(b, begin(s, safe.Text)...) },
		Bytes: func(b []byte, s string) []byte { return append(b, begin(s, bytesText)...) },
		Object: func(b []byte, x any) ([]byte, bool) {
			if _, ok := x.(*engine.Table); ok {
				return append(b, "<Table>"...), true
			}
			if l.Object == nil {
				return b, false
			}
			return append(b, begin(l.Object(x), safe.Text)...), true
		},
	}
}

// Style is how values of a table are shown in its grid, of which so many cells are seen.
func (l Layout) Style() *column.Style { return l.style(l.longest()) }

// bytesText writes bytes as Python does: b'AAPL\x00'.
func bytesText(s string) string {
	const hex = "0123456789abcdef"
	quote := byte('\'')
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		quote = '"'
	}
	var b strings.Builder
	b.WriteByte('b')
	b.WriteByte(quote)
	for i := range len(s) {
		switch c := s[i]; {
		case c == quote || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c >= ' ' && c < 0x7f:
			b.WriteByte(c)
		default:
			b.WriteString(`\x`)
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	b.WriteByte(quote)
	return b.String()
}

// typeName is a type without its package: "String" for java.lang.String.
func typeName(t column.Type) string {
	s := t.Name()
	return s[strings.LastIndexByte(s, '.')+1:]
}
