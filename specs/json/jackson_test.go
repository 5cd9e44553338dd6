package json

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// Values as scripts describe them by Python's own types.
func jString() *Scalar  { return scalarOf(column.String) }
func jLong() *Scalar    { return scalarOf(column.Long) }
func jInt() *Scalar     { return scalarOf(column.Int) }
func jDouble() *Scalar  { return scalarOf(column.Double) }
func jBool() *Scalar    { return scalarOf(column.Bool) }
func jInstant() *Scalar { return scalarOf(column.Instant) }
func jBig(class string) *Scalar {
	return &Scalar{Type: column.ObjectOf(class), Allow: Optional}
}

func scalarOf(k column.Kind) *Scalar { return &Scalar{Type: column.Of(k), Allow: Optional} }

// Changes of what the value takes, and of what stands in.
func (s *Scalar) with(t Types) *Scalar { s.Allow |= t; return s }
func (s *Scalar) not(t Types) *Scalar  { s.Allow &^= t; return s }

func (s *Scalar) instead(missing, null any) *Scalar {
	s.OnMissing, s.OnNull = missing, null
	return s
}

func jList(v Value) *Array { return &Array{Element: v, Allow: Optional} }

// jObject takes names and values in turn.
func jObject(pairs ...any) *Object {
	o := &Object{Allow: Optional}
	for i := 0; i < len(pairs); i += 2 {
		o.Fields = append(o.Fields, Field{Name: pairs[i].(string), Value: pairs[i+1].(Value)})
	}
	return o
}

func jTuple(values ...Value) *Tuple {
	t := &Tuple{Allow: Optional}
	for i, v := range values {
		t.Items = append(t.Items, Item{fmt.Sprint(i), v})
	}
	return t
}

func jEntries(key *Scalar, v Value) *Entries {
	return &Entries{Key: key, Value: v, Allow: Optional}
}

func processor(t testing.TB, v Value) wire.Reader {
	t.Helper()
	r, err := ObjectProcessor(v)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// signature is the columns of a reader: "a long, b_c int[]".
func signature(t testing.TB, r wire.Reader) string {
	t.Helper()
	fields, err := r.Fields(context.Background(), wire.Env{})
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for _, f := range fields {
		parts = append(parts, f.Name+" "+f.Type.String())
	}
	return strings.Join(parts, ", ")
}

// Records that were tried on Deephaven 42, with what it made of them.
func TestObjectProcessorAgainstDeephaven(t *testing.T) {
	types := jObject("s", jString(), "f", jDouble(), "i", jLong(), "b", jBool(), "h", scalarOf(column.Short), "n", jInt(),
		"y", scalarOf(column.Byte), "c", scalarOf(column.Char), "g", scalarOf(column.Float), "l", jLong(),
		"bd", jBig(column.BigDecimal.String()), "bi", jBig(column.BigInteger.String()), "o", Any{})
	nested := jObject("id", jLong(), "loc", jObject("lat", jDouble(), "lon", jDouble()), "tags", jList(jString()),
		"pts", jList(jObject("x", jLong(), "y", jLong())), "pair", jTuple(jString(), jLong()), "nums", jList(jDouble()))
	options := jObject("a", jInt().with(String).instead(int32(-1), int32(-2)), "b", jDouble().with(String),
		"c", jString().with(Int|Decimal|Bool), "d", jLong().with(Decimal), "e", jBool().with(String))
	entries := jObject("m", jEntries(jString(), jLong()), "x", jString())
	names := jObject("first name", jString(), "a-b", jLong(), "1x", jLong(), "Ok_1", jLong(), "a b", jLong())
	n := func(v Value) *Object { return jObject("n", v) }
	for _, c := range []struct {
		value     Value
		columns   string
		rec, want string
	}{
		{jList(jLong()), "Value [J", `[1,2]`, "[1 2]"},
		{jList(jLong()), "Value [J", `[]`, "[]"},
		{jLong(), "Value long", `5`, "5"},
		{n(jLong()), "n long", `{"n":`, "error: not JSON: expected a value, but the text ends"},
		{n(jLong()), "n long", `{}`, "<nil>"},
		{n(jLong()), "n long", `[1]`, `error: "[1]" is an array, not an object`},
		{n(jLong()), "n long", `null`, "<nil>"},
		{n(jDouble()), "n double", `{"n":"1.5"}`, `error: column "n" (double): "\"1.5\"" is a string, which needs allow_string=True`},
		{n(jString()), "n java.lang.String", `{"n":5}`, `error: column "n" (String): "5" is a whole number, which needs allow_int=True`},
		{n(jInt()), "n int", `{"n":2147483648}`, `error: column "n" (int): "2147483648" is out of range`},
		{n(jLong()), "n long", `{"n":"5"}`, `error: column "n" (long): "\"5\"" is a string, which needs allow_string=True`},
		{n(jInt().not(Null)), "n int", `{"n":null}`, `error: column "n" (int): null needs allow_null=True`},
		{n(jInt().not(Null)), "n int", `{"n":1}`, "1"},
		{entries, "m_Key [Ljava.lang.String;, m_Value [J, x java.lang.String", `{"m":{"a":1,"b":2},"x":"q"}`, "[a b] [1 2] q"},
		{entries, "", `{"m":{}}`, "[] [] <nil>"},
		{entries, "", `{}`, "<nil> <nil> <nil>"},
		{names, "firstname java.lang.String, ab long, column_1x long, Ok_1 long, ab2 long", `{"first name":"x","a-b":1,"1x":2,"Ok_1":3,"a b":4}`, "x 1 2 3 4"},
		{nested, "id long, loc_lat double, loc_lon double, tags [Ljava.lang.String;, pts_x [J, pts_y [J, pair_0 java.lang.String, pair_1 long, nums [D", `{"id":1,"loc":{"lat":45.5,"lon":-93.25},"tags":["a","b"],"pts":[{"x":1,"y":2},{"x":3}],"pair":["p",5],"nums":[1,2.5]}`, "1 45.5 -93.25 [a b] [1 3] [2 -9223372036854775808] p 5 [1 2.5]"},
		{nested, "", `{"id":2}`, "2 <nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil>"},
		{nested, "", `{"id":3,"loc":null,"tags":[],"pts":null,"pair":null,"nums":[null,1]}`, "3 <nil> <nil> [] <nil> <nil> <nil> <nil> [-1.7976931348623157e+308 1]"},
		{nested, "", `{"id":4,"loc":{},"tags":[null],"pts":[]}`, "4 <nil> <nil> [" + column.NullString + "] [] [] <nil> <nil> <nil>"},
		{options, "a int, b double, c java.lang.String, d long, e java.lang.Boolean", `{"a":"5","b":"1.5","c":7,"d":1.9,"e":"true"}`, "5 1.5 7 1 true"},
		{options, "", `{}`, "-1 <nil> <nil> <nil> <nil>"},
		{options, "", `{"a":null,"c":1.50,"d":-1.9}`, "-2 <nil> 1.50 -1 <nil>"},
		{options, "", `{"c":true}`, "-1 <nil> true <nil> <nil>"},
		{types, "s java.lang.String, f double, column_i long, b java.lang.Boolean, h short, n int, y byte, c char, g float, l long, bd java.math.BigDecimal, bi java.math.BigInteger, o com.fasterxml.jackson.core.TreeNode", `{"s":"x","f":1.5,"i":7,"b":true,"h":1,"n":2,"y":3,"c":"q","g":2.5,"l":9,"bd":1.25,"bi":12345678901234567890,"o":{"a":[1]}}`, `x 1.5 7 true 1 2 3 113 2.5 9 1.25 12345678901234567890 {"a":[1]}`},
		{types, "", `{}`, "<nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil> "},
		{types, "", `{"s": null, "f": null, "i": null, "b": null, "h": null, "n": null, "y": null, "c": null, "g": null, "l": null, "bd": null, "bi": null, "o": null}`, "<nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil> null"},
		{types, "", `{"f":3,"zzz":1}`, "<nil> 3 <nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil> "},
		{jObject("symbol", jString(), "price", jDouble(), "qty", jLong()), "symbol java.lang.String, price double, qty long", `{"symbol": "AAPL", "price": 135, "qty": 5}`, "AAPL 135 5"},
	} {
		r := processor(t, c.value)
		if got := signature(t, r); c.columns != "" && got != c.columns {
			t.Errorf("columns %s, want %s", got, c.columns)
		}
		if got := wiretest.Rows(t, r, c.rec)[0]; got != c.want {
			t.Errorf("%s: %s, want %s", c.rec, got, c.want)
		}
	}
}
