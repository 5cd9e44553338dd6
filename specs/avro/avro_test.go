package avro

import (
	"fmt"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// readRows is what records become under a reader's schema; the writers' schemas have the
// ids 1, 2 … An error is "error: …".
func readRows(t *testing.T, opts ReaderOptions, writers []string, recs ...[]byte) []string {
	t.Helper()
	reg := wiretest.NewRegistry()
	for _, w := range writers {
		reg.Add(wire.Schema{Subject: "s", Type: wire.AvroSchema, Text: w})
	}
	env := wire.Env{Part: "value", Registry: reg}
	r, err := Reader(opts)
	if err != nil {
		return []string{"error: " + err.Error()}
	}
	if _, err := r.Fields(t.Context(), env); err != nil {
		return []string{"error: " + err.Error()}
	}
	d, dst := wiretest.Builders(t, r, env)
	var out []string
	for _, rec := range recs {
		n := 0
		if len(dst) > 0 {
			n = dst[0].Len()
		}
		err := d.Decode(rec)
		row := make([]string, len(dst))
		for i, b := range dst {
			want := n + 1
			if err != nil {
				want = n
			}
			if b.Len() != want {
				t.Fatalf("%x: builder %d has %d values, want %d", rec, i, b.Len(), want)
			}
			if err == nil {
				row[i] = string(column.Java.Append(nil, wiretest.Values(b)[n]))
			}
		}
		if err != nil {
			out = append(out, "error: "+err.Error())
		} else {
			out = append(out, strings.Join(row, " "))
		}
	}
	return out
}

// recordOfField is a schema with the one field v.
func recordOfField(typ string) string {
	return `{"type":"record","name":"Rec","fields":[{"name":"v","type":` + typ + `}]}`
}

func withDefault(typ, def string) string {
	return `{"type":"record","name":"Rec","fields":[{"name":"v","type":` + typ + `,"default":` + def + `}]}`
}

// Every type: the column it makes, and what bytes become.
func TestTypes(t *testing.T) {
	for _, c := range []struct{ typ, class, hex, want string }{
		{`"boolean"`, "java.lang.Boolean", "01", "true"},
		{`"boolean"`, "java.lang.Boolean", "02", `error: schema id 1: field "v": 2 is no boolean`},
		{`"int"`, "int", "01", "-1"},
		{`"int"`, "int", "feffffff0f", "2147483647"},
		{`"int"`, "int", "ffffffff0f", "null"},
		{`"int"`, "int", "8080808010", `error: schema id 1: field "v": 2147483648 does not fit an int`},
		{`"long"`, "long", "feffffffffffffffff01", "9223372036854775807"},
		{`"long"`, "long", "ffffffffffffffffff01", "null"},
		{`"long"`, "long", "ffffffffffffffffffff01", `error: schema id 1: field "v": a number of more than 64 bits`},
		{`"long"`, "long", "80", `error: schema id 1: field "v": the record ends before its value`},
		{`"float"`, "float", "cdcc8c3f", "1.1"},
		{`"float"`, "float", "cdcc8c", `error: schema id 1: field "v": the record ends before its value`},
		{`"double"`, "double", "0000000000000440", "2.5"},
		{`"double"`, "double", "000000000000f07f", "Infinity"},
		{`"string"`, "java.lang.String", "06e282ac", "€"},
		{`"string"`, "java.lang.String", "0461ff", "a\ufffd"},
		{`"string"`, "java.lang.String", "00", ""},
		{`"string"`, "java.lang.String", "01", `error: schema id 1: field "v": a length of -1 where 0 bytes are left`},
		{`"string"`, "java.lang.String", "0661", `error: schema id 1: field "v": a length of 3 where 1 bytes are left`},
		{`"string"`, "java.lang.String", "feffffffffffffffff01", `error: schema id 1: field "v": a length of 9223372036854775807 where 0 bytes are left`},
		{`{"type":"string","logicalType":"uuid"}`, "java.lang.String", "0461622d", "ab"},
		{`"bytes"`, "byte[]", "0400ff", "[0, -1]"},
		{`{"type":"fixed","name":"F","size":2}`, "byte[]", "00ff", "[0, -1]"},
		{`{"type":"fixed","name":"F","size":2}`, "byte[]", "00", `error: schema id 1: field "v": the record ends before its value`},
		{`{"type":"fixed","name":"F","size":16,"logicalType":"uuid"}`, "java.lang.String", "000102030405060708090a0b0c0d0eff", "00010203-0405-0607-0809-0a0b0c0d0eff"},
		{`{"type":"enum","name":"E","symbols":["A","B"]}`, "java.lang.String", "02", "B"},
		{`{"type":"enum","name":"E","symbols":["A","B"]}`, "java.lang.String", "04", `error: schema id 1: field "v": symbol 2 of an enum of 2`},
		{`"null"`, "java.lang.Object", "", "null"},
		{`["null"]`, "java.lang.Object", "00", "null"},
		{`["string"]`, "java.lang.String", "000261", "a"},

		{`{"type":"int","logicalType":"date"}`, "int", "b6b302", "19675"},
		{`{"type":"int","logicalType":"time-millis"}`, "int", "80bab703", "3600000"},
		{`{"type":"long","logicalType":"time-micros"}`, "long", "80909de91a", "3600000000"},
		{`{"type":"long","logicalType":"local-timestamp-millis"}`, "long", "02", "1"},
		{`{"type":"long","logicalType":"timestamp-millis"}`, "java.time.Instant", "f6a1abfef962", "1700000000123000000"},
		{`{"type":"long","logicalType":"timestamp-micros"}`, "java.time.Instant", "01", "-1000"},
		{`{"type":"long","logicalType":"timestamp-nanos"}`, "java.time.Instant", "03", "-2"},
		{
			`{"type":"long","logicalType":"timestamp-millis"}`, "java.time.Instant", "feffffffffffffffff01",
			`error: schema id 1: field "v": 9223372036854775807 counts more than the 9223372036854775807 nanoseconds that an instant has room for`,
		},
		{`{"type":"bytes","logicalType":"decimal","precision":10,"scale":2}`, "java.math.BigDecimal", "043039", "123.45"},
		{`{"type":"bytes","logicalType":"decimal","precision":10,"scale":2}`, "java.math.BigDecimal", "02ff", "-0.01"},
		{`{"type":"bytes","logicalType":"decimal","precision":10,"scale":2}`, "java.math.BigDecimal", "00", "0.00"},
		{`{"type":"fixed","name":"F","size":4,"logicalType":"decimal","precision":4,"scale":3}`, "java.math.BigDecimal", "fffffff6", "-0.010"},
		{`["null",{"type":"bytes","logicalType":"decimal","precision":4,"scale":1}]`, "java.math.BigDecimal", "00", "null"},
		{`["null",{"type":"bytes","logicalType":"decimal","precision":4,"scale":1}]`, "java.math.BigDecimal", "02020f", "1.5"},

		{`["null","long"]`, "long", "0204", "2"},
		{`["long","null"]`, "long", "02", "null"},
		{`["long","null"]`, "long", "04", `error: schema id 1: field "v": branch 2 of a union of 2`},
		{`["int","string"]`, "java.lang.Object", "0004", "2"},
		{`["int","string"]`, "java.lang.Object", "020278", "x"},
		{`["null","int","string"]`, "java.lang.Object", "00", "null"},
		{`["null",{"type":"long","logicalType":"timestamp-millis"},"string"]`, "java.lang.Object", "0202", "1970-01-01T00:00:00.001Z"},
		{`["int",{"type":"record","name":"P","fields":[{"name":"a","type":"string"},{"name":"b","type":"double"}]}]`, "java.lang.Object", "0202780000000000000440", `{"a": "x", "b": 2.5}`},

		{`{"type":"array","items":"int"}`, "[I", "04020100", "[1, -1]"},
		{`{"type":"array","items":"int"}`, "[I", "00", "[]"},
		{`{"type":"array","items":"int"}`, "[I", "03040201020200", "[1, -1, 1]"},
		{`{"type":"array","items":["null","int"]}`, "[I", "0402020000", "[1, null]"},
		{`{"type":"array","items":"long"}`, "[J", "020600", "[3]"},
		{`{"type":"array","items":"float"}`, "[F", "02cdcc8c3f00", "[1.1]"},
		{`{"type":"array","items":"double"}`, "[D", "02000000000000044000", "[2.5]"},
		{`{"type":"array","items":"boolean"}`, "[Ljava.lang.Boolean;", "04010000", "[true, false]"},
		{`{"type":"array","items":["null","boolean"]}`, "[Ljava.lang.Boolean;", "0400020100", "[null, true]"},
		{`{"type":"array","items":"string"}`, "[Ljava.lang.String;", "040261026200", "[a, b]"},
		{`{"type":"array","items":["null","string"]}`, "[Ljava.lang.String;", "0400020261" + "00", "[null, a]"},
		{`{"type":"array","items":{"type":"enum","name":"E","symbols":["A","B"]}}`, "[Ljava.lang.String;", "020200", "[B]"},
		{`{"type":"array","items":{"type":"long","logicalType":"timestamp-millis"}}`, "[Ljava.time.Instant;", "020200", "[1000000]"},
		{`{"type":"array","items":{"type":"array","items":"int"}}`, "[Ljava.lang.Object;", "02020200" + "00", "[[1]]"},
		{`{"type":"array","items":"null"}`, "[Ljava.lang.Object;", "0400", "[null, null]"},
		{`["null",{"type":"array","items":"int"}]`, "[I", "00", "null"},
		{`{"type":"array","items":"null"}`, "[Ljava.lang.Object;", "feffffffffffffffff0100", `error: schema id 1: field "v": more than 65536 items without content`},
		{`{"type":"array","items":"int"}`, "[I", "ffffffffffffffffff01", `error: schema id 1: field "v": a block with a number of items of more than 63 bits`},
		{`{"type":"array","items":"int"}`, "[I", "feffffffffffffffff0102", `error: schema id 1: field "v": the record ends before its value`},
		{`{"type":"map","values":"int"}`, "java.util.Map", "0202610200", "{a=1}"},
		{`{"type":"map","values":"int"}`, "java.util.Map", "00", "{}"},
		{`{"type":"map","values":"int"}`, "java.util.Map", "0402610202610400", "{a=2}"},
		{`{"type":"map","values":["null","string"]}`, "java.util.Map", "040261000262020278" + "00", "{a=null, b=x}"},
	} {
		writer := recordOfField(c.typ)
		reg := wiretest.NewRegistry(wire.Schema{Subject: "s", Type: wire.AvroSchema, Text: writer})
		fields, err := readerOf(t, ReaderOptions{Schema: "s"}).Fields(t.Context(), wire.Env{Registry: reg})
		if err != nil || len(fields) != 1 || fields[0].Type.String() != c.class {
			t.Errorf("%s: columns %v %v, want %s", c.typ, fields, err, c.class)
			continue
		}
		rec := []byte("\x00\x00\x00\x00\x01")
		if _, err := fmt.Sscanf(c.hex, "%x", &c.hex); err != nil && c.hex != "" {
			t.Fatal(c.hex, err)
		}
		if got := readRows(t, ReaderOptions{Schema: "s"}, []string{writer}, append(rec, c.hex...))[0]; got != c.want {
			t.Errorf("%s of %x: %s, want %s", c.typ, c.hex, got, c.want)
		}
	}
}

// What was written by one schema, read by another.
func TestResolution(t *testing.T) {
	enum := func(symbols, more string) string {
		return recordOfField(`{"type":"enum","name":"E","symbols":[` + symbols + `]` + more + `}`)
	}
	ts := func(unit string) string {
		return recordOfField(`{"type":"long","logicalType":"timestamp-` + unit + `"}`)
	}
	dec := func(prec, scale int) string {
		return recordOfField(fmt.Sprintf(`{"type":"bytes","logicalType":"decimal","precision":%d,"scale":%d}`, prec, scale))
	}
	p := `{"type":"record","name":"P","fields":[{"name":"a","type":"int"}]}`
	for _, c := range []struct{ writer, reader, hex, want string }{
		{recordOfField(`"int"`), recordOfField(`"long"`), "04", "2"},
		{recordOfField(`"int"`), recordOfField(`"float"`), "04", "2.0"},
		{recordOfField(`"int"`), recordOfField(`"double"`), "04", "2.0"},
		{recordOfField(`"long"`), recordOfField(`"float"`), "04", "2.0"},
		{recordOfField(`"long"`), recordOfField(`"double"`), "04", "2.0"},
		{recordOfField(`"float"`), recordOfField(`"double"`), "0000c03f", "1.5"},
		{recordOfField(`"string"`), recordOfField(`"bytes"`), "0261", "[97]"},
		{recordOfField(`"bytes"`), recordOfField(`"string"`), "0261", "a"},
		{recordOfField(`"long"`), recordOfField(`"int"`), "04", `error: schema id 1: field "v": was written as long, which cannot be read as int`},
		{recordOfField(`"int"`), recordOfField(`"string"`), "04", `error: schema id 1: field "v": was written as int, which cannot be read as string`},
		{recordOfField(`"int"`), recordOfField(`["null","long"]`), "04", "2"},
		{recordOfField(`["null","int"]`), recordOfField(`["long","null"]`), "0204", "2"},
		{recordOfField(`["null","int"]`), recordOfField(`["long","null"]`), "00", "null"},
		{recordOfField(`["null","int"]`), recordOfField(`"long"`), "0204", "2"},
		{recordOfField(`["null","int"]`), recordOfField(`"long"`), "00", `error: schema id 1: field "v": was written as null, which cannot be read as long`},
		{recordOfField(`["int","string","null"]`), recordOfField(`["null","string"]`), "0004", `error: schema id 1: field "v": was written as int, which cannot be read as string`},
		{recordOfField(`["int","string","null"]`), recordOfField(`["null","string"]`), "020278", "x"},
		{recordOfField(`["int","string","null"]`), recordOfField(`["null","string"]`), "04", "null"},
		{recordOfField(`["int","string"]`), recordOfField(`["string","double"]`), "0004", "2.0"},
		{recordOfField(`["int","string"]`), recordOfField(`["string","double"]`), "06", `error: schema id 1: field "v": branch 3 of a union of 2`},
		{recordOfField(`"null"`), recordOfField(`["null","long"]`), "", "null"},
		{recordOfField(`{"type":"array","items":"int"}`), recordOfField(`{"type":"array","items":"double"}`), "020400", "[2.0]"},
		{recordOfField(`{"type":"array","items":"int"}`), recordOfField(`{"type":"array","items":["null","long"]}`), "020400", "[2]"},
		{recordOfField(`{"type":"array","items":"int"}`), recordOfField(`{"type":"array","items":"string"}`), "020400", `error: schema id 1: field "v": was written as int, which cannot be read as string`},
		{recordOfField(`{"type":"array","items":"int"}`), recordOfField(`{"type":"array","items":"string"}`), "00", "[]"},
		{recordOfField(`{"type":"map","values":"int"}`), recordOfField(`{"type":"map","values":"long"}`), "0202610400", "{a=2}"},

		{enum(`"A","B"`, ""), enum(`"B","A"`, ""), "00", "A"},
		{enum(`"A","B"`, ""), enum(`"B"`, ""), "00", `error: schema id 1: field "v": "A" is not among the symbols of enum E, which has no default`},
		{enum(`"A","B"`, ""), enum(`"B","X"`, `,"default":"X"`), "00", "X"},
		{enum(`"A","B"`, ""), enum(`"B","X"`, `,"default":"X"`), "02", "B"},

		{ts("micros"), ts("millis"), "d00f", "1000000"}, // the writer knows what it counted
		{ts("micros"), recordOfField(`"long"`), "d00f", "1000"},
		{recordOfField(`"long"`), ts("millis"), "02", "1000000"},
		{recordOfField(`"int"`), ts("millis"), "02", "1000000"},
		{dec(9, 1), dec(9, 2), "020f", "1.5"},

		{p, `{"type":"record","name":"P","fields":[{"name":"b","type":"int","aliases":["a"]}]}`, "04", "2"},
		{p, `{"type":"record","name":"Other","fields":[{"name":"a","type":"int"}]}`, "04", `error: record P, not Other (schema id 1); {"starling.other.messages": "skip"} leaves such records out`},
		{p, `{"type":"record","name":"P","fields":[]}`, "04", ""},
		{p, `{"type":"record","name":"P","fields":[{"name":"a","type":"int"},{"name":"b","type":"int"}]}`, "04", `error: schema id 1: field "b": is not in the schema that the record was written with, and has no default`},

		{`{"type":"record","name":"Rec","fields":[]}`, withDefault(`"int"`, "-7"), "", "-7"},
		{`{"type":"record","name":"Rec","fields":[]}`, withDefault(`"long"`, "9007199254740993"), "", "9007199254740993"},
		{`{"type":"record","name":"Rec","fields":[]}`, withDefault(`"double"`, "1.5"), "", "1.5"},
		{`{"type":"record","name":"Rec","fields":[]}`, withDefault(`"boolean"`, "true"), "", "true"},
		{`{"type":"record","name":"Rec","fields":[]}`, withDefault(`"string"`, `"é"`), "", "é"},
		{`{"type":"record","name":"Rec","fields":[]}`, withDefault(`"bytes"`, `"\u00ff"`), "", "[-1]"},
		{`{"type":"record","name":"Rec","fields":[]}`, withDefault(`["null","int"]`, "null"), "", "null"},
		{`{"type":"record","name":"Rec","fields":[]}`, withDefault(`["int","null"]`, "3"), "", "3"},
		{`{"type":"record","name":"Rec","fields":[]}`, withDefault(`{"type":"enum","name":"E","symbols":["A","B"]}`, `"B"`), "", "B"},
		{`{"type":"record","name":"Rec","fields":[]}`, withDefault(`{"type":"fixed","name":"F","size":1}`, `"\u0001"`), "", "[1]"},
		{`{"type":"record","name":"Rec","fields":[]}`, withDefault(`{"type":"array","items":"long"}`, `[1,2]`), "", "[1, 2]"},
		{`{"type":"record","name":"Rec","fields":[]}`, withDefault(`{"type":"map","values":"long"}`, `{"b":2,"a":1}`), "", "{a=1, b=2}"},
		{`{"type":"record","name":"Rec","fields":[]}`, withDefault(`{"type":"record","name":"Q","fields":[{"name":"x","type":"int"},{"name":"y","type":"int","default":5}]}`, `{"x":4}`), "", "4 5"},
		{`{"type":"record","name":"Rec","fields":[{"name":"z","type":"int"}]}`, withDefault(`{"type":"long","logicalType":"timestamp-millis"}`, "1"), "04", "1000000"},
	} {
		rec := []byte("\x00\x00\x00\x00\x01")
		if _, err := fmt.Sscanf(c.hex, "%x", &c.hex); err != nil && c.hex != "" {
			t.Fatal(c.hex, err)
		}
		if got := readRows(t, ReaderOptions{Schema: c.reader}, []string{c.writer}, append(rec, c.hex...))[0]; got != c.want {
			t.Errorf("%s by %s of %x: %s, want %s", c.writer, c.reader, c.hex, got, c.want)
		}
	}
}

const nested = `{"type":"record","name":"Order","fields":[
 {"name":"Id","type":"string"},
 {"name":"Sub","type":["null",{"type":"record","name":"Sub","fields":[
   {"name":"Z","type":"int"},
   {"name":"In","type":{"type":"record","name":"In","fields":[{"name":"P","type":"double"},{"name":"Q","type":["null","string"]}]}}]}]},
 {"name":"Next","type":["null","Order"]},
 {"name":"N","type":"long"}]}`

// Names and choice of columns of nested records.
func TestColumns(t *testing.T) {
	m := func(pairs ...string) (out []wire.Mapping) {
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, wire.Mapping{Field: pairs[i], Column: pairs[i+1]})
		}
		return out
	}
	full := func(v any) []byte { return framed(t, 1, nested, v) }
	some := map[string]any{"Id": "a", "N": int64(9), "Next": nil, "Sub": map[string]any{"Sub": map[string]any{
		"Z": 4, "In": map[string]any{"P": 1.5, "Q": nil},
	}}}
	none := map[string]any{"Id": "b", "N": int64(8), "Sub": nil, "Next": map[string]any{"Order": some}}
	for _, c := range []struct {
		opts               ReaderOptions
		names, some1, none string
	}{
		{ReaderOptions{}, "Id Sub__Z Sub__In__P Sub__In__Q Next N", "a 4 1.5 null null 9", `b null null null {"Id": "a", "Sub": {"Z": 4, "In": {"P": 1.5, "Q": null}}, "Next": null, "N": 9} 8`},
		{ReaderOptions{Mapping: m("Sub.Z", "Zed", "Id", "Key"), Only: true}, "Key Zed", "a 4", "b null"},
		{ReaderOptions{Mapping: m("Sub", "S"), Only: true}, "S__Z S__In__P S__In__Q", "4 1.5 null", "null null null"},
		{ReaderOptions{Mapping: m("Sub", "S", "Sub.Z", "Z", "N", "N"), Only: true}, "Z N", "4 9", "null 8"},
		{ReaderOptions{Mapping: m("Sub.In.P", "P")}, "Id Sub__Z P Sub__In__Q Next N", "a 4 1.5 null null 9", ""},
		{ReaderOptions{Only: true}, "Id Sub__Z Sub__In__P Sub__In__Q Next N", "a 4 1.5 null null 9", ""},
	} {
		c.opts.Schema = nested
		fields, err := readerOf(t, c.opts).Fields(t.Context(), wire.Env{Registry: wiretest.NewRegistry()})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, f := range fields {
			names = append(names, f.Name)
		}
		if got := strings.Join(names, " "); got != c.names {
			t.Errorf("%v: columns %s, want %s", c.opts.Mapping, got, c.names)
		}
		rows := readRows(t, c.opts, []string{nested}, full(some), full(none), nil)
		if rows[0] != c.some1 || c.none != "" && rows[1] != c.none {
			t.Errorf("%v: %q, want %s and %s", c.opts.Mapping, rows, c.some1, c.none)
		}
		if nulls := strings.TrimSpace(strings.Repeat("null ", len(fields))); rows[2] != nulls {
			t.Errorf("Kafka's null: %s", rows[2])
		}
	}
}

// A byte order mark before a schema is passed over, in the registry as in a script.
func TestByteOrderMark(t *testing.T) {
	text := "\ufeff" + recordOfField(`"int"`)
	for _, schema := range []string{text, "s"} {
		r, err := Reader(ReaderOptions{Schema: schema})
		if err != nil {
			t.Fatal(err)
		}
		fields, err := r.Fields(t.Context(), wire.Env{Registry: wiretest.NewRegistry(wire.Schema{Subject: "s", Type: wire.AvroSchema, Text: text})})
		if err != nil || len(fields) != 1 || fields[0].Name != "v" {
			t.Errorf("%.20q: %v, %v", schema, fields, err)
		}
	}
}

func TestSpecErrors(t *testing.T) {
	ok := recordOfField(`"int"`)
	two := []wire.Schema{{Subject: "s", Type: wire.AvroSchema, Text: ok}, {Subject: "p", Type: wire.ProtobufSchema, Text: `syntax = "proto3";`}, {Subject: "bad", Type: wire.AvroSchema, Text: `{"type":"nonsense"}`}}
	for _, c := range []struct {
		opts ReaderOptions
		want string
	}{
		{ReaderOptions{}, "schema is empty"},
		{ReaderOptions{Schema: "nope"}, `subject "nope" not found`},
		{ReaderOptions{Schema: "s", Version: "x"}, `schema_version "x": must be "latest" or a number from 1 on`},
		{ReaderOptions{Schema: "p"}, `avro_spec: subject "p": is a schema of type PROTOBUF, not AVRO; kc.protobuf_spec reads those`},
		{ReaderOptions{Schema: "bad"}, `avro_spec: subject "bad": avro schema: unknown type: nonsense`},
		{ReaderOptions{Schema: `{"type":"x"}`}, "avro schema: unknown type: x"},
		{ReaderOptions{Schema: `{`}, "avro schema: "},
		{ReaderOptions{Schema: "s", Mapping: []wire.Mapping{{Field: "w", Column: "W"}}}, `mapping: no field "w" in the schema, which has v`},
		{ReaderOptions{Schema: "s", Mapping: []wire.Mapping{{Field: "v", Column: ""}}}, `mapping: the column of field "v" has no name`},
		{ReaderOptions{Schema: "s", Mapping: []wire.Mapping{{Field: "v", Column: "A"}, {Field: "v", Column: "B"}}}, `mapping: field "v" is mapped to both "A" and "B"`},
		{ReaderOptions{Schema: "s", Mapping: []wire.Mapping{{Field: "v", Column: "A"}, {Field: "w", Column: "A"}}}, `mapping: fields "v" and "w" are both mapped to column "A"`},
	} {
		r, err := Reader(c.opts)
		if err == nil {
			_, err = r.Fields(t.Context(), wire.Env{Registry: wiretest.NewRegistry(two...)})
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want %s", c.opts, err, c.want)
		}
	}
	for _, schema := range []string{ok, "s"} {
		if _, err := readerOf(t, ReaderOptions{Schema: schema}).Fields(t.Context(), wire.Env{}); err == nil || !strings.Contains(err.Error(), `property "schema.registry.url" is missing`) {
			t.Errorf("no registry: %v", err)
		}
	}
}

func TestHeader(t *testing.T) {
	s := recordOfField(`"int"`)
	rows := readRows(t, ReaderOptions{Schema: s}, []string{s},
		[]byte{}, []byte("\x07\x00\x00\x00\x01\x02"), []byte("\x01\x00\x00\x00\x01\x02"), []byte("\x00\x00\x00"),
		[]byte("\x00\x00\x00\x00\x63\x02"), []byte("\x00\x00\x00\x00\x01\x02zz"))
	for i, want := range []string{
		"error: 0 bytes; a record begins with a zero byte and the id of its schema",
		"error: the first byte is 7, not 0; was it written with a schema registry?",
		"error: 6 bytes, too few for the GUID of the schema that a byte 1 announces",
		"error: 3 bytes, too few for the id of the schema",
		"error: schema id 99: schema not found", "1",
	} {
		if rows[i] != want {
			t.Errorf("%s, want %s", rows[i], want)
		}
	}
}

// A type that has itself within stays an object, as deep as it may be.
func TestRecursion(t *testing.T) {
	s := recordOfField(`["int",{"type":"record","name":"L","fields":[{"name":"next","type":["null","L"]}]}]`)
	deep := func(n int) []byte {
		return []byte("\x00\x00\x00\x00\x01\x02" + strings.Repeat("\x02", n) + "\x00")
	}
	rows := readRows(t, ReaderOptions{Schema: s}, []string{s}, deep(2), deep(1000))
	if rows[0] != `{"next": {"next": {"next": null}}}` {
		t.Error(rows[0])
	}
	if !strings.Contains(rows[1], "values nest deeper than 200 levels") {
		t.Error(rows[1])
	}
	other := `{"type":"record","name":"Rec","fields":[{"name":"u","type":"int","default":1}]}`
	rows = readRows(t, ReaderOptions{Schema: other}, []string{s}, deep(2), deep(1000)) // passed over
	if rows[0] != "1" || !strings.Contains(rows[1], "values nest deeper than 200 levels") {
		t.Error(rows)
	}
}

// References are fetched, also those of references, and a lookup that fails is not taken
// for a bad schema.
func TestReferences(t *testing.T) {
	reg := wiretest.NewRegistry(
		wire.Schema{Subject: "in", Type: wire.AvroSchema, Text: `{"type":"record","name":"x.In","fields":[{"name":"a","type":"int"}]}`},
		wire.Schema{Subject: "mid", Type: wire.AvroSchema, Text: `{"type":"record","name":"x.Mid","fields":[{"name":"i","type":"x.In"},{"name":"d","type":"long","default":9007199254740993}]}`, References: []wire.Reference{{Name: "x.In", Subject: "in", Version: 1}}},
		wire.Schema{Subject: "out", Type: wire.AvroSchema, Text: `{"type":"record","name":"Out","fields":[{"name":"m","type":"x.Mid"}]}`, References: []wire.Reference{{Name: "x.Mid", Subject: "mid", Version: 1}}},
		wire.Schema{Subject: "out", Type: wire.AvroSchema, Text: `{"type":"record","name":"Out","fields":[{"name":"m","type":"x.Mid"}]}`, References: []wire.Reference{{Name: "x.Mid", Subject: "gone", Version: 1}}},
	)
	d, dst := wiretest.Builders(t, readerOf(t, ReaderOptions{Schema: "out", Version: "1"}), wire.Env{Registry: reg})
	if err := d.Decode([]byte("\x00\x00\x00\x00\x03\x04\x06")); err != nil || dst[0].(*column.Vec[int32]).V[0] != 2 || dst[1].(*column.Vec[int64]).V[0] != 3 {
		t.Error(err)
	}
	if err := d.Decode([]byte("\x00\x00\x00\x00\x04\x04\x06")); err == nil || !strings.Contains(err.Error(), `schema id 4: reference "x.Mid": subject "gone" not found`) {
		t.Error(err)
	}
	if _, err := readerOf(t, ReaderOptions{Schema: "out"}).Fields(t.Context(), wire.Env{Registry: reg}); err == nil || !strings.Contains(err.Error(), `subject "out": reference "x.Mid"`) {
		t.Error(err)
	}
}
