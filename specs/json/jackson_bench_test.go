package json

import (
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

var (
	orderValue = jObject("Symbol", jString(), "Id", jString(), "LimitPrice", jDouble(), "Qty", jLong())
	fiveValue  = jObject("Symbol", jString(), "Id", jString(), "LimitPrice", jDouble(), "Qty", jLong(), "Live", jBool())
	five       = []byte(`{"Symbol":"AAPL","Id":"o1","LimitPrice":135.625,"Qty":17,"Live":true}`)
)

func BenchmarkObjectProcessor(b *testing.B) {
	b.Run("order", func(b *testing.B) { wiretest.Bench(b, processor(b, orderValue), wiretest.Order) })
	b.Run("five", func(b *testing.B) { wiretest.Bench(b, processor(b, fiveValue), five) })
	b.Run("five by json_spec", func(b *testing.B) {
		wiretest.Bench(b, readerOf(b, append(wiretest.OrderFields[:4:4], column.Field{Name: "Live", Type: column.Of(column.Bool)})), five)
	})
	b.Run("shuffled", func(b *testing.B) {
		wiretest.Bench(b, processor(b, orderValue), []byte(`{"Qty":7,"LimitPrice":136,"Id":"o1","Symbol":"AAPL"}`))
	})
	b.Run("spaces", func(b *testing.B) {
		wiretest.Bench(b, processor(b, orderValue), []byte(`{"Symbol": "AAPL", "Id": "o1", "LimitPrice": 136, "Qty": 7}`))
	})
	b.Run("nested", func(b *testing.B) {
		v := jObject("a", jObject("b", jLong(), "c", jObject("d", jDouble())), "t", jTuple(jLong(), jString()))
		wiretest.Bench(b, processor(b, v), []byte(`{"a":{"b":1,"c":{"d":1.5}},"t":[7,"x"]}`))
	})
	b.Run("array", func(b *testing.B) {
		wiretest.Bench(b, processor(b, jObject("a", jList(jLong()))), []byte(`{"a":[1,2,3,4,5,6,7,8]}`))
	})
}

func TestObjectProcessorAllocs(t *testing.T) {
	ms := jInstant()
	ms.Unit = 1e6
	anyCase := &Object{Fields: []Field{{Name: "Name", Value: jLong(), AnyCase: true}}}
	typed := &Typed{Field: "t", Shared: []Field{{Name: "s", Value: jString()}}, Objects: []TypedObject{{"a", jObject("x", jLong())}, {"b", jObject("y", jLong())}}}
	for _, c := range []struct {
		name string
		v    Value
		rec  string
	}{
		{"five fields", fiveValue, string(five)},
		{"missing and null", fiveValue, `{"Qty":null}`},
		{"null", fiveValue, `null`},
		{"standing in", jObject("a", jString().instead("x", "y"), "b", jLong().instead(int64(1), nil)), `{"a":null}`},
		{"escapes", fiveValue, `{"Symbol":"A\u00e9\n","Id":"\ud83d\ude00","Qty":1,"\u0041":2}`},
		{"strings", jObject("a", jLong().with(String), "b", jDouble().with(String), "c", jBool().with(String)), `{"a":"1","b":"1.5","c":"true"}`},
		{"instants", jObject("a", jInstant(), "b", ms), `{"a":"2023-11-14T22:13:20.5Z","b":1700000000123}`},
		{"nested", jObject("a", jObject("b", jLong()), "t", jTuple(jLong(), jString())), `{"a":{"b":1},"t":[7,"x"]}`},
		{"any case", anyCase, `{"NAME":1}`},
		{"typed", typed, `{"s":"q","t":"b","y":2}`},
		{"arrays", jObject("a", jList(jLong()), "b", jList(jList(jString())), "c", jList(jObject("x", jDouble(), "y", jString()))), `{"a":[1,2,3],"b":[["x"],[],["y","z"]],"c":[{"x":1,"y":"v"},{"x":2}]}`},
		{"skipped", jObject("a", jLong(), "s", &Skip{Allow: Objects}), `{"s":{"x":[1]},"a":1}`},
	} {
		d, dst := wiretest.Builders(t, processor(t, c.v), wire.Env{Part: "value"})
		rec := []byte(c.rec)
		n := testing.AllocsPerRun(1000, func() {
			wiretest.Reset(dst)
			if err := d.Decode(rec); err != nil {
				t.Fatal(err)
			}
		})
		if n != 0 {
			t.Errorf("%s: %v allocations per record", c.name, n)
		}
	}
}
