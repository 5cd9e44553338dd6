package json

import (
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

func readerOf(t testing.TB, fields []column.Field, mapping ...wire.Mapping) wire.Reader {
	t.Helper()
	r, err := Reader(fields, mapping)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func BenchmarkRead(b *testing.B) {
	b.Run("order", func(b *testing.B) { wiretest.Bench(b, readerOf(b, wiretest.OrderFields), wiretest.Order) })
	b.Run("shuffled", func(b *testing.B) {
		wiretest.Bench(b, readerOf(b, wiretest.OrderFields), []byte(`{"Qty":7,"LimitPrice":136,"Id":"o1","Symbol":"AAPL"}`))
	})
	b.Run("fraction", func(b *testing.B) {
		wiretest.Bench(b, readerOf(b, wiretest.OrderFields), []byte(`{"Symbol":"AAPL","Id":"o1","LimitPrice":135.60,"Qty":7}`))
	})
	b.Run("68bytes", func(b *testing.B) {
		wiretest.Bench(b, readerOf(b, wiretest.OrderFields), []byte(`{"Symbol":"AAPL","Id":"order-00123456","LimitPrice":135.625,"Qty":17}`))
	})
	b.Run("spaces", func(b *testing.B) {
		wiretest.Bench(b, readerOf(b, wiretest.OrderFields), []byte(`{"Symbol": "AAPL", "Id": "o1", "LimitPrice": 136, "Qty": 7}`))
	})
	b.Run("one of eight", func(b *testing.B) {
		wiretest.Bench(b, readerOf(b, wiretest.OrderFields[2:3]), []byte(`{"A":1,"B":"two","C":[3],"Symbol":"AAPL","Id":"o1","LimitPrice":136,"Qty":7,"D":{"E":5}}`))
	})
	b.Run("pointers", func(b *testing.B) {
		r := readerOf(b, wiretest.OrderFields, wire.Mapping{Field: "/order/symbol", Column: "Symbol"}, wire.Mapping{Field: "/order/ids/0", Column: "Id"}, wire.Mapping{Field: "/order/price", Column: "LimitPrice"})
		wiretest.Bench(b, r, []byte(`{"order":{"symbol":"AAPL","ids":["o1","o2"],"price":136},"Qty":7}`))
	})
	b.Run("escapes", func(b *testing.B) {
		wiretest.Bench(b, readerOf(b, wiretest.OrderFields), []byte(`{"Symbol":"A\u00c4PL","Id":"o\"1","LimitPrice":136,"Qty":7}`))
	})
	b.Run("never as before", func(b *testing.B) { // names in another order each time, numbers and text that take care
		d, dst := wiretest.Builders(b, readerOf(b, wiretest.OrderFields), wire.Env{Part: "value"})
		recs := [][]byte{
			[]byte(`{"Symbol":"A\u00c4PL","LimitPrice":1.36e2,"Id":"o\"1","Qty":7e0}`),
			[]byte(`{"Qty":0.7e1,"Id":"o\"2","LimitPrice":1.37e2,"Symbol":"é\u00c4PL"}`),
			[]byte(`{"Id":"o\"3","Symbol":"ÄÖ\u00c4PL","Qty":70e-1,"LimitPrice":13.8e1}`),
		}
		n := 0
		for b.Loop() {
			if n++; n&4095 == 0 {
				wiretest.Reset(dst)
			}
			if err := d.Decode(recs[n%3]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("bad", func(b *testing.B) {
		d, _ := wiretest.Builders(b, readerOf(b, wiretest.OrderFields), wire.Env{Part: "value"})
		for b.Loop() {
			if err := d.Decode([]byte(`{"Symbol":"AAPL","Id":"o1","LimitPrice":136,"Qty":"many"}`)); err == nil {
				b.Fatal("no error")
			}
		}
	})
}
