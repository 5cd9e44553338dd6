package avro

import (
	"encoding/binary"
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hamba/avro/v2"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// fuzzSchemas is what fuzzed records are of: every type, alone and within others.
var fuzzSchemas = []string{
	order,
	`{"type":"record","name":"All","fields":[
	 {"name":"b","type":"boolean"},{"name":"i","type":"int"},{"name":"l","type":"long"},{"name":"f","type":"float"},{"name":"d","type":"double"},
	 {"name":"s","type":"string"},{"name":"y","type":"bytes"},{"name":"x","type":{"type":"fixed","name":"X","size":3}},
	 {"name":"e","type":{"type":"enum","name":"E","symbols":["A","B","C"]}},{"name":"n","type":"null"}]}`,
	`{"type":"record","name":"Within","fields":[
	 {"name":"sub","type":["null",{"type":"record","name":"Sub","fields":[{"name":"i","type":["int","null"]},{"name":"s","type":"string"}]}]},
	 {"name":"u","type":["null","int","string","boolean",{"type":"record","name":"P","fields":[{"name":"p","type":"double"}]}]},
	 {"name":"ints","type":{"type":"array","items":"int"}},{"name":"texts","type":{"type":"array","items":["null","string"]}},
	 {"name":"m","type":{"type":"map","values":["long","null"]}},{"name":"deep","type":{"type":"array","items":{"type":"map","values":"bytes"}}}]}`,
}

// FuzzDecode holds the decoder against the library's own: what one reads the other
// reads, to the same values. They part where the library is lax: it takes any byte for a
// boolean, any size for that of a block, and cuts ints, branches and symbols that are too
// large.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{
		"\x08AAPL\x04o1\x00\x00\x00\x00\x00\x10a@\x0e\x02\x04hi", "\x01\x01\x03\x00\x00\xc0\x3f\x00\x00\x00\x00\x00\x00\x04@\x02a\x02\xffabc\x02",
		"\x02\x00\x02\x02a\x04\x02x\x04\x02\x04\x00\x04\x00\x02\x02a\x00\x02\x02k\x00\x02\x00\x02\x02\x02k\x02v\x00\x00",
		"\x00\x08\x00\x00\x00\x00\x00\x00\xf0\x3f\x03\x04\x02\x04\x00\x00\x00\x00", "\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01", "",
		"\x00\x00" + varints(1<<60), "\x00\x00" + varints(-1<<60, 1<<40), "\x00\x00" + varints(-3, 3) + "\x02\x04\x06\x00", varints(1<<63 - 1), strings.Repeat("\x80", 12),
	} {
		for k := range fuzzSchemas {
			f.Add(byte(k), []byte(s))
		}
	}
	var parsed []avro.Schema
	reg := wiretest.NewRegistry()
	for k, s := range fuzzSchemas {
		reg.Add(wire.Schema{Subject: fmt.Sprint(k), Type: wire.AvroSchema, Text: s})
		p, err := avro.ParseWithCache(s, "", &avro.SchemaCache{})
		if err != nil {
			f.Fatal(err)
		}
		parsed = append(parsed, p)
	}
	api := avro.Config{MaxByteSliceSize: 1 << 20, MaxSliceAllocSize: 1 << 16}.Freeze()
	f.Fuzz(func(t *testing.T, which byte, data []byte) {
		k := int(which) % len(parsed)
		if len(data) > 1<<12 {
			return
		}
		d, dst := wiretest.Builders(t, readerOf(t, ReaderOptions{Schema: fmt.Sprint(k)}), wire.Env{Registry: reg})
		rec := append(binary.BigEndian.AppendUint32([]byte{0}, uint32(k+1)), data...)
		before := string(rec)
		err := d.Decode(rec)
		if string(rec) != before {
			t.Fatal("the record was changed")
		}
		for i, b := range dst {
			if want := 1; err == nil && b.Len() != want || err != nil && b.Len() != 0 {
				t.Fatalf("%v: builder %d has %d values", err, i, b.Len())
			}
		}
		if err != nil && lax(err) {
			return // the library may overwrite memory that is not its own
		}
		var want map[string]any
		r := avro.NewReader(nil, 0, avro.WithReaderConfig(api)).Reset(data)
		r.ReadVal(parsed[k], &want)
		switch {
		case err == nil && r.Error == nil:
			if got, want := row(t, reg, k, dst), wanted(reg, k, want); got != want {
				t.Errorf("schema %d: %q\n%s\nwant\n%s", k, data, got, want)
			}
		case err == nil:
			t.Errorf("schema %d: %q: the library says %v", k, data, r.Error)
		case r.Error == nil:
			t.Errorf("schema %d: %q: %v, the library reads %v", k, data, err, want)
		}
		// What was read is written again to what reads the same.
		if err == nil {
			again(t, reg, k, dst)
		}
	})
}

// lax reports errors in what the library does not look at.
func lax(err error) bool {
	for _, text := range []string{"is no boolean", "does not fit an int", "a block of", "more than 64 bits", "more than 63 bits"} {
		if strings.Contains(err.Error(), text) {
			return true
		}
	}
	return cutByLibrary.MatchString(err.Error())
}

var cutByLibrary = regexp.MustCompile(`(branch|symbol) -?[0-9]{10,} of`)

func row(t *testing.T, reg *wiretest.Registry, k int, dst []column.Builder) string {
	fields, err := readerOf(t, ReaderOptions{Schema: fmt.Sprint(k)}).Fields(t.Context(), wire.Env{Registry: reg})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for i, f := range fields {
		fmt.Fprintf(&b, "%s=%s\n", f.Name, text(wiretest.Values(dst[i])[0]))
	}
	return b.String()
}

// wanted is the row that the library's value makes.
func wanted(reg *wiretest.Registry, k int, v map[string]any) string {
	s, err := parse(reg.All[k].Text)
	if err != nil {
		panic(err)
	}
	var b strings.Builder
	wantFields(&b, s, "", v)
	return b.String()
}

func wantFields(b *strings.Builder, s *schema, prefix string, v map[string]any) {
	for _, f := range s.fields {
		x := v[f.name]
		other, _ := f.typ.nonNull()
		if other.kind == recordKind {
			inner, _ := x.(map[string]any)
			if w, ok := inner[other.name].(map[string]any); ok {
				inner = w
			}
			wantFields(b, other, prefix+f.name+separator, inner)
			continue
		}
		fmt.Fprintf(b, "%s=%s\n", prefix+f.name, text(plain(f.typ, x)))
	}
}

// plain is a value of the library as a row has it.
func plain(s *schema, x any) any {
	if x == nil {
		return nil
	}
	if s.kind == unionKind {
		if m, ok := x.(map[string]any); ok && len(m) == 1 {
			for name, v := range m {
				for _, b := range s.branches {
					if b.name == name || b.name == "" && names[b.kind] == name {
						return plain(b, v)
					}
				}
			}
		}
		for _, b := range s.branches {
			if b.kind != nullKind {
				return plain(b, x)
			}
		}
	}
	switch s.kind {
	case stringKind:
		return string(wire.AppendText(nil, []byte(x.(string))))
	case intKind:
		if v := int32(x.(int)); v != column.NullInt {
			return v
		}
		return nil
	case longKind:
		if v := x.(int64); v != column.NullLong {
			return v
		}
		return nil
	case fixedKind:
		return fmt.Appendf(nil, "%s", x)
	case arrayKind:
		out := []any{}
		for _, y := range x.([]any) {
			out = append(out, plain(s.elem, y))
		}
		return out
	case mapKind:
		m := &wire.Map{}
		for key, y := range x.(map[string]any) {
			m.Keys, m.Values = append(m.Keys, string(wire.AppendText(nil, []byte(key)))), append(m.Values, plain(s.elem, y))
		}
		return m
	case recordKind:
		r := &wire.Record{}
		for _, f := range s.fields {
			r.Names, r.Values = append(r.Names, f.name), append(r.Values, plain(f.typ, x.(map[string]any)[f.name]))
		}
		return r
	}
	return x
}

// text is a text of a value that does not depend on the order of maps or on how nulls
// and numbers are kept.
func text(x any) string {
	switch x := x.(type) {
	case *wire.Map:
		var parts []string
		for i, k := range x.Keys {
			parts = append(parts, fmt.Sprintf("%q:%s", k, text(x.Values[i])))
		}
		return fmt.Sprint("map", sortedTexts(parts))
	case *wire.Record:
		parts := make([]string, len(x.Names))
		for i, n := range x.Names {
			parts[i] = n + ":" + text(x.Values[i])
		}
		return fmt.Sprint("record", parts)
	case []byte:
		return fmt.Sprintf("bytes%x", x)
	case string:
		return fmt.Sprintf("%q", x)
	case float32:
		if x == column.NullFloat {
			return "<nil>"
		}
		return fmt.Sprint("f", math.Float32bits(x+0)) // a processor may make a signalling NaN quiet
	case float64:
		if x == column.NullDouble {
			return "<nil>"
		}
		return fmt.Sprint("d", math.Float64bits(x+0))
	}
	if list, ok := wire.Items(x); ok {
		parts := make([]string, len(list))
		for i, y := range list {
			parts[i] = text(y)
			if n, ok := y.(int32); ok && n == column.NullInt {
				parts[i] = "<nil>"
			}
		}
		return fmt.Sprint("list", parts)
	}
	return fmt.Sprint(x)
}

func sortedTexts(parts []string) []string {
	out := append([]string(nil), parts...)
	for i := range out {
		for j := i; j > 0 && out[j] < out[j-1]; j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

// again writes a row and reads it back. Rows with values that are kept as null where
// the schema has no null cannot be written.
func again(t *testing.T, reg *wiretest.Registry, k int, dst []column.Builder) {
	r := readerOf(t, ReaderOptions{Schema: fmt.Sprint(k)})
	fields, err := r.Fields(t.Context(), wire.Env{Registry: reg})
	if err != nil {
		t.Fatal(err)
	}
	w, err := Writer(WriterOptions{Subject: fmt.Sprint(k)})
	if err != nil {
		t.Fatal(err)
	}
	kept := fields[:0:0]
	var vecs []column.Vector
	for i, f := range fields {
		if f.Name == "n" { // of type null: nothing is written to it
			continue
		}
		kept = append(kept, f)
		v := column.NewVector(f.Type)
		if text, ok := dst[i].(*column.Text); ok {
			v.(*column.Vec[string]).Append(text.At(0))
		} else {
			v.AppendFrom(column.Built(dst[i]), 0)
		}
		vecs = append(vecs, v)
	}
	e, err := w.Encoder(t.Context(), wire.Env{Registry: reg}, kept)
	if err != nil {
		t.Fatal(err)
	}
	var in []column.Vector
	for _, i := range e.Columns() {
		in = append(in, vecs[i])
	}
	rec, _, err := e.Append(nil, in, 0)
	if err != nil {
		if strings.Contains(err.Error(), "the value is null") || strings.Contains(err.Error(), "cannot be written as") || strings.Contains(err.Error(), "a null within it") {
			return
		}
		t.Fatal(err)
	}
	d, again := wiretest.Builders(t, r, wire.Env{Registry: reg})
	if err := d.Decode(rec); err != nil {
		t.Fatalf("written as %q: %v", rec, err)
	}
	if a, b := row(t, reg, k, dst), row(t, reg, k, again); a != b {
		t.Errorf("read\n%s\nwritten and read\n%s", a, b)
	}
}

// FuzzResolve: whatever the schemas and bytes, decoding ends, with one value in every
// column or with none.
func FuzzResolve(f *testing.F) {
	list := recordOf("L", `{"name":"next","type":["null","L"]},{"name":"n","type":"null"}`)
	empty := `{"type":"record","name":"T0","fields":[]}`
	for _, s := range []string{
		recordOfField(`{"type":"array","items":` + list + `}`), recordOfField(`{"type":"array","items":["null",` + empty + `]}`),
		recordOfField(doubling(12, empty, "")), recordOfField(doubling(4, recordOf("T0", `{"name":"x","type":"long","default":5}`), `,"default":{}`)),
		recordOfField(`{"type":"map","values":{"type":"bytes","logicalType":"decimal","precision":9000,"scale":8999}}`),
		recordOf("R", `{"name":"r","type":["null","R"],"default":null},{"name":"u","type":["int",{"type":"array","items":"R"}],"default":[{}]}`),
	} {
		for _, data := range []string{varints(1<<60, 0), varints(-1<<60, 3, 1<<60), varints(1, 2, 1<<40), strings.Repeat("\x02", 300)} {
			f.Add(s, s, []byte(data))
			f.Add(s, withDefault(`"int"`, "1"), []byte(data))
		}
	}
	for _, w := range fuzzSchemas {
		for _, r := range append(fuzzSchemas, nested, withDefault(`{"type":"map","values":"long"}`, `{"b":2,"a":1}`)) {
			f.Add(w, r, []byte("\x02\x00\x02\x02a\x04\x02x\x04\x02\x04\x00\x04\x00\x02\x02a\x00\x02\x02k\x00\x02\x00\x02\x02\x02k\x02v\x00\x00"))
		}
	}
	f.Fuzz(func(t *testing.T, writer, reader string, data []byte) {
		if len(writer) > 1<<12 || len(reader) > 1<<12 || len(data) > 1<<12 || !utf8.ValidString(reader) {
			return
		}
		r, err := Reader(ReaderOptions{Schema: reader})
		if err != nil || !inline(reader) {
			return
		}
		d, dst := wiretest.Builders(t, r, wire.Env{Registry: wiretest.NewRegistry(wire.Schema{Type: wire.AvroSchema, Text: writer})})
		err = d.Decode(append([]byte{0, 0, 0, 0, 1}, data...))
		for i, b := range dst {
			if err == nil && b.Len() != 1 || err != nil && b.Len() != 0 {
				t.Fatalf("%v: builder %d has %d values", err, i, b.Len())
			}
		}
	})
}
