package json

import (
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// TestNegativeZero: a zero keeps its sign, however it is written and whatever reads it.
func TestNegativeZero(t *testing.T) {
	all := Int | Decimal | String
	double, float := jDouble().with(all), scalarOf(column.Float).with(all)
	plain := readerOf(t, []column.Field{wiretest.Field("D", column.Double), wiretest.Field("F", column.Float)})
	deep := readerOf(t, []column.Field{wiretest.Field("D", column.Double), wiretest.Field("F", column.Float)}, wire.Mapping{Field: "/a/0", Column: "D"}, wire.Mapping{Field: "/a/1", Column: "F"})
	for _, c := range []struct {
		r         wire.Reader
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
		if got := wiretest.Rows(t, c.r, c.rec)[0]; got != c.want {
			t.Errorf("%s: %s, want %s", c.rec, got, c.want)
		}
	}
}
