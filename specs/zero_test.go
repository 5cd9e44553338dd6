package specs

import (
	"math"
	"testing"

	"starling/engine/column"
	"starling/specs/avro"
	"starling/specs/json"
	"starling/specs/simple"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// TestWrittenNegativeZero: the writers keep the sign.
func TestWrittenNegativeZero(t *testing.T) {
	negative := math.Copysign(0, -1)
	table := []column.Field{wiretest.Field("D", column.Double), wiretest.Field("F", column.Float)}
	vecs := []column.Vector{wiretest.Vec(column.Double, negative), wiretest.Vec(column.Float, float32(negative))}
	arrays := []column.Field{{Name: "D", Type: column.ObjectOf("[D")}, {Name: "F", Type: column.ObjectOf("[F")}}
	lists := []column.Vector{wiretest.List(column.ObjectOf("[D"), []float64{negative}), wiretest.List(column.ObjectOf("[F"), []float32{float32(negative)})}
	json, err := json.Writer(json.WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		w     wire.Writer
		table []column.Field
		vecs  []column.Vector
		want  string
	}{
		{json, table, vecs, `{"D":-0.0,"F":-0.0}`},
		{json, arrays, lists, `{"D":[-0.0],"F":[-0.0]}`},
		{simple.Writer("D"), table, vecs, "\x80\x00\x00\x00\x00\x00\x00\x00"},
		{simple.Writer("F"), table, vecs, "\x80\x00\x00\x00"},
	} {
		if got := wiretest.Written(t, c.w, c.table, c.vecs)[0]; got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	for i, typ := range []string{`"double"`, `"float"`} {
		name := table[i].Name
		schema := `{"type":"record","name":"R","fields":[{"name":"` + name + `","type":` + typ + `}]}`
		reg := wiretest.NewRegistry(wire.Schema{Subject: "s", Type: wire.AvroSchema, Text: schema})
		raw, err := asAvro(t, reg, avro.WriterOptions{Subject: "s"}, table[i:i+1], vecs[i:i+1])
		if err != nil {
			t.Fatal(err)
		}
		d, dst := wiretest.Builders(t, avroOf(t, "s"), wire.Env{Registry: reg})
		if err := d.Decode(raw); err != nil {
			t.Fatal(err)
		}
		if got := wiretest.Shown(dst[0], 0); got != "-0.0" {
			t.Errorf("Avro's %s: %s", typ, got)
		}
	}
}
