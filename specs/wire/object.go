package wire

import (
	"slices"

	"starling/engine/column"
)

// Map is a java.util.Map in an Object column: keys, each once, and their values, in the
// order of the record. The values are Go values as Vector.Any gives them, Instant,
// column.Decimal, slices, *Map and *Record; nil is null.
type Map struct{ Keys, Values []any }

// Get is the value of a key; ok is false if there is none.
func (m *Map) Get(key any) (value any, ok bool) {
	for i, k := range m.Keys {
		if k == key {
			return m.Values[i], true
		}
	}
	return nil, false
}

// Len is the number of keys.
func (m *Map) Len() int { return len(m.Keys) }

// Parts is the keys and values, in their order.
func (m *Map) Parts() []any { return append(slices.Clone(m.Keys), m.Values...) }

// String is the text that Java gives a map: {a=1, b=null}.
func (m *Map) String() string {
	b := []byte{'{'}
	for i, k := range m.Keys {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = append(column.Java.Append(b, k), '=')
		b = column.Java.Append(b, m.Values[i])
	}
	return string(append(b, '}'))
}

// Record is a record that stays one value: one of several types that a field can have, an
// element of an array, or one that has its own type within it.
type Record struct {
	Names  []string
	Values []any // as in Map
}

// Get is the value of a field; ok is false if there is none.
func (r *Record) Get(name string) (value any, ok bool) {
	for i, n := range r.Names {
		if n == name {
			return r.Values[i], true
		}
	}
	return nil, false
}

// Parts is the names and values of the fields.
func (r *Record) Parts() []any {
	var p []any
	for i, n := range r.Names {
		p = append(p, n, r.Values[i])
	}
	return p
}

// String is the record as JSON: {"a": 1, "b": null}.
func (r *Record) String() string {
	b := []byte{'{'}
	for i, n := range r.Names {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = append(AppendQuoted(b, n), ": "...)
		if s, ok := r.Values[i].(string); ok {
			b = AppendQuoted(b, s)
		} else {
			b = column.Java.Append(b, r.Values[i])
		}
	}
	return string(append(b, '}'))
}

// Instant is an instant among other objects.
type Instant = column.Moment
