package json

import (
	"bytes"
	stdjson "encoding/json"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// fuzzValue has every shape; whatever can be allowed is.
var fuzzValue = jObject(
	"s", jString().with(Int|Decimal|Bool), "l", jLong().with(Decimal|String), "i", jInt(), "d", jDouble().with(String),
	"b", jBool().with(String), "c", scalarOf(column.Char), "t", jInstant(), "bi", jBig(column.BigInteger.String()).with(Decimal|String), "bd", jBig(column.BigDecimal.String()),
	"o", jObject("x", jLong(), "y", jList(jString())), "a", jList(jList(jLong())), "p", jList(jObject("x", jDouble(), "any", Any{})),
	"u", jTuple(jLong(), jString()), "e", jEntries(jString(), jInt()), "any", Any{}, "skip", &Skip{Allow: ^Types(0)},
	"typed", &Typed{Field: "type", Allow: Optional, Shared: []Field{{Name: "z", Value: jLong()}}, Objects: []TypedObject{{"q", jObject("v", jLong())}}},
)

// FuzzObjectProcessor holds the decoder against encoding/json: what is JSON, and what its
// numbers and strings are; a new decoder against a used one; and it looks for traces of
// records that were not taken.
func FuzzObjectProcessor(f *testing.F) {
	for _, s := range []string{
		`{"s":"a\u00e9","l":1.9,"i":5,"d":1e-7,"b":"true","c":"x","t":"2023-11-14T22:13:20.5Z","bi":1e3,"bd":1.10}`,
		`{"o":{"x":1,"y":["a",null]},"a":[[1],null,[]],"p":[{"x":1,"any":{"q":[1]}},{}],"u":[1,"x"],"e":{"k":1},"any":[1.50],"skip":{}}`,
		`{"typed":{"z":1,"type":"q","v":2}}`, `{"typed":{"type":"r","v":[}}`, `null`, ``, `[]`, `{"s":1,"s":2}`, `{"l":"1e400"}`, `{"l":9223372036854775808}`,
		`{"any":` + strings.Repeat("[", 1100), `{"a":` + strings.Repeat("[", 1100), `{"bi":1e999999999}`, `{"bi":1e-999999999}`, `{"bd":1e999999999}`, `{"bd":` + strings.Repeat("9", 1100) + `}`,
		`{"l":1e-999999999,"i":0e999999999}`, `{"p":[` + strings.Repeat("{},", 60) + `{}]}`, `{"typed":{` + strings.Repeat(`"u":1,`, 40) + `"type":"q","v":2}}`,
		`{"a":[[1,2],[3,"x"]]}`, `{"u":[1]}`, `{} x`, "\ufeff{}", "{\"s\":\"\xff\"}", `{"e":{"\ud800":1}}`, `{"any":{"a" : "\ud800"}}`,
	} {
		f.Add([]byte(s))
	}
	trained := []byte(`{"z":1,"typed":{"type":"q","v":1},"e":{"a":1},"a":[[1]],"d":1,"l":1,"s":"s"}`)
	r, err := ObjectProcessor(fuzzValue)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, rec []byte) {
		d, dst, err := wiretest.Twice(t, r, trained, rec)
		for _, v := range d.(*objectDecoder).spare {
			if v.Len() != 0 {
				t.Fatal("elements are left over")
			}
		}
		checkStandard(t, rec, err, dst)
	})
}

// checkStandard compares with the standard library.
func checkStandard(t *testing.T, rec []byte, err error, dst []column.Builder) {
	text := bytes.TrimPrefix(rec, wire.ByteOrderMark)
	if len(bytes.Trim(text, " \t\r\n")) == 0 {
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	valid := stdjson.Valid(text)
	if err == nil && !valid {
		t.Fatal("encoding/json refuses it")
	}
	if err != nil {
		is := err.Error()
		if valid && utf8.Valid(rec) && strings.HasPrefix(is, "not JSON: ") && !strings.Contains(is, "less nesting") {
			t.Fatalf("encoding/json takes it: %v", err)
		}
		return
	}
	var doc map[string]any
	dec := stdjson.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	if err := dec.Decode(&doc); err != nil {
		t.Fatalf("taken, but encoding/json says %v", err)
	}
	if s, ok := doc["s"].(string); ok {
		if got := wiretest.Values(dst[0])[0]; got != s {
			t.Fatalf("s is %q, want %q", got, s)
		}
	}
	if n, ok := doc["d"].(stdjson.Number); ok {
		want, _ := n.Float64()
		if got := wiretest.Values(dst[3])[0]; want != -math.MaxFloat64 && got != want {
			t.Fatalf("d is %v, want %v", got, want)
		}
	}
	if n, ok := doc["i"].(stdjson.Number); ok {
		want, err := n.Int64()
		if got := wiretest.Values(dst[2])[0]; err != nil || want != math.MinInt32 && got != int32(want) {
			t.Fatalf("i is %v, want %v", got, n)
		}
	}
}
