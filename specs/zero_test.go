package specs

import (
	"math"
	"testing"

	"starling/engine/column"
)

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
		raw, err := asAvro(t, reg, AvroWriterOptions{Subject: "s"}, table[i:i+1], vecs[i:i+1])
		if err != nil {
			t.Fatal(err)
		}
		d, dst := builders(t, avroOf(t, "s"), Env{Registry: reg})
		if err := d.Decode(raw); err != nil {
			t.Fatal(err)
		}
		if got := shownValue(dst[0], 0); got != "-0.0" {
			t.Errorf("Avro's %s: %s", typ, got)
		}
	}
}
