package avro

import (
	"encoding/base64"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// written is the rows of the table quotes as w writes them, in base64; an error is
// "error: …".
func written(t *testing.T, reg wire.Registry, opts WriterOptions, table []column.Field, vecs []column.Vector) []string {
	t.Helper()
	w, err := Writer(opts)
	var e wire.Encoder
	if err == nil {
		e, err = w.Encoder(t.Context(), wire.Env{Part: "value", Registry: reg}, table)
	}
	if err != nil {
		return []string{"error: " + err.Error()}
	}
	var in []column.Vector
	for _, i := range e.Columns() {
		in = append(in, vecs[i])
	}
	var out []string
	for i := range vecs[0].Len() {
		b, null, err := e.Append([]byte("head"), in, i)
		if null || !strings.HasPrefix(string(b), "head") {
			t.Fatalf("row %d: %q %v", i, b, null)
		}
		if err != nil {
			if string(b) != "head" {
				t.Errorf("row %d: %q is left after %v", i, b, err)
			}
			out = append(out, "error: "+err.Error())
			continue
		}
		out = append(out, base64.StdEncoding.EncodeToString(b[4:]))
	}
	return out
}

// only is the columns of the table that are named.
func only(names string) (table []column.Field, vecs []column.Vector) {
	all := wiretest.QuoteVectors()
	for _, name := range strings.Fields(names) {
		for i, f := range wiretest.Quotes {
			if f.Name == name {
				table, vecs = append(table, f), append(vecs, all[i])
			}
		}
	}
	return table, vecs
}

// Schemas and records as Deephaven 42 made them.
func TestWriterAgainstDeephaven(t *testing.T) {
	table, vecs := only("Sym I L D F T")
	for subject, head := range map[string]string{
		"outrecord": `{"type":"record","name":"outrecord","namespace":"demo.ns",`, "out.record": `{"type":"record","name":"record","namespace":"out",`,
	} {
		reg := wiretest.NewRegistry()
		got := written(t, reg, WriterOptions{Subject: subject, Publish: true, Namespace: "demo.ns"}, table, vecs)
		want := head + `"fields":[{"name":"Sym","type":["string","null"]},{"name":"I","type":["int","null"]},{"name":"L","type":["long","null"]},{"name":"D","type":["double","null"]},{"name":"F","type":["float","null"]},{"name":"T","type":[{"type":"long","logicalType":"timestamp-micros"},"null"]}]}`
		if len(reg.All) != 1 || reg.All[0].Text != want || reg.All[0].Subject != subject {
			t.Errorf("registered %v, want %s", reg.All, want)
		}
		for i, want := range []string{
			"AAAAAAEACEFBUEwAAgCAgICAgEAAAAAAAAAA+D8AzcyMPwCAiYGCg4mFBg==",
			"AAAAAAEACMOpInEACQABAAAAAAAAAFlAAPkCFVAAgIDygYOJhQY=", "AAAAAAECAgICAgI=",
		} {
			if got[i] != want {
				t.Errorf("%s: row %d: %s, want %s", subject, i, got[i], want)
			}
		}
	}
	existing := `{"type": "record", "name": "Existing", "fields": [{"name": "Sym", "type": ["null", "string"]}, {"name": "D", "type": ["null", "double"]}, {"name": "I", "type": ["null", "int"]}]}`
	got := written(t, wiretest.NewRegistry(wire.Schema{Subject: "s", Type: wire.AvroSchema, Text: existing}), WriterOptions{Subject: "s"}, wiretest.Quotes, wiretest.QuoteVectors())
	if want := "AAAAAAECCEFBUEwCAAAAAAAA+D8CAg==,AAAAAAECCMOpInECAAAAAAAAWUACCQ==,AAAAAAEAAAA="; strings.Join(got, ",") != want {
		t.Errorf("%v, want %s", got, want)
	}
}

// Every column by every type that takes it: written, and read back.
func TestRoundTrip(t *testing.T) {
	for _, c := range []struct{ col, typ, want string }{
		{"B", `"boolean"`, "true|false"},
		{"Y", `"int"`, "8|-8"},
		{"Y", `"long"`, "8|-8"},
		{"Y", `"float"`, "8.0|-8.0"},
		{"H", `"int"`, "7|-7"},
		{"H", `"double"`, "7.0|-7.0"},
		{"C", `"int"`, "99|8364"},
		{"C", `"string"`, "c|€"},
		{"I", `"int"`, "1|-5"},
		{"I", `"long"`, "1|-5"},
		{"I", `"float"`, "1.0|-5.0"},
		{"I", `"double"`, "1.0|-5.0"},
		{"L", `"long"`, "1099511627776|-1"},
		{"L", `"double"`, "1.099511627776E12|-1.0"},
		{"L", `"float"`, "1.0995116E12|-1.0"},
		{"L", `{"type":"long","logicalType":"timestamp-micros"}`, "1099511627776000|-1000"},
		{"D", `"double"`, "1.5|100.0"},
		{"F", `"float"`, "1.1|1.0E10"},
		{"F", `"double"`, "1.100000023841858|1.0E10"},
		{"T", `{"type":"long","logicalType":"timestamp-millis"}`, "1700000000123000000|1700000000000000000"},
		{"T", `{"type":"long","logicalType":"timestamp-nanos"}`, "1700000000123456789|1700000000000000000"},
		{"T", `"string"`, "2023-11-14T22:13:20.123456789Z|2023-11-14T22:13:20Z"},
		{"Sym", `"string"`, "AAPL|é\"q"},
		{"Sym", `"bytes"`, "[65, 65, 80, 76]|[-61, -87, 34, 113]"},
		{"Sym", `{"type":"enum","name":"E","symbols":["AAPL","x"]}`, "AAPL|error"},
		{"R", `"bytes"`, "[1, 0]|[-1, -128]"},
		{"R", `{"type":"fixed","name":"F2","size":2}`, "[1, 0]|[-1, -128]"},
		{"I", `["string","int","long"]`, "1|-5"},
		{"L", `["string","int","long"]`, "1099511627776|-1"},
		{"Sym", `["int","string","bytes"]`, "AAPL|é\"q"},
		{"R", `["int","string","bytes"]`, "[1, 0]|[-1, -128]"},
		{"B", `["int","boolean"]`, "true|false"},
		{"T", `["int","long",{"type":"long","logicalType":"timestamp-nanos"}]`, "error"},
		{"I", `"string"`, "error"},
		{"L", `"int"`, "error"},
		{"D", `"float"`, "error"},
		{"Sym", `"int"`, "error"},
		{"T", `"long"`, "error"},
		{"B", `"int"`, "error"},
		{"R", `{"type":"fixed","name":"F2","size":3}`, "error|error"},
	} {
		table, vecs := only(c.col)
		for _, null := range []string{"", `"null",`} {
			typ := c.typ
			if null != "" && strings.HasPrefix(typ, "[") {
				typ = "[" + null + typ[1:]
			} else if null != "" {
				typ = "[" + null + typ + "]"
			}
			schema := strings.ReplaceAll(recordOfField(typ), `"name":"v"`, `"name":"`+c.col+`"`)
			reg := wiretest.NewRegistry(wire.Schema{Subject: "s", Type: wire.AvroSchema, Text: schema})
			rows := written(t, reg, WriterOptions{Subject: "s"}, table, vecs)
			wants := strings.Split(c.want, "|")
			if null != "" {
				wants = append(wants, "null")
			} else {
				wants = append(wants, "error")
			}
			for i, row := range rows {
				got := "error"
				if !strings.HasPrefix(row, "error") {
					raw, err := base64.StdEncoding.DecodeString(row)
					if err != nil {
						t.Fatal(err)
					}
					got = readRows(t, ReaderOptions{Schema: "s"}, []string{schema}, raw)[0]
				}
				if got != wants[i] {
					t.Errorf("%s as %s: row %d is %s (%s), want %s", c.col, typ, i, got, row, wants[i])
				}
			}
		}
	}
}

// Objects are written as they were read.
func TestObjectsRoundTrip(t *testing.T) {
	for _, c := range []struct{ typ, hex string }{
		{`{"type":"array","items":"int"}`, "04020100"},
		{`{"type":"array","items":["null","int"]}`, "0402020000"},
		{`{"type":"array","items":"boolean"}`, "04010000"},
		{`{"type":"array","items":["string","null"]}`, "040002610200"},
		{`{"type":"array","items":{"type":"long","logicalType":"timestamp-millis"}}`, "020200"},
		{`{"type":"array","items":{"type":"array","items":"double"}}`, "0202000000000000044000" + "00"},
		{`{"type":"map","values":["null","string"]}`, "040261000262020278" + "00"},
		{`["int",{"type":"record","name":"P","fields":[{"name":"a","type":"string"},{"name":"b","type":"double"}]}]`, "0202780000000000000440"},
		{`["int","string"]`, "020278"},
		{`["null",{"type":"bytes","logicalType":"decimal","precision":10,"scale":2}]`, "02043039"},
		{`{"type":"fixed","name":"F","size":4,"logicalType":"decimal","precision":4,"scale":3}`, "fffffff6"},
	} {
		schema := recordOfField(c.typ)
		reg := wiretest.NewRegistry(wire.Schema{Subject: "s", Type: wire.AvroSchema, Text: schema})
		r := readerOf(t, ReaderOptions{Schema: "s"})
		d, dst := wiretest.Builders(t, r, wire.Env{Registry: reg})
		var raw []byte
		if _, err := fmt.Sscanf("0000000001"+c.hex, "%x", &raw); err != nil {
			t.Fatal(err)
		}
		if err := d.Decode(raw); err != nil {
			t.Fatal(err)
		}
		fields, _ := r.Fields(t.Context(), wire.Env{Registry: reg})
		got := written(t, reg, WriterOptions{Subject: "s"}, fields, []column.Vector{column.Built(dst[0])})[0]
		if want := base64.StdEncoding.EncodeToString(raw); got != want {
			t.Errorf("%s: %s, want %s", c.typ, got, want)
		}
	}
}

// Which columns go into which fields.
func TestWriterFields(t *testing.T) {
	wide := `{"type":"record","name":"R","fields":[
	 {"name":"Sym","type":["null","string"]},{"name":"I","type":["int","null"]},{"name":"Venue","type":"string","default":"NYSE"},
	 {"name":"Sub","type":["null",{"type":"record","name":"S","fields":[{"name":"D","type":"double"},{"name":"L","type":["null","long"]}]}],"default":null},
	 {"name":"ts","type":["null",{"type":"long","logicalType":"timestamp-millis"}]}]}`
	now := func() time.Time { return time.Unix(1700000000, 123456789) }
	m := []wire.Mapping{{Field: "Sub.D", Column: "D"}, {Field: "Sub.L", Column: "L"}}
	for _, c := range []struct {
		opts WriterOptions
		want string // Sym I Venue Sub ts
	}{
		{WriterOptions{}, "AAPL 1 NYSE null null null|é\"q -5 NYSE null null null|null null NYSE null null null"},
		{WriterOptions{Include: []string{"I"}}, "null 1 NYSE null null null|null -5 NYSE null null null|null null NYSE null null null"},
		{WriterOptions{Exclude: []string{"I", "Sym"}, TimestampField: "ts"}, "null null NYSE null null 1700000000123000000|null null NYSE null null 1700000000123000000|null null NYSE null null 1700000000123000000"},
		{WriterOptions{Mapping: m}, "AAPL 1 NYSE 1.5 1099511627776 null|é\"q -5 NYSE 100.0 -1 null|null null NYSE null null null"},
		{WriterOptions{Mapping: []wire.Mapping{{Field: "Venue", Column: "Sym"}}}, "AAPL 1 AAPL null null null|é\"q -5 é\"q null null null|error: column \"Sym\": field \"Venue\": the value is null, and the field has no null"},
	} {
		reg := wiretest.NewRegistry(wire.Schema{Subject: "s", Type: wire.AvroSchema, Text: wide})
		c.opts.Subject, c.opts.Now = "s", now
		rows := written(t, reg, c.opts, wiretest.Quotes, wiretest.QuoteVectors())
		for i, row := range rows {
			if !strings.HasPrefix(row, "error") {
				raw, _ := base64.StdEncoding.DecodeString(row)
				rows[i] = readRows(t, ReaderOptions{Schema: "s"}, []string{wide}, raw)[0]
			}
		}
		if got := strings.Join(rows, "|"); got != c.want {
			t.Errorf("%+v:\n%s\nwant\n%s", c.opts, got, c.want)
		}
	}
}

func TestWriterErrors(t *testing.T) {
	long := `{"type":"record","name":"R","fields":[{"name":"Sym","type":"string"},{"name":"need","type":"long"}]}`
	all := []wire.Schema{{Subject: "s", Type: wire.AvroSchema, Text: long}, {Subject: "p", Type: wire.ProtobufSchema, Text: "x"}, {Subject: "a", Type: wire.AvroSchema, Text: `{"type":"array","items":"int"}`}}
	objects := append(append([]column.Field(nil), wiretest.Quotes...), column.Field{Name: "Dec", Type: column.BigDecimal}, column.Field{Name: "O", Type: column.Map}, column.Field{Name: "bad name", Type: column.Of(column.Int)})
	props := map[string]string{"Dec.precision": "5", "Dec.scale": "2"}
	for _, c := range []struct {
		opts WriterOptions
		want string
	}{
		{WriterOptions{}, "schema is empty"},
		{WriterOptions{Subject: long}, "schema: a producer takes the name of a subject"},
		{WriterOptions{Subject: "s", Version: "1x"}, `schema_version "1x"`},
		{WriterOptions{Subject: "s", Version: "2", Publish: true}, "schema_version: a schema that is published becomes the latest version"},
		{WriterOptions{Subject: "s", Namespace: "x"}, "need publish_schema=True"},
		{WriterOptions{Subject: "s", Properties: props}, "need publish_schema=True"},
		{WriterOptions{Subject: "s", Include: []string{"I"}, Exclude: []string{"L"}}, "cannot both be given"},
		{WriterOptions{Subject: "gone"}, `avro_spec: subject "gone" not found`},
		{WriterOptions{Subject: "p"}, `avro_spec: subject "p": is a schema of type PROTOBUF, not AVRO`},
		{WriterOptions{Subject: "a"}, "the schema is of type array of int; only a record has fields for columns"},
		{WriterOptions{Subject: "s"}, `field "need": no column "need" is written to it, and it has neither a default nor null`},
		{WriterOptions{Subject: "s", Mapping: []wire.Mapping{{Field: "need", Column: "D"}}}, `field "need": column "D" (double): cannot be written as long`},
		{WriterOptions{Subject: "s", Mapping: []wire.Mapping{{Field: "need", Column: "Nope"}}}, `field_to_col_mapping: no column "Nope" in the table`},
		{WriterOptions{Subject: "s", Mapping: []wire.Mapping{{Field: "need", Column: "L"}, {Field: "zz", Column: "L"}}}, `field_to_col_mapping: no field "zz" in the schema, which has Sym, need`},
		{WriterOptions{Subject: "s", Mapping: []wire.Mapping{{Field: "need", Column: "L"}, {Field: "need", Column: "I"}}}, `field "need" is mapped to both`},
		{WriterOptions{Subject: "s", Mapping: []wire.Mapping{{Field: "need", Column: "L"}}, Include: []string{"L", "Sym", "I"}}, `include_only_columns: the schema has no field for column "I"`},
		{WriterOptions{Subject: "s", Include: []string{"Q"}}, `include_only_columns: no column "Q"`},
		{WriterOptions{Subject: "s", Exclude: []string{"Q"}}, `exclude_columns: no column "Q"`},
		{WriterOptions{Subject: "s", Mapping: []wire.Mapping{{Field: "need", Column: "L"}}, TimestampField: "t"}, `timestamp_field: no field "t"`},
		{WriterOptions{Subject: "s", TimestampField: "need"}, `field "need": is of type long, timestamp_field needs`},
		{WriterOptions{Subject: "n", Publish: true, Include: []string{"Dec"}}, `column "Dec": a BigDecimal needs both column_properties {"Dec.precision": "10", "Dec.scale": "2"}; Dec.precision is missing`},
		{WriterOptions{Subject: "n", Publish: true, Include: []string{"Dec"}, Properties: map[string]string{"Dec.precision": "x"}}, `Dec.precision: "x" must be a number from 1 on`},
		{WriterOptions{Subject: "n", Publish: true, Include: []string{"Dec"}, Properties: map[string]string{"Dec.precision": "1", "Dec.scale": "2"}}, "more than the precision"},
		{WriterOptions{Subject: "n", Publish: true, Include: []string{"O"}}, `column "O": type Map has no form`},
		{WriterOptions{Subject: "n", Publish: true, Include: []string{"bad name"}}, `"bad name" is no name of a field in Avro`},
	} {
		got := written(t, wiretest.NewRegistry(all...), c.opts, objects, wiretest.QuoteVectors())
		if len(got) != 1 || !strings.Contains(got[0], c.want) {
			t.Errorf("%+v: %v, want %s", c.opts, got, c.want)
		}
	}
	w, _ := Writer(WriterOptions{Subject: "s"})
	if _, err := w.Encoder(t.Context(), wire.Env{}, wiretest.Quotes); err == nil || !strings.Contains(err.Error(), "schema.registry.url") {
		t.Error(err)
	}
}

// What is published of columns that Deephaven cannot write.
func TestPublish(t *testing.T) {
	table, vecs := only("B H Y C R")
	table, vecs = append(table, column.Field{Name: "Dec", Type: column.BigDecimal}, column.Field{Name: "A", Type: column.ObjectOf("[J")}),
		append(vecs, wiretest.Vec[any](column.Object, column.NewDecimal(big.NewInt(12345), 3), column.NewDecimal(big.NewInt(-12345), 3), nil), wiretest.List(column.ObjectOf("[J"), []int64{1, column.NullLong}, []int64{}, nil))
	reg := wiretest.NewRegistry()
	opts := WriterOptions{
		Subject: "a-topic-value", Publish: true, TimestampField: "at", Mapping: []wire.Mapping{{Field: "flag", Column: "B"}},
		Properties: map[string]string{"Dec.precision": "6", "Dec.scale": "2"}, Now: func() time.Time { return time.Unix(1, 2000) },
	}
	rows := written(t, reg, opts, table, vecs)
	want := `{"type":"record","name":"a_topic_value","fields":[{"name":"flag","type":["boolean","null"]},{"name":"H","type":[{"type":"int","dhType":"short"},"null"]},{"name":"Y","type":[{"type":"int","dhType":"byte"},"null"]},{"name":"C","type":[{"type":"int","dhType":"char"},"null"]},{"name":"R","type":["bytes","null"]},{"name":"Dec","type":[{"type":"bytes","logicalType":"decimal","precision":6,"scale":2},"null"]},{"name":"A","type":[{"type":"array","items":["long","null"]},"null"]},{"name":"at","type":{"type":"long","logicalType":"timestamp-micros"}}]}`
	if len(reg.All) != 1 || reg.All[0].Text != want {
		t.Fatalf("%v %v\nwant %s", rows, reg.All, want)
	}
	for i, want := range []string{
		"true 7 8 99 [1, 0] 12.35 [1, null] 1000002000", "false -7 -8 8364 [-1, -128] -12.35 [] 1000002000", "null null null null null null null 1000002000",
	} {
		raw, err := base64.StdEncoding.DecodeString(rows[i])
		if err != nil {
			t.Fatal(rows[i])
		}
		if got := readRows(t, ReaderOptions{Schema: "s"}, []string{reg.All[0].Text}, raw)[0]; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func BenchmarkWriter(b *testing.B) {
	reg := wiretest.NewRegistry(wire.Schema{Subject: "s", Type: wire.AvroSchema, Text: order})
	w, err := Writer(WriterOptions{Subject: "s"})
	if err != nil {
		b.Fatal(err)
	}
	table := append(append([]column.Field(nil), wiretest.OrderFields...), wiretest.Field("Note", column.String))
	e, err := w.Encoder(b.Context(), wire.Env{Registry: reg}, table)
	if err != nil {
		b.Fatal(err)
	}
	vecs := []column.Vector{wiretest.Vec(column.String, "AAPL"), wiretest.Vec(column.String, "o1"), wiretest.Vec(column.Double, 135.6), wiretest.Vec(column.Long, int64(7)), wiretest.Vec(column.String, "hi")}
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		if buf, _, err = e.Append(buf[:0], vecs, 0); err != nil {
			b.Fatal(err)
		}
	}
}
