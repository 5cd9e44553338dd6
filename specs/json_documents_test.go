package specs

import (
	"bytes"
	stdjson "encoding/json"
	"fmt"
	"strings"
	"testing"

	"starling/engine/column"
)

// documentReaders is the readers of JSON, for records of {"a": 1}.
func documentReaders(t testing.TB) map[string]Reader {
	t.Helper()
	fields, err := JSON([]column.Field{{Name: "a", Type: column.Of(column.Long)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	object, err := ObjectProcessor(&JSONObject{Allow: JSONOptional, Fields: []JSONField{{Name: "a", Value: &JSONScalar{Type: column.Of(column.Long), Allow: JSONOptional}}}})
	if err != nil {
		t.Fatal(err)
	}
	return map[string]Reader{"json_spec": fields, "jackson": object}
}

// documentsOf is the rows of a record, after one that was read before it.
func documentsOf(t testing.TB, r Reader, part, documents, rec string) string {
	t.Helper()
	d, dst := builders(t, r, Env{Part: part, Props: map[string]string{JSONDocuments: documents}})
	if err := d.Decode([]byte(`{"a":0}`)); err != nil {
		t.Fatal(err)
	}
	err := d.Decode([]byte(rec))
	rows := values(dst[0])[1:]
	if err != nil {
		if len(rows) > 0 {
			t.Errorf("%.60q: %d rows are left after %v", rec, len(rows), err)
		}
		return "error: " + err.Error()
	}
	if n := d.(RowsDecoder).Rows(); n != len(rows) {
		t.Errorf("%.60q: says %d rows and has %d", rec, n, len(rows))
	}
	return strings.Trim(fmt.Sprint(rows), "[]")
}

// Several documents in a value are a bad record that says so, or a row each.
func TestDocuments(t *testing.T) {
	const several = `error: more than one JSON document: another begins at byte `
	for _, c := range []struct{ rec, one, each string }{
		{`{"a":10}{"a":11}`, several + "8;", "10 11"},
		{"{\"a\":10}\n{\"a\":11}\n", several + "9;", "10 11"},
		{"{\"a\":10}\r\n{\"a\":11}\r\n{\"a\":12}", several + "10;", "10 11 12"},
		{"{\"a\":10}\n\n\t {\"a\":11}", several, "10 11"},
		{"\x1e{\"a\":10}\n\x1e{\"a\":11}\n", "error: not JSON: expected a value at byte 0", "10 11"},
		{"\ufeff{\"a\":10}\n\ufeff{\"a\":11}", "error: not JSON: expected the end at byte 12", "10 11"},
		{"{\"a\":10}\n{\"b\":11}", several, "10 <nil>"},
		{`{"a":10}`, "10", "10"},
		{"\ufeff {\"a\":10}\n", "10", "10"},
		{"", "<nil>", "<nil>"},
		{" \n", "<nil>", "<nil>"},
		{"\ufeff", "<nil>", "<nil>"},
		{"{\"a\":10}\n{\"a\":\"x\"}", several, "error: "},
		{"{\"a\":10}\n{\"a\":11", "error: not JSON: expected the end at byte 9", "error: not JSON: expected a comma or }"},
		{"{\"a\":10}\n{\"a\":11}\n,", several, "error: not JSON: expected a value"},
		{`{"a":10},{"a":11}`, "error: not JSON: expected the end at byte 8", "error: not JSON: expected a value at byte 8"},
		{`{"a":10} x`, "error: not JSON: expected the end at byte 9", "error: not JSON: expected a value at byte 9"},
		{`{"a":10}x`, "error: not JSON: expected the end at byte 8", "error: not JSON: expected a value at byte 8"},
		{"{\"a\":10}\x00", "error: not JSON: expected the end at byte 8", "error: not JSON: expected a value at byte 8"},
		{strings.Repeat("{}", maxDocuments), several + "2;", strings.TrimSpace(strings.Repeat("<nil> ", maxDocuments))},
		{strings.Repeat("{}", maxDocuments+1), several + "2;", "error: more than 100000 JSON documents"},
	} {
		for name, r := range documentReaders(t) {
			for _, way := range []struct{ part, documents, want string }{{"value", "one", c.one}, {"value", "each", c.each}, {"key", "each", strings.TrimSuffix(c.one, ";")}} {
				got := documentsOf(t, r, way.part, way.documents, c.rec)
				if got != way.want && (!strings.HasPrefix(way.want, "error: ") || !strings.HasPrefix(got, way.want)) {
					t.Errorf("%s, %s of a %s: %.60q\n%.200s, want\n%.200s", name, way.documents, way.part, c.rec, got, way.want)
				}
			}
		}
	}
	wide := make([]column.Field, 1000)
	for i := range wide {
		wide[i] = column.Field{Name: fmt.Sprintf("c%d", i), Type: column.Of(column.Int)}
	}
	r, err := JSON(wide, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := documentsOf(t, r, "value", "each", strings.Repeat("{}", maxDocuments)); got != "error: more than 4000 JSON documents" {
		t.Errorf("of 1000 columns: %.200s", got)
	}
}

// FuzzJSONDocuments holds the rows of a record against those of its documents one by one,
// as the standard library tells them apart.
func FuzzJSONDocuments(f *testing.F) {
	for _, s := range []string{`{"a":10}{"a":11}`, "{\"a\":1}\n[2]\n\"x\" 5 null", `{"a":1}{`, "\x1e{}\n\x1e{}", "\ufeff{}\ufeff{}", `1"a"`, `{"a":1} `} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, rec []byte) {
		for name, r := range documentReaders(t) {
			got := documentsOf(t, r, "value", "each", string(rec))
			if strings.HasPrefix(got, "error: ") {
				continue
			}
			text := bytes.ReplaceAll(bytes.ReplaceAll(rec, []byte{recordSeparator}, nil), byteOrderMark, nil)
			dec := stdjson.NewDecoder(bytes.NewReader(appendText(nil, text)))
			var want []string
			for dec.More() {
				var doc stdjson.RawMessage
				if err := dec.Decode(&doc); err != nil {
					t.Fatalf("%s: %q is %s, and encoding/json says %v", name, rec, got, err)
				}
				want = append(want, documentsOf(t, r, "value", "one", string(doc)))
			}
			if len(want) > 0 && got != strings.Join(want, " ") {
				t.Fatalf("%s: %q is %s, and its documents are %s", name, rec, got, strings.Join(want, " "))
			}
		}
	})
}

// Where no row can be made of each document, the property is an error that names it.
func TestCheckDocuments(t *testing.T) {
	readers := documentReaders(t)
	ok := func(r Reader, err error) Reader {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	a := []column.Field{field("a", column.Long)}
	readers["cdc"] = ok(JSONIn(a, []Mapping{{"/a", "a"}}))
	readers["avro_spec"] = ok(Avro(AvroOptions{Schema: `"long"`}))
	readers["protobuf_spec"] = ok(Protobuf(ProtobufOptions{Schema: "s", Message: "M"}))
	readers["simple_spec"] = Simple("a", column.Of(column.Long))
	readers["byte[]"] = Simple("a", column.ArrayOf(column.Of(column.Byte)))
	readers["properties"] = FromProperties
	readers["ignored"] = Ignore
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
			{map[string]string{JSONDocuments: "one"}, ""},
			{map[string]string{JSONDocuments: "each"}, want},
			{map[string]string{JSONDocuments: "all"}, `property "starling.json.documents": "all" is not supported, only "one" or "each"`},
			{map[string]string{JSONDocuments: ""}, `property "starling.json.documents": "" is not supported, only "one" or "each"`},
		} {
			got := ""
			if err := CheckDocuments(c.props, r); err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("%s, %v: %s, want %s", name, c.props, got, c.want)
			}
		}
	}
}
