package repl

import (
	"fmt"
	"strings"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/safe"
)

// null is how a missing value is shown.
const null = "(null)"

// elements is how many elements of an array are shown.
const elements = 16

// style is how values are shown. object makes the text of what only the script knows.
func style(object func(any) string) *column.Style {
	return &column.Style{
		Null: null, Most: elements,
		Text:  func(b []byte, s string) []byte { return append(b, safe.Text(s)...) },
		Bytes: func(b []byte, s string) []byte { return append(b, bytesText(s)...) },
		Object: func(b []byte, x any) ([]byte, bool) {
			if _, ok := x.(*engine.Table); ok {
				return append(b, "<Table>"...), true
			}
			if object == nil {
				return b, false
			}
			return append(b, safe.Text(object(x))...), true
		},
	}
}

// bytesText writes bytes as Python does: b'AAPL\x00'.
func bytesText(s string) string {
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
			fmt.Fprintf(&b, `\x%02x`, c)
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
