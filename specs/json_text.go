package specs

import (
	"math"

	"starling/engine/column"
)

// appendQuoted appends s as a JSON string with no more escapes than needed. s is UTF-8.
func appendQuoted[T []byte | string](b []byte, s T) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[from:i]...)
		b = appendEscape(b, c)
		from = i + 1
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}

func appendEscape(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\b':
		return append(b, '\\', 'b')
	case '\f':
		return append(b, '\\', 'f')
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	}
	const hex = "0123456789ABCDEF"
	return append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
}

// appendJSONDouble appends x as Java writes it; JSON has no NaN and no infinities,
// so they are strings.
func appendJSONDouble(b []byte, x float64) []byte {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return append(column.AppendDouble(append(b, '"'), x), '"')
	}
	return column.AppendDouble(b, x)
}

func appendJSONFloat(b []byte, x float32) []byte {
	if x != x || math.IsInf(float64(x), 0) {
		return append(column.AppendFloat(append(b, '"'), x), '"')
	}
	return column.AppendFloat(b, x)
}
