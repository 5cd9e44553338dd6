package avro

import (
	"fmt"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// read is the columns of a reader's schema by name, and a record of it.
func read(t *testing.T, opts ReaderOptions, refs []wire.Reference, rec string) string {
	t.Helper()
	reg := wiretest.NewRegistry(
		wire.Schema{Subject: "s", Type: wire.AvroSchema, Text: opts.Schema, References: refs},
		wire.Schema{Subject: "other", Type: wire.AvroSchema, Text: `{"type":"enum","name":"Größe","namespace":"my-db.1st","symbols":["a-b","c d"]}`},
	)
	opts.Schema = "s"
	r := readerOf(t, opts)
	env := wire.Env{Part: "value", Registry: reg}
	fields, err := r.Fields(t.Context(), env)
	if err != nil {
		return "error: " + err.Error()
	}
	d, dst := wiretest.Builders(t, r, env)
	if err := d.Decode([]byte("\x00\x00\x00\x00\x01" + rec)); err != nil {
		return "error: " + err.Error()
	}
	var out []string
	for i, f := range fields {
		out = append(out, f.Name+"="+string(column.Java.Append(nil, wiretest.Values(dst[i])[0])))
	}
	return strings.Join(out, " ")
}

// named is a record of int fields of these names.
func named(name string, fields ...string) string {
	list := make([]string, len(fields))
	for i, f := range fields {
		list[i] = fmt.Sprintf(`{"name":%q,"type":"int"}`, f)
	}
	return recordOf(name, strings.Join(list, ","))
}

// Names that Java's Avro takes are read, and are names of columns by the rule of jackson.
func TestNames(t *testing.T) {
	in := func(space, rest string) string {
		return fmt.Sprintf(`{"type":"record","name":"Users","namespace":%q,%s}`, space, rest)
	}
	one := `"fields":[{"name":"v","type":"int"}]`
	twice := `"fields":[{"name":"a","type":{"type":"enum","name":"E-1","aliases":["F 2"],"symbols":["a-b","größe","1","a b","class"]}},{"name":"b","type":["null","%s"]}]`
	for _, c := range []struct{ schema, rec, want string }{
		{in("prod-db.public.users", one), "\x02", "v=1"},
		{in("db1.1schema.users", one), "\x02", "v=1"},
		{in("my db..x.", one), "\x02", "v=1"},
		{named("db.dbo.My$Table", "v"), "\x02", "v=1"},
		{named("-", "v"), "\x02", "v=1"},
		{named(".Users", "v"), "\x02", "v=1"},
		{named("таблица", "v"), "\x02", "v=1"},
		{named("R", "a-b"), "\x02", "ab=1"},
		{named("R", "größe", "數", "a.b", "first name", "1x", "i", "class", "$v"), "\x02\x04\x06\x08\x0a\x0c\x0e\x10", "größe=1 數=2 ab=3 firstname=4 column_1x=5 i=6 class=7 $v=8"},
		{named("R", "a-b", "ab", "a b", "a_b"), "\x02\x04\x06\x08", "ab=1 ab2=2 ab3=3 a_b=4"},
		{named("R", "-i", "class?", "@", "i"), "\x02\x04\x06\x08", `error: avro_spec: subject "s": field "@" has no letter or digit to name a column by; name it by mapping={"@": …}`},
		{named("R", "-i", "class?", "i", "column_i"), "\x02\x04\x06\x08", "column_i=1 column_class=2 i=3 column_i2=4"},
		{named("R", "ab2", "a-b", "ab"), "\x02\x04\x06", "ab2=1 ab=2 ab3=3"},
		{recordOf("R", `{"name":"a__b","type":"int"},{"name":"a","type":`+named("x-y.S", "b", "-b")+`}`), "\x02\x04\x06", "a__b=1 a__b2=2 a__b3=3"},
		{named("R", "-"), "\x02", `error: avro_spec: subject "s": field "-" has no letter or digit to name a column by; name it by mapping={"-": …}`},

		// References: by the name, the full name, an alias, and out of the namespace.
		{in("x-y", fmt.Sprintf(twice, "E-1")), "\x02\x02\x04", "a=größe b=1"},
		{in("x-y", fmt.Sprintf(twice, "x-y.E-1")), "\x00\x02\x08", "a=a-b b=class"},
		{in("x-y", fmt.Sprintf(twice, "F 2")), "\x04\x02\x06", "a=1 b=a b"},
		{in("x-y", fmt.Sprintf(twice, "x-y.F 2")), "\x04\x00", "a=1 b=null"},
		{in("", `"fields":[{"name":"a","type":{"type":"fixed","name":"F-1","namespace":"","size":1}},{"name":"b","type":{"type":"record","name":"q-r.S","fields":[{"name":"c","type":"F-1"}]}}]`), "\x01\x02", "a=[1] b__c=[2]"},
		{in("x", `"fields":[{"name":"a","type":{"type":"fixed","name":"F","namespace":"y-z","size":1}},{"name":"b","type":{"type":"fixed","name":"F","size":2}},{"name":"c","type":"y-z.F"}]`), "\x01\x02\x03\x04", "a=[1] b=[2, 3] c=[4]"},
		{in("x", `"fields":[{"name":"a","type":{"type":"record","name":"N-1","fields":[{"name":"n","type":["null","N-1"]}]}}]`), "\x02\x02\x00", `a__n={"n": {"n": null}}`},
		{in("x", `"fields":[{"name":"a","type":{"type":"fixed","name":"F","size":1}},{"name":"b","type":{"type":"fixed","name":"F","size":1}}]`), "\x01\x02", "a=[1] b=[2]"}, // the same again
		{in("my-db", `"fields":[{"name":"a","type":"my-db.1st.Größe"}]`), "\x02", "a=c d"},
		{recordOf("R", `{"name":"a","type":["int",`+named("P-1", "a-b", "ab")+`]}`), "\x02\x02\x04", `a={"a-b": 1, "ab": 2}`},

		{in("x", `"fields":[{"name":"a","type":{"type":"fixed","name":"F","size":1}},{"name":"b","type":{"type":"fixed","name":"x.F","size":2}}]`), "", `error: avro_spec: subject "s": avro schema: duplicate name "x.F"`},
		{named("R", "a-b", "a-b"), "", `error: avro_spec: subject "s": avro schema: duplicate field name "a-b"`},
		{named("R", ""), "", `error: avro_spec: subject "s": avro schema: record R: the name of a field is missing`},
		{named("x.", "v"), "", `error: avro_spec: subject "s": avro schema: the name of a record is missing`},
		{recordOfField(`{"type":"enum","name":"E","symbols":["a-b","a-b"]}`), "", `error: avro_spec: subject "s": avro schema: enum E: duplicate symbol "a-b"`},
		{recordOfField(`"x-y.No"`), "", `error: avro_spec: subject "s": avro schema: unknown type: x-y.No`},
		{recordOfField(`["long",{"type":"long","logicalType":"timestamp-millis"}]`), "", `error: avro_spec: subject "s": avro schema: union type must be unique`},
		{recordOfField(`["null",["int","long"]]`), "", `error: avro_spec: subject "s": avro schema: union type cannot be a union`},
		{in("x", `"fields":[{"name":"a","type":{"type":"fixed","name":"F","aliases":["G"],"size":1}},{"name":"b","type":["null","F","G"]}]`), "", `error: avro_spec: subject "s": avro schema: union type must be unique`},
		{recordOfField(`{"type":"enum","name":"E","symbols":[]}`), "", `error: avro_spec: subject "s": avro schema: enum E has no symbols`},
		{recordOfField(`{"type":"enum","name":"E","symbols":["a",""]}`), "", `error: avro_spec: subject "s": avro schema: enum E: a symbol is empty`},
		{recordOfField(`{"type":"fixed","name":"F","aliases":["."],"size":1}`), "", `error: avro_spec: subject "s": avro schema: fixed F: an alias is empty`},
		{recordOf("R", `{"name":"a","type":"int","aliases":[""]}`), "", `error: avro_spec: subject "s": avro schema: record R: an alias of field "a" is empty`},
	} {
		if got := read(t, ReaderOptions{Schema: c.schema}, []wire.Reference{{Name: "my-db.1st.Größe", Subject: "other", Version: 1}}, c.rec); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.schema, got, c.want)
		}
	}
}

// Keys of the mapping are the schema's own names, and its columns are as it says.
func TestNamesMapped(t *testing.T) {
	s := recordOf("R", `{"name":"a-b","type":"int"},{"name":"ab","type":"int"},{"name":"x-y","type":`+named("S", "1", "ab")+`}`)
	for _, c := range []struct {
		opts ReaderOptions
		want string
	}{
		{ReaderOptions{}, "ab=1 ab2=2 xy__1=3 xy__ab=4"},
		{ReaderOptions{Mapping: []wire.Mapping{{Field: "a-b", Column: "First"}}}, "First=1 ab=2 xy__1=3 xy__ab=4"},
		{ReaderOptions{Mapping: []wire.Mapping{{Field: "ab", Column: "ab"}}}, "ab2=1 ab=2 xy__1=3 xy__ab=4"},
		{ReaderOptions{Mapping: []wire.Mapping{{Field: "x-y", Column: "S"}}}, "ab=1 ab2=2 S__1=3 S__ab=4"},
		{ReaderOptions{Mapping: []wire.Mapping{{Field: "x-y.1", Column: "One"}, {Field: "a-b", Column: "AB"}}, Only: true}, "AB=1 One=3"},
		{ReaderOptions{Mapping: []wire.Mapping{{Field: "a_b", Column: "X"}}}, `error: avro_spec: subject "s": mapping: no field "a_b" in the schema, which has a-b, ab, x-y.1, x-y.ab`},
	} {
		c.opts.Schema = s
		if got := read(t, c.opts, nil, "\x02\x04\x06\x08"); got != c.want {
			t.Errorf("%v: %s, want %s", c.opts.Mapping, got, c.want)
		}
	}
}

// What was read is written with the schema that the registry has, field by field.
func TestNamesWritten(t *testing.T) {
	s := recordOf("my-db.T$", `{"name":"a-b","type":"int"},{"name":"ab","type":["null","int"],"default":null},{"name":"x-y","type":`+named("S", "1", "class")+
		`},{"name":"e","type":{"type":"enum","name":"E-1","symbols":["a-b","c"]}}`)
	reg := wiretest.NewRegistry(wire.Schema{Subject: "s", Type: wire.AvroSchema, Text: s})
	for _, c := range []struct {
		mapping []wire.Mapping
		columns string
		rec     string
	}{
		{nil, "ab ab2 xy__1 xy__class", "\x02\x02\x04\x06\x08\x00"},
		{nil, "xy__class ab xy__1", "\x04\x00\x06\x02\x00"},
		{[]wire.Mapping{{Field: "a-b", Column: "ab2"}, {Field: "x-y.1", Column: "ab"}}, "ab ab2 xy__class", "\x04\x02\x02\x02\x06\x00"},
	} {
		w, err := Writer(WriterOptions{Subject: "s", Mapping: c.mapping})
		if err != nil {
			t.Fatal(err)
		}
		table := []column.Field{{Name: "e", Type: column.Of(column.String)}}
		e := column.NewVector(column.Of(column.String))
		e.(*column.Vec[string]).Append("a-b")
		vecs := []column.Vector{e}
		for i, name := range strings.Fields(c.columns) {
			v := column.NewVector(column.Of(column.Int))
			v.(*column.Vec[int32]).Append(int32(i + 1))
			table, vecs = append(table, column.Field{Name: name, Type: column.Of(column.Int)}), append(vecs, v)
		}
		enc, err := w.Encoder(t.Context(), wire.Env{Registry: reg}, table)
		if err != nil {
			t.Errorf("%s: %v", c.columns, err)
			continue
		}
		var in []column.Vector
		for _, i := range enc.Columns() {
			in = append(in, vecs[i])
		}
		rec, _, err := enc.Append(nil, in, 0)
		if want := "\x00\x00\x00\x00\x01" + c.rec; err != nil || string(rec) != want {
			t.Errorf("%s: %x %v, want %x", c.columns, rec, err, want)
		}
	}
	// Names of columns that fields of two records come to are two as well.
	same := recordOf("R", `{"name":"a__b","type":"int"},{"name":"a","type":`+named("S", "b")+`}`)
	w, err := Writer(WriterOptions{Subject: "same"})
	if err != nil {
		t.Fatal(err)
	}
	enc, err := w.Encoder(t.Context(), wire.Env{Registry: wiretest.NewRegistry(wire.Schema{Subject: "same", Type: wire.AvroSchema, Text: same})},
		[]column.Field{{Name: "a__b2", Type: column.Of(column.Int)}, {Name: "a__b", Type: column.Of(column.Int)}})
	if err != nil || fmt.Sprint(enc.Columns()) != "[1 0]" {
		t.Errorf("%v of %s", err, same)
	}
	if len(reg.All) != 1 || reg.All[0].Text != s {
		t.Error("the schema is not as it was")
	}
}

// A default that does not fit its type is an error in records that need it, and in no
// others.
func TestWrongDefaults(t *testing.T) {
	enum := `{"type":"enum","name":"E","symbols":["A","B"]}`
	inner := `{"type":"record","name":"Q","fields":[{"name":"x","type":"int"}]}`
	for _, c := range []struct{ typ, def, rec, has, lacks string }{
		{`"string"`, `null`, "\x02a", "a", "the default null is no string"},
		{`"string"`, `5`, "\x02a", "a", "the default 5 is no string"},
		{`"long"`, `"0"`, "\x02", "1", `the default "0" is no long`},
		{`"long"`, `1.5`, "\x02", "1", `the default 1.5 is no long`},
		{`"int"`, `3000000000`, "\x02", "1", `the default 3000000000 is no int`},
		{`"int"`, `""`, "\x02", "1", `the default "" is no int`},
		{`"boolean"`, `"false"`, "\x01", "true", `the default "false" is no boolean`},
		{`"boolean"`, `0`, "\x01", "true", `the default 0 is no boolean`},
		{`"double"`, `NaN`, "\x00\x00\x00\x00\x00\x00\xf0\x3f", "1.0", `the default "NaN" is no double`},
		{`"double"`, `"NaN"`, "\x00\x00\x00\x00\x00\x00\xf0\x3f", "1.0", `the default "NaN" is no double`},
		{`"float"`, `-Infinity`, "\x00\x00\x80\x3f", "1.0", `the default "-Infinity" is no float`},
		{`"bytes"`, `"€"`, "\x02a", "[97]", `the default "€" is no bytes`},
		{`"bytes"`, `[]`, "\x02a", "[97]", `the default […] is no bytes`},
		{`{"type":"fixed","name":"F","size":2}`, `"a"`, "ab", "[97, 98]", `the default "a" is no fixed F`},
		{enum, `"C"`, "\x02", "B", `the default "C" is no enum E`},
		{enum, `null`, "\x02", "B", `the default null is no enum E`},
		{enum, `1`, "\x02", "B", `the default 1 is no enum E`},
		{`{"type":"array","items":"int"}`, `{}`, "\x00", "[]", `the default {…} is no array of int`},
		{`{"type":"array","items":"int"}`, `null`, "\x00", "[]", `the default null is no array of int`},
		{`{"type":"array","items":"int"}`, `["a"]`, "\x00", "[]", `the default "a" is no int`},
		{`{"type":"map","values":"int"}`, `[]`, "\x00", "{}", `the default […] is no map of int`},
		{`["int","null"]`, `"x"`, "\x02", "null", `the default "x" is no int or null`},
		{inner, `null`, "\x02", "1", "the default null is no record Q"},
		{inner, `{}`, "\x02", "1", `the default has no field "x"`},
		{inner, `{"x":"1"}`, "\x02", "1", `field "x": the default "1" is no int`},
		{`{"type":"long","logicalType":"timestamp-millis"}`, `"2024-01-01"`, "\x02", "1000000", `the default "2024-01-01" is no long (timestamp-millis)`},
		{`{"type":"bytes","logicalType":"decimal","precision":4,"scale":1}`, `0`, "\x02\x0f", "1.5", `the default 0 is no bytes (decimal)`},
	} {
		s := withDefault(c.typ, c.def)
		got := readRows(t, ReaderOptions{Schema: "s"}, []string{recordOf("Rec", ""), s}, []byte("\x00\x00\x00\x00\x02"+c.rec), []byte("\x00\x00\x00\x00\x01"))
		if len(got) != 2 || got[0] != c.has || !strings.HasPrefix(got[1], `error: schema id 1: field "v`) || !strings.Contains(got[1], c.lacks) {
			t.Errorf("%s default %s: %q, want %s and %s", c.typ, c.def, got, c.has, c.lacks)
		}
	}
	// An enum's own default is used where the reader lacks a symbol.
	for _, def := range []string{`"X"`, `null`, `7`, `["A"]`} {
		s := strings.Replace(recordOfField(enum), `"symbols"`, `"default":`+def+`,"symbols"`, 1)
		more := strings.Replace(recordOfField(enum), `["A","B"]`, `["A","B","C"]`, 1)
		got := readRows(t, ReaderOptions{Schema: s}, []string{more}, []byte("\x00\x00\x00\x00\x01\x02"), []byte("\x00\x00\x00\x00\x01\x04"))
		if got[0] != "B" || !strings.Contains(got[1], `field "v": "C" is not among the symbols of enum E`) {
			t.Errorf("default %s: %q", def, got)
		}
	}
}
