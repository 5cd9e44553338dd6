package json

import (
	"bytes"
	stdjson "encoding/json"
	"fmt"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// documentReaders is the readers of JSON, for records of {"a": 1}.
func documentReaders(t testing.TB) map[string]wire.Reader {
	t.Helper()
	fields, err := Reader([]column.Field{{Name: "a", Type: column.Of(column.Long)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	object, err := ObjectProcessor(&Object{Allow: Optional, Fields: []Field{{Name: "a", Value: &Scalar{Type: column.Of(column.Long), Allow: Optional}}}})
	if err != nil {
		t.Fatal(err)
	}
	return map[string]wire.Reader{"json_spec": fields, "jackson": object}
}

// documentsOf is the rows of a record, after one that was read before it.
func documentsOf(t testing.TB, r wire.Reader, part, documents, rec string) string {
	t.Helper()
	d, dst := wiretest.Builders(t, r, wire.Env{Part: part, Props: map[string]string{Documents: documents}})
	if err := d.Decode([]byte(`{"a":0}`)); err != nil {
		t.Fatal(err)
	}
	err := d.Decode([]byte(rec))
	rows := wiretest.Values(dst[0])[1:]
	if err != nil {
		if len(rows) > 0 {
			t.Errorf("%.60q: %d rows are left after %v", rec, len(rows), err)
		}
		return "error: " + err.Error()
	}
	if n := d.(wire.RowsDecoder).Rows(); n != len(rows) {
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
	r, err := Reader(wide, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := documentsOf(t, r, "value", "each", strings.Repeat("{}", maxDocuments)); got != "error: more than 4000 JSON documents" {
		t.Errorf("of 1000 columns: %.200s", got)
	}
}

// FuzzDocuments holds the rows of a record against those of its documents one by one,
// as the standard library tells them apart.
func FuzzDocuments(f *testing.F) {
	for _, s := range []string{`{"a":10}{"a":11}`, "{\"a\":1}\n[2]\n\"x\" 5 null", `{"a":1}{`, "\x1e{}\n\x1e{}", "\ufeff{}\ufeff{}", `1"a"`, `{"a":1} `} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, rec []byte) {
		for name, r := range documentReaders(t) {
			got := documentsOf(t, r, "value", "each", string(rec))
			if strings.HasPrefix(got, "error: ") {
				continue
			}
			text := bytes.ReplaceAll(bytes.ReplaceAll(rec, []byte{recordSeparator}, nil), wire.ByteOrderMark, nil)
			dec := stdjson.NewDecoder(bytes.NewReader(wire.AppendText(nil, text)))
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
