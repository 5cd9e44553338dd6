package wire

import (
	"fmt"
	"strings"
	"testing"
)

func TestFraming(t *testing.T) {
	const zeros7 = "\x00\x00\x00\x00\x00\x00\x00"
	guid := "\x01\x01\x23\x45\x67\x89\xab\xcd\xef\x00\x00\x00\x00\x00\x00\x00\x05"
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
		f := Framing{Header: SchemaHeader("value"), Wide: c.wide}
		got := ""
		switch x, err := f.Read([]byte(c.head), []byte(c.rec)); {
		case err != nil:
			got = err.Error()
		case x.After != nil:
			got = fmt.Sprint(x.Schema, " ", x.At, " ", x.After)
		default:
			got = fmt.Sprint(x.Schema, " ", x.At)
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
		f, err := Env{Part: "key", Props: map[string]string{RegistryID: text}}.Framing()
		got := fmt.Sprint(f.Wide)
		if err != nil {
			got = err.Error()
		}
		if got != want || f.Header != "__key_schema_id" {
			t.Errorf("%q: %s %s, want %s", text, got, f.Header, want)
		}
	}
	if f, err := (Env{Part: "key"}).Framing(); f.Wide || err != nil {
		t.Errorf("by default: %v %v", f.Wide, err)
	}
}
