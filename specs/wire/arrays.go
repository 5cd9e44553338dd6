package wire

import (
	"fmt"
	"strings"

	"starling/engine/column"
)

// ArrayOf is the values of a builder as a value of an Object column of arrays.
func ArrayOf(b column.Builder) any {
	switch b := b.(type) {
	case *column.Vec[int8]:
		return append(make([]int8, 0, len(b.V)), b.V...)
	case *column.Vec[int16]:
		return append(make([]int16, 0, len(b.V)), b.V...)
	case *column.Vec[uint16]:
		return append(make([]uint16, 0, len(b.V)), b.V...)
	case *column.Vec[int32]:
		return append(make([]int32, 0, len(b.V)), b.V...)
	case *column.Vec[int64]:
		return append(make([]int64, 0, len(b.V)), b.V...)
	case *column.Vec[float32]:
		return append(make([]float32, 0, len(b.V)), b.V...)
	case *column.Vec[float64]:
		return append(make([]float64, 0, len(b.V)), b.V...)
	case *column.Vec[any]:
		return append(make([]any, 0, len(b.V)), b.V...)
	case *column.Text:
		return textArray(b)
	}
	panic(fmt.Sprintf("specs: builder %T", b))
}

// textArray is the values of t, which share one copy of its bytes.
func textArray(t *column.Text) []string {
	all, from := string(t.Buf), uint32(0)
	out := make([]string, len(t.End))
	for i, end := range t.End {
		if out[i] = all[from:end]; t.Null(i) {
			out[i] = column.NullString
		}
		from = end
	}
	return out
}

// MapOf is the values of two builders as a map. Of a key that is there twice the last
// value counts.
func MapOf(keys, values column.Builder) *Map {
	n := keys.Len()
	m := &Map{Keys: make([]any, 0, n), Values: make([]any, 0, n)}
	at := make(map[any]int, n)
	for i := range n {
		k, v := ElementOf(keys, i), ElementOf(values, i)
		if old, twice := at[k]; twice {
			m.Values[old] = v
			continue
		}
		at[k] = len(m.Keys)
		m.Keys, m.Values = append(m.Keys, k), append(m.Values, v)
	}
	return m
}

// ElementOf is the i-th value of b as a value of a Map.
func ElementOf(b column.Builder, i int) any {
	if t, ok := b.(*column.Text); ok {
		switch s := t.At(i); {
		case t.Null(i):
			return nil
		case t.Kind() == column.Bytes:
			return []byte(s)
		default:
			return strings.Clone(s)
		}
	}
	v := b.(column.Vector)
	x := v.Any(i)
	if n, ok := x.(int64); ok && v.Kind() == column.Instant {
		return Instant(n)
	}
	return x
}
