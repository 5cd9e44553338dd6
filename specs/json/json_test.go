package json

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// The conversion table: every kind of JSON value into every kind of column.
func TestConversions(t *testing.T) {
	nano := int64(1e9)
	for _, c := range []struct {
		kind column.Kind
		json string
		want any
	}{
		{column.String, `1.10`, "1.10"},
		{column.String, `1e3`, "1e3"},
		{column.String, `-0`, "-0"},
		{column.String, `"x"`, "x"},
		{column.String, `""`, ""},
		{column.String, `"n\u00e9\ud83d\ude00\n\"\\\/"`, "né😀\n\"\\/"},
		{column.String, `"né€😀"`, "né€😀"},
		{column.String, `"\ud800"`, "\ufffd"},
		{column.String, `"\udc00\ud800x"`, "\ufffd\ufffdx"},
		{column.String, `"a` + "\xff" + `b"`, "a\ufffdb"},
		{column.String, `"\n` + "\xe2\x82" + `b"`, "\n\ufffdb"},
		{column.String, `true`, "true"},
		{column.String, `false`, "false"},
		{column.String, `null`, nil},
		{column.String, ` { "a" : [ 1 , 2.50, "x y" ] } `, `{"a":[1,2.50,"x y"]}`},
		{column.String, `["\u00e9"]`, `["é"]`},
		{column.String, `[]`, `[]`},

		{column.Byte, `-127`, int8(-127)},
		{column.Byte, `-128`, nil},
		{column.Byte, `128`, wiretest.Bad(`column "X" (byte): "128" is out of range`)},
		{column.Byte, `300`, wiretest.Bad("out of range")},
		{column.Short, `32767`, int16(32767)},
		{column.Short, `70000`, wiretest.Bad("out of range")},
		{column.Short, `"3"`, int16(3)},
		{column.Short, `"q"`, wiretest.Bad(`"\"q\"" is not a number`)},
		{column.Int, `7`, int32(7)},
		{column.Int, `7.0`, int32(7)},
		{column.Int, `70e-1`, int32(7)},
		{column.Int, `7e2`, int32(700)},
		{column.Int, `-0`, int32(0)},
		{column.Int, `0e99999999999999999999`, int32(0)},
		{column.Int, `1e99999999999999999999`, wiretest.Bad("out of range")},
		{column.Int, `1e-99999999999999999999`, wiretest.Bad("not a whole number")},
		{column.Int, `1.9`, wiretest.Bad("not a whole number")},
		{column.Int, `2147483647`, int32(math.MaxInt32)},
		{column.Int, `2147483648`, wiretest.Bad("out of range")},
		{column.Int, `-2147483648`, nil},
		{column.Int, `-2147483649`, wiretest.Bad("out of range")},
		{column.Int, `3000000000`, wiretest.Bad("out of range")},
		{column.Int, `"12"`, int32(12)},
		{column.Int, `" 12 "`, int32(12)},
		{column.Int, `"\u0031"`, int32(1)},
		{column.Int, `"1.9"`, wiretest.Bad("not a whole number")},
		{column.Int, `"1.0"`, int32(1)},
		{column.Int, `""`, wiretest.Bad("not a number")},
		{column.Int, `"12x"`, wiretest.Bad("not a number")},
		{column.Int, `"NaN"`, wiretest.Bad("not a number")},
		{column.Int, `true`, int32(1)},
		{column.Int, `false`, int32(0)},
		{column.Int, `null`, nil},
		{column.Int, `[1]`, wiretest.Bad("not a number")},
		{column.Int, `{}`, wiretest.Bad("not a number")},
		{column.Long, `9223372036854775807`, int64(math.MaxInt64)},
		{column.Long, `9223372036854775808`, wiretest.Bad("out of range")},
		{column.Long, `-9223372036854775808`, nil},
		{column.Long, `-9223372036854775809`, wiretest.Bad("out of range")},
		{column.Long, `1e18`, int64(1e18)},
		{column.Long, `1e30`, wiretest.Bad("out of range")},
		{column.Long, `18446744073709551616`, wiretest.Bad("out of range")},
		{column.Long, `18446744073709551617e-1`, wiretest.Bad("not a whole number")},
		{column.Long, `1.00000000000000000000000000`, int64(1)},
		{column.Long, `92233720368547758070000000000e-10`, int64(math.MaxInt64)},
		{column.Long, `0.00000000000000000000000001e26`, int64(1)},
		{column.Long, `"3000000000000"`, int64(3000000000000)},
		{column.Long, `"x"`, wiretest.Bad("not a number")},

		{column.Double, `0.1`, 0.1},
		{column.Double, `136`, 136.0},
		{column.Double, `-1.5e3`, -1500.0},
		{column.Double, `1e22`, 1e22},
		{column.Double, `1e23`, 1e23},
		{column.Double, `1e400`, math.Inf(1)},
		{column.Double, `-1e400`, math.Inf(-1)},
		{column.Double, `1e-400`, 0.0},
		{column.Double, `123456789012345678901234567890`, 1.2345678901234568e+29},
		{column.Double, `9007199254740993`, 9007199254740992.0},
		{column.Double, `"1e3"`, 1000.0},
		{column.Double, `" 1.5 "`, 1.5},
		{column.Double, `"abc"`, wiretest.Bad("not a number")},
		{column.Double, `""`, wiretest.Bad("not a number")},
		{column.Double, `"Infinity"`, math.Inf(1)},
		{column.Double, `true`, 1.0},
		{column.Double, `[1.5]`, wiretest.Bad("not a number")},
		{column.Float, `0.1`, float32(0.1)},
		{column.Float, `16777217`, float32(16777216)},
		{column.Float, `1e39`, float32(math.Inf(1))},
		{column.Float, `"1.1"`, float32(1.1)},
		{column.Float, `"-Infinity"`, float32(math.Inf(-1))},
		{column.Float, `false`, float32(0)},

		{column.Bool, `true`, true},
		{column.Bool, `false`, false},
		{column.Bool, `null`, nil},
		{column.Bool, `1`, true},
		{column.Bool, `0`, wiretest.Bad(`column "X" (Boolean): "0" is not a boolean`)},
		{column.Bool, `2`, wiretest.Bad("not a boolean")},
		{column.Bool, `1.5`, wiretest.Bad("not a boolean")},
		{column.Bool, `"true"`, true},
		{column.Bool, `" T "`, true},
		{column.Bool, `"1"`, true},
		{column.Bool, `"FALSE"`, false},
		{column.Bool, `"f"`, false},
		{column.Bool, `""`, nil},
		{column.Bool, `"0"`, wiretest.Bad("not a boolean")},
		{column.Bool, `"yes"`, wiretest.Bad("not a boolean")},
		{column.Bool, `{}`, wiretest.Bad("not a boolean")},
		{column.Bool, `[true]`, wiretest.Bad("not a boolean")},

		{column.Char, `65`, uint16('A')},
		{column.Char, `65536`, wiretest.Bad("out of range")},
		{column.Char, `-1`, wiretest.Bad("out of range")},
		{column.Char, `"€uro"`, uint16('€')},
		{column.Char, `"😀"`, uint16(0xD83D)},
		{column.Char, `""`, nil},
		{column.Char, `true`, uint16('t')},
		{column.Char, `false`, uint16('f')},
		{column.Char, `[]`, nil},
		{column.Char, `null`, nil},

		{column.Instant, `1700000000`, 1700000000 * nano},
		{column.Instant, `1700000000123`, int64(1700000000123000000)},
		{column.Instant, `1700000000123456`, int64(1700000000123456000)},
		{column.Instant, `1700000000123456789`, int64(1700000000123456789)},
		{column.Instant, `-5`, -5 * nano},
		{column.Instant, `1.7e9`, 1700000000 * nano},
		{column.Instant, `1.5`, wiretest.Bad("not a whole number")},
		{column.Instant, `9300000000`, wiretest.Bad("out of range")},
		{column.Instant, `"1700000000000000000"`, 1700000000 * nano},
		{column.Instant, `"2023-11-14T22:13:20.123456789Z"`, int64(1700000000123456789)},
		{column.Instant, `"2023-11-14T22:13:20.5+01:00"`, int64(1699996400500000000)},
		{column.Instant, `"2023-11-14T17:13:20 ET"`, 1700000000 * nano},
		{column.Instant, `"abc"`, wiretest.Bad(`"\"abc\"" is not an instant`)},
		{column.Instant, `""`, wiretest.Bad("not an instant")},
		{column.Instant, `true`, wiretest.Bad("not an instant")},
		{column.Instant, `[]`, wiretest.Bad("not an instant")},
		{column.Instant, `null`, nil},

		{column.Object, `{"a": 1.0}`, Text(`{"a":1.0}`)},
		{column.Object, `"é\n"`, Text(`"é\n"`)},
		{column.Object, `1.50`, Text(`1.50`)},
		{column.Object, `true`, Text(`true`)},
		{column.Object, `null`, nil},
	} {
		d, dst := wiretest.Builders(t, readerOf(t, []column.Field{{Name: "X", Type: column.Of(c.kind)}}), wire.Env{})
		err := d.Decode([]byte(`{"X":` + c.json + `}`))
		wiretest.CheckDecoded(t, fmt.Sprintf("%s into %s", c.json, c.kind), err, dst[0], c.want)
	}
}

func TestRecords(t *testing.T) {
	sn := readerOf(t, []column.Field{wiretest.Field("S", column.String), wiretest.Field("N", column.Int)})
	for _, c := range []struct{ rec, want string }{
		{`{"S":"a","N":1}`, "a 1"},
		{"  {\"S\" : \"a\" ,\r\n\t\"N\" : 1 }  ", "a 1"},
		{`{"N":1,"S":"a"}`, "a 1"},
		{`{"N":1}`, "<nil> 1"},
		{`{}`, "<nil> <nil>"},
		{``, "<nil> <nil>"},
		{" \t\n", "<nil> <nil>"},
		{`null`, "<nil> <nil>"},
		{`5`, "<nil> <nil>"},
		{`"x"`, "<nil> <nil>"},
		{`[1,2]`, "<nil> <nil>"},
		{`true `, "<nil> <nil>"},
		{`{"S":"b","N":2} trailing`, `error: not JSON: expected the end at byte 16, not "trailing"`},
		{`"x" y`, "error: not JSON: expected the end"},
		{`{"x":{"S":1,"y":[{},[],"]}",null,-1.5e-7]},"N":1,"z":true,"S":"a"}`, "a 1"},
		{`{"S":"a","N":1,"S":"b"}`, "b 1"},
		{`{"N":"x","S":"a","N":2}`, "a 2"},
		{`{"N":2,"S":"a","N":null}`, "a <nil>"},
		{`{"\u0053":"a","\u004e":1}`, "a 1"},
		{`{"S":"a","N":"x","N":"y"}`, `error: column "N" (int): "\"y\"" is not a number`},
		{`{"S":"a","N":2,"N":[]}`, `error: column "N" (int): "[]" is not a number`},
		{`5x`, "error: not JSON: expected the end"},
		{`nullx`, "error: not JSON: expected the end"},
		{`5,6`, "error: not JSON: expected the end"},
		{`{"S":"a","N":1`, "error: not JSON: expected a comma or }, but the text ends"},
		{`{"S":"a`, "error: not JSON: expected the end of a string, but the text ends"},
		{`{'S':'a'}`, `error: not JSON: expected a field at byte 1, not "'S':'a'}"`},
		{`{S:1}`, "error: not JSON: expected a field"},
		{`{"S":NaN}`, "error: not JSON: expected a value"},
		{`{"S":Infinity}`, "error: not JSON: expected a value"},
		{`{"N":01}`, "error: not JSON: expected a number"},
		{`{"N":1.}`, "error: not JSON: expected a number"},
		{`{"N":.5}`, "error: not JSON: expected a value"},
		{`{"N":+1}`, "error: not JSON: expected a value"},
		{`{"N":-}`, "error: not JSON: expected a number"},
		{`{"N":1e}`, "error: not JSON: expected a number"},
		{`{"N":1 2}`, "error: not JSON: expected a comma or }"},
		{`{"N":1,}`, "error: not JSON: expected a field"},
		{`{,}`, "error: not JSON: expected a field"},
		{`{"N"}`, "error: not JSON: expected a colon"},
		{`{"N":}`, "error: not JSON: expected a value"},
		{`{"N":`, "error: not JSON: expected a value, but the text ends"},
		{`[1,]`, "error: not JSON: expected a value"},
		{`[1 2]`, "error: not JSON: expected a comma or ]"},
		{"{\"S\":\"a\nb\"}", "error: not JSON: expected no control character"},
		{"{\"y\":\"a\x00b\"}", "error: not JSON: expected no control character"},
		{`{"S":"\x"}`, "error: not JSON: expected an escape"},
		{`{"S":"\u12g4"}`, "error: not JSON: expected four hexadecimal digits"},
		{`{"S":"\`, "error: not JSON: expected an escape, but the text ends"},
		{"\xef\xbb\xbf{\"S\":\"a\"}", "a <nil>"},
		{"\xef\xbb\xbf", "<nil> <nil>"},
		{"\xef\xbb\xbf\xef\xbb\xbf{}", "error: not JSON: expected a value"},
		{" \xef\xbb\xbf{}", "error: not JSON: expected a value"},
		{strings.Repeat("[", 1000) + strings.Repeat("]", 1000), "<nil> <nil>"},
		{strings.Repeat("[", 1001) + strings.Repeat("]", 1001), "error: not JSON: expected less nesting"},
		{`{"x":` + strings.Repeat(`{"a":`, 100000), "error: not JSON: expected less nesting"},
	} {
		got := wiretest.Rows(t, sn, c.rec)[0]
		if got != c.want && (!strings.HasPrefix(c.want, "error: ") || !strings.HasPrefix(got, c.want)) {
			t.Errorf("%.60q: %s, want %s", c.rec, got, c.want)
		}
	}
}

func TestNull(t *testing.T) {
	d, dst := wiretest.Builders(t, readerOf(t, wiretest.OrderFields), wire.Env{})
	if err := d.Decode(nil); err != nil {
		t.Fatal(err)
	}
	for i, b := range dst {
		if v := wiretest.Values(b); len(v) != 1 || v[0] != nil {
			t.Errorf("column %d: %v, want one null", i, v)
		}
	}
}

// An error leaves nothing behind, and the records after it are read as if it had not been.
func TestAfterError(t *testing.T) {
	got := wiretest.Rows(t, readerOf(t, wiretest.OrderFields),
		`{"Symbol":"A","Id":"1","LimitPrice":1,"Qty":1}`,
		`{"Symbol":"B","Id":"2","LimitPrice":"?","Qty":"?"}`,
		`{"Symbol":"C","Id":"3","LimitPrice":3,"Qty":"x",`,
		`{"Symbol":"D","Id":"4","LimitPrice":4,"Qty":4}`,
		`{"Symbol":"E","Id":"5","LimitPrice":5,"Qty":"?"}`,
	)
	want := []string{
		"A 1 1 1",
		`error: column "LimitPrice" (double): "\"?\"" is not a number`,
		`error: not JSON: expected a field, but the text ends`,
		"D 4 4 4",
		`error: column "Qty" (long): "\"?\"" is not a number`,
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("record %d: %s, want %s", i, got[i], want[i])
		}
	}
}
