package specs

import (
	"fmt"
	"math/big"
	"strconv"

	"starling/engine/column"
)

// appendBytes appends raw bytes as an array of Java's bytes, which are signed.
func appendBytes(b []byte, raw string) []byte {
	b = append(b, '[')
	for i := range len(raw) {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(int8(raw[i])), 10)
	}
	return append(b, ']')
}

// appendArray appends xs, each by item; nulls among them are null.
func appendArray[T comparable](b []byte, xs []T, null T, item func([]byte, T) []byte) []byte {
	b = append(b, '[')
	for i, x := range xs {
		if i > 0 {
			b = append(b, ',')
		}
		if x == null {
			b = append(b, "null"...)
		} else {
			b = item(b, x)
		}
	}
	return append(b, ']')
}

func appendWhole[T int8 | int16 | int32 | int64](b []byte, x T) []byte {
	return strconv.AppendInt(b, int64(x), 10)
}

// object appends an object of a column: arrays as arrays, what is a number, a word or
// text in JSON as such, and anything else as its text.
func (o *JSONWriterOptions) object(b []byte, x any) []byte {
	switch x := x.(type) {
	case nil:
		return append(b, "null"...)
	case JSONText:
		if x == "" {
			return append(b, "null"...)
		}
		return append(b, x...)
	case bool:
		return strconv.AppendBool(b, x)
	case int8, int16, int32, int64, float32, float64, uint16, string:
		return o.scalar(b, x)
	case *big.Int:
		return x.Append(b, 10)
	case column.Decimal:
		return append(b, x.String()...)
	case *Map:
		return o.members(b, len(x.Keys), func(i int) (string, any) { return fmt.Sprint(x.Keys[i]), x.Values[i] })
	case *Record:
		return o.members(b, len(x.Names), func(i int) (string, any) { return x.Names[i], x.Values[i] })
	case []byte:
		return appendBytes(b, string(x))
	case []int8:
		return appendArray(b, x, column.NullByte, appendWhole)
	case []int16:
		return appendArray(b, x, column.NullShort, appendWhole)
	case []uint16:
		return appendArray(b, x, column.NullChar, appendChar)
	case []int32:
		return appendArray(b, x, column.NullInt, appendWhole)
	case []int64:
		return appendArray(b, x, column.NullLong, appendWhole)
	case []float32:
		return appendArray(b, x, column.NullFloat, appendJSONFloat)
	case []float64:
		return appendArray(b, x, column.NullDouble, appendJSONDouble)
	case []string:
		return o.strings(b, x)
	case []any:
		b = append(b, '[')
		for i, y := range x {
			if i > 0 {
				b = append(b, ',')
			}
			b = o.object(b, y)
		}
		return append(b, ']')
	}
	return appendQuoted(b, o.Text(x))
}

// members appends an object of n members.
func (o *JSONWriterOptions) members(b []byte, n int, member func(i int) (name string, value any)) []byte {
	b = append(b, '{')
	for i := range n {
		if i > 0 {
			b = append(b, ',')
		}
		name, value := member(i)
		b = append(appendQuoted(b, name), ':')
		b = o.object(b, value)
	}
	return append(b, '}')
}

func (o *JSONWriterOptions) strings(b []byte, xs []string) []byte {
	b = append(b, '[')
	for i, x := range xs {
		if i > 0 {
			b = append(b, ',')
		}
		if column.IsNullString(x) {
			b = append(b, "null"...)
		} else {
			b = appendQuoted(b, x)
		}
	}
	return append(b, ']')
}

// scalar appends a Go value that Vector.Any gives.
func (o *JSONWriterOptions) scalar(b []byte, x any) []byte {
	switch x := x.(type) {
	case int8:
		return appendWhole(b, x)
	case int16:
		return appendWhole(b, x)
	case int32:
		return appendWhole(b, x)
	case int64:
		return appendWhole(b, x)
	case uint16:
		return appendChar(b, x)
	case float32:
		return appendJSONFloat(b, x)
	case float64:
		return appendJSONDouble(b, x)
	}
	return appendQuoted(b, x.(string))
}
