package protobuf

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/internal/files"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// registry is a registry of the schemas of a recorded case, with ids from 1 on.
type registry map[string]wire.Schema

func (r registry) Schema(_ context.Context, subject string, version int) (wire.Schema, error) {
	s, ok := r[subject]
	if !ok || version > 1 {
		return wire.Schema{}, fmt.Errorf("subject %q, version %d: %w", subject, version, wire.ErrNoSchema)
	}
	return s, nil
}

func (r registry) ByID(_ context.Context, id int) (wire.Schema, error) {
	for _, s := range r {
		if s.ID == id {
			return s, nil
		}
	}
	return wire.Schema{}, fmt.Errorf("schema id %d: %w", id, wire.ErrNoSchema)
}

func (r registry) ByGUID(context.Context, string) (wire.Schema, error) {
	return wire.Schema{}, wire.ErrNoSchema
}

func (r registry) Register(context.Context, string, wire.Schema) (wire.Schema, error) {
	return wire.Schema{}, wire.ErrNoSchema
}

const orderSchema = `syntax = "proto3"; package com.example; import "common/money.proto"; import "google/protobuf/timestamp.proto";
message Other { int32 z = 1; message In { int32 q = 1; } }
message Order { string symbol = 1; optional string note = 5; common.Money m = 6; google.protobuf.Timestamp ts = 7; repeated int32 xs = 8;
  map<string, int32> mm = 9; oneof o { int32 oa = 12; string ob = 13; } fixed32 f = 14; sfixed32 g = 15; enum K { A = 0; B = 1; } K k2 = 16; }`

const moneySchema = `syntax = "proto3"; package common; message Money { int64 units = 1; }`

func orderRegistry() registry {
	return registry{
		"order": {Subject: "order", ID: 7, Type: wire.ProtobufSchema, Text: orderSchema, References: []wire.Reference{{Name: "common/money.proto", Subject: "money", Version: 1}}},
		"money": {Subject: "money", ID: 6, Type: wire.ProtobufSchema, Text: moneySchema},
		"avro":  {Subject: "avro", ID: 5, Type: wire.AvroSchema, Text: `"int"`},
		"bad":   {Subject: "bad", ID: 4, Type: wire.ProtobufSchema, Text: "syntax = \"proto3\";\nmessage X { strng a = 1; }"},
		"none":  {Subject: "none", ID: 3, Type: wire.ProtobufSchema, Text: `syntax = "proto3";`},
	}
}

func TestSchema(t *testing.T) {
	for _, c := range []struct {
		o    ReaderOptions
		want string
	}{
		{ReaderOptions{Schema: "order"}, "z int"},
		{ReaderOptions{Schema: "order", Message: "com.example.Other.In"}, "q int"},
		{ReaderOptions{Schema: "order", Message: "com.example.Order"}, "oa int,ob String,symbol String,note String,m_units long,ts Instant,xs int[],mm Map,f int,g int,k2 String"},
		{ReaderOptions{Schema: "order", Message: "com.example.Order", Widen: true, EnumNumbers: true, Include: []string{"/f", "/g", "/k2"}}, "f long,g int,k2 int"},
		{ReaderOptions{Schema: "order", Message: "Order"}, `protobuf_spec: subject "order": schema_message_name "Order": there is no such message; there are com.example.Other, com.example.Other.In, com.example.Order`},
		{ReaderOptions{Schema: "order", Version: 2}, `protobuf_spec: subject "order", version 2: schema not found`},
		{ReaderOptions{Schema: "avro"}, `protobuf_spec: subject "avro": is a schema of type AVRO, not PROTOBUF; kc.avro_spec reads those`},
		{ReaderOptions{Schema: "bad"}, `protobuf_spec: subject "bad": bad:2:`},
		{ReaderOptions{Schema: "none"}, `protobuf_spec: subject "none": the schema has no message`},
	} {
		if got := columns(t, c.o, orderRegistry()); got != c.want && (!strings.HasPrefix(c.want, "protobuf_spec") || !strings.HasPrefix(got, c.want)) {
			t.Errorf("%+v: %s, want %s", c.o, got, c.want)
		}
	}
}

// A proto_path is read through what is allowed: folders, files, and what links in them
// lead to.
func TestFilesAreConfined(t *testing.T) {
	top := t.TempDir()
	for _, dir := range []string{"in/sub", "out"} {
		if err := os.MkdirAll(filepath.Join(top, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"in/money.proto", "in/sub/set.bin", "out/money.proto", "out/set.bin"} {
		if err := os.WriteFile(filepath.Join(top, name), []byte(moneySchema), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("../../out/money.proto", filepath.Join(top, "in/sub/link.proto")); err != nil {
		t.Fatal(err)
	}
	access, err := files.Confine([]string{filepath.Join(top, "in")}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"in/money.proto": "", "out": "is outside of what --allow-read allows", "out/money.proto": "is outside of what", "out/set.bin": "is outside of what", "in/../out": "is outside of what",
		"in":             "is outside of what", // a link in it leads out
		"in/sub/set.bin": "is neither a .proto file nor a descriptor set",
	} {
		r, err := Reader(ReaderOptions{Class: "common.Money", Paths: []string{filepath.Join(top, path)}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.Fields(t.Context(), wire.Env{Part: "value", Files: access})
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// The messages of .proto files, in a directory or one by one, and what is said of those
// that are not there.
func TestFiles(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "common"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"order.proto": orderSchema, "common/money.proto": moneySchema, "notes.txt": "no schema"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		class string
		paths []string
		want  string
	}{
		{"common.Money", []string{dir}, "units"},
		{"common.Money", []string{filepath.Join(dir, "common", "money.proto")}, "units"},
		{"com.example.Other", []string{dir}, "z"},
		{"com.example.Nope", []string{dir}, `protobuf_spec: message_class "com.example.Nope": there is no such message in proto_path`},
		{"x.Y", []string{filepath.Join(dir, "notes.txt")}, "protobuf_spec: proto_path: "},
		{"x.Y", []string{filepath.Join(dir, "nope")}, "protobuf_spec: proto_path: stat "},
		{"x.Y", []string{t.TempDir()}, "protobuf_spec: proto_path: "},
	} {
		r, err := Reader(ReaderOptions{Class: c.class, Paths: c.paths})
		if err != nil {
			t.Fatal(err)
		}
		fields, err := r.Fields(t.Context(), wire.Env{})
		if err != nil && !strings.HasPrefix(err.Error(), c.want) || err == nil && (len(fields) != 1 || fields[0].Name != c.want) {
			t.Errorf("%s in %q: %v %v, want %s", c.class, c.paths, fields, err, c.want)
		}
	}
}

func TestArguments(t *testing.T) {
	for want, o := range map[string]ReaderOptions{
		"schema or message_class must be given":              {},
		"schema and message_class cannot both be given":      {Schema: "s", Class: "c"},
		"schema_version and schema_message_name go with":     {Class: "c", Paths: []string{"p"}, Version: 1},
		`message_class "c": proto_path is missing`:           {Class: "c"},
		"proto_path goes with message_class":                 {Schema: "s", Paths: []string{"p"}},
		"schema_version -1: must be a number from 1 on":      {Schema: "s", Version: -1},
		`include "/a/*/b": * can only be the last part of a`: {Schema: "s", Include: []string{"/a/*/b"}},
	} {
		if _, err := Reader(o); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%+v: %v, want %s", o, err, want)
		}
	}
}

// A table written by a registered schema is read by it as the same.
func TestFramed(t *testing.T) {
	env := wire.Env{Part: "value", Registry: orderRegistry()}
	w, err := Writer(WriterOptions{Schema: "order", Message: "com.example.Other.In"})
	if err != nil {
		t.Fatal(err)
	}
	e, err := w.Encoder(t.Context(), env, []column.Field{wiretest.Field("q", column.Int)})
	if err != nil {
		t.Fatal(err)
	}
	rec, _, err := e.Append(nil, []column.Vector{&column.Vec[int32]{V: []int32{5}}}, 0)
	if want := []byte{0, 0, 0, 0, 7, 4, 0, 0, 8, 5}; err != nil || !slices.Equal(rec, want) {
		t.Fatalf("%v %v, want %v", rec, err, want)
	}
	r, err := Reader(ReaderOptions{Schema: "order", Message: "com.example.Other.In"})
	if err != nil {
		t.Fatal(err)
	}
	d, dst := wiretest.Builders(t, r, env)
	if err := d.Decode(rec); err != nil || wiretest.Shown(dst[0], 0) != "5" {
		t.Error(err, wiretest.Shown(dst[0], 0))
	}
}

// The schema of the recorded case protobuf-nested is the message that the other tests
// make by hand.
func TestConverted(t *testing.T) {
	b, err := os.ReadFile("../../testdata/deephaven/protobuf-nested/case.json")
	if err != nil {
		t.Fatal(err)
	}
	var c struct{ Schemas []struct{ Schema string } }
	if err := json.Unmarshal(b, &c); err != nil {
		t.Fatal(err)
	}
	files, err := parse(map[string]string{"x": c.Schemas[0].Schema}, "x")
	if err != nil {
		t.Fatal(err)
	}
	want, _ := table(t, outer, shape{oneofsFirst: true})
	got, _ := table(t, files[0].messages[0], shape{oneofsFirst: true})
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for i, f := range files[0].messages[0].fields {
		if w := outer.fields[i]; f.name != w.name || f.number != w.number || f.kind != w.kind || f.unsigned != w.unsigned ||
			f.list != w.list || f.isMap != w.isMap || f.presence != w.presence || f.oneof != w.oneof || f.lax != w.lax {
			t.Errorf("field %+v, want %+v", f, w)
		}
	}
}
