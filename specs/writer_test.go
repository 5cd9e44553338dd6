package specs

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"
	"time"

	"starling/engine/column"
)

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

func writerOf(t *testing.T, opts JSONWriterOptions) Writer {
	t.Helper()
	w, err := JSONWriter(opts)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestSimpleWriter(t *testing.T) {
	for _, c := range []struct {
		col  string
		want [3]string
	}{
		{"Sym", [3]string{"AAPL", "é\"q", "<null>"}},
		{"I", [3]string{"\x00\x00\x00\x01", "\xff\xff\xff\xfb", "<null>"}},
		{"L", [3]string{"\x00\x00\x01\x00\x00\x00\x00\x00", "\xff\xff\xff\xff\xff\xff\xff\xff", "<null>"}},
		{"D", [3]string{"\x3f\xf8\x00\x00\x00\x00\x00\x00", "@Y\x00\x00\x00\x00\x00\x00", "<null>"}},
		{"F", [3]string{"\x3f\x8c\xcc\xcd", "\x50\x15\x02\xf9", "<null>"}},
		{"H", [3]string{"\x00\x07", "\xff\xf9", "<null>"}},
		{"Y", [3]string{"\x08", "\xf8", "<null>"}},
		{"R", [3]string{"\x01\x00", "\xff\x80", "<null>"}},
	} {
		got := written(t, SimpleWriter(c.col), quotes, quoteVectors())
		if [3]string(got) != c.want {
			t.Errorf("%s: %q, want %q", c.col, got, c.want)
		}
	}
}

func TestSimpleWriterErrors(t *testing.T) {
	for _, c := range []struct{ col, want string }{
		{"B", `simple_spec: column "B": type Boolean is not supported, only byte, short, int, long, float, double, String or byte[]`},
		{"T", `simple_spec: column "T": type Instant is not supported`},
		{"C", `simple_spec: column "C": type char is not supported`},
		{"Nope", `simple_spec: no column "Nope" in the table, which has Sym, I, `},
	} {
		_, err := SimpleWriter(c.col).Encoder(t.Context(), Env{}, quotes)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.col, err, c.want)
		}
	}
}

func TestJSONWriter(t *testing.T) {
	clock := func() time.Time { return time.Unix(0, 1795355863491824627) }
	dotted := []Mapping{{Field: "quote.price", Column: "D"}, {Field: "quote.size", Column: "I"}}
	for _, c := range []struct {
		name string
		opts JSONWriterOptions
		want [3]string
	}{
		{"all", JSONWriterOptions{Exclude: []string{"R"}}, [3]string{
			`{"Sym":"AAPL","I":1,"L":1099511627776,"D":1.5,"F":1.1,"H":7,"Y":8,"C":"c","B":true,"T":"2023-11-14T22:13:20.123456789Z"}`,
			`{"Sym":"é\"q","I":-5,"L":-1,"D":100.0,"F":1.0E10,"H":-7,"Y":-8,"C":"€","B":false,"T":"2023-11-14T22:13:20Z"}`,
			`{}`,
		}},
		{"nulls", JSONWriterOptions{OutputNulls: true}, [3]string{
			`{"Sym":"AAPL","I":1,"L":1099511627776,"D":1.5,"F":1.1,"H":7,"Y":8,"C":"c","B":true,"T":"2023-11-14T22:13:20.123456789Z","R":[1,0]}`,
			`{"Sym":"é\"q","I":-5,"L":-1,"D":100.0,"F":1.0E10,"H":-7,"Y":-8,"C":"€","B":false,"T":"2023-11-14T22:13:20Z","R":[-1,-128]}`,
			`{"Sym":null,"I":null,"L":null,"D":null,"F":null,"H":null,"Y":null,"C":null,"B":null,"T":null,"R":null}`,
		}},
		{"include", JSONWriterOptions{Include: []string{"D", "Sym"}}, [3]string{
			`{"D":1.5,"Sym":"AAPL"}`, `{"D":100.0,"Sym":"é\"q"}`, `{}`,
		}},
		{"include none", JSONWriterOptions{Include: []string{}}, [3]string{`{}`, `{}`, `{}`}},
		{"exclude", JSONWriterOptions{Exclude: []string{"T", "B", "C", "Y", "H", "F", "R"}}, [3]string{
			`{"Sym":"AAPL","I":1,"L":1099511627776,"D":1.5}`, `{"Sym":"é\"q","I":-5,"L":-1,"D":100.0}`, `{}`,
		}},
		{"mapping of a column left out", JSONWriterOptions{Include: []string{"Sym"}, Mapping: []Mapping{{"d", "D"}}}, [3]string{
			`{"Sym":"AAPL"}`, `{"Sym":"é\"q"}`, `{}`,
		}},
		{"dot without nesting", JSONWriterOptions{Include: []string{"Sym", "D"}, Mapping: []Mapping{{"d.x", "D"}}, OutputNulls: true}, [3]string{
			`{"Sym":"AAPL","d.x":1.5}`, `{"Sym":"é\"q","d.x":100.0}`, `{"Sym":null,"d.x":null}`,
		}},
		{"escaped dot", JSONWriterOptions{Include: []string{"Sym", "D", "I"}, Mapping: dotted, NestedDelim: `\.`}, [3]string{
			`{"quote":{"price":1.5,"size":1},"Sym":"AAPL"}`, `{"quote":{"price":100.0,"size":-5},"Sym":"é\"q"}`, `{"quote":{}}`,
		}},
		{"dot", JSONWriterOptions{Include: []string{"Sym", "D", "I"}, Mapping: dotted, NestedDelim: `.`}, [3]string{
			`{"quote":{"price":1.5,"size":1},"Sym":"AAPL"}`, `{"quote":{"price":100.0,"size":-5},"Sym":"é\"q"}`, `{"quote":{}}`,
		}},
		{"slash, nulls", JSONWriterOptions{
			Include: []string{"Sym", "D", "I", "L"}, NestedDelim: "/", OutputNulls: true,
			Mapping: []Mapping{{"id/symbol", "Sym"}, {"quote/price", "D"}, {"quote/size/n", "I"}},
		}, [3]string{
			`{"id":{"symbol":"AAPL"},"quote":{"size":{"n":1},"price":1.5},"L":1099511627776}`,
			`{"id":{"symbol":"é\"q"},"quote":{"size":{"n":-5},"price":100.0},"L":-1}`,
			`{"id":{"symbol":null},"quote":{"size":{"n":null},"price":null},"L":null}`,
		}},
		{"timestamp", JSONWriterOptions{Include: []string{"Sym"}, TimestampField: "ts", Now: clock}, [3]string{
			`{"Sym":"AAPL","ts":"1795355863491824627"}`, `{"Sym":"é\"q","ts":"1795355863491824627"}`, `{"ts":"1795355863491824627"}`,
		}},
	} {
		got := written(t, writerOf(t, c.opts), quotes, quoteVectors())
		if [3]string(got) != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, strings.Join(got, "\n     "), strings.Join(c.want[:], "\n     "))
		}
	}
}

func TestJSONWriterErrors(t *testing.T) {
	for _, c := range []struct {
		opts JSONWriterOptions
		want string
	}{
		{JSONWriterOptions{Include: []string{"I"}, Exclude: []string{"D"}}, "include_columns and exclude_columns cannot both be given"},
		{JSONWriterOptions{Mapping: []Mapping{{"a", "I"}, {"b", "I"}}}, `mapping: column "I" is mapped to both "a" and "b"`},
		{JSONWriterOptions{Include: []string{"Nope"}}, `json_spec: include_columns: no column "Nope" in the table`},
		{JSONWriterOptions{Exclude: []string{"Nope"}}, `json_spec: exclude_columns: no column "Nope" in the table`},
		{JSONWriterOptions{Mapping: []Mapping{{"n", "Nope"}}}, `json_spec: mapping: no column "Nope" in the table`},
		{JSONWriterOptions{Include: []string{"I", "I"}}, `json_spec: columns "I" and "I" are both written to field "I"`},
		{JSONWriterOptions{Mapping: []Mapping{{"D", "I"}}}, `json_spec: columns "I" and "D" are both written to field "D"`},
		{JSONWriterOptions{TimestampField: "I"}, `json_spec: columns "I" and "timestamp_field" are both written to field "I"`},
		{JSONWriterOptions{NestedDelim: ".", Mapping: []Mapping{{"D.x", "I"}}}, `json_spec: column "D": field "D" is an object that holds other columns`},
		{JSONWriterOptions{NestedDelim: ".", Mapping: []Mapping{{"D.x", "F"}}}, `json_spec: columns "D" and "F" are both written to field "D"`},
		{JSONWriterOptions{NestedDelim: ".", Mapping: []Mapping{{"a..x", "I"}}}, `json_spec: column "I": a nested field has an empty name`},
		{JSONWriterOptions{NestedDelim: ".", Mapping: []Mapping{{".x", "I"}}}, `json_spec: column "I": a nested field has an empty name`},
		{JSONWriterOptions{NestedDelim: ".", Mapping: []Mapping{{"x.", "I"}}}, `json_spec: column "I": a nested field has an empty name`},
	} {
		w, err := JSONWriter(c.opts)
		if err == nil {
			_, err = w.Encoder(t.Context(), Env{}, quotes)
		}
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %s", c.opts, err, c.want)
		}
	}
}

func TestPlainDelim(t *testing.T) {
	for in, want := range map[string]string{".": ".", `\.`: ".", `\\`: `\`, `\`: `\`, "::": "::", `\|\|`: "||", `\s`: `\s`, "": ""} {
		if got := plainDelim(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestJSONWriterValues(t *testing.T) {
	type point struct{ X int }
	for _, c := range []struct {
		v    column.Vector
		want string
	}{
		{vec(column.Double, math.NaN()), `"NaN"`},
		{vec(column.Double, math.Inf(-1)), `"-Infinity"`},
		{vec(column.Float, float32(math.Inf(1))), `"Infinity"`},
		{vec(column.Double, 1e10), `1.0E10`},
		{vec(column.String, "\x00\b\f\n\r\t\x1f\x7f/\\\"é\u2028"), `"\u0000\b\f\n\r\t\u001F` + "\x7f" + `/\\\"é` + "\u2028" + `"`},
		{vec(column.String, ""), `""`},
		{vec(column.String, "{"), `"{"`},
		{vec(column.Char, uint16('"')), `"\""`},
		{vec(column.Char, uint16(0xD83D)), `"` + "\ufffd" + `"`},
		{vec(column.Instant, int64(-1)), `"1969-12-31T23:59:59.999999999Z"`},
		{vec(column.Instant, int64(500_000_000)), `"1970-01-01T00:00:00.500Z"`},
		{vec(column.Instant, int64(120_000)), `"1970-01-01T00:00:00.000120Z"`},
		{vec(column.Instant, int64(math.MaxInt64)), `"2262-04-11T23:47:16.854775807Z"`},
		{vec(column.Bytes, ""), `[]`},
		{vec[any](column.Object, JSONText(`{"a":[1]}`)), `{"a":[1]}`},
		{vec[any](column.Object, []int32{1, column.NullInt, 3}), `[1,null,3]`},
		{vec[any](column.Object, []int64{}), `[]`},
		{vec[any](column.Object, []float64{0.1, math.NaN(), column.NullDouble}), `[0.1,"NaN",null]`},
		{vec[any](column.Object, []float32{0.1}), `[0.1]`},
		{vec[any](column.Object, []string{"a", column.NullString, "\n"}), `["a",null,"\n"]`},
		{vec[any](column.Object, []byte{1, 255}), `[1,-1]`},
		{vec[any](column.Object, []any{int32(1), "x", nil, []any{true}, 2.5, point{3}}), `[1,"x",null,[true],2.5,"<{3}>"]`},
		{vec[any](column.Object, big.NewInt(-12)), `-12`},
		{vec[any](column.Object, point{7}), `"<{7}>"`},
	} {
		w := writerOf(t, JSONWriterOptions{Text: func(x any) string { return fmt.Sprintf("<%v>", x) }})
		got := written(t, w, []column.Field{field("X", c.v.Kind())}, []column.Vector{c.v})[0]
		if want := `{"X":` + c.want + `}`; got != want {
			t.Errorf("%v: %s, want %s", c.v.Any(0), got, want)
		}
	}
}

func TestIgnore(t *testing.T) {
	d, dst := builders(t, Ignore, Env{})
	if err := d.Decode([]byte("x")); err != nil || len(dst) != 0 {
		t.Errorf("%v, %d builders", err, len(dst))
	}
	if got := written(t, Ignore, quotes, quoteVectors()); got[0] != "<null>" {
		t.Errorf("wrote %q", got[0])
	}
}

// What JSONWriter writes, JSON reads back.
func TestJSONRoundTrip(t *testing.T) {
	cols := quotes[:10]
	w := writerOf(t, JSONWriterOptions{Exclude: []string{"R"}})
	vecs := quoteVectors()
	d, dst := builders(t, jsonReaderOf(t, cols), Env{})
	for _, rec := range written(t, w, quotes, vecs) {
		if err := d.Decode([]byte(rec)); err != nil {
			t.Fatal(err)
		}
	}
	for k := range cols {
		for i, got := range values(dst[k]) {
			if want := vecs[k].Any(i); got != want {
				t.Errorf("%s, row %d: %v, want %v", cols[k].Name, i, got, want)
			}
		}
	}
}

func BenchmarkJSONWriter(b *testing.B) {
	table := append([]column.Field(nil), orderFields...)
	vecs := []column.Vector{vec(column.String, "AAPL"), vec(column.String, "o1"), vec(column.Double, 135.6), vec(column.Long, int64(7))}
	w, _ := JSONWriter(JSONWriterOptions{})
	e, err := w.Encoder(b.Context(), Env{}, table)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		buf, _, _ = e.Append(buf[:0], vecs, 0)
	}
}

func BenchmarkSimpleWriter(b *testing.B) {
	e, err := SimpleWriter("Qty").Encoder(b.Context(), Env{}, orderFields)
	if err != nil {
		b.Fatal(err)
	}
	in := []column.Vector{vec(column.Long, int64(7))}
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		buf, _, _ = e.Append(buf[:0], in, 0)
	}
}

// A column that is not in the table is told with what was meant, by every spec through find.
func TestFindHints(t *testing.T) {
	table := []column.Field{field("Price", column.Double), field("Sym", column.String)}
	for name, want := range map[string]string{
		"Prize": `x: no column "Prize" in the table, which has Price, Sym; did you mean Price?`,
		"symm":  `x: no column "symm" in the table, which has Price, Sym; did you mean Sym?`,
		"Smy":   `x: no column "Smy" in the table, which has Price, Sym; did you mean Sym?`,
		"Other": `x: no column "Other" in the table, which has Price, Sym`,
		"":      `x: no column "" in the table, which has Price, Sym`,
	} {
		if _, err := find("x", table, name); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", name, err, want)
		}
	}
}
