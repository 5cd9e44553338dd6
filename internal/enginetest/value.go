package enginetest

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"starling/engine/column"
	"starling/engine/expr"
)

// A value is what Vector.Any gives, nil for null, but for Bytes, which are a blob so
// that values can be compared.
type blob string

// thing is a value of the script: opaque, comparable.
type thing struct{ n int }

// put appends value x to b.
func put(b column.Builder, x any) {
	if x == nil {
		b.AppendNull()
		return
	}
	switch b := b.(type) {
	case *column.Text:
		switch x := x.(type) {
		case string:
			b.AppendString(x)
		case blob:
			b.Append([]byte(x))
		}
	case *column.Vec[string]:
		switch x := x.(type) {
		case string:
			b.Append(x)
		case blob:
			b.Append(string(x))
		}
	case *column.Vec[int8]:
		switch x := x.(type) {
		case bool:
			b.Append(int8(bit(x)))
		case int8:
			b.Append(x)
		}
	case *column.Vec[int16]:
		b.Append(x.(int16))
	case *column.Vec[uint16]:
		b.Append(x.(uint16))
	case *column.Vec[int32]:
		b.Append(x.(int32))
	case *column.Vec[int64]:
		b.Append(x.(int64))
	case *column.Vec[float32]:
		b.Append(x.(float32))
	case *column.Vec[float64]:
		b.Append(x.(float64))
	case *column.Vec[any]:
		b.Append(x)
	case *column.Lists:
		b.AppendAny(x)
	}
}

// list is a list of values, as text so that values can be compared.
type list string

// get is the i-th value of v, of a column of type t.
func get(t column.Type, v column.Vector, i int) any {
	if l, ok := v.(*column.Lists); ok {
		lo, hi, ok := l.At(i)
		if !ok {
			return nil
		}
		elem, _ := t.Elem()
		all := make([]any, hi-lo)
		for k := range all {
			all[k] = get(elem, l.Elems(), lo+k)
		}
		return listOf(all)
	}
	x := v.Any(i)
	if b, ok := x.([]byte); ok {
		return blob(b)
	}
	return x
}

func listOf(all []any) list {
	parts := make([]string, len(all))
	for i, x := range all {
		parts[i] = text(x)
	}
	return list(strings.Join(parts, ", "))
}

// same reports whether two values are the same: NaN is, and 0.0 is not -0.0.
func same(a, b any) bool {
	switch x := a.(type) {
	case float64:
		y, ok := b.(float64)
		return ok && (math.Float64bits(x) == math.Float64bits(y) || x != x && y != y)
	case float32:
		y, ok := b.(float32)
		return ok && (math.Float32bits(x) == math.Float32bits(y) || x != x && y != y)
	}
	return a == b
}

// near is same with a tolerance for floats, which were summed in another order.
func near(a, b any) bool {
	switch x := a.(type) {
	case float64:
		y, ok := b.(float64)
		return ok && (x == y || x != x && y != y || math.Abs(x-y) <= 1e-9+1e-9*max(math.Abs(x), math.Abs(y)))
	case float32:
		y, ok := b.(float32)
		return ok && (x == y || x != x && y != y || math.Abs(float64(x-y)) <= 1e-5+1e-5*math.Abs(float64(x)))
	}
	return a == b
}

// asKey is x as a key: all NaNs are one, and -0.0 is 0.0.
func asKey(x any) any {
	switch x := x.(type) {
	case float64:
		return x + 0
	case float32:
		return x + 0
	}
	return x
}

// keyText is a text that rows have in common if the values at the given positions are
// equal as keys.
func keyText(row []any, at []int) string {
	var b []byte
	for _, i := range at {
		b = fmt.Appendf(b, "%T %v\x00", row[i], asKey(row[i]))
	}
	return string(b)
}

// compare orders values of one kind as Java does: null first, NaN last, text by
// UTF-16 units. Zeros are equal.
func compare(a, b any) int {
	if a == nil || b == nil {
		return bit(a != nil) - bit(b != nil)
	}
	switch x := a.(type) {
	case string:
		return slices.Compare(utf16.Encode([]rune(x)), utf16.Encode([]rune(b.(string))))
	case float32, float64:
		p, q := asDouble(a), asDouble(b)
		if p != p || q != q {
			return bit(p != p) - bit(q != q)
		}
		return cmp.Compare(p, q)
	}
	return cmp.Compare(asLong(a), asLong(b))
}

func asLong(x any) int64 {
	switch x := x.(type) {
	case bool:
		return int64(bit(x))
	case int8:
		return int64(x)
	case int16:
		return int64(x)
	case uint16:
		return int64(x)
	case int32:
		return int64(x)
	case expr.LocalDate:
		return int64(x)
	}
	return x.(int64)
}

func asDouble(x any) float64 {
	switch x := x.(type) {
	case float32:
		return float64(x)
	case float64:
		return x
	}
	return float64(asLong(x))
}

// long is x as a value of a long column, where the least number is null.
func long(x int64) any {
	if x == column.NullLong {
		return nil
	}
	return x
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// text is x for messages.
func text(x any) string {
	switch x := x.(type) {
	case nil:
		return "null"
	case string:
		return strconv.Quote(x)
	case blob:
		return fmt.Sprintf("%x", string(x))
	case list:
		return "[" + string(x) + "]"
	case float64:
		return string(column.AppendDouble(nil, x))
	case float32:
		return string(column.AppendFloat(nil, x)) + "f"
	}
	return fmt.Sprint(x)
}
