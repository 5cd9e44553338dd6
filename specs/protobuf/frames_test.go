package protobuf

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

const shopSchema = `syntax = "proto3"; package shop;
message Customer { string name = 1; }
message Order { map<string, int32> tags = 3; string id = 1; int32 qty = 2; message Line { int32 n = 1; } message Note { string text = 1; } }
message Refund { string reason = 1; int32 cents = 2; }`

// Schemas of a registry, with ids from 1 on.
func shopRegistry() *wiretest.Registry {
	return wiretest.NewRegistry(
		wire.Schema{Subject: "shop", Type: wire.ProtobufSchema, Text: shopSchema},
		wire.Schema{Subject: "shop", Type: wire.ProtobufSchema, Text: `syntax = "proto3"; package shop;
			message Order { string id = 1; int32 qty = 2; int32 added = 9; } message Refund { string reason = 1; }`}, // newer, in another order
		wire.Schema{Subject: "elsewhere", Type: wire.ProtobufSchema, Text: `syntax = "proto3"; package store; message Order { string id = 1; int32 qty = 2; }`},
		wire.Schema{Subject: "avro", Type: wire.AvroSchema, Text: `"int"`},
		wire.Schema{Subject: "broken", Type: wire.ProtobufSchema, Text: `syntax = "proto3"; message {`},
		wire.Schema{Subject: "none", Type: wire.ProtobufSchema, Text: `syntax = "proto3";`},
		wire.Schema{Subject: "refers", Type: wire.ProtobufSchema, Text: `syntax = "proto3"; import "gone.proto"; message M {}`, References: []wire.Reference{{Name: "gone.proto", Subject: "gone", Version: 1}}},
		wire.Schema{Subject: "imports", Type: wire.ProtobufSchema, Text: `syntax = "proto3"; package shop; import "c.proto"; message Refund {} message Order { string id = 1; int32 qty = 2; Cust c = 3; }`, References: []wire.Reference{{Name: "c.proto", Subject: "cust", Version: 1}}},
		wire.Schema{Subject: "cust", Type: wire.ProtobufSchema, Text: `syntax = "proto3"; package shop; message Cust { string name = 1; }`},
	)
}

// framed decodes a record of one message by a spec; its columns, or the error.
func framed(t *testing.T, o ReaderOptions, env wire.Env, head, rec string) (string, error) {
	t.Helper()
	r, err := Reader(o)
	if err != nil {
		t.Fatal(err)
	}
	d, dst := wiretest.Builders(t, r, env)
	if err := d.(wire.HeadedDecoder).DecodeHeaded([]byte(head), []byte(rec)); err != nil {
		for i, b := range dst {
			if b.Len() != 0 {
				t.Errorf("%q %q: column %d has %d values of a bad record", head, rec, i, b.Len())
			}
		}
		return err.Error(), err
	}
	var cells []string
	for _, b := range dst {
		cells = append(cells, wiretest.Shown(b, 0))
	}
	return strings.Join(cells, " "), nil
}

const (
	orderA7  = "\x0a\x01a\x10\x07"
	refund   = "\x0a\x01r\x10\x63"
	skipHint = `; {"starling.other.messages": "skip"} leaves such records out`
)

// The message that a record holds is told by its schema and its indexes.
func TestFrames(t *testing.T) {
	ref := func(name string) string {
		return string([]byte{byte(len(name) + 2), 0x0a, byte(len(name))}) + name
	}
	for _, c := range []struct{ head, rec, want string }{
		{"", "\x00\x00\x00\x00\x01\x02\x02" + orderA7, `"a" 7`},
		{"", "\x00\x00\x00\x00\x01\x02\x04" + refund, `message shop.Refund, not shop.Order (schema id 1)` + skipHint},
		{"", "\x00\x00\x00\x00\x01\x00" + refund, `message shop.Customer, not shop.Order (schema id 1)` + skipHint},
		{"", "\x00\x00\x00\x00\x01\x02\x00" + refund, `message shop.Customer, not shop.Order (schema id 1)` + skipHint},
		{"", "\x00\x00\x00\x00\x01\x04\x02\x00" + orderA7, `message shop.Order.Line, not shop.Order (schema id 1)` + skipHint},
		{"", "\x00\x00\x00\x00\x02\x00" + orderA7 + "\x48\x05", `"a" 7`},
		{"", "\x00\x00\x00\x00\x02\x02\x02" + refund, `message shop.Refund, not shop.Order (schema id 2)` + skipHint},
		{"", "\x00\x00\x00\x00\x08\x02\x02" + orderA7, `"a" 7`},
		{"", "\x00\x00\x00\x00\x03\x00" + orderA7, `message store.Order, not shop.Order (schema id 3)` + skipHint},
		{"", "\x00\x00\x00\x00\x01\x02\x06" + refund, `schema id 1: the schema has no message index 3`},
		{"", "\x00\x00\x00\x00\x01\x06\x02\x00\x0a" + refund, `schema id 1: the schema has no message index 1.0.5`},
		{"", "\x00\x00\x00\x00\x01\x02\x01" + refund, `schema id 1: the schema has no message index -1`},
		{"", "\x00\x00\x00\x00\x06\x00", `schema id 6: the schema has no message index 0`},
		{"", "\x00\x00\x00\x00\x63\x00" + orderA7, `schema id 99: schema not found`},
		{"", "\x00\x00\x00\x00\x04\x00" + orderA7, `schema id 4: is a schema of type AVRO, not PROTOBUF; kc.avro_spec reads those`},
		{"", "\x00\x00\x00\x00\x05\x00" + orderA7, `schema id 5: `},
		{"", "\x00\x00\x00\x00\x07\x00" + orderA7, `schema id 7: reference "gone.proto": subject "gone" not found`},
		{"", "\x03\x05" + wiretest.GUID(1) + orderA7, `the record begins with the header of AWS Glue Schema Registry`},
		{"\x01" + wiretest.GUID(1) + "\x02\x02", orderA7, `"a" 7`},
		{"\x01" + wiretest.GUID(1) + "\x02\x04", refund, `message shop.Refund, not shop.Order (schema GUID 01234567-89ab-cdef-0000-000000000001)` + skipHint},
		{"\x01" + wiretest.GUID(2) + "\x00", orderA7, `"a" 7`},
		{"\x01" + wiretest.GUID(2), orderA7, `"a" 7`},
		{"\x01" + wiretest.GUID(1), refund, `message shop.Customer, not shop.Order`},
		{"\x01" + wiretest.GUID(99), orderA7, `schema id 99: schema not found`},
		{"", "\x01" + wiretest.GUID(1) + "\x02\x02" + orderA7, `"a" 7`},
		{"wide", "\x00\x00\x00\x00\x00\x00\x00\x00\x01\x02\x02" + orderA7, `"a" 7`},
		{"wide", "\x00\x00\x00\x00\x00\x00\x00\x00\x01" + ref("Order") + orderA7, `"a" 7`},
		{"wide", "\x00\x00\x00\x00\x00\x00\x00\x00\x01" + ref("shop.Order") + orderA7, `"a" 7`},
		{"wide", "\x00\x00\x00\x00\x00\x00\x00\x00\x01" + ref("Refund") + refund, `message shop.Refund, not shop.Order (schema id 1)` + skipHint},
		{"wide", "\x00\x00\x00\x00\x00\x00\x00\x00\x01" + ref("Line") + refund, `message shop.Order.Line, not shop.Order (schema id 1)` + skipHint},
		{"wide", "\x00\x00\x00\x00\x00\x00\x00\x00\x01" + ref("Nope") + refund, `schema id 1: the schema has no message "Nope"`},
		{"wide", "\x00\x00\x00\x00\x00\x00\x00\x00\x63" + ref("Order") + orderA7, `schema id 99: schema not found`},
	} {
		env := wire.Env{Part: "value", Registry: shopRegistry(), Props: map[string]string{}}
		head := c.head
		if head == "wide" {
			head, env.Props[wire.RegistryID] = "", "8 bytes"
		}
		got, err := framed(t, ReaderOptions{Schema: "shop", Version: 1, Message: "shop.Order", Include: []string{"/id", "/qty"}}, env, head, c.rec)
		if got != c.want && !(err != nil && len(c.want) > 12 && strings.HasPrefix(got, c.want)) {
			t.Errorf("%q %q: %s, want %s", c.head, c.rec, got, c.want)
		}
		if is := strings.HasPrefix(c.want, "message "); errors.Is(err, wire.ErrOther) != is {
			t.Errorf("%q %q: another message: %v, want %v", c.head, c.rec, !is, is)
		}
	}
}

// Messages within one are counted with the entries of maps, or without.
func TestFramesOfNested(t *testing.T) {
	o := ReaderOptions{Schema: "shop", Version: 1, Message: "shop.Order.Note"}
	for rec, want := range map[string]string{
		"\x00\x00\x00\x00\x01\x04\x02\x02\x0a\x01x": `"x"`, // as Java counts
		"\x00\x00\x00\x00\x01\x04\x02\x04\x0a\x01x": `"x"`, // as Go does
		"\x00\x00\x00\x00\x01\x04\x02\x00\x0a\x01x": "message shop.Order.Line, not shop.Order.Note (schema id 1)" + skipHint,
		"\x00\x00\x00\x00\x01\x04\x04\x02\x0a\x01x": "schema id 1: the schema has no message index 2.1",
	} {
		if got, _ := framed(t, o, wire.Env{Registry: shopRegistry()}, "", rec); got != want {
			t.Errorf("%q: %s, want %s", rec, got, want)
		}
	}
}

// By files the indexes decide, in the file that has the message; with a registry beside it
// the schema does.
func TestFramesByFiles(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"shop.proto": shopSchema, "z.proto": `syntax = "proto3"; package z; message Z { int32 z = 1; }`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		class, rec string
		registry   bool
		want       string
	}{
		{"shop.Order", "\x00\x00\x00\x00\x63\x02\x02" + orderA7, false, `"a" 7`},
		{"shop.Order", "\x00\x00\x00\x00\x63\x02\x04" + refund, false, "message shop.Refund, not shop.Order (schema id 99)" + skipHint},
		{"shop.Order", "\x00\x00\x00\x00\x63\x00" + refund, false, "message shop.Customer, not shop.Order (schema id 99)" + skipHint},
		{"shop.Customer", "\x00\x00\x00\x00\x63\x00\x0a\x01c", false, `"c"`},
		{"z.Z", "\x00\x00\x00\x00\x63\x00\x08\x05", false, "5"},
		{"z.Z", "\x00\x00\x00\x00\x63\x02\x02\x08\x05", false, "schema id 99: message index 1 is none of the messages of z.proto, so it may be any; with schema.registry.url the schema is looked up"},
		{"shop.Order", "\x01" + wiretest.GUID(1) + "\x02\x02" + orderA7, false, `"a" 7`},
		{"shop.Order", "\x00\x00\x00\x00\x02\x00" + orderA7, true, `"a" 7`},
		{"shop.Order", "\x00\x00\x00\x00\x02\x02\x02" + refund, true, "message shop.Refund, not shop.Order (schema id 2)" + skipHint},
		{"shop.Order", "\x00\x00\x00\x00\x63\x02\x02" + orderA7, true, "schema id 99: schema not found"},
		{"raw", "\x00\x00\x00\x00\x63\x02\x02" + orderA7, true, "protobuf: the message has a field of number 0, which cannot be, at byte 0 of 12; with the name of a schema in front of the message protocol=ProtobufProtocol.serdes() reads it"},
		{"raw", "\x03\x00" + wiretest.GUID(1) + orderA7, true, "the record begins with the header of AWS Glue Schema Registry"},
	} {
		o := ReaderOptions{Class: c.class, Paths: []string{dir}, Framing: Serdes, Include: []string{"/id", "/qty", "/z", "/name"}}
		if c.class == "raw" {
			o.Class, o.Framing = "shop.Order", Raw
		}
		env := wire.Env{}
		if c.registry {
			env.Registry = shopRegistry()
		}
		got, err := framed(t, o, env, "", c.rec)
		if got != c.want && !(err != nil && strings.HasPrefix(got, c.want)) {
			t.Errorf("%s %q: %s, want %s", c.class, c.rec, got, c.want)
		}
	}
}

// A schema is looked up once, and what fails on its way to it is tried again.
func TestFramesAskOnce(t *testing.T) { synctest.Test(t, framesAskOnce) }

func framesAskOnce(t *testing.T) {
	reg := shopRegistry()
	r, err := Reader(ReaderOptions{Schema: "shop", Version: 1, Message: "shop.Order", Include: []string{"/id"}})
	if err != nil {
		t.Fatal(err)
	}
	d, dst := wiretest.Builders(t, r, wire.Env{Registry: reg})
	for i := range 10 {
		if err := d.Decode([]byte("\x00\x00\x00\x00\x01\x02\x02" + orderA7)); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			reg.Fail = errors.New("the registry is away") // for what the next schema refers to
		}
		if err := d.Decode([]byte("\x00\x00\x00\x00\x08\x00")); !errors.Is(err, wire.ErrOther) {
			t.Fatalf("record %d: %v", i, err)
		}
	}
	if len(reg.Asked) != 2 || dst[0].Len() != 10 {
		t.Errorf("asked %v, %d rows", reg.Asked, dst[0].Len())
	}
}

// What is written by a schema says which message it is, in both ways of saying it.
func TestHeads(t *testing.T) {
	for _, c := range []struct{ id, message, want string }{
		{"4 bytes", "shop.Customer", "\x00\x00\x00\x00\x01\x00"},
		{"4 bytes", "shop.Refund", "\x00\x00\x00\x00\x01\x02\x04"},
		{"4 bytes", "shop.Order.Note", "\x00\x00\x00\x00\x01\x04\x02\x02"},
		{"8 bytes", "shop.Refund", "\x00\x00\x00\x00\x00\x00\x00\x00\x01\x08\x0a\x06Refund"},
		{"8 bytes", "shop.Order.Note", "\x00\x00\x00\x00\x00\x00\x00\x00\x01\x0c\x0a\x0aOrder.Note"},
	} {
		env := wire.Env{Part: "value", Registry: shopRegistry(), Props: map[string]string{wire.RegistryID: c.id}}
		name := map[string]string{"shop.Customer": "name", "shop.Refund": "reason", "shop.Order.Note": "text"}[c.message]
		w, err := Writer(WriterOptions{Schema: "shop", Version: 1, Message: c.message})
		if err != nil {
			t.Fatal(err)
		}
		e, err := w.Encoder(t.Context(), env, []column.Field{wiretest.Field(name, column.String)})
		if err != nil {
			t.Fatal(err)
		}
		rec, _, err := e.Append(nil, []column.Vector{&column.Vec[string]{V: []string{"x"}}}, 0)
		if want := c.want + "\x0a\x01x"; err != nil || string(rec) != want {
			t.Errorf("%s %s: %q %v, want %q", c.id, c.message, rec, err, want)
		}
		got, err := framed(t, ReaderOptions{Schema: "shop", Version: 1, Message: c.message, Include: []string{"/" + name}}, env, "", string(rec))
		if got != `"x"` {
			t.Errorf("%s %s: read back as %s %v", c.id, c.message, got, err)
		}
	}
}
