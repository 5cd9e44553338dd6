package specs

import (
	"fmt"
	"strings"
	"testing"

	"starling/engine/column"
)

func TestFraming(t *testing.T) {
	const zeros7 = "\x00\x00\x00\x00\x00\x00\x00"
	guid := "\x01" + guidOf(5)
	const guidName = "schema GUID 01234567-89ab-cdef-0000-000000000005"
	for _, c := range []struct {
		wide      bool
		head, rec string
		want      string // schema, offset and what follows in the header, or the error
	}{
		{false, "", "\x00\x00\x00\x00\x07payload", "schema id 7 5"},
		{false, "", "\x00\xff\xff\xff\xff", "schema id 4294967295 5"},
		{false, "", guid + "payload", guidName + " 17"},
		{false, guid, "payload", guidName + " 0 []"},
		{false, guid + "\x02\x04", "payload", guidName + " 0 [2 4]"},
		{false, "\x00\x00\x00\x00\x09", "", "schema id 9 0 []"},
		{false, "\x00\x00\x00\x00\x09", "\x00\x00\x00\x00\x07", "schema id 9 0 []"}, // the header counts
		{true, "", "\x00" + zeros7 + "\x07payload", "schema id 7 9"},
		{true, "", "\x00\x00\x00\x01\x00\x00\x00\x00\x00", "schema id 1099511627776 9"},
		{true, "", "\x00\xff\xff\xff\xff\xff\xff\xff\xff", "schema id -1 9"},
		{true, "", guid, guidName + " 17"},
		{false, "", "", "0 bytes; a record begins with a zero byte and the id of its schema"},
		{false, "", "\x00\x00\x00\x00", "4 bytes, too few for the id of the schema"},
		{true, "", "\x00" + zeros7, "8 bytes, too few for the id of the schema"},
		{false, "", guid[:16], "16 bytes, too few for the GUID of the schema that a byte 1 announces"},
		{false, guid[:5], "payload", "header __value_schema_id: 5 bytes, too few for the GUID of the schema that a byte 1 announces"},
		{false, "\x07", "payload", "header __value_schema_id: the first byte is 7, not 0; was it written with a schema registry?"},
		{false, "", "\x02\x00\x00\x00\x07", "the first byte is 2, not 0; was it written with a schema registry?"},
		{false, "", "{}", "the first byte is 123, not 0; was it written with a schema registry?"},
		{false, "", "\x03\x00" + guid[1:] + "payload", "AWS Glue Schema Registry (schema version 01234567-89ab-cdef-0000-000000000005), which is not supported"},
		{true, "", "\x03\x05" + guid[1:], "AWS Glue Schema Registry (schema version 01234567-89ab-cdef-0000-000000000005), which is not supported"},
		{false, "", "\x03\x01" + guid[1:], "the first byte is 3, not 0; was it written with a schema registry?"},
		{false, "", "\x03\x00\x00", "the first byte is 3, not 0; was it written with a schema registry?"},
	} {
		f := framing{header: SchemaHeader("value"), wide: c.wide}
		got := ""
		switch x, err := f.read([]byte(c.head), []byte(c.rec)); {
		case err != nil:
			got = err.Error()
		case x.after != nil:
			got = fmt.Sprint(x.schema, " ", x.at, " ", x.after)
		default:
			got = fmt.Sprint(x.schema, " ", x.at)
		}
		if got != c.want && !(strings.Contains(c.want, "Glue") && strings.Contains(got, c.want)) {
			t.Errorf("%v %q %q: %s, want %s", c.wide, c.head, c.rec, got, c.want)
		}
	}
}

func TestFramingProperty(t *testing.T) {
	for text, want := range map[string]string{
		"4 bytes": "false", "8 bytes": "true",
		"8": `property "starling.registry.id": "8" is not supported, only "4 bytes" or "8 bytes"`, "": `property "starling.registry.id": "" is not supported, only "4 bytes" or "8 bytes"`,
	} {
		f, err := Env{Part: "key", Props: map[string]string{RegistryID: text}}.framing()
		got := fmt.Sprint(f.wide)
		if err != nil {
			got = err.Error()
		}
		if got != want || f.header != "__key_schema_id" {
			t.Errorf("%q: %s %s, want %s", text, got, f.header, want)
		}
	}
	if f, err := (Env{Part: "key"}).framing(); f.wide || err != nil {
		t.Errorf("by default: %v %v", f.wide, err)
	}
}

// Avro behind every frame that there is.
func TestAvroFrames(t *testing.T) {
	s := Schema{Type: AvroSchema, Subject: "s", Text: recordOfField(`"int"`)}
	reg := testRegistry(s, Schema{Type: ProtobufSchema, Subject: "p", Text: orderProto})
	for _, c := range []struct {
		id, head, rec string
		want          string
	}{
		{"4 bytes", "", "\x00\x00\x00\x00\x01\x02", "1"},
		{"4 bytes", "\x01" + guidOf(1), "\x04", "2"},
		{"4 bytes", "", "\x01" + guidOf(1) + "\x06", "3"},
		{"4 bytes", "\x00\x00\x00\x00\x01", "\x08", "4"},
		{"8 bytes", "", "\x00\x00\x00\x00\x00\x00\x00\x00\x01\x0a", "5"},
		{"8 bytes", "\x01" + guidOf(1), "\x0c", "6"},
		{"4 bytes", "\x01" + guidOf(9), "\x04", "schema id 9: schema not found"},
		{"4 bytes", "\x01" + strings.Repeat("\xab", 16), "\x04", "schema GUID abababab-abab-abab-abab-abababababab: schema not found"},
		{"4 bytes", "\x01" + guidOf(2), "\x04", "schema GUID 01234567-89ab-cdef-0000-000000000002: is a schema of type PROTOBUF, not AVRO; kc.protobuf_spec reads those"},
		{"4 bytes", "\x01" + guidOf(1), "", `schema GUID 01234567-89ab-cdef-0000-000000000001: field "v": `},
		{"4 bytes", "", "\x00\x00\x00\x00\x00\x00\x00\x00\x01\x0a", `schema id 0: schema not found; if Apicurio's serializer wrote the record, set {"starling.registry.id": "8 bytes"}`},
		{"8 bytes", "", "\x00\x00\x00\x00\x01\x02\x02\x02\x02", `schema id 4328653314: schema not found; if the record has an id of 4 bytes, leave out "starling.registry.id"`},
		{"8 bytes", "", "\x00\x80\x00\x00\x00\x00\x00\x00\x01", "schema id -9223372036854775807: schema not found"},
		{"4 bytes", "", "\x03\x00" + guidOf(1), "the record begins with the header of AWS Glue Schema Registry (schema version 01234567-89ab-cdef-0000-000000000001), which is not supported"},
	} {
		env := Env{Part: "value", Registry: reg, Props: map[string]string{RegistryID: c.id}}
		d, dst := builders(t, avroReaderOf(t, AvroOptions{Schema: s.Text}), env)
		got := ""
		if err := d.(HeadedDecoder).DecodeHeaded([]byte(c.head), []byte(c.rec)); err != nil {
			got = err.Error()
		} else {
			got = shownValue(dst[0], 0)
		}
		if got != c.want && !(len(c.want) > 2 && strings.HasPrefix(got, c.want)) {
			t.Errorf("%s %q %q: %s, want %s", c.id, c.head, c.rec, got, c.want)
		}
	}
}

// Whatever stands in a record or its header, no reader panics, and a bad record leaves no
// value behind.
func FuzzFrames(f *testing.F) {
	f.Add([]byte("\x01"+guidOf(1)+"\x02\x02"), []byte("\x0a\x01a\x10\x07"), false)
	f.Add([]byte{}, []byte("\x00\x00\x00\x00\x01\x02\x04\x0a\x01r"), false)
	f.Add([]byte{}, []byte("\x00\x00\x00\x00\x00\x00\x00\x00\x01\x07\x0a\x05Order\x0a\x01a"), true)
	f.Add([]byte{}, []byte("\x00\x00\x00\x00\x02{}"), false)
	f.Add([]byte{}, []byte("\x00\x00\x00\x00\x03\x02"), false)
	reg := testRegistry(
		Schema{Type: ProtobufSchema, Subject: "shop", Text: shopProto}, Schema{Type: JSONSchema, Subject: "json", Text: "{}"},
		Schema{Type: AvroSchema, Subject: "avro", Text: recordOfField(`"int"`)},
	)
	message, err := Protobuf(ProtobufOptions{Schema: "shop", Message: "shop.Order"})
	if err != nil {
		f.Fatal(err)
	}
	fields, err := JSON([]column.Field{field("n", column.Long)}, nil)
	if err != nil {
		f.Fatal(err)
	}
	record, err := Avro(AvroOptions{Schema: "avro"})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, head, rec []byte, wide bool) {
		if n, err := protoTypeLen(rec, wide); err == nil {
			if n > len(rec) {
				t.Fatalf("%d of %d bytes", n, len(rec))
			}
			_ = parseProtoType(rec[:n], wide).String()
		}
		props := map[string]string{RegistryID: "4 bytes"}
		if wide {
			props[RegistryID] = "8 bytes"
		}
		for _, r := range []Reader{message, fields, record} {
			d, dst := builders(t, r, Env{Part: "value", Registry: reg, Props: props})
			if h, ok := d.(HeadedDecoder); ok {
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
