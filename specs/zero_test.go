package specs

import (
	"encoding/base64"
	"math"
	"testing"

	"starling/engine/column"
)

// TestNegativeZero: a zero keeps its sign, however it is written and whatever reads it.
func TestNegativeZero(t *testing.T) {
	all := JSONInt | JSONDecimal | JSONString
	double, float := jDouble().with(all), scalarOf(column.Float).with(all)
	plain := jsonReaderOf(t, []column.Field{field("D", column.Double), field("F", column.Float)})
	deep := jsonReaderOf(t, []column.Field{field("D", column.Double), field("F", column.Float)}, Mapping{"/a/0", "D"}, Mapping{"/a/1", "F"})
	for _, c := range []struct {
		r         Reader
		rec, want string
	}{
		{plain, `{"D":-0.0,"F":-0.0}`, "-0 -0"},
		{plain, `{"D":-0,"F":-0}`, "-0 -0"},
		{plain, `{"D":-0e5,"F":-0.0000000000000000000000000}`, "-0 -0"},
		{plain, `{"D":-1e-400,"F":-1e-60}`, "-0 -0"},
		{plain, `{"D":"-0.0","F":"-0"}`, "-0 -0"},
		{plain, `{"D":0.0,"F":0}`, "0 0"},
		{plain, `{"D":-1.5,"F":-1e20}`, "-1.5 -1e+20"},
		{deep, `{"a":[-0.0,-0.0]}`, "-0 -0"},
		{processor(t, jObject("D", double, "F", float)), `{"D":-0.0,"F":-0.0}`, "-0 -0"},
		{processor(t, jObject("D", double, "F", float)), `{"D":-0,"F":-0}`, "-0 -0"},
		{processor(t, jObject("D", double, "F", float)), `{"D":"-0.0","F":"-0.0"}`, "-0 -0"},
		{processor(t, jList(double)), `[-0.0,0.0]`, "[-0 0]"},
		{processor(t, jList(float)), `[-0.0,0.0]`, "[-0 0]"},
		{processor(t, jEntries(jString(), double)), `{"x":-0.0}`, "[x] [-0]"},
		{processor(t, jTuple(double, float)), `[-0.0,-0.0]`, "-0 -0"},
		{processor(t, jLong().with(all)), `-0`, "0"},
	} {
		if got := rowsOf(t, c.r, c.rec)[0]; got != c.want {
			t.Errorf("%s: %s, want %s", c.rec, got, c.want)
		}
	}
}

// TestWrittenNegativeZero: the writers keep the sign.
func TestWrittenNegativeZero(t *testing.T) {
	negative := math.Copysign(0, -1)
	table := []column.Field{field("D", column.Double), field("F", column.Float)}
	vecs := []column.Vector{vec(column.Double, negative), vec(column.Float, float32(negative))}
	arrays := []column.Field{{Name: "D", Type: column.ObjectOf("[D")}, {Name: "F", Type: column.ObjectOf("[F")}}
	lists := []column.Vector{vec[any](column.Object, []float64{negative}), vec[any](column.Object, []float32{float32(negative)})}
	json, err := JSONWriter(JSONWriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		w     Writer
		table []column.Field
		vecs  []column.Vector
		want  string
	}{
		{json, table, vecs, `{"D":-0.0,"F":-0.0}`},
		{json, arrays, lists, `{"D":[-0.0],"F":[-0.0]}`},
		{SimpleWriter("D"), table, vecs, "\x80\x00\x00\x00\x00\x00\x00\x00"},
		{SimpleWriter("F"), table, vecs, "\x80\x00\x00\x00"},
	} {
		if got := written(t, c.w, c.table, c.vecs)[0]; got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	for i, typ := range []string{`"double"`, `"float"`} {
		name := table[i].Name
		schema := `{"type":"record","name":"R","fields":[{"name":"` + name + `","type":` + typ + `}]}`
		reg := testRegistry(Schema{Subject: "s", Type: AvroSchema, Text: schema})
		row := avroWritten(t, reg, AvroWriterOptions{Subject: "s"}, table[i:i+1], vecs[i:i+1])[0]
		raw, err := base64.StdEncoding.DecodeString(row)
		if err != nil {
			t.Fatal(row)
		}
		if got := avroRows(t, AvroOptions{Schema: "s"}, []string{schema}, raw)[0]; got != "-0.0" {
			t.Errorf("Avro's %s: %s", typ, got)
		}
	}
}
