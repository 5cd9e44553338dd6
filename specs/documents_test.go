package specs

import (
	"testing"

	"starling/engine/column"
	"starling/specs/avro"
	"starling/specs/json"
	"starling/specs/protobuf"
	"starling/specs/simple"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// Where no row can be made of each document, the property is an error that names it.
func TestCheckDocuments(t *testing.T) {
	ok := func(r wire.Reader, err error) wire.Reader {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	a := []column.Field{wiretest.Field("a", column.Long)}
	readers := map[string]wire.Reader{
		"json_spec":     ok(json.Reader(a, nil)),
		"jackson":       ok(json.ObjectProcessor(&json.Scalar{Type: column.Of(column.Long)})),
		"cdc":           ok(json.Enveloped(a, []wire.Mapping{{Field: "/a", Column: "a"}})),
		"avro_spec":     ok(avro.Reader(avro.ReaderOptions{Schema: `"long"`})),
		"protobuf_spec": ok(protobuf.Reader(protobuf.ReaderOptions{Schema: "s", Message: "M"})),
		"simple_spec":   simple.Reader("a", column.Of(column.Long)),
		"byte[]":        simple.Reader("a", column.ArrayOf(column.Of(column.Byte))),
		"properties":    simple.FromProperties,
		"ignored":       simple.Ignore,
	}
	const no = `property "starling.json.documents": "each" is not supported, `
	each := map[string]string{"json_spec": "", "jackson": "", "cdc": no + "a record is one change"}
	for name, r := range readers {
		want, known := each[name]
		if !known {
			want = no + "value_spec is not of JSON: json_spec and jackson make a row of each document of a value"
		}
		for _, c := range []struct {
			props map[string]string
			want  string
		}{
			{nil, ""},
			{map[string]string{json.Documents: "one"}, ""},
			{map[string]string{json.Documents: "each"}, want},
			{map[string]string{json.Documents: "all"}, `property "starling.json.documents": "all" is not supported, only "one" or "each"`},
			{map[string]string{json.Documents: ""}, `property "starling.json.documents": "" is not supported, only "one" or "each"`},
		} {
			got := ""
			if err := json.CheckDocuments(c.props, r); err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("%s, %v: %s, want %s", name, c.props, got, c.want)
			}
		}
	}
}
