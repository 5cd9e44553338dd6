package repl

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/safe"
)

// null is how a missing value is shown.
const null = "(null)"

// elements is how many elements of an array are shown.
const elements = 16

// cell is the text of the i-th value of v. show makes the text of a value that only
// the script knows.
func cell(v column.Vector, i int, show func(any) string) string {
	if v.Null(i) {
		return null
	}
	switch v := v.(type) {
	case *column.Vec[int64]:
		if v.Kind() == column.Instant {
			return string(column.AppendInstant(nil, v.V[i]))
		}
		return strconv.FormatInt(v.V[i], 10)
	case *column.Vec[float64]:
		return string(column.AppendDouble(nil, v.V[i]))
	case *column.Vec[float32]:
		return string(column.AppendFloat(nil, v.V[i]))
	case *column.Vec[uint16]:
		return safe.Text(string(rune(v.V[i])))
	case *column.Vec[string]:
		if v.Kind() == column.Bytes {
			return bytesText(v.V[i])
		}
		return safe.Text(v.V[i])
	case *column.Vec[any]:
		return object(v.V[i], show)
	}
	return fmt.Sprint(v.Any(i))
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

// object is the text of a value of an Object column.
func object(x any, show func(any) string) string {
	switch x := x.(type) {
	case nil:
		return null
	case *engine.Table:
		return "<Table>"
	case column.Vector:
		return array(x, show)
	case time.Duration:
		return x.String()
	case []int8:
		return array(&column.Vec[int8]{V: x}, show)
	case []int16:
		return array(&column.Vec[int16]{V: x}, show)
	case []uint16:
		return array(&column.Vec[uint16]{V: x}, show)
	case []int32:
		return array(&column.Vec[int32]{V: x}, show)
	case []int64:
		return array(&column.Vec[int64]{V: x}, show)
	case []float32:
		return array(&column.Vec[float32]{V: x}, show)
	case []float64:
		return array(&column.Vec[float64]{V: x}, show)
	case []string:
		return array(&column.Vec[string]{V: x}, show)
	case []any:
		return array(&column.Vec[any]{V: x}, show)
	}
	if show != nil {
		return safe.Text(show(x))
	}
	return safe.Text(fmt.Sprint(x))
}

// array is the first elements of an array: "[1, 2, …]".
func array(v column.Vector, show func(any) string) string {
	var b strings.Builder
	b.WriteByte('[')
	for i := range min(v.Len(), elements) {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(cell(v, i, show))
	}
	if v.Len() > elements {
		b.WriteString(", …")
	}
	b.WriteByte(']')
	return b.String()
}

// typeName is a type without its package: "String" for java.lang.String.
func typeName(t column.Type) string {
	s := t.String()
	if array := strings.TrimLeft(s, "["); array != s {
		depth := len(s) - len(array)
		return classArray(array) + strings.Repeat("[]", depth)
	}
	return s[strings.LastIndexByte(s, '.')+1:]
}

// classArray is the element type of Java's class name of an array, after its brackets.
func classArray(s string) string {
	primitives := map[string]string{"Z": "boolean", "B": "byte", "S": "short", "C": "char", "I": "int", "J": "long", "F": "float", "D": "double"}
	if name, ok := primitives[s]; ok {
		return name
	}
	s = strings.TrimSuffix(strings.TrimPrefix(s, "L"), ";")
	return s[strings.LastIndexByte(s, '.')+1:]
}
