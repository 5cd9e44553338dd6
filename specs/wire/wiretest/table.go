package wiretest

import (
	"fmt"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
)

// Order is a record of a sale.
var Order = []byte(`{"Symbol":"AAPL","Id":"o1","LimitPrice":136,"Qty":7}`)

// OrderFields is the columns of Order.
var OrderFields = []column.Field{
	{Name: "Symbol", Type: column.Of(column.String)},
	{Name: "Id", Type: column.Of(column.String)},
	{Name: "LimitPrice", Type: column.Of(column.Double)},
	{Name: "Qty", Type: column.Of(column.Long)},
}

// Quotes is a table with a column of every type, three rows, the last all null.
var Quotes = []column.Field{
	Field("Sym", column.String), Field("I", column.Int), Field("L", column.Long),
	Field("D", column.Double), Field("F", column.Float), Field("H", column.Short),
	Field("Y", column.Byte), Field("C", column.Char), Field("B", column.Bool),
	Field("T", column.Instant), Field("R", column.Bytes),
}

// QuoteVectors is the values of Quotes.
func QuoteVectors() []column.Vector {
	vecs := []column.Vector{
		Vec(column.String, "AAPL", "é\"q"), Vec(column.Int, int32(1), int32(-5)),
		Vec(column.Long, int64(1099511627776), int64(-1)), Vec(column.Double, 1.5, 100.0),
		Vec(column.Float, float32(1.1), float32(1e10)), Vec(column.Short, int16(7), int16(-7)),
		Vec(column.Byte, int8(8), int8(-8)), Vec(column.Char, uint16('c'), uint16('€')),
		Vec(column.Bool, int8(1), int8(0)),
		Vec(column.Instant, int64(1700000000123456789), int64(1700000000000000000)),
		Vec(column.Bytes, "\x01\x00", "\xff\x80"),
	}
	for _, v := range vecs {
		v.AppendNull()
	}
	return vecs
}

// Vec is a vector of these values.
func Vec[T any](k column.Kind, xs ...T) column.Vector {
	v := column.NewVec[T](k)
	v.V = append(v.V, xs...)
	return v
}

// Written is the rows of the table as w writes them; Kafka's null is "<null>".
func Written(t *testing.T, w wire.Writer, table []column.Field, vecs []column.Vector) []string {
	t.Helper()
	e, err := w.Encoder(t.Context(), wire.Env{}, table)
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

// List is a column of these lists, as Any gives them.
func List(t column.Type, xs ...any) column.Vector {
	v := column.NewLists(t)
	for _, x := range xs {
		if !v.AppendAny(x) {
			panic(fmt.Sprintf("%v is no %s", x, t))
		}
	}
	return v
}
