package json

import (
	"testing"

	"starling/engine/column"
	"starling/specs/wire/wiretest"
)

// Payloads that were tried on Deephaven 42, with what it made of them. Where differs
// is set we decide otherwise: a value that does not fit its column is an error, not a
// zero or a wrapped number, and Kafka's null is a row of nulls.
func TestAgainstDeephaven(t *testing.T) {
	wide := []column.Field{
		wiretest.Field("I", column.Int), wiretest.Field("L", column.Long), wiretest.Field("D", column.Double), wiretest.Field("B", column.Bool),
		wiretest.Field("F", column.Float), wiretest.Field("H", column.Short), wiretest.Field("Y", column.Byte), wiretest.Field("C", column.Char), wiretest.Field("S", column.String),
	}
	precise := []column.Field{wiretest.Field("D", column.Double), wiretest.Field("F", column.Float), wiretest.Field("L", column.Long)}
	for _, c := range []struct {
		fields    []column.Field
		rec       string
		deephaven string // "fails" if the table failed
		differs   string
	}{
		{wide, `{"I":2147483649,"L":9223372036854775809,"H":65537,"Y":257}`, "-2147483647 -9223372036854775807 <nil> <nil> <nil> 1 1 <nil> <nil>", `error: column "I" (int): "2147483649" is out of range`},
		{wide, `{"I":"abc","L":"x","D":"","F":"zz"}`, "0 0 0 <nil> 0 <nil> <nil> <nil> <nil>", `error: column "I" (int): "\"abc\"" is not a number`},
		{wide, `{"I":"7.9","L":"7.9","D":" 1.5 ","B":0,"F":"1.1"}`, "fails", `error: column "I" (int): "\"7.9\"" is not a whole number`},
		{wide, `{"B":0}`, "fails", `error: column "B" (Boolean): "0" is not a boolean`},
		{wide, `{"I":"","L":"","D":"NaN","B":"false","F":""}`, "0 0 NaN false 0 <nil> <nil> <nil> <nil>", `error: column "I" (int): "\"\"" is not a number`},
		{wide, `{"D":"NaN","B":"false"}`, "<nil> <nil> NaN false <nil> <nil> <nil> <nil> <nil>", ""},
		{wide, `{"I":4294967297,"L":1e20,"D":"1e3","B":"FALSE"}`, "1 7766279631452241920 1000 false <nil> <nil> <nil> <nil> <nil>", `error: column "I" (int): "4294967297" is out of range`},
		{wide, `{"D":"1e3","B":"FALSE"}`, "<nil> <nil> 1000 false <nil> <nil> <nil> <nil> <nil>", ""},
		{wide, `{"I":"99999999999","L":"99999999999999999999"}`, "0 0 <nil> <nil> <nil> <nil> <nil> <nil> <nil>", `error: column "I" (int): "\"99999999999\"" is out of range`},
		{wide, `{"I":1e10,"L":[1],"D":[1.5]}`, "1410065408 0 0 <nil> <nil> <nil> <nil> <nil> <nil>", `error: column "I" (int): "1e10" is out of range`},
		{wide, `{"H":"3"}`, "<nil> <nil> <nil> <nil> <nil> 3 <nil> <nil> <nil>", ""},
		{wide, `{"H":"q"}`, "<nil> <nil> <nil> <nil> <nil> 0 <nil> <nil> <nil>", `error: column "H" (short): "\"q\"" is not a number`},
		{wide, `{"H":{}}`, "<nil> <nil> <nil> <nil> <nil> 0 <nil> <nil> <nil>", `error: column "H" (short): "{}" is not a number`},
		{wide, `{"B":[true]}`, "fails", `error: column "B" (Boolean): "[true]" is not a boolean`},
		{wide, `{"Y":"5"}`, "<nil> <nil> <nil> <nil> <nil> <nil> 5 <nil> <nil>", ""},
		{wide, `{"C":true}`, "<nil> <nil> <nil> <nil> <nil> <nil> <nil> 116 <nil>", ""},
		{wide, `{"C":[]}`, "<nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil>", ""},
		{wide, `{"S":""}`, "<nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil> ", ""},
		{wide, `{"H":1.9,"Y":2.9}`, "<nil> <nil> <nil> <nil> <nil> 1 2 <nil> <nil>", `error: column "H" (short): "1.9" is not a whole number`},

		{precise, `{"D":0.1,"F":0.1,"L":1e3}`, "0.1 0.1 1000", ""},
		{precise, `{"D":1e-400,"F":1e39,"L":1.0}`, "0 +Inf 1", ""},
		{precise, `{"D":-0.0,"F":-0,"L":-0}`, "0 0 0", "-0 -0 0"},
		{precise, `{"D":123456789012345678901234567890,"F":16777217}`, "1.2345678901234568e+29 1.6777216e+07 <nil>", ""},

		{[]column.Field{wiretest.Field("T", column.Bool), wiretest.Field("X", column.Int)}, `{"X":2,"T":2}`, "fails", `error: column "T" (Boolean): "2" is not a boolean`},
		{[]column.Field{wiretest.Field("T", column.Bool), wiretest.Field("X", column.Int)}, `{"X":2,"T":{}}`, "fails", `error: column "T" (Boolean): "{}" is not a boolean`},
		{[]column.Field{wiretest.Field("T", column.Instant), wiretest.Field("X", column.Int)}, `{"X":2,"T":"abc"}`, "fails", `error: column "T" (Instant): "\"abc\"" is not an instant`},
		{[]column.Field{wiretest.Field("T", column.Instant), wiretest.Field("X", column.Int)}, `{"T":"2023-11-14T22:13:20.123456789Z","X":1}`, "1700000000123456789 1", ""},
		{[]column.Field{wiretest.Field("T", column.Instant), wiretest.Field("X", column.Int)}, `{"T":"1700000000000000000","X":3}`, "1700000000000000000 3", ""},
	} {
		want := c.deephaven
		if c.differs != "" {
			want = c.differs
		}
		if got := wiretest.Rows(t, readerOf(t, c.fields), c.rec)[0]; got != want {
			t.Errorf("%s: %s, want %s", c.rec, got, want)
		}
	}
}
