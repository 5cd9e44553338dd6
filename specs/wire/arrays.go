package wire

import (
	"strings"

	"starling/engine/column"
)

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
