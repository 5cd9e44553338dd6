package json

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"
	"time"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

func writerOf(t *testing.T, opts WriterOptions) wire.Writer {
	t.Helper()
	w, err := Writer(opts)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestWriter(t *testing.T) {
	clock := func() time.Time { return time.Unix(0, 1795355863491824627) }
	dotted := []wire.Mapping{{Field: "quote.price", Column: "D"}, {Field: "quote.size", Column: "I"}}
	for _, c := range []struct {
		name string
		opts WriterOptions
		want [3]string
	}{
		{"all", WriterOptions{Exclude: []string{"R"}}, [3]string{
			`{"Sym":"AAPL","I":1,"L":1099511627776,"D":1.5,"F":1.1,"H":7,"Y":8,"C":"c","B":true,"T":"2023-11-14T22:13:20.123456789Z"}`,
			`{"Sym":"é\"q","I":-5,"L":-1,"D":100.0,"F":1.0E10,"H":-7,"Y":-8,"C":"€","B":false,"T":"2023-11-14T22:13:20Z"}`,
			`{}`,
		}},
		{"nulls", WriterOptions{OutputNulls: true}, [3]string{
			`{"Sym":"AAPL","I":1,"L":1099511627776,"D":1.5,"F":1.1,"H":7,"Y":8,"C":"c","B":true,"T":"2023-11-14T22:13:20.123456789Z","R":[1,0]}`,
			`{"Sym":"é\"q","I":-5,"L":-1,"D":100.0,"F":1.0E10,"H":-7,"Y":-8,"C":"€","B":false,"T":"2023-11-14T22:13:20Z","R":[-1,-128]}`,
			`{"Sym":null,"I":null,"L":null,"D":null,"F":null,"H":null,"Y":null,"C":null,"B":null,"T":null,"R":null}`,
		}},
		{"include", WriterOptions{Include: []string{"D", "Sym"}}, [3]string{
			`{"D":1.5,"Sym":"AAPL"}`, `{"D":100.0,"Sym":"é\"q"}`, `{}`,
		}},
		{"include none", WriterOptions{Include: []string{}}, [3]string{`{}`, `{}`, `{}`}},
		{"exclude", WriterOptions{Exclude: []string{"T", "B", "C", "Y", "H", "F", "R"}}, [3]string{
			`{"Sym":"AAPL","I":1,"L":1099511627776,"D":1.5}`, `{"Sym":"é\"q","I":-5,"L":-1,"D":100.0}`, `{}`,
		}},
		{"mapping of a column left out", WriterOptions{Include: []string{"Sym"}, Mapping: []wire.Mapping{{Field: "d", Column: "D"}}}, [3]string{
			`{"Sym":"AAPL"}`, `{"Sym":"é\"q"}`, `{}`,
		}},
		{"dot without nesting", WriterOptions{Include: []string{"Sym", "D"}, Mapping: []wire.Mapping{{Field: "d.x", Column: "D"}}, OutputNulls: true}, [3]string{
			`{"Sym":"AAPL","d.x":1.5}`, `{"Sym":"é\"q","d.x":100.0}`, `{"Sym":null,"d.x":null}`,
		}},
		{"escaped dot", WriterOptions{Include: []string{"Sym", "D", "I"}, Mapping: dotted, NestedDelim: `\.`}, [3]string{
			`{"quote":{"price":1.5,"size":1},"Sym":"AAPL"}`, `{"quote":{"price":100.0,"size":-5},"Sym":"é\"q"}`, `{"quote":{}}`,
		}},
		{"dot", WriterOptions{Include: []string{"Sym", "D", "I"}, Mapping: dotted, NestedDelim: `.`}, [3]string{
			`{"quote":{"price":1.5,"size":1},"Sym":"AAPL"}`, `{"quote":{"price":100.0,"size":-5},"Sym":"é\"q"}`, `{"quote":{}}`,
		}},
		{"slash, nulls", WriterOptions{
			Include: []string{"Sym", "D", "I", "L"}, NestedDelim: "/", OutputNulls: true,
			Mapping: []wire.Mapping{{Field: "id/symbol", Column: "Sym"}, {Field: "quote/price", Column: "D"}, {Field: "quote/size/n", Column: "I"}},
		}, [3]string{
			`{"id":{"symbol":"AAPL"},"quote":{"size":{"n":1},"price":1.5},"L":1099511627776}`,
			`{"id":{"symbol":"é\"q"},"quote":{"size":{"n":-5},"price":100.0},"L":-1}`,
			`{"id":{"symbol":null},"quote":{"size":{"n":null},"price":null},"L":null}`,
		}},
		{"timestamp", WriterOptions{Include: []string{"Sym"}, TimestampField: "ts", Now: clock}, [3]string{
			`{"Sym":"AAPL","ts":"1795355863491824627"}`, `{"Sym":"é\"q","ts":"1795355863491824627"}`, `{"ts":"1795355863491824627"}`,
		}},
	} {
		got := wiretest.Written(t, writerOf(t, c.opts), wiretest.Quotes, wiretest.QuoteVectors())
		if [3]string(got) != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, strings.Join(got, "\n     "), strings.Join(c.want[:], "\n     "))
		}
	}
}

func TestWriterErrors(t *testing.T) {
	for _, c := range []struct {
		opts WriterOptions
		want string
	}{
		{WriterOptions{Include: []string{"I"}, Exclude: []string{"D"}}, "include_columns and exclude_columns cannot both be given"},
		{WriterOptions{Mapping: []wire.Mapping{{Field: "a", Column: "I"}, {Field: "b", Column: "I"}}}, `mapping: column "I" is mapped to both "a" and "b"`},
		{WriterOptions{Include: []string{"Nope"}}, `json_spec: include_columns: no column "Nope" in the table`},
		{WriterOptions{Exclude: []string{"Nope"}}, `json_spec: exclude_columns: no column "Nope" in the table`},
		{WriterOptions{Mapping: []wire.Mapping{{Field: "n", Column: "Nope"}}}, `json_spec: mapping: no column "Nope" in the table`},
		{WriterOptions{Include: []string{"I", "I"}}, `json_spec: columns "I" and "I" are both written to field "I"`},
		{WriterOptions{Mapping: []wire.Mapping{{Field: "D", Column: "I"}}}, `json_spec: columns "I" and "D" are both written to field "D"`},
		{WriterOptions{TimestampField: "I"}, `json_spec: columns "I" and "timestamp_field" are both written to field "I"`},
		{WriterOptions{NestedDelim: ".", Mapping: []wire.Mapping{{Field: "D.x", Column: "I"}}}, `json_spec: column "D": field "D" is an object that holds other columns`},
		{WriterOptions{NestedDelim: ".", Mapping: []wire.Mapping{{Field: "D.x", Column: "F"}}}, `json_spec: columns "D" and "F" are both written to field "D"`},
		{WriterOptions{NestedDelim: ".", Mapping: []wire.Mapping{{Field: "a..x", Column: "I"}}}, `json_spec: column "I": a nested field has an empty name`},
		{WriterOptions{NestedDelim: ".", Mapping: []wire.Mapping{{Field: ".x", Column: "I"}}}, `json_spec: column "I": a nested field has an empty name`},
		{WriterOptions{NestedDelim: ".", Mapping: []wire.Mapping{{Field: "x.", Column: "I"}}}, `json_spec: column "I": a nested field has an empty name`},
	} {
		w, err := Writer(c.opts)
		if err == nil {
			_, err = w.Encoder(t.Context(), wire.Env{}, wiretest.Quotes)
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

func TestWriterValues(t *testing.T) {
	type point struct{ X int }
	for _, c := range []struct {
		v    column.Vector
		want string
	}{
		{wiretest.Vec(column.Double, math.NaN()), `"NaN"`},
		{wiretest.Vec(column.Double, math.Inf(-1)), `"-Infinity"`},
		{wiretest.Vec(column.Float, float32(math.Inf(1))), `"Infinity"`},
		{wiretest.Vec(column.Double, 1e10), `1.0E10`},
		{wiretest.Vec(column.String, "\x00\b\f\n\r\t\x1f\x7f/\\\"é\u2028"), `"\u0000\b\f\n\r\t\u001F` + "\x7f" + `/\\\"é` + "\u2028" + `"`},
		{wiretest.Vec(column.String, ""), `""`},
		{wiretest.Vec(column.String, "{"), `"{"`},
		{wiretest.Vec(column.Char, uint16('"')), `"\""`},
		{wiretest.Vec(column.Char, uint16(0xD83D)), `"` + "\ufffd" + `"`},
		{wiretest.Vec(column.Instant, int64(-1)), `"1969-12-31T23:59:59.999999999Z"`},
		{wiretest.Vec(column.Instant, int64(500_000_000)), `"1970-01-01T00:00:00.500Z"`},
		{wiretest.Vec(column.Instant, int64(120_000)), `"1970-01-01T00:00:00.000120Z"`},
		{wiretest.Vec(column.Instant, int64(math.MaxInt64)), `"2262-04-11T23:47:16.854775807Z"`},
		{wiretest.Vec(column.Bytes, ""), `[]`},
		{wiretest.Vec[any](column.Object, Text(`{"a":[1]}`)), `{"a":[1]}`},
		{wiretest.Vec[any](column.Object, []int32{1, column.NullInt, 3}), `[1,null,3]`},
		{wiretest.Vec[any](column.Object, []int64{}), `[]`},
		{wiretest.Vec[any](column.Object, []float64{0.1, math.NaN(), column.NullDouble}), `[0.1,"NaN",null]`},
		{wiretest.Vec[any](column.Object, []float32{0.1}), `[0.1]`},
		{wiretest.Vec[any](column.Object, []string{"a", column.NullString, "\n"}), `["a",null,"\n"]`},
		{wiretest.Vec[any](column.Object, []byte{1, 255}), `[1,-1]`},
		{wiretest.Vec[any](column.Object, []any{int32(1), "x", nil, []any{true}, 2.5, point{3}}), `[1,"x",null,[true],2.5,"<{3}>"]`},
		{wiretest.Vec[any](column.Object, big.NewInt(-12)), `-12`},
		{wiretest.Vec[any](column.Object, point{7}), `"<{7}>"`},
	} {
		w := writerOf(t, WriterOptions{Text: func(x any) string { return fmt.Sprintf("<%v>", x) }})
		got := wiretest.Written(t, w, []column.Field{wiretest.Field("X", c.v.Kind())}, []column.Vector{c.v})[0]
		if want := `{"X":` + c.want + `}`; got != want {
			t.Errorf("%v: %s, want %s", c.v.Any(0), got, want)
		}
	}
}

// What Writer writes, JSON reads back.
func TestRoundTrip(t *testing.T) {
	cols := wiretest.Quotes[:10]
	w := writerOf(t, WriterOptions{Exclude: []string{"R"}})
	vecs := wiretest.QuoteVectors()
	d, dst := wiretest.Builders(t, readerOf(t, cols), wire.Env{})
	for _, rec := range wiretest.Written(t, w, wiretest.Quotes, vecs) {
		if err := d.Decode([]byte(rec)); err != nil {
			t.Fatal(err)
		}
	}
	for k := range cols {
		for i, got := range wiretest.Values(dst[k]) {
			if want := vecs[k].Any(i); got != want {
				t.Errorf("%s, row %d: %v, want %v", cols[k].Name, i, got, want)
			}
		}
	}
}

func BenchmarkWriter(b *testing.B) {
	table := append([]column.Field(nil), wiretest.OrderFields...)
	vecs := []column.Vector{wiretest.Vec(column.String, "AAPL"), wiretest.Vec(column.String, "o1"), wiretest.Vec(column.Double, 135.6), wiretest.Vec(column.Long, int64(7))}
	w, _ := Writer(WriterOptions{})
	e, err := w.Encoder(b.Context(), wire.Env{}, table)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		buf, _, _ = e.Append(buf[:0], vecs, 0)
	}
}
