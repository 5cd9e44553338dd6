package specs

import (
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/avro"
	"starling/specs/json"
	"starling/specs/protobuf"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

const (
	intRecord = `{"type":"record","name":"Rec","fields":[{"name":"v","type":"int"}]}`
	shopProto = `syntax = "proto3"; package shop;
message Order { map<string, int32> tags = 3; string id = 1; int32 qty = 2; }
message Refund { string reason = 1; int32 cents = 2; }`
)

func avroOf(t testing.TB, schema string) wire.Reader {
	t.Helper()
	r, err := avro.Reader(avro.ReaderOptions{Schema: schema})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Avro behind every frame that there is.
func TestAvroFrames(t *testing.T) {
	s := wire.Schema{Type: wire.AvroSchema, Subject: "s", Text: intRecord}
	reg := wiretest.NewRegistry(s, wire.Schema{Type: wire.ProtobufSchema, Subject: "p", Text: shopProto})
	for _, c := range []struct {
		id, head, rec string
		want          string
	}{
		{"4 bytes", "", "\x00\x00\x00\x00\x01\x02", "1"},
		{"4 bytes", "\x01" + wiretest.GUID(1), "\x04", "2"},
		{"4 bytes", "", "\x01" + wiretest.GUID(1) + "\x06", "3"},
		{"4 bytes", "\x00\x00\x00\x00\x01", "\x08", "4"},
		{"8 bytes", "", "\x00\x00\x00\x00\x00\x00\x00\x00\x01\x0a", "5"},
		{"8 bytes", "\x01" + wiretest.GUID(1), "\x0c", "6"},
		{"4 bytes", "\x01" + wiretest.GUID(9), "\x04", "schema id 9: schema not found"},
		{"4 bytes", "\x01" + strings.Repeat("\xab", 16), "\x04", "schema GUID abababab-abab-abab-abab-abababababab: schema not found"},
		{"4 bytes", "\x01" + wiretest.GUID(2), "\x04", "schema GUID 01234567-89ab-cdef-0000-000000000002: is a schema of type PROTOBUF, not AVRO; kc.protobuf_spec reads those"},
		{"4 bytes", "\x01" + wiretest.GUID(1), "", `schema GUID 01234567-89ab-cdef-0000-000000000001: field "v": `},
		{"4 bytes", "", "\x00\x00\x00\x00\x00\x00\x00\x00\x01\x0a", `schema id 0: schema not found; if Apicurio's serializer wrote the record, set {"starling.registry.id": "8 bytes"}`},
		{"8 bytes", "", "\x00\x00\x00\x00\x01\x02\x02\x02\x02", `schema id 4328653314: schema not found; if the record has an id of 4 bytes, leave out "starling.registry.id"`},
		{"8 bytes", "", "\x00\x80\x00\x00\x00\x00\x00\x00\x01", "schema id -9223372036854775807: schema not found"},
		{"4 bytes", "", "\x03\x00" + wiretest.GUID(1), "the record begins with the header of AWS Glue Schema Registry (schema version 01234567-89ab-cdef-0000-000000000001), which is not supported"},
	} {
		env := wire.Env{Part: "value", Registry: reg, Props: map[string]string{wire.RegistryID: c.id}}
		d, dst := wiretest.Builders(t, avroOf(t, s.Text), env)
		got := ""
		if err := d.(wire.HeadedDecoder).DecodeHeaded([]byte(c.head), []byte(c.rec)); err != nil {
			got = err.Error()
		} else {
			got = wiretest.Shown(dst[0], 0)
		}
		if got != c.want && !(len(c.want) > 2 && strings.HasPrefix(got, c.want)) {
			t.Errorf("%s %q %q: %s, want %s", c.id, c.head, c.rec, got, c.want)
		}
	}
}

// Whatever stands in a record or its header, no reader panics, and a bad record leaves no
// value behind.
func FuzzFrames(f *testing.F) {
	f.Add([]byte("\x01"+wiretest.GUID(1)+"\x02\x02"), []byte("\x0a\x01a\x10\x07"), false)
	f.Add([]byte{}, []byte("\x00\x00\x00\x00\x01\x02\x04\x0a\x01r"), false)
	f.Add([]byte{}, []byte("\x00\x00\x00\x00\x00\x00\x00\x00\x01\x07\x0a\x05Order\x0a\x01a"), true)
	f.Add([]byte{}, []byte("\x00\x00\x00\x00\x02{}"), false)
	f.Add([]byte{}, []byte("\x00\x00\x00\x00\x03\x02"), false)
	reg := wiretest.NewRegistry(
		wire.Schema{Type: wire.ProtobufSchema, Subject: "shop", Text: shopProto}, wire.Schema{Type: wire.JSONSchema, Subject: "json", Text: "{}"},
		wire.Schema{Type: wire.AvroSchema, Subject: "avro", Text: intRecord},
	)
	message, err := protobuf.Reader(protobuf.ReaderOptions{Schema: "shop", Message: "shop.Order"})
	if err != nil {
		f.Fatal(err)
	}
	fields, err := json.Reader([]column.Field{wiretest.Field("n", column.Long)}, nil)
	if err != nil {
		f.Fatal(err)
	}
	record, err := avro.Reader(avro.ReaderOptions{Schema: "avro"})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, head, rec []byte, wide bool) {
		props := map[string]string{wire.RegistryID: "4 bytes"}
		if wide {
			props[wire.RegistryID] = "8 bytes"
		}
		for _, r := range []wire.Reader{message, fields, record} {
			d, dst := wiretest.Builders(t, r, wire.Env{Part: "value", Registry: reg, Props: props})
			if h, ok := d.(wire.HeadedDecoder); ok {
				err = h.DecodeHeaded(head, rec)
			} else {
				err = d.Decode(rec)
			}
			for _, b := range dst {
				if n := b.Len(); err != nil && n != 0 || err == nil && n != 1 {
					t.Fatalf("%d values, error %v", n, err)
				}
			}
		}
	})
}
