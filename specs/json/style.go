package json

import (
	"math/big"

	"starling/engine/column"
	"starling/specs/wire"
)

// style is how values are written: numbers, words and lists as JSON has them, maps and
// records as objects, anything else as its text.
func (o *WriterOptions) style() *column.Style {
	s := &column.Style{
		Null: "null", Sep: ",", Text: wire.AppendQuoted[string], Float: appendFloat, Double: appendDouble,
		Instant: func(b []byte, nanos int64) []byte { return append(column.AppendInstant(append(b, '"'), nanos), '"') },
	}
	s.Object = func(b []byte, x any) ([]byte, bool) {
		switch x := x.(type) {
		case Text:
			if x == "" {
				return append(b, "null"...), true
			}
			return append(b, x...), true
		case *big.Int:
			return x.Append(b, 10), true
		case column.Decimal:
			return append(b, x.String()...), true
		case *wire.Map:
			return appendMembers(b, len(x.Keys), func(b []byte, i int) []byte {
				b = wire.AppendQuoted(b, column.Java.Append(nil, x.Keys[i]))
				return s.Append(append(b, ':'), x.Values[i])
			}), true
		case *wire.Record:
			return appendMembers(b, len(x.Names), func(b []byte, i int) []byte {
				return s.Append(append(wire.AppendQuoted(b, x.Names[i]), ':'), x.Values[i])
			}), true
		case bool, int8, int16, int32, int64, uint16, float32, float64, string, []byte:
			return b, false
		}
		if o.Text == nil {
			return b, false
		}
		return wire.AppendQuoted(b, o.Text(x)), true
	}
	return s
}

// appendMembers appends an object of n members.
func appendMembers(b []byte, n int, member func(b []byte, i int) []byte) []byte {
	b = append(b, '{')
	for i := range n {
		if i > 0 {
			b = append(b, ',')
		}
		b = member(b, i)
	}
	return append(b, '}')
}
