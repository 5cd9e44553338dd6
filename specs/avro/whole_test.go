package avro

import (
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// wholeRead is the columns of a reader's schema for a part by name and type, and the rows
// of records.
func wholeRead(t *testing.T, part string, props map[string]string, opts ReaderOptions, writers []string, recs ...string) string {
	t.Helper()
	reg := wiretest.NewRegistry()
	for _, w := range writers {
		reg.Add(wire.Schema{Subject: "s", Type: wire.AvroSchema, Text: w})
	}
	env := wire.Env{Part: part, Props: props, Registry: reg}
	r, err := Reader(opts)
	if err != nil {
		return "error: " + err.Error()
	}
	fields, err := r.Fields(t.Context(), env)
	if err != nil {
		return "error: " + err.Error()
	}
	d, dst := wiretest.Builders(t, r, env)
	var out []string
	for _, f := range fields {
		out = append(out, f.Name+" "+f.Type.String())
	}
	out = []string{strings.Join(out, ", ")}
	for _, rec := range recs {
		var b []byte
		if rec != "null" {
			b = []byte("\x00\x00\x00\x00" + rec)
		}
		if err := d.Decode(b); err != nil {
			out = append(out, "error: "+err.Error())
			continue
		}
		var row []string
		for _, b := range dst {
			all := wiretest.Values(b)
			row = append(row, string(column.Java.Append(nil, all[len(all)-1])))
		}
		out = append(out, strings.Join(row, " "))
	}
	return strings.Join(out, "; ")
}

// A schema that is no record has one column, named as that of simple_spec or by the mapping.
func TestWhole(t *testing.T) {
	enum := `{"type":"enum","name":"x-y.Color","symbols":["RED","b-l"]}`
	for _, c := range []struct{ schema, rec, want string }{
		{`"string"`, "\x02a", "KafkaKey java.lang.String; a; null"},
		{`string`, "\x02a", "KafkaKey java.lang.String; a; null"},
		{`{"type":"string","avro.java.string":"String"}`, "\x02a", "KafkaKey java.lang.String; a; null"},
		{`"long"`, "\x04", "KafkaKey long; 2; null"},
		{`"int"`, "\x01", "KafkaKey int; -1; null"},
		{`"boolean"`, "\x01", "KafkaKey java.lang.Boolean; true; null"},
		{`"float"`, "\x00\x00\xc0\x3f", "KafkaKey float; 1.5; null"},
		{`"double"`, "\x00\x00\x00\x00\x00\x00\x04\x40", "KafkaKey double; 2.5; null"},
		{`"bytes"`, "\x04\x00\xff", "KafkaKey byte[]; [0, -1]; null"},
		{`"null"`, "", "KafkaKey java.lang.Object; null; null"},
		{`{"type":"long","logicalType":"timestamp-millis"}`, "\x02", "KafkaKey java.time.Instant; 1000000; null"},
		{`{"type":"int","logicalType":"date"}`, "\x02", "KafkaKey int; 1; null"},
		{`{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}`, "\x04\x30\x39", "KafkaKey java.math.BigDecimal; 123.45; null"},
		{`{"type":"fixed","name":"F","size":2}`, "ab", "KafkaKey byte[]; [97, 98]; null"},
		{`{"type":"fixed","name":"U","size":16,"logicalType":"uuid"}`, "0123456789abcdef", "KafkaKey java.lang.String; 30313233-3435-3637-3839-616263646566; null"},
		{enum, "\x02", "KafkaKey java.lang.String; b-l; null"},
		{`{"type":"array","items":"int"}`, "\x04\x02\x00\x00", "KafkaKey [I; [1, 0]; null"},
		{`{"type":"array","items":` + named("R", "a") + `}`, "\x02\x02\x00", `KafkaKey [Ljava.lang.Object;; [{"a": 1}]; null`},
		{`{"type":"map","values":"string"}`, "\x02\x02k\x02v\x00", "KafkaKey java.util.Map; {k=v}; null"},
		{`["null","string"]`, "\x02\x02a", "KafkaKey java.lang.String; a; null"},
		{`["null","string"]`, "\x00", "KafkaKey java.lang.String; null; null"},
		{`["long","null"]`, "\x00\x04", "KafkaKey long; 2; null"},
		{`["string"]`, "\x00\x02a", "KafkaKey java.lang.String; a; null"},
		{`["int","string"]`, "\x02\x02a", "KafkaKey java.lang.Object; a; null"},
		{`["int",` + named("R", "a") + `]`, "\x02\x02", `KafkaKey java.lang.Object; {"a": 1}; null`},
		{`["null",{"type":"array","items":"long"}]`, "\x02\x02\x04\x00", "KafkaKey [J; [2]; null"},
		{`["null",` + named("R", "a", "b-c") + `]`, "\x02\x02\x04", "a int, bc int; 1 2; null null"},
		{`["null",` + named("R", "a", "b-c") + `]`, "\x00", "a int, bc int; null null; null null"},
		{`[` + named("R", "a") + `]`, "\x00\x02", "a int; 1; null"},
		{`"string"`, "\x04a", "KafkaKey java.lang.String; error: schema id 1: a length of 2 where 1 bytes are left; null"},
	} {
		if got := wholeRead(t, "key", nil, ReaderOptions{Schema: "s"}, []string{c.schema}, "\x01"+c.rec, "null"); got != c.want {
			t.Errorf("%s: %s, want %s", c.schema, got, c.want)
		}
		if !inline(c.schema) {
			continue
		}
		if got := wholeRead(t, "key", nil, ReaderOptions{Schema: c.schema}, []string{c.schema}, "\x01"+c.rec, "null"); got != c.want {
			t.Errorf("%s given as it is: %s, want %s", c.schema, got, c.want)
		}
	}
	enumMap := func(k string) ReaderOptions {
		return ReaderOptions{Schema: "s", Mapping: []wire.Mapping{{Field: k, Column: "C"}}, Only: true}
	}
	for _, c := range []struct {
		part   string
		props  map[string]string
		opts   ReaderOptions
		schema string
		want   string
	}{
		{"value", nil, ReaderOptions{Schema: "s"}, `"string"`, "KafkaValue java.lang.String"},
		{"key", map[string]string{"deephaven.key.column.name": "Id"}, ReaderOptions{Schema: "s"}, `"string"`, "Id java.lang.String"},
		{"value", map[string]string{"deephaven.value.column.name": "V"}, ReaderOptions{Schema: `"int"`}, `"int"`, "V int"},
		{"value", map[string]string{"deephaven.value.column.name": ""}, ReaderOptions{Schema: "s"}, recordOfField(`"int"`), "v int"},
		{"value", map[string]string{"deephaven.value.column.name": ""}, ReaderOptions{Schema: "s"}, `"int"`, `error: avro_spec: subject "s": property "deephaven.value.column.name": the name is empty; to leave the value out give value_spec=KeyValueSpec.IGNORE`},
		{"key", nil, ReaderOptions{Schema: "s", Mapping: []wire.Mapping{{Field: "string", Column: "Id"}}}, `"string"`, "Id java.lang.String"},
		{"key", nil, ReaderOptions{Schema: "s", Mapping: []wire.Mapping{{Field: "KafkaKey", Column: "Id"}}}, `["null","string"]`, "Id java.lang.String"},
		{"key", nil, ReaderOptions{Schema: "s", Mapping: []wire.Mapping{{Field: "", Column: "Id"}}}, `{"type":"map","values":"int"}`, "Id java.util.Map"},
		{"key", nil, enumMap("x-y.Color"), enum, "C java.lang.String"},
		{"key", nil, enumMap("Color"), enum, "C java.lang.String"},
		{"key", nil, enumMap("Colour"), enum, `error: avro_spec: subject "s": mapping: no field "Colour" in the schema, which has x-y.Color`},
		{"key", nil, ReaderOptions{Schema: `"string"`, Mapping: []wire.Mapping{{Field: "str", Column: "Id"}}}, `"string"`, `error: mapping: no field "str" in the schema, which has string`},
	} {
		if got := wholeRead(t, c.part, c.props, c.opts, []string{c.schema}); got != c.want {
			t.Errorf("%s: %s, want %s", c.schema, got, c.want)
		}
	}
	// Key and value may share a spec; what was written may be promoted.
	r := readerOf(t, ReaderOptions{Schema: `"long"`})
	for _, part := range []string{"key", "value", "key"} {
		want := map[string]string{"key": "KafkaKey", "value": "KafkaValue"}[part]
		if f, err := r.Fields(t.Context(), wire.Env{Part: part, Registry: wiretest.NewRegistry()}); err != nil || f[0].Name != want {
			t.Errorf("%s: %v %v", part, f, err)
		}
	}
	for _, c := range []struct{ reader, writer, rec, want string }{
		{`"double"`, `"int"`, "\x04", "KafkaValue double; 2.0"},
		{`["null","string"]`, `"string"`, "\x02a", "KafkaValue java.lang.String; a"},
		{`"string"`, `["null","string"]`, "\x02\x02a", "KafkaValue java.lang.String; a"},
		{`"string"`, `["null","string"]`, "\x00", "KafkaValue java.lang.String; error: schema id 1: was written as null, which cannot be read as string"},
		{`"string"`, `"long"`, "\x02", "KafkaValue java.lang.String; error: schema id 1: was written as long, which cannot be read as string"},
		{`"string"`, recordOfField(`"int"`), "\x02", "KafkaValue java.lang.String; error: schema id 1: was written as record Rec, which cannot be read as string"},
		{recordOfField(`"int"`), `"string"`, "\x02", "v int; error: schema id 1: was written as string, which cannot be read as record Rec"},
	} {
		if got := wholeRead(t, "value", nil, ReaderOptions{Schema: c.reader}, []string{c.writer}, "\x01"+c.rec); got != c.want {
			t.Errorf("%s by %s: %s, want %s", c.writer, c.reader, got, c.want)
		}
	}
}

// A union of records has the fields of all of them, and which it was.
func TestUnionOfRecords(t *testing.T) {
	order := `{"type":"record","name":"shop.Order","fields":[{"name":"Id","type":"long"},{"name":"Qty","type":["null","int"]},{"name":"At","type":{"type":"record","name":"shop.At","fields":[{"name":"x","type":"int"},{"name":"y","type":"string"}]}}]}`
	refund := `{"type":"record","name":"shop.Refund","aliases":["Return"],"fields":[{"name":"Why","type":"string"},{"name":"Id","type":["null","long"]},{"name":"At","type":["null","shop.At"]},{"name":"Qty","type":"string"}]}`
	done := recordOf("Done", "")
	both := `[` + order + `,` + refund + `,"null",` + done + `]`
	const cols = "KafkaValue java.lang.String, Id long, Qty int, At__x int, At__y java.lang.String, Why java.lang.String, Qty2 java.lang.String"
	for _, c := range []struct {
		name    string
		opts    ReaderOptions
		writers []string
		recs    []string
		want    string
	}{
		{
			"all",
			ReaderOptions{Schema: both},
			[]string{both},
			[]string{"\x01\x00\x0e\x02\x04\x06\x02a", "\x01\x02\x02w\x02\x10\x02\x08\x02b\x02q", "\x01\x02\x02w\x00\x00\x02q", "\x01\x04", "\x01\x06", "\x01\x08", "null"},
			cols + "; shop.Order 7 2 3 a null null; shop.Refund 8 null 4 b w q; shop.Refund null null null null w q; " +
				"null null null null null null null; Done null null null null null null; error: schema id 1: branch 4 of a union of 4; null null null null null null null",
		},
		{
			"a writer of one of them",
			ReaderOptions{Schema: both},
			[]string{strings.Replace(order, `"fields":[`, `"fields":[{"name":"New","type":"string"},`, 1), named("Return", "Id"), recordOf("Done", ""), `"null"`, `"int"`},
			[]string{"\x01\x02n\x0e\x00\x06\x02a", "\x03", "\x04", "\x05\x02"},
			cols + "; shop.Order 7 null 3 a null null; Done null null null null null null; null null null null null null null; " +
				"error: schema id 5: was written as int, which cannot be read as record shop.Order or record shop.Refund or null or record Done",
		},
		{
			"an alias",
			ReaderOptions{Schema: `[` + named("A", "a") + `,{"type":"record","name":"B","aliases":["A","C"],"fields":[{"name":"b","type":"int","default":5}]}]`},
			[]string{named("A", "a"), named("C", "b"), named("C", "c")},
			[]string{"\x01\x02", "\x02\x04", "\x03\x04"},
			"KafkaValue java.lang.String, a int, b int; A 1 null; B null 2; B null 5",
		},
		{
			"names of columns",
			ReaderOptions{Schema: both, Mapping: []wire.Mapping{{Field: "", Column: "Kind"}, {Field: "Id", Column: "Number"}, {Field: "Refund.Qty", Column: "Quality"}, {Field: "shop.Order.At", Column: "Place"}}},
			[]string{both},
			[]string{"\x01\x02\x02w\x02\x10\x02\x08\x02b\x02q"},
			"Kind java.lang.String, Number long, Qty int, Place__x int, Place__y java.lang.String, Why java.lang.String, At__x int, At__y java.lang.String, Quality java.lang.String; shop.Refund 8 null null null w 4 b q",
		},
		{
			"a record of its own",
			ReaderOptions{Schema: both, Mapping: []wire.Mapping{{Field: "Refund", Column: "R"}, {Field: "KafkaValue", Column: "Kind"}}},
			[]string{both},
			[]string{"\x01\x02\x02w\x02\x10\x02\x08\x02b\x02q"},
			"Kind java.lang.String, Id long, Qty int, At__x int, At__y java.lang.String, R__Why java.lang.String, R__Id long, R__At__x int, R__At__y java.lang.String, R__Qty java.lang.String; shop.Refund null null null null w 8 4 b q",
		},
		{
			"nothing else",
			ReaderOptions{Schema: both, Mapping: []wire.Mapping{{Field: "Id", Column: "Id"}, {Field: "Order.At.y", Column: "Y"}}, Only: true},
			[]string{both},
			[]string{"\x01\x00\x0e\x02\x04\x06\x02a", "\x01\x02\x02w\x02\x10\x02\x08\x02b\x02q", "\x01\x06"},
			"Id long, Y java.lang.String; 7 a; 8 null; null null",
		},
		{
			"nothing but the kind",
			ReaderOptions{Schema: both, Mapping: []wire.Mapping{{Field: "", Column: "Kind"}}, Only: true},
			[]string{both},
			[]string{"\x01\x00\x0e\x02\x04\x06\x02a", "\x01\x06"},
			"Kind java.lang.String; shop.Order; Done",
		},
		{
			"no such field",
			ReaderOptions{Schema: both, Mapping: []wire.Mapping{{Field: "Order.Why", Column: "W"}}},
			[]string{both},
			nil,
			`error: mapping: no field "Order.Why" in the schema, which has Order.Id, Order.Qty, Order.At.x, Order.At.y, Refund.Why, Refund.Id, Refund.At.x, Refund.At.y, Refund.Qty`,
		},
		{
			"a field called as the kind is",
			ReaderOptions{Schema: `[` + named("A", "KafkaValue", "a-b") + `,` + named("B-1", "ab", "a-b") + `]`},
			[]string{`[` + named("A", "KafkaValue", "a-b") + `,` + named("B-1", "ab", "a-b") + `]`},
			[]string{"\x01\x00\x02\x04", "\x01\x02\x06\x08"},
			"KafkaValue java.lang.String, KafkaValue2 int, ab int, ab2 int; A 1 2 null; B-1 null 4 3",
		},
		{
			"shared as objects",
			ReaderOptions{Schema: `[{"type":"record","name":"A","fields":[{"name":"l","type":{"type":"array","items":"int"}},{"name":"d","type":"double"}]},{"type":"record","name":"B","fields":[{"name":"d","type":"float"},{"name":"l","type":["null",{"type":"array","items":"int"}]}]}]`},
			[]string{`{"type":"record","name":"B","fields":[{"name":"d","type":"float"},{"name":"l","type":["null",{"type":"array","items":"int"}]}]}`},
			[]string{"\x01\x00\x00\xc0\x3f\x02\x02\x04\x00"},
			"KafkaValue java.lang.String, l [I, d double, d2 float; B [2] null 1.5",
		},
	} {
		if got := wholeRead(t, "value", nil, c.opts, c.writers, c.recs...); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.name, got, c.want)
		}
	}
}
