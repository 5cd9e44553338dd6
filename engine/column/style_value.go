package column

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"starling/engine/rowset"
)

// Append appends a value as Vector.Any gives it, or as an Object column holds it. What
// holds a list of whole numbers of 64 bits by itself does not know whether it is instants;
// the format of its column does.
func (s *Style) Append(b []byte, x any) []byte {
	if x == nil {
		return append(b, s.Null...)
	}
	return s.value(b, x)
}

// value appends a value that is not null.
func (s *Style) value(b []byte, x any) []byte {
	if items, elem, ok := Items(x); ok {
		return s.list(elem)(b, items, 0, items.Len())
	}
	if s.Object != nil {
		if out, ok := s.Object(b, x); ok {
			return out
		}
	}
	switch x := x.(type) {
	case bool:
		return strconv.AppendBool(b, x)
	case int:
		return strconv.AppendInt(b, int64(x), 10)
	case int8:
		return appendWhole(b, x)
	case int16:
		return appendWhole(b, x)
	case int32:
		return appendWhole(b, x)
	case int64:
		return appendWhole(b, x)
	case uint16:
		return s.char(b, x)
	case float32:
		return s.float(b, x)
	case float64:
		return s.double(b, x)
	case string:
		return s.text(b, x)
	case []byte:
		return s.bytes(b, string(x))
	}
	if c := ClassOf(x); c != nil {
		return s.text(b, c.Format(x))
	}
	return s.text(b, formatAny(x))
}

// Shown is the text of a value of a column for messages, null for null.
func Shown(c Column, r rowset.Row, when When) string {
	v := NewVector(c.Type())
	c.Gather(v, []rowset.Row{r}, when)
	b, ok := Java.Format(c.Type())(nil, v, 0)
	if !ok {
		return "null"
	}
	return string(b)
}

func (s *Style) text(b []byte, x string) []byte {
	if s.Text != nil {
		return s.Text(b, x)
	}
	return append(b, x...)
}

// char appends a UTF-16 unit; half a surrogate pair is U+FFFD.
func (s *Style) char(b []byte, x uint16) []byte {
	r := rune(x)
	if utf16.IsSurrogate(r) {
		r = utf8.RuneError
	}
	if s.Text != nil {
		return s.Text(b, string(r))
	}
	return utf8.AppendRune(b, r)
}

func (s *Style) bytes(b []byte, x string) []byte {
	if s.Bytes != nil {
		return s.Bytes(b, x)
	}
	return s.items(b, len(x), func(b []byte, i int) []byte { return appendWhole(b, int8(x[i])) })
}

func (s *Style) float(b []byte, x float32) []byte {
	if s.Float != nil {
		return s.Float(b, x)
	}
	return AppendFloat(b, x)
}

func (s *Style) double(b []byte, x float64) []byte {
	if s.Double != nil {
		return s.Double(b, x)
	}
	return AppendDouble(b, x)
}

func (s *Style) instant(b []byte, nanos int64) []byte {
	if s.Instant != nil {
		return s.Instant(b, nanos)
	}
	return AppendInstant(b, nanos)
}

func appendWhole[T int8 | int16 | int32 | int64](b []byte, x T) []byte {
	return strconv.AppendInt(b, int64(x), 10)
}
