package specs

import (
	"strings"
	"testing"

	"starling/engine/column"
)

var order = []byte(`{"Symbol":"AAPL","Id":"o1","LimitPrice":136,"Qty":7}`)

var orderFields = []column.Field{
	{Name: "Symbol", Type: column.Of(column.String)},
	{Name: "Id", Type: column.Of(column.String)},
	{Name: "LimitPrice", Type: column.Of(column.Double)},
	{Name: "Qty", Type: column.Of(column.Long)},
}

// quotes is a table with a column of every type, three rows, the last all null.
var quotes = []column.Field{
	field("Sym", column.String), field("I", column.Int), field("L", column.Long),
	field("D", column.Double), field("F", column.Float), field("H", column.Short),
	field("Y", column.Byte), field("C", column.Char), field("B", column.Bool),
	field("T", column.Instant), field("R", column.Bytes),
}

func quoteVectors() []column.Vector {
	vecs := []column.Vector{
		vec(column.String, "AAPL", "é\"q"), vec(column.Int, int32(1), int32(-5)),
		vec(column.Long, int64(1099511627776), int64(-1)), vec(column.Double, 1.5, 100.0),
		vec(column.Float, float32(1.1), float32(1e10)), vec(column.Short, int16(7), int16(-7)),
		vec(column.Byte, int8(8), int8(-8)), vec(column.Char, uint16('c'), uint16('€')),
		vec(column.Bool, int8(1), int8(0)),
		vec(column.Instant, int64(1700000000123456789), int64(1700000000000000000)),
		vec(column.Bytes, "\x01\x00", "\xff\x80"),
	}
	for _, v := range vecs {
		v.AppendNull()
	}
	return vecs
}

func vec[T any](k column.Kind, xs ...T) column.Vector {
	v := column.NewVec[T](k)
	v.V = append(v.V, xs...)
	return v
}

// written is the rows of the table as w writes them; Kafka's null is "<null>".
func written(t *testing.T, w Writer, table []column.Field, vecs []column.Vector) []string {
	t.Helper()
	e, err := w.Encoder(t.Context(), Env{}, table)
	if err != nil {
		t.Fatal(err)
	}
	var in []column.Vector
	for _, i := range e.Columns() {
		in = append(in, vecs[i])
	}
	var out []string
	for i := range vecs[0].Len() {
		b, null, err := e.Append([]byte("head{"), in, i)
		if err != nil {
			t.Fatal(err)
		}
		s, ok := strings.CutPrefix(string(b), "head{")
		if !ok || null && s != "" {
			t.Fatalf("row %d: %q, null %v", i, b, null)
		}
		if null {
			s = "<null>"
		}
		out = append(out, s)
	}
	return out
}

// vectorOf is the values of a builder as a vector.
func vectorOf(b column.Builder) column.Vector {
	t, ok := b.(*column.Text)
	if !ok {
		return b.(column.Vector)
	}
	v := column.NewVec[string](t.Kind())
	for i := range t.Len() {
		v.Append(t.At(i))
	}
	return v
}
