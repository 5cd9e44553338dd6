package specs

import (
	"math/big"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/avro"
	"starling/specs/json"
	"starling/specs/protobuf"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// listCase is a list of each type of elements, as JSON has it.
type listCase struct {
	elem column.Type
	x    any // as an array
	json string
	// avro is what comes back of a schema that is made of the column, "" if that is json.
	avro string
	// proto is the type of a repeated field, and null what Protobuf has no place for.
	proto string
	null  bool
}

var listCases = []listCase{
	{column.Of(column.Bool), []int8{1, column.NullByte, 0}, `[true,null,false]`, "", "bool", true},
	{column.Of(column.Bool), []int8{1, 0}, `[true,false]`, "", "bool", false},
	{column.Of(column.Short), []int16{-32767, column.NullShort, 32767}, `[-32767,null,32767]`, "", "int32", true},
	{column.Of(column.Short), []int16{-32767, 0, 32767}, `[-32767,0,32767]`, "", "sint64", false},
	{column.Of(column.Char), []uint16{'a', '€', '"'}, `["a","€","\""]`, `[97,8364,34]`, "", false},
	{column.Of(column.Char), []uint16{'a', column.NullChar}, `["a",null]`, `[97,null]`, "int32", true},
	{column.Of(column.Int), []int32{2147483647, column.NullInt}, `[2147483647,null]`, "", "int32", true},
	{column.Of(column.Int), []int32{2147483647, -2147483647, 0}, `[2147483647,-2147483647,0]`, "", "sfixed32", false},
	{column.Of(column.Long), []int64{9223372036854775807, column.NullLong}, `[9223372036854775807,null]`, "", "int64", true},
	{column.Of(column.Long), []int64{9223372036854775807, -1}, `[9223372036854775807,-1]`, "", "fixed64", false},
	{column.Of(column.Float), []float32{1.1, column.NullFloat, 1e10}, `[1.1,null,1.0E10]`, "", "float", true},
	{column.Of(column.Float), []float32{1.1, 1e10}, `[1.1,1.0E10]`, "", "float", false},
	{column.Of(column.Double), []float64{0.5, column.NullDouble, 1e-10}, `[0.5,null,1.0E-10]`, "", "double", true},
	{column.Of(column.Double), []float64{0.5, 1e-10}, `[0.5,1.0E-10]`, "", "double", false},
	{column.Of(column.Instant), []int64{0, column.NullLong, -1000}, `["1970-01-01T00:00:00Z",null,"1969-12-31T23:59:59.999999Z"]`, "", "google.protobuf.Timestamp", true},
	{column.Of(column.Instant), []int64{0, -1000}, `["1970-01-01T00:00:00Z","1969-12-31T23:59:59.999999Z"]`, "", "google.protobuf.Timestamp", false},
	{column.Of(column.String), []string{"", column.NullString, "é\n\"[,]"}, `["",null,"é\n\"[,]"]`, "", "string", true},
	{column.Of(column.String), []string{"", "null", "é\n\"[,]"}, `["","null","é\n\"[,]"]`, "", "string", false},
	{column.Of(column.Bytes), []string{"\xff\x80\x00", column.NullString, ""}, `[[-1,-128,0],null,[]]`, "", "bytes", true},
	{column.Of(column.Bytes), []string{"\xff\x80\x00", ""}, `[[-1,-128,0],[]]`, "", "bytes", false},
	{column.ObjectOf("[J"), []any{[]int64{1, column.NullLong}, nil, []int64{}}, `[[1,null],null,[]]`, "", "", false},
	{column.ObjectOf("[Ljava.time.Instant;"), []any{[]int64{0, column.NullLong}, nil}, `[["1970-01-01T00:00:00Z",null],null]`, "", "", false},
	{column.Bools, []any{[]int8{1, 0}}, `[[true,false]]`, "", "", false},
	{column.ObjectOf("[[B"), []any{[]string{"\x01", column.NullString}}, `[[[1],null]]`, "", "", false},
	{column.BigInteger, []any{new(big.Int).Lsh(big.NewInt(1), 62), nil}, `[4611686018427387904,null]`, "no", "uint64", true},
	{column.BigInteger, []any{new(big.Int).Lsh(big.NewInt(1), 62)}, `[4611686018427387904]`, "no", "uint64", false},
	{column.BigDecimal, []any{column.NewDecimal(big.NewInt(150), 2), nil}, `[1.50,null]`, "", "", false},
}

func asJSON(t *testing.T) wire.Writer {
	t.Helper()
	w, err := json.Writer(json.WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// asAvro is the first row of a table as a record.
func asAvro(t *testing.T, reg wire.Registry, opts avro.WriterOptions, table []column.Field, vecs []column.Vector) ([]byte, error) {
	t.Helper()
	w, err := avro.Writer(opts)
	if err != nil {
		t.Fatal(err)
	}
	e, err := w.Encoder(t.Context(), wire.Env{Registry: reg}, table)
	if err != nil {
		return nil, err
	}
	in := make([]column.Vector, len(e.Columns()))
	for k, i := range e.Columns() {
		in[k] = vecs[i]
	}
	row, _, err := e.Append(nil, in, 0)
	return row, err
}

// columns is the list of a case as columns of an array and of a group, and that in
// an array and a group again.
func (c listCase) columns(t *testing.T) (table []column.Field, vecs []column.Vector, json string) {
	array, group := column.ArrayOf(c.elem), column.GroupOf(c.elem)
	for _, f := range []struct {
		name string
		typ  column.Type
		x    any
	}{{"A", array, c.x}, {"G", group, c.x}, {"AA", column.ArrayOf(array), []any{c.x}}, {"GA", column.GroupOf(array), []any{c.x}}} {
		table = append(table, column.Field{Name: f.name, Type: f.typ})
		vecs = append(vecs, wiretest.List(f.typ, f.x))
	}
	return table, vecs, `{"A":` + c.json + `,"G":` + c.json + `,"AA":[` + c.json + `],"GA":[` + c.json + `]}`
}

func TestListsAsJSON(t *testing.T) {
	for _, c := range listCases {
		table, vecs, want := c.columns(t)
		if got := wiretest.Written(t, asJSON(t), table, vecs)[0]; got != want {
			t.Errorf("%s: %s, want %s", c.elem, got, want)
		}
	}
	for _, x := range []any{
		&wire.Map{Keys: []any{"k\"", int32(2)}, Values: []any{[]int64{1, column.NullLong}, wire.Instant(0)}},
		&wire.Record{Names: []string{"k\"", "2"}, Values: []any{[]any{int64(1), nil}, wire.Instant(0)}},
	} {
		got := wiretest.Written(t, asJSON(t), []column.Field{{Name: "X", Type: column.Map}}, []column.Vector{wiretest.Vec(column.Object, x)})[0]
		if want := `{"X":{"k\"":[1,null],"2":"1970-01-01T00:00:00Z"}}`; got != want {
			t.Errorf("%T: %s, want %s", x, got, want)
		}
	}
}

// Lists by a schema that is made of the table, read back.
func TestListsAsAvro(t *testing.T) {
	for _, c := range listCases {
		table, vecs, want := c.columns(t)
		reg := wiretest.NewRegistry()
		opts := avro.WriterOptions{Subject: "s", Publish: true, Properties: map[string]string{}}
		for _, f := range table {
			opts.Properties[f.Name+".precision"], opts.Properties[f.Name+".scale"] = "5", "2"
		}
		raw, err := asAvro(t, reg, opts, table, vecs)
		if c.avro == "no" {
			if err == nil || !strings.Contains(err.Error(), "has no form in a schema that is made of the table") {
				t.Errorf("%s: %v", c.elem, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.elem, err)
			continue
		}
		r := avroOf(t, "s")
		d, dst := wiretest.Builders(t, r, wire.Env{Registry: reg})
		if err := d.Decode(raw); err != nil {
			t.Fatal(err)
		}
		fields, err := r.Fields(t.Context(), wire.Env{Registry: reg})
		if err != nil {
			t.Fatal(err)
		}
		back := make([]column.Vector, len(dst))
		for i, b := range dst {
			back[i] = column.Built(b)
		}
		if c.avro != "" {
			want = strings.ReplaceAll(want, c.json, c.avro)
		}
		if got := wiretest.Written(t, asJSON(t), fields, back)[0]; got != want {
			t.Errorf("%s: %s, want %s", c.elem, got, want)
		}
	}
}

// Lists as repeated fields, read back.
func TestListsAsProtobuf(t *testing.T) {
	for _, c := range listCases {
		if c.proto == "" {
			continue
		}
		text := `syntax = "proto3"; import "google/protobuf/timestamp.proto"; message M { repeated ` + c.proto + ` A = 1; repeated ` + c.proto + ` G = 2; }`
		reg := wiretest.NewRegistry(wire.Schema{Subject: "s", Type: wire.ProtobufSchema, Text: text})
		table, vecs, _ := c.columns(t)
		w, err := protobuf.Writer(protobuf.WriterOptions{Schema: "s"})
		if err != nil {
			t.Fatal(err)
		}
		e, err := w.Encoder(t.Context(), wire.Env{Registry: reg}, table[:2])
		if err != nil {
			t.Errorf("%s: %v", c.elem, err)
			continue
		}
		raw, _, err := e.Append(nil, vecs, 0)
		if c.null {
			if err == nil || !strings.Contains(err.Error(), "is null, and a repeated field cannot have that") {
				t.Errorf("%s: %v", c.elem, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.elem, err)
			continue
		}
		r, err := protobuf.Reader(protobuf.ReaderOptions{Schema: "s"})
		if err != nil {
			t.Fatal(err)
		}
		d, dst := wiretest.Builders(t, r, wire.Env{Registry: reg})
		if err := d.Decode(raw); err != nil {
			t.Fatal(err)
		}
		fields, err := r.Fields(t.Context(), wire.Env{Registry: reg})
		if err != nil {
			t.Fatal(err)
		}
		got := wiretest.Written(t, asJSON(t), fields, []column.Vector{column.Built(dst[0]), column.Built(dst[1])})[0]
		if want := `{"A":` + c.json + `,"G":` + c.json + `}`; got != want {
			t.Errorf("%s: %s, want %s", c.elem, got, want)
		}
	}
}
