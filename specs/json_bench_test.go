package specs

import (
	"context"
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

// builders makes a decoder of the reader and the builders it fills.
func builders(t testing.TB, r Reader, env Env) (Decoder, []column.Builder) {
	t.Helper()
	fields, err := r.Fields(context.Background(), env)
	if err != nil {
		t.Fatal(err)
	}
	dst := make([]column.Builder, len(fields))
	for i, f := range fields {
		dst[i] = column.NewBuilder(f.Type.Kind)
	}
	d, err := r.Decoder(env, dst)
	if err != nil {
		t.Fatal(err)
	}
	return d, dst
}

func reset(dst []column.Builder) {
	for _, b := range dst {
		b.Reset()
	}
}

func jsonReaderOf(t testing.TB, fields []column.Field, mapping ...Mapping) Reader {
	t.Helper()
	r, err := JSON(fields, mapping)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func benchDecode(b *testing.B, r Reader, rec []byte) {
	d, dst := builders(b, r, Env{Part: "value"})
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		if n++; n&4095 == 0 {
			reset(dst)
		}
		if err := d.Decode(rec); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkJSON(b *testing.B) {
	b.Run("order", func(b *testing.B) { benchDecode(b, jsonReaderOf(b, orderFields), order) })
	b.Run("shuffled", func(b *testing.B) {
		benchDecode(b, jsonReaderOf(b, orderFields), []byte(`{"Qty":7,"LimitPrice":136,"Id":"o1","Symbol":"AAPL"}`))
	})
	b.Run("fraction", func(b *testing.B) {
		benchDecode(b, jsonReaderOf(b, orderFields), []byte(`{"Symbol":"AAPL","Id":"o1","LimitPrice":135.60,"Qty":7}`))
	})
	b.Run("68bytes", func(b *testing.B) {
		benchDecode(b, jsonReaderOf(b, orderFields), []byte(`{"Symbol":"AAPL","Id":"order-00123456","LimitPrice":135.625,"Qty":17}`))
	})
	b.Run("spaces", func(b *testing.B) {
		benchDecode(b, jsonReaderOf(b, orderFields), []byte(`{"Symbol": "AAPL", "Id": "o1", "LimitPrice": 136, "Qty": 7}`))
	})
	b.Run("one of eight", func(b *testing.B) {
		benchDecode(b, jsonReaderOf(b, orderFields[2:3]), []byte(`{"A":1,"B":"two","C":[3],"Symbol":"AAPL","Id":"o1","LimitPrice":136,"Qty":7,"D":{"E":5}}`))
	})
	b.Run("pointers", func(b *testing.B) {
		r := jsonReaderOf(b, orderFields, Mapping{"/order/symbol", "Symbol"}, Mapping{"/order/ids/0", "Id"}, Mapping{"/order/price", "LimitPrice"})
		benchDecode(b, r, []byte(`{"order":{"symbol":"AAPL","ids":["o1","o2"],"price":136},"Qty":7}`))
	})
	b.Run("escapes", func(b *testing.B) {
		benchDecode(b, jsonReaderOf(b, orderFields), []byte(`{"Symbol":"A\u00c4PL","Id":"o\"1","LimitPrice":136,"Qty":7}`))
	})
	b.Run("bad", func(b *testing.B) {
		d, _ := builders(b, jsonReaderOf(b, orderFields), Env{Part: "value"})
		for b.Loop() {
			if err := d.Decode([]byte(`{"Symbol":"AAPL","Id":"o1","LimitPrice":136,"Qty":"many"}`)); err == nil {
				b.Fatal("no error")
			}
		}
	})
}

func BenchmarkSimple(b *testing.B) {
	b.Run("string", func(b *testing.B) { benchDecode(b, Simple("S", column.Of(column.String)), []byte("AAPL")) })
	b.Run("double binary", func(b *testing.B) {
		benchDecode(b, Simple("D", column.Of(column.Double)), []byte("\x40\x60\xf3\x33\x33\x33\x33\x33"))
	})
	b.Run("double text", func(b *testing.B) { benchDecode(b, Simple("D", column.Of(column.Double)), []byte("135.60")) })
	b.Run("int", func(b *testing.B) { benchDecode(b, Simple("I", column.Of(column.Int)), []byte{0, 0, 0, 7}) })
}
