package json

import (
	"bytes"
	stdjson "encoding/json"
	"fmt"
	"io"
	"math"
	"math/big"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

var fuzzFields = []column.Field{
	wiretest.Field("S", column.String), wiretest.Field("N", column.Int), wiretest.Field("L", column.Long), wiretest.Field("D", column.Double),
	wiretest.Field("F", column.Float), wiretest.Field("B", column.Bool), wiretest.Field("C", column.Char), wiretest.Field("T", column.Instant),
	wiretest.Field("O", column.String),
}

// fuzzPaths is where the columns are read from, as fuzzMapping says it.
var (
	fuzzPaths   = [][]string{{"S"}, {"N"}, {"o", "l"}, {"D"}, {"F"}, {"B"}, {"o", "c"}, {"a", "1"}, {"o"}}
	fuzzMapping = []wire.Mapping{{Field: "/o/l", Column: "L"}, {Field: "/o/c", Column: "C"}, {Field: "/a/1", Column: "T"}, {Field: "o", Column: "O"}}
)

// FuzzDecode holds the decoder against encoding/json and jsontext: what is JSON,
// and what its strings, numbers and booleans are.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{
		string(wiretest.Order), `{"S":"a\u00e9\ud83d\ude00","N":1.0,"o":{"l":-5e2,"c":"x"},"D":1e-7,"F":0.1,"B":true,"a":[0,1700000000]}`,
		`{"N":"12","S":null,"N":3,"o":1,"o":{"l":"x"},"o":{"c":65}}`, `[1,2]`, `null`, ` 5 x`, `{"S":"` + "\xe2\x82" + `\n"}`,
		`{"D":-0.0,"S":{"a":[1.50, "\u0041",{}]},"a":[[],"2023-11-14T22:13:20.5Z"]} {`, `{"S":"\ud800","D":"NaN"}`,
		`{"x":` + strings.Repeat("[", 1100), `{"o":` + strings.Repeat(`{"o":`, 1100), `{"D":1e999999999,"F":-1e-999999999,"L":0e999999999,"N":1e99}`,
		`{"D":0.` + strings.Repeat("9", 900) + `,"L":` + strings.Repeat("9", 900) + `}`, `{` + strings.Repeat(`"o":{"l":1},"N":"x",`, 40) + `"N":2}`,
		`{"a":[0,"2024-01-01 ../../etc/passwd"],"S":"` + strings.Repeat(`\ud800`, 20) + `"}`,
		`{"N":00.0E00}`, `{"L":9223372036854775808,"N":-2147483649}`, "{\"S\":\"\x01\"}", `{"D":0.30000000000000004441,"F":16777217}`,
	} {
		f.Add([]byte(s))
	}
	trained := []byte(`{"x":1,"a":[1,2],"B":true,"o":{"c":"c","l":1},"F":1,"D":1,"N":1,"S":"s"}`)
	r, err := Reader(fuzzFields, fuzzMapping)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, rec []byte) {
		d, dst, err := wiretest.Twice(t, r, trained, rec)
		checkReference(t, rec, err, dst)
		want := 1
		if err != nil {
			want = 0
		}
		// Now the fields come in the order that is expected.
		if err3 := d.Decode(rec); fmt.Sprint(err) != fmt.Sprint(err3) {
			t.Fatalf("at first: %v; again: %v", err, err3)
		}
		for i := range dst {
			if all := wiretest.Values(dst[i]); len(all) != 2*want || fmt.Sprint(all[:want]) != fmt.Sprint(all[want:]) {
				t.Fatalf("%s: %v, the second by the order of the first", fuzzFields[i].Name, all)
			}
		}
	})
}

// FuzzFew holds what is read of easy numbers and texts against what is read of all.
func FuzzFew(f *testing.F) {
	for _, s := range []string{"0", "-0", "12,", "1.50}", "-0.0", "00", "1.", "-", "1e5", "123456789012345678", "1234567890123456789", "16777217", "9007199254740993", "0.00000000001", "99999.5", "-129", "abcdefg\"", "abcdefgh\xff\"", "\x1f", "ab\\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, p []byte) {
		end := 0
		for end < len(p) && plain[p[end]] {
			end++
		}
		if got := plainEnd(p, 0); got != end {
			t.Fatalf("%q is plain up to %d, not %d", p, end, got)
		}
		end, mant, places, neg := few(p, 0)
		if end < 0 {
			return
		}
		var n wire.Number
		if got := n.Scan(p, 0, true); got != end {
			t.Fatalf("%q: a number of %d bytes, not %d", p, got, end)
		}
		for _, k := range column.Kinds() {
			typ := column.Of(k)
			if k == column.List {
				typ = column.ArrayOf(column.Of(column.Int))
			}
			a, b := wire.Bind(column.NewBuilder(typ)), wire.Bind(column.NewBuilder(typ))
			if !a.Few(mant, places, neg) {
				if a.Dst.Len() != 0 {
					t.Fatalf("%q as %s: %v is left", p[:end], k, wiretest.Values(a.Dst))
				}
				continue
			}
			if why := b.Number(&n); why != "" || fmt.Sprint(wiretest.Values(a.Dst)) != fmt.Sprint(wiretest.Values(b.Dst)) {
				t.Fatalf("%q as %s: %v, not %v (%s)", p[:end], k, wiretest.Values(a.Dst), wiretest.Values(b.Dst), why)
			}
		}
	})
}

// checkReference compares with the standard library.
func checkReference(t *testing.T, rec []byte, err error, dst []column.Builder) {
	if len(rec) > 0 && rec[0] <= wire.MagicMost { // no text, perhaps the name of a schema
		if err == nil {
			t.Fatal("taken for JSON")
		}
		return
	}
	malformed := err != nil && strings.HasPrefix(err.Error(), "not JSON: ")
	if malformed && strings.Contains(err.Error(), "less nesting") {
		return
	}
	lax := []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}
	if malformed && jsontext.Value(rec).IsValid(lax...) {
		t.Fatalf("jsontext takes it: %v", err)
	}
	if err != nil && strings.HasPrefix(err.Error(), "more than one") {
		if jsontext.Value(rec).IsValid(lax...) {
			t.Fatalf("jsontext takes it: %v", err)
		}
		return
	}
	rec = bytes.TrimPrefix(rec, wire.ByteOrderMark)
	clean := wire.AppendText(nil, rec)
	dec := stdjson.NewDecoder(bytes.NewReader(clean))
	dec.UseNumber()
	var doc any
	stdErr := dec.Decode(&doc)
	if len(bytes.Trim(rec, " \t\r\n")) == 0 {
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	if !malformed && stdErr != nil {
		t.Fatalf("encoding/json refuses it: %v", stdErr)
	}
	switch _, more := dec.Token(); {
	case stdErr != nil:
	case err == nil && more != io.EOF:
		t.Fatal("encoding/json sees more text")
	case malformed && more == io.EOF:
		t.Fatalf("encoding/json takes it: %v", err)
	}
	if malformed {
		return
	}
	wrong := ""
	for i, f := range fuzzFields {
		want, ok := reference(f.Type.Kind, lookUp(doc, fuzzPaths[i]))
		if !ok {
			continue
		}
		if want == reflect.TypeFor[wiretest.Bad]() {
			wrong = f.Name
			break
		}
		if err != nil {
			if strings.Contains(err.Error(), fmt.Sprintf("column %q (", f.Name)) {
				t.Fatalf("%v, want %#v", err, want)
			}
			continue
		}
		if got := wiretest.Values(dst[i])[0]; !same(got, want) {
			t.Fatalf("%s: %#v, want %#v", f.Name, got, want)
		}
	}
	if wrong != "" && err == nil {
		t.Fatalf("%s: no error", wrong)
	}
}

func lookUp(v any, path []string) any {
	for _, name := range path {
		switch x := v.(type) {
		case map[string]any:
			v = x[name]
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(x) {
				return nil
			}
			v = x[i]
		default:
			return nil
		}
	}
	return v
}

// reference is what a value becomes in a column; ok is false if it has no opinion.
// The type bad stands for an error.
func reference(k column.Kind, v any) (want any, ok bool) {
	wrong := any(reflect.TypeFor[wiretest.Bad]())
	switch x := v.(type) {
	case nil:
		return nil, true
	case string:
		return x, k == column.String
	case bool:
		switch k {
		case column.Bool:
			return x, true
		case column.String:
			return strconv.FormatBool(x), true
		}
	case stdjson.Number:
		switch k {
		case column.String:
			return string(x), true
		case column.Double:
			d, _ := strconv.ParseFloat(string(x), 64)
			return nullable(d, column.NullDouble), true
		case column.Float:
			d, _ := strconv.ParseFloat(string(x), 32)
			return nullable(float32(d), column.NullFloat), true
		case column.Int, column.Long:
			return referenceWhole(k, string(x))
		}
	case map[string]any, []any:
		switch k {
		case column.String:
			return x, true
		case column.Int, column.Long, column.Double, column.Float, column.Bool, column.Instant:
			return wrong, true
		}
	}
	return nil, false
}

func referenceWhole(k column.Kind, text string) (want any, ok bool) {
	if e := strings.IndexAny(text, "eE"); e >= 0 && len(text)-e > 4 || len(text) > 200 {
		return nil, false // would take big.Rat too long
	}
	rat, ok := new(big.Rat).SetString(text)
	if !ok || !rat.IsInt() || !rat.Num().IsInt64() {
		return reflect.TypeFor[wiretest.Bad](), true
	}
	v := rat.Num().Int64()
	if k == column.Long {
		return nullable(v, column.NullLong), true
	}
	if v < math.MinInt32 || v > math.MaxInt32 {
		return reflect.TypeFor[wiretest.Bad](), true
	}
	return nullable(int32(v), column.NullInt), true
}

func nullable[T comparable](x, null T) any {
	if x == null {
		return nil
	}
	return x
}

// same compares a value with the reference's; a tree with the text of one.
func same(got, want any) bool {
	switch want.(type) {
	case map[string]any, []any:
		s, _ := got.(string)
		dec := stdjson.NewDecoder(strings.NewReader(s))
		dec.UseNumber()
		var tree any
		return dec.Decode(&tree) == nil && reflect.DeepEqual(tree, want)
	}
	return got == want
}
