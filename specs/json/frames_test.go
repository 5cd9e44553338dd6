package json

import (
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// What stands before JSON is taken off by both readers of JSON, and nothing else is.
func TestFrames(t *testing.T) {
	const is = `{"n":7}`
	schemas := []wire.Schema{
		{Subject: "json", Type: wire.JSONSchema, Text: `{"type":"object"}`},
		{Subject: "avro", Type: wire.AvroSchema, Text: `"int"`},
		{Subject: "proto", Type: wire.ProtobufSchema, Text: `syntax = "proto3"; message M {}`},
	}
	for _, c := range []struct {
		registry bool
		id, rec  string
		want     string // the number, or the error
	}{
		{true, "4 bytes", "\x00\x00\x00\x00\x01" + is, "7"},
		{true, "4 bytes", "\x00\x00\x00\x00\x01 \n\t" + is + " ", "7"},
		{true, "4 bytes", "\x00\x00\x00\x00\x01\ufeff" + is, "7"},
		{true, "4 bytes", "\x01" + wiretest.GUID(1) + is, "7"},
		{true, "8 bytes", "\x00\x00\x00\x00\x00\x00\x00\x00\x01" + is, "7"},
		{true, "4 bytes", is, "7"},
		{false, "4 bytes", is, "7"},
		{false, "4 bytes", "\n " + is, "7"},
		{true, "4 bytes", "\x00\x00\x00\x00\x01{", `not JSON: `},
		{true, "4 bytes", "\x00\x00\x00\x00\x63" + is, "schema id 99: schema not found"},
		{true, "4 bytes", "\x00\x00\x00\x00\x02\x0e", "schema id 2: is a schema of type AVRO, not JSON; kc.avro_spec reads those"},
		{true, "4 bytes", "\x00\x00\x00\x00\x02  ", "schema id 2: is a schema of type AVRO, not JSON; kc.avro_spec reads those"}, // which is blank
		{true, "4 bytes", "\x01" + wiretest.GUID(3) + is, "schema GUID 01234567-89ab-cdef-0000-000000000003: is a schema of type PROTOBUF, not JSON; kc.protobuf_spec reads those"},
		{true, "4 bytes", "\x00\x00\x00\x00\x00\x00\x00\x00\x01" + is, `schema id 0: schema not found; if Apicurio's serializer wrote the record, set {"starling.registry.id": "8 bytes"}`},
		{true, "8 bytes", "\x00\x00\x00\x00\x01" + is, `schema id 6360821282: schema not found; if the record has an id of 4 bytes, leave out "starling.registry.id"`},
		{false, "4 bytes", "\x00\x00\x00\x00\x01" + is, `the record begins with a byte 0 and the name of a schema (schema id 1), as serializers of JSON Schema write it; with the property "schema.registry.url" that is taken off`},
		{false, "4 bytes", "\x01" + wiretest.GUID(1) + is, `the record begins with a byte 1 and the name of a schema (schema GUID `},
		{true, "4 bytes", "\x03\x00" + wiretest.GUID(1) + is, "the record begins with the header of AWS Glue Schema Registry (schema version 01234567-89ab-cdef-0000-000000000001)"},
		{false, "4 bytes", "\x03\x05" + wiretest.GUID(1) + "zipped", "the record begins with the header of AWS Glue Schema Registry (schema version 01234567-89ab-cdef-0000-000000000001)"},
		{true, "4 bytes", "\x00\x00", "not JSON: "},
		{true, "4 bytes", "\x02" + is, "not JSON: "},
		{false, "4 bytes", "\x03" + is, "not JSON: "},
	} {
		fields, err := Reader([]column.Field{wiretest.Field("n", column.Long)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for name, r := range map[string]wire.Reader{"json_spec": fields, "jackson": processor(t, jObject("n", jLong()))} {
			env := wire.Env{Part: "value", Props: map[string]string{wire.RegistryID: c.id}}
			reg := wiretest.NewRegistry(schemas...)
			if c.registry {
				env.Registry = reg
			}
			d, dst := wiretest.Builders(t, r, env)
			for range 3 {
				got := ""
				if err := d.Decode([]byte(c.rec)); err != nil {
					got = err.Error()
				} else {
					got = wiretest.Shown(dst[0], dst[0].Len()-1)
				}
				if !strings.HasPrefix(got, c.want) || len(c.want) == 1 && got != c.want {
					t.Errorf("%s %v %s %q: %s, want %s", name, c.registry, c.id, c.rec, got, c.want)
				}
			}
			if len(reg.Asked) > 1 && !strings.Contains(c.want, wire.ErrNoSchema.Error()) {
				t.Errorf("%s %q: asked for %v", name, c.rec, reg.Asked)
			}
		}
	}
}

// An id that is taken off counts for no document.
func TestFramesOfDocuments(t *testing.T) {
	r, err := Reader([]column.Field{wiretest.Field("n", column.Long)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	env := wire.Env{Part: "value", Registry: wiretest.NewRegistry(wire.Schema{Type: wire.JSONSchema, Text: "{}"}), Props: map[string]string{Documents: "each"}}
	d, dst := wiretest.Builders(t, r, env)
	if err := d.Decode([]byte("\x00\x00\x00\x00\x01{\"n\":1}\n{\"n\":2}")); err != nil || d.(wire.RowsDecoder).Rows() != 2 || wiretest.Shown(dst[0], 1) != "2" {
		t.Error(err, d.(wire.RowsDecoder).Rows())
	}
}
