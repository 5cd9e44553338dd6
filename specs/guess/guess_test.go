package guess_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"starling/specs/guess"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// values guesses by values alone.
func values(t testing.TB, texts ...string) guess.Part {
	t.Helper()
	var recs []guess.Record
	for _, text := range texts {
		recs = append(recs, guess.Record{Value: []byte(text)})
	}
	_, v, err := guess.Topic{Name: "t"}.Parts(t.Context(), recs)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// columns is the fields of a part in short.
func columns(p guess.Part) string {
	var out []string
	for _, f := range p.Fields {
		s := f.Name + ":" + wire.TypeName(f.Type)
		if f.From != "" {
			s += "<" + f.From
		}
		if f.Of != "" {
			s += "(" + f.Of + ")"
		}
		if f.Nulls > 0 {
			s += fmt.Sprintf(" %.2f", f.Nulls)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestJSON(t *testing.T) {
	wide := make([]string, 150)
	for i := range wide {
		wide[i] = fmt.Sprintf(`"f%d":1`, i)
	}
	maps := make([]string, 40)
	for i := range maps {
		maps[i] = fmt.Sprintf(`{"m":{"k%d":1}}`, i)
	}
	for _, c := range []struct {
		name  string
		texts []string
		want  string
	}{
		{"kinds", []string{`{"b":true,"w":1,"f":1.5,"s":"x","n":null,"t":"2024-01-01T00:00:00+01:00"}`}, "b:Boolean; w:long; f:double; s:String; n:String(null) 1.00; t:Instant"},
		{"whole and decimal", []string{`{"p":1}`, `{"p":1.5}`}, "p:double"},
		{"mixed", []string{`{"p":1}`, `{"p":"x"}`, `{"p":{"q":1}}`}, "p:String(number or String or object)"},
		{"texts for numbers that JSON has not", []string{`{"p":1,"q":"NaN","r":"NaN"}`, `{"p":"-Infinity","q":"Infinity","r":"nan"}`}, "p:double; q:String; r:String"},
		{"the number that stands for null", []string{`{"p":-9223372036854775808}`}, "p:String(number)"},
		{"large", []string{`{"p":123456789012345678901234567890}`}, "p:String(number)"},
		{"text that is an instant at times", []string{`{"p":"2024-01-01T00:00:00Z"}`, `{"p":"soon"}`}, "p:String"},
		{"a local time is text", []string{`{"p":"2024-01-01T00:00:00"}`}, "p:String"},
		{"missing", []string{`{"a":1}`, `{"a":2,"b":3}`}, "a:long; b:long 0.50"},
		{"nested", []string{`{"c":{"n":{"x":1},"y":"z"}}`}, "c_n_x:long<c/n/x; c_y:String<c/y"},
		{"deep", []string{`{"a":{"b":{"c":{"d":{"e":1}}}}}`}, "a_b_c_d:String<a/b/c/d(object)"},
		{"empty object", []string{`{"a":{},"b":1}`}, "a:String(object); b:long"},
		{"arrays", []string{`{"a":[1,"x"],"b":[],"c":[[1]],"d":[{"x":1}]}`}, "a:String(array of number or String); b:String(array of null); c:String(array of array); d:String(array of object)"},
		{"names", []string{`{"a-b":1,"a_b":2,"i":3,"é":4,"x/y":{"~":5}}`}, "a_b:long<a-b; a_b2:long<a_b; column_i:long<i; é:long; x_y__:long<x/y/~"},
		{"maps", maps, "m:String(object)"},
		{"mark", []string{"\ufeff{\"a\":1}"}, "a:long"},
		{"few are none", []string{`{"a":1}`, `{"a":1}`, `{"a":1}`, `{"a":1}`, `{"a":1}`, `{"a":1}`, `{"a":1}`, `{"a":1}`, `{"a":1}`, `x`}, "a:long 0.10"},
	} {
		p := values(t, c.texts...)
		if got := columns(p); p.Format != guess.JSON || got != c.want {
			t.Errorf("%s: %s, %s\nwant %s", c.name, p.Format, got, c.want)
		}
	}
	if p := values(t, "{"+strings.Join(wide, ",")+"}"); len(p.Fields) != 100 || p.Note != "more fields than columns are made of" {
		t.Errorf("many fields: %d, %q", len(p.Fields), p.Note)
	}
	if p := values(t, strings.Repeat(`{"a":`, 5000)+"1"+strings.Repeat("}", 5000)); p.Format != guess.Text {
		t.Errorf("a document that is too deep: %s", p.Format)
	}
	if p := values(t, `{"schema":{},"payload":{"op":"c","before":null,"after":{"id":1}}}`); !strings.Contains(p.Note, "kafka.cdc") || columns(p) != "op:String<payload/op; before:String<payload/before(null) 1.00; after_id:long<payload/after/id" {
		t.Errorf("Debezium's: %q, %s", p.Note, columns(p))
	}
}

// TestSeen: what is seen of all objects of a file is named and typed as a sample is, but for envelopes,
// and has its bounds.
func TestSeen(t *testing.T) {
	s := guess.NewSeen()
	for _, doc := range []string{`{"schema":{"a":1},"payload":{"b":{"c":1}},"x-y":[{"z":1}]}`, `{"payload":{"b":{"c":1.5}},"n":{"o":"2024-01-01T00:00:00Z"}}`} {
		if err := s.Add([]byte(doc)); err != nil {
			t.Fatal(err)
		}
	}
	fields, mapping, err := s.Columns()
	if got, want := fmt.Sprint(fields, mapping, err), "[{schema_a long} {payload_b_c double} {x_y java.lang.String} {n_o java.time.Instant}] [{/schema/a schema_a} {/payload/b/c payload_b_c} {x-y x_y} {/n/o n_o}] <nil>"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	s = guess.NewSeen()
	for i := range 300_000 {
		if err = s.Add(fmt.Appendf(nil, `{"a":{"%d":1}}`, i)); err != nil {
			break
		}
	}
	if err == nil || err.Error() != "more than 200000 different fields" {
		t.Errorf("ever other fields: %v", err)
	}
	s = guess.NewSeen()
	for i := range 10_001 {
		if err := s.Add(fmt.Appendf(nil, `{"f%d":[{"g%d":{"h":1}}]}`, i, i)); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := s.Columns(); err == nil || err.Error() != "more than 10000 columns" {
		t.Errorf("many fields: %v", err)
	}
}

func TestWhole(t *testing.T) {
	long := func(v int64) string { return string(binary.BigEndian.AppendUint64(nil, uint64(v))) }
	double := func(v float64) string { return long(int64(math.Float64bits(v))) }
	float := func(v float32) string { return string(binary.BigEndian.AppendUint32(nil, math.Float32bits(v))) }
	for _, c := range []struct {
		texts  []string
		format guess.Format
		want   string
	}{
		{[]string{"AAPL", "TSLA"}, guess.Text, "Value:String"}, // though of four bytes
		{[]string{"135.6", "730"}, guess.Number, "Value:double"},
		{[]string{"-1", "20"}, guess.Number, "Value:long"},
		{[]string{"01234"}, guess.Text, "Value:String"},
		{[]string{"1", "x"}, guess.Text, "Value:String"},
		{[]string{`[1,2]`, `[]`}, guess.Text, "Value:String"},
		{[]string{`"quoted"`}, guess.Text, "Value:String"},
		{[]string{""}, guess.Text, "Value:String"},
		{[]string{long(1), long(-5)}, guess.Number, "Value:long"},
		{[]string{double(135.6), double(0), double(-2)}, guess.Number, "Value:double"},
		{[]string{float(135.6), float(2)}, guess.Number, "Value:float"},
		{[]string{"\x00\x00\x00\x07", "\xff\xff\xff\xfe"}, guess.Number, "Value:int"},
		{[]string{"\xa1\xb2\xc3\xd4\xe5\xf6\x17\x28", "\x01\xb2\xc3\xd4\xe5\xf6\x17\x28"}, guess.Binary, "Value:byte[]"},
		{[]string{"\x01\x02", "\xff"}, guess.Binary, "Value:byte[]"},
	} {
		if p := values(t, c.texts...); p.Format != c.format || columns(p) != c.want || p.Read != p.Some {
			t.Errorf("%q: %s, %s, %d of %d; want %s, %s", c.texts, p.Format, columns(p), p.Read, p.Some, c.format, c.want)
		}
	}
	key, value, _ := guess.Topic{}.Parts(t.Context(), []guess.Record{{Key: []byte("12")}})
	if key.Format != guess.Text || value.Format != guess.Nothing || value.Note != "always null" {
		t.Errorf("a key of digits: %s; no value: %s, %q", key.Format, value.Format, value.Note)
	}
	if key, value, _ := (guess.Topic{}).Parts(t.Context(), []guess.Record{{}}); key.Format != guess.Nothing || value.Format != guess.Text || len(value.Cols) != 1 {
		t.Errorf("nulls alone: %s, %s", key.Format, value.Format)
	}
	if key, value, _ := (guess.Topic{}).Parts(t.Context(), nil); key.Format != guess.Text || value.Format != guess.Text {
		t.Errorf("no records: %s, %s", key.Format, value.Format)
	}
}

// registry is one of wiretest that knows no subjects by ids.
type registry struct{ *wiretest.Registry }

func (registry) Subjects(context.Context, int) ([]string, error) { return nil, nil }

// TestFramed: a registry that does not have what records seem to name is no reason to take
// them for its own, and a record without a registry is said to want one.
func TestFramed(t *testing.T) {
	rec := []guess.Record{{Value: []byte{0, 0, 0, 0, 7, 1, 2}}}
	_, v, err := guess.Topic{Name: "t"}.Parts(t.Context(), rec)
	if err != nil || v.Format != guess.Binary || !strings.Contains(v.Note, "(schema id 7)") || !strings.Contains(v.Note, "-X schema.registry.url=") {
		t.Errorf("without a registry: %s, %q, %v", v.Format, v.Note, err)
	}
	_, v, err = guess.Topic{Name: "t", Registry: registry{wiretest.NewRegistry()}}.Parts(t.Context(), rec)
	if err != nil || v.Format != guess.Binary || v.Note != "" {
		t.Errorf("of no registry: %s, %q, %v", v.Format, v.Note, err)
	}
}

func TestQuoted(t *testing.T) {
	for in, want := range map[string]string{
		`a"b\`: `"a\"b\\"`, "a\nb\x1b\u202e": `"a\nb\u001b\u202e"`, "größe": `"größe"`,
	} {
		if got := guess.Quoted(in); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

func FuzzParts(f *testing.F) {
	f.Add([]byte("k"), []byte(`{"a":{"b":[1,2.5,null]},"c":"2024-01-01T00:00:00Z"}`), []byte("x"))
	f.Add([]byte{0, 0, 0, 1}, []byte{0, 0, 0, 0, 7, 1}, []byte(nil))
	f.Fuzz(func(t *testing.T, key, value, other []byte) {
		recs := []guess.Record{{Key: key, Value: value}, {Key: other, Value: other}, {Value: value, ValueHead: other}}
		topic := guess.Topic{Name: "t", Taken: []string{"KafkaOffset"}}
		k, v, err := topic.Parts(t.Context(), recs)
		if err != nil {
			t.Fatal(err)
		}
		k2, v2, _ := topic.Parts(t.Context(), recs)
		for _, p := range [][2]guess.Part{{k, k2}, {v, v2}} {
			if p[0].Script != p[1].Script || !reflect.DeepEqual(p[0].Fields, p[1].Fields) || !strings.HasPrefix(p[0].Script, "kc.") {
				t.Errorf("%q, and then %q", p[0].Script, p[1].Script)
			}
			for _, c := range p[0].Cols {
				if c.Len() != len(recs) {
					t.Errorf("%d rows of %d records", c.Len(), len(recs))
				}
			}
		}
	})
}
