package json

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

const nullLong = "-9223372036854775808"

func TestScalars(t *testing.T) {
	char, short, bite, float := scalarOf(column.Char), scalarOf(column.Short), scalarOf(column.Byte), scalarOf(column.Float)
	text := jString().with(Int | Decimal | Bool)
	whole := func() *Scalar { return jLong().with(String) }
	cut := func() *Scalar { return jLong().with(String | Decimal) }
	unit := func(n int64) *Scalar {
		s := jInstant().with(String | Decimal)
		s.Unit = n
		return s
	}
	ms := jInstant()
	ms.Unit = 1e6
	bigInt, bigDec := jBig(column.BigInteger.String()).with(String), jBig(column.BigDecimal.String()).with(String)
	bigCut := jBig(column.BigInteger.String()).with(String | Decimal)
	long := strings.Repeat("9", 1001)
	for _, c := range []struct {
		v         *Scalar
		rec, want string
	}{
		{jString(), `"a\u00e9\n\ud83d\ude00é"`, "aé\n😀é"},
		{jString(), `""`, ""},
		{jString(), `"` + "\xff" + `"`, `error: not JSON: expected UTF-8 at byte 0, not "\"\xff\""`},
		{jString(), `true`, `error: column "Value" (String): "true" is a boolean, which needs allow_bool=True`},
		{jString(), `1.5`, `error: column "Value" (String): "1.5" is a decimal, which needs allow_decimal=True`},
		{jString(), `{}`, `error: column "Value" (String): "{}" is an object`},
		{jString(), `[1, 2]`, `error: column "Value" (String): "[1, 2]" is an array`},
		{text, `1.50`, "1.50"},
		{text, `-0`, "-0"},
		{text, `1e+2`, "1e+2"},
		{text, `false`, "false"},
		{jString().instead("no", ""), ``, "no"},
		{jString().instead("no", ""), `null`, ""},
		{jString().not(Missing), ``, "error: the record is blank, which needs allow_missing=True"},
		{jString().not(Null), `null`, `error: column "Value" (String): null needs allow_null=True`},

		{jBool(), `true`, "true"},
		{jBool(), `1`, `error: column "Value" (Boolean): "1" is a whole number`},
		{jBool(), `"true"`, `error: column "Value" (Boolean): "\"true\"" is a string, which needs allow_string=True`},
		{jBool().with(String).instead(false, true), ``, "false"},
		{jBool().with(String).instead(false, true), `"NULL"`, "true"},
		{jBool().with(String), `" False "`, "false"},
		{jBool().with(String), `"yes"`, `error: column "Value" (Boolean): "\"yes\"" is not a boolean`},

		{char, `"q"`, "113"},
		{char, `"é"`, "233"},
		{char, `""`, `error: column "Value" (char): "\"\"" is not one character`},
		{char, `"qq"`, `error: column "Value" (char): "\"qq\"" is not one character`},
		{char, `"😀"`, `error: column "Value" (char): "\"😀\"" is not one character`},
		{char, `65`, `error: column "Value" (char): "65" is a whole number`},
		{scalarOf(column.Char).instead(uint16('m'), uint16('n')), `null`, "110"},

		{bite, `-127`, "-127"},
		{bite, `128`, `error: column "Value" (byte): "128" is out of range`},
		{scalarOf(column.Byte).instead(int8(0), nil), ``, "0"},
		{short, `32767`, "32767"},
		{short, `-32769`, `error: column "Value" (short): "-32769" is out of range`},
		{scalarOf(column.Short).instead(int16(7), nil), ``, "7"},
		{jInt(), `2147483647`, "2147483647"},
		{jInt(), `1.0`, `error: column "Value" (int): "1.0" is a decimal, which needs allow_decimal=True`},
		{jInt(), `1e0`, `error: column "Value" (int): "1e0" is a decimal, which needs allow_decimal=True`},
		{jLong(), `9223372036854775807`, "9223372036854775807"},
		{jLong(), `9223372036854775808`, `error: column "Value" (long): "9223372036854775808" is out of range`},
		{jLong(), `-0`, "0"},
		{jLong(), `01`, `error: not JSON: expected a number at byte 0, not "01"`},
		{jLong(), `-`, `error: not JSON: expected a number at byte 0, not "-"`},
		{jLong(), `1 2`, `error: more than one JSON document: another begins at byte 2; {"starling.json.documents": "each"} makes a row of each`},
		{jLong(), `1 x`, `error: not JSON: expected the end at byte 2, not "x"`},
		{jLong(), "\ufeff 7 ", "7"},
		{jLong(), `NaN`, `error: not JSON: expected a value at byte 0, not "NaN"`},
		{jLong().instead(int64(0), nil), ``, "0"},
		{whole(), `"-12"`, "-12"},
		{whole(), `"+12"`, "12"},
		{whole(), `" 12"`, `error: column "Value" (long): "\" 12\"" is not a number`},
		{whole(), `"1.5"`, `error: column "Value" (long): "\"1.5\"" is not a whole number`},
		{whole(), `""`, `error: column "Value" (long): "\"\"" is not a number`},
		{cut(), `"1.99"`, "1"},
		{cut(), `-1.99`, "-1"},
		{cut(), `0.5`, "0"},
		{cut(), `1e3`, "1000"},
		{cut(), `1.5e1`, "15"},
		{cut(), `1e-400`, "0"},
		{cut(), `12345678901234567.89`, "12345678901234567"},
		{cut(), `1234567890123456789.9999`, "1234567890123456789"},
		{cut(), `9223372036854775807.9`, "9223372036854775807"},
		{cut(), `9223372036854775808.9`, `error: column "Value" (long): "9223372036854775808.9" is out of range`},
		{cut(), `123456789012345678901.5`, `error: column "Value" (long): "123456789012345678901.5" is out of range`},
		{cut(), `1e19`, `error: column "Value" (long): "1e19" is out of range`},
		{cut(), `1e99999999999999`, `error: column "Value" (long): "1e99999999999999" is out of range`},
		{cut(), `0.0000000000000000000000000000001e31`, "1"},

		{jDouble(), `1`, "1"},
		{jDouble(), `0.1`, "0.1"},
		{jDouble(), `1e400`, "+Inf"},
		{jDouble(), `true`, `error: column "Value" (double): "true" is a boolean`},
		{jDouble().with(String), `"NaN"`, "NaN"},
		{jDouble().with(String), `" 1.5 "`, "1.5"},
		{jDouble().with(String), `"x"`, `error: column "Value" (double): "\"x\"" is not a number`},
		{jDouble().instead(0.0, 0.5), ``, "0"},
		{float, `0.1`, "0.1"},
		{scalarOf(column.Float).with(String), `"0.1"`, "0.1"},
		{scalarOf(column.Float).instead(nil, float32(2)), `null`, "2"},

		{jInstant(), `"2023-11-14T22:13:20.123456789Z"`, "1700000000123456789"},
		{jInstant(), `"2023-11-14T23:13:20+01:00"`, "1700000000000000000"},
		{jInstant(), `"2023-11-14T22:13:20"`, `error: column "Value" (Instant): "\"2023-11-14T22:13:20\"" is not an instant in ISO 8601, as 2024-01-31T12:00:00Z`},
		{jInstant(), `"1700000000000"`, `error: column "Value" (Instant): "\"1700000000000\"" is not an instant in ISO 8601, as 2024-01-31T12:00:00Z`},
		{jInstant(), `"2023-11-14T22:13:20 ET"`, `error: column "Value" (Instant): "\"2023-11-14T22:13:20 ET\"" is not an instant in ISO 8601, as 2024-01-31T12:00:00Z`},
		{jInstant(), `1700000000`, `error: column "Value" (Instant): "1700000000" is a whole number, which needs number_format="s", "ms", "us" or "ns"`},
		{jInstant().instead(int64(5), int64(6)), `null`, "6"},
		{ms, `1700000000123`, "1700000000123000000"},
		{ms, `1.5`, `error: column "Value" (Instant): "1.5" is a decimal, which needs allow_decimal=True`},
		{ms, `"5"`, `error: column "Value" (Instant): "\"5\"" is a string, which needs allow_string=True`},
		{unit(1e6), `1700000000123.5`, "1700000000123500000"},
		{unit(1e6), `"1700000000123.5"`, "1700000000123500000"},
		{unit(1e9), `1703292532.123456789`, "1703292532123456789"},
		{unit(1e9), `1703292532.1234567899`, "1703292532123456789"},
		{unit(1e9), `-1`, "-1000000000"},
		{unit(1e3), `1700000000000000`, "1700000000000000000"},
		{unit(1), `1700000000000000000`, "1700000000000000000"},
		{unit(1), `1.9`, "1"},
		{unit(1e9), `99999999999`, `error: column "Value" (Instant): "99999999999" is out of range`},

		{bigInt, `123456789012345678901`, "123456789012345678901"},
		{bigInt, `-5`, "-5"},
		{bigInt, `1.5`, `error: column "Value" (BigInteger): "1.5" is a decimal, which needs allow_decimal=True`},
		{bigInt, `"12"`, "12"},
		{bigInt, `"1.5"`, `error: column "Value" (BigInteger): "\"1.5\"" is not a whole number`},
		{bigInt, long, `error: column "Value" (BigInteger): "` + long[:60] + `"… has more than 1000 digits`},
		{bigCut, `-1.9`, "-1"},
		{bigCut, `1e3`, "1000"},
		{bigCut, `"2.5e1"`, "25"},
		{bigCut, `1e-2000`, "0"},
		{bigCut, `1e1001`, `error: column "Value" (BigInteger): "1e1001" has more than 1000 digits`},
		{bigCut, `1e999999999`, `error: column "Value" (BigInteger): "1e999999999" has more than 1000 digits`},
		{bigDec, `1.10`, "1.10"},
		{bigDec, `1`, "1"},
		{bigDec, `1E3`, "1E+3"},
		{bigDec, `"-0.001"`, "-0.001"},
		{bigDec, `"x"`, `error: column "Value" (BigDecimal): "\"x\"" is not a number`},
		{bigDec, `1e9999999`, `error: column "Value" (BigDecimal): "1e9999999" has more than 10000 digits, or an exponent beyond that`},
		{jBig(column.BigInteger.String()).instead(big.NewInt(0), nil), ``, "0"},
	} {
		if got := wiretest.Rows(t, processor(t, c.v), c.rec)[0]; got != c.want {
			t.Errorf("%v of %s:\n%s, want\n%s", c.v.Type, c.rec, got, c.want)
		}
	}
}

func TestNested(t *testing.T) {
	once := jObject("a", jLong())
	first := &Object{Fields: []Field{{Name: "a", Value: jLong(), First: true}}, Allow: Optional}
	closed := &Object{Fields: once.Fields, Closed: true, Allow: Optional}
	aliased := &Object{Fields: []Field{
		{Name: "a", Aliases: []string{"b", `c"`}, Value: jLong()}, {Name: "Name", Aliases: []string{"nom"}, Value: jString(), AnyCase: true},
	}, Allow: Optional}
	needed := jObject("o", &Object{Fields: once.Fields}, "z", jLong())
	skip := func(t Types) Value { return jObject("s", &Skip{Allow: t}, "a", jLong()) }
	named := &Tuple{Items: []Item{{"x", jLong()}, {"y", jTuple(jString(), jLong())}}, Allow: Optional}
	deep := jList(jObject("p", jList(jObject("q", jLong(), "r", jString()))))
	for _, c := range []struct {
		v                  Value
		columns, rec, want string
	}{
		{once, "a long", `{"a":1,"a":2}`, `error: field "a" is there twice, which needs RepeatedFieldBehavior.USE_FIRST`},
		{first, "", `{"a":1,"a":[2]}`, "1"},
		{first, "", `{"a":1,"a":[2}`, `error: not JSON: expected a comma or ] at byte 13, not "}"`},
		{closed, "", `{"a":1,"b":2}`, `error: unknown field "b", which needs allow_unknown_fields=True`},
		{closed, "", ` { "a" : 1 } `, "1"},
		{jObject("in", closed), "in_a long", `{"in":{"b":2}}`, `error: field "in": unknown field "b", which needs allow_unknown_fields=True`},
		{jObject("in", once), "", `{"in":{"a":1,"a":2}}`, `error: field "in": field "a" is there twice, which needs RepeatedFieldBehavior.USE_FIRST`},
		{jObject("in", once), "", `{"in":{"a":true}}`, `error: field "in.a", column "in_a" (long): "true" is a boolean`},
		{aliased, "a long, Name java.lang.String", `{"b":1,"NOM":"x"}`, "1 x"},
		{aliased, "", `{"c\"":1,"nAme":"x"}`, "1 x"},
		{aliased, "", `{"B":1,"name":"x","Name":"y"}`, `error: field "Name" is there twice, which needs RepeatedFieldBehavior.USE_FIRST`},
		{aliased, "", `{"a":1,"b":2}`, `error: field "a" is there twice, which needs RepeatedFieldBehavior.USE_FIRST`},
		{needed, "o_a long, z long", `{"z":1}`, `error: field "o": missing, which needs allow_missing=True`},
		{needed, "", `{"o":null}`, `error: field "o": null needs allow_null=True`},
		{needed, "", `{"o":{}}`, "<nil> <nil>"},
		{jObject("o", jObject("a", jLong().not(Missing))), "", `{}`, `error: field "o.a", column "o_a" (long): missing, which needs allow_missing=True`},
		{jObject("o", jObject("a", jLong().instead(int64(1), int64(2)))), "", `{"o":null}`, "2"},
		{jObject("o", jObject("a", jLong().instead(int64(1), int64(2)))), "", `{}`, "1"},

		{skip(^Types(0)), "a long", `{"s":[{"x":"\u0041"}],"a":1}`, "1"},
		{skip(^Types(0)), "", `{"a":1}`, "1"},
		{skip(^Types(0)), "", `{"s":tru,"a":1}`, `error: not JSON: expected a value at byte 5, not "tru,\"a\":1}"`},
		{skip(Int), "", `{"s":1,"a":1}`, "1"},
		{skip(Int), "", `{"a":1}`, `error: field "s": missing, which needs allow_missing=True`},
		{skip(Int), "", `{"s":1.0}`, `error: field "s": "1.0" is a decimal, which needs allow_decimal=True`},
		{skip(Int), "", `{"s":null}`, `error: field "s": null needs allow_null=True`},
		{skip(Decimal), "", `{"s":1e3}`, "<nil>"},
		{skip(Objects), "", `{"s":[]}`, `error: field "s": "[]" is an array, which needs allow_array=True`},
		{skip(Arrays), "", `{"s":{}}`, `error: field "s": "{}" is an object, which needs allow_object=True`},

		{jTuple(jString(), jLong()), "column_0 java.lang.String, column_1 long", `["a",1]`, "a 1"},
		{jTuple(jString()), "Value java.lang.String", `["a"]`, "a"},
		{jTuple(jString(), jLong()), "", `["a"]`, `error: "[\"a\"]" has length 1, not 2`},
		{jTuple(jString(), jLong()), "", `["a",1,2]`, `error: "[\"a\",1,2]" has length 3, not 2`},
		{jTuple(jString(), jLong()), "", `[]`, `error: "[]" has length 0, not 2`},
		{jTuple(jString(), jLong()), "", `{}`, `error: "{}" is an object, not an array`},
		{jTuple(jString(), jLong()), "", `null`, "<nil> <nil>"},
		{named, "x long, y_0 java.lang.String, y_1 long", `[1,["b",2]]`, "1 b 2"},
		{named, "", `[1,["b",true]]`, `error: field "y.1", column "y_1" (long): "true" is a boolean`},
		{jObject("t", named), "t_x long, t_y_0 java.lang.String, t_y_1 long", `{"t":[1,null]}`, "1 <nil> <nil>"},

		{jList(jList(jLong())), "Value [[J", `[[1,2],null,[]]`, "[[1 2] <nil> []]"},
		{jList(scalarOf(column.Byte)), "Value byte[]", `[1,-1]`, "[1 255]"},
		{jList(jList(scalarOf(column.Byte))), "Value [[B", `[[1],[65,66]]`, "[\x01 AB]"},
		{jList(jBool()), "Value [Ljava.lang.Boolean;", `[true,null,false]`, "[1 -128 0]"},
		{jList(scalarOf(column.Char)), "Value [C", `["a"]`, "[97]"},
		{jList(scalarOf(column.Short)), "Value [S", `[1]`, "[1]"},
		{jList(jInt()), "Value [I", `[1]`, "[1]"},
		{jList(scalarOf(column.Float)), "Value [F", `[1]`, "[1]"},
		{jList(jInstant()), "Value [Ljava.time.Instant;", `["1970-01-01T00:00:01Z"]`, "[1000000000]"},
		{jList(jBig(column.BigDecimal.String())), "Value [Ljava.math.BigDecimal;", `[1.10,null]`, "[1.10 <nil>]"},
		{jList(Any{}), "Value [L" + AnyClass + ";", `[{"a" : 1},null]`, `[{"a":1} null]`},
		{jList(jLong().not(Null)), "", `[1,null]`, `error: column "Value" (long[]): null needs allow_null=True`},
		{jList(jLong()), "", `[1,"x"]`, `error: column "Value" (long[]): "\"x\"" is a string, which needs allow_string=True`},
		{jList(jLong()), "", `[1,`, `error: not JSON: expected a value, but the text ends`},
		{jList(jLong()), "", `[1 2]`, `error: not JSON: expected a comma or ] at byte 3, not "2]"`},
		{jList(jTuple(jLong(), jString())), "column_0 [J, column_1 [Ljava.lang.String;", `[[1,"a"],null]`, "[1 " + nullLong + "] [a " + column.NullString + "]"},
		{deep, "p_q [[J, p_r [[Ljava.lang.String;", `[{"p":[{"q":1,"r":"a"},{"q":2}]},{},{"p":[]}]`, "[[1 2] <nil> []] [[a " + column.NullString + "] <nil> []]"},

		{jEntries(jString(), jObject("a", jLong(), "b", jLong())), "Key [Ljava.lang.String;, a [J, b [J", `{"x":{"a":1},"y":{"b":2}}`, "[x y] [1 " + nullLong + "] [" + nullLong + " 2]"},
		{jEntries(jInt(), jList(jLong())), "Key [I, Value [[J", `{"7":[1],"8":[]}`, "[7 8] [[1] []]"},
		{jEntries(jInt(), jLong()), "", `{"x":1}`, `error: column "Key" (int[]): "\"x\"" is not a number`},
		{jEntries(jString(), jLong()), "", `{"x":1,"x":2}`, "[x x] [1 2]"},
		{jEntries(jString(), jLong()), "", `null`, "<nil> <nil>"},
		{jEntries(jString(), jLong()), "", `[]`, `error: "[]" is an array, not an object`},
		{jEntries(jString(), jLong()), "", `{"x"}`, `error: not JSON: expected a colon at byte 4, not "}"`},

		{Any{}, "Value " + AnyClass, ` {"a" : [1.50, "\u0041"]} `, `{"a":[1.50,"A"]}`},
		{Any{}, "", `"x"`, `"x"`},
	} {
		r := processor(t, c.v)
		if got := signature(t, r); c.columns != "" && got != c.columns {
			t.Errorf("columns %s, want %s", got, c.columns)
		}
		if got := wiretest.Rows(t, r, c.rec)[0]; got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.rec, got, c.want)
		}
	}
}

func TestTyped(t *testing.T) {
	none, null := "none", "null"
	v := &Typed{
		Field: "type", Shared: []Field{{Name: "symbol", Value: jString()}}, Allow: Optional, OnMissing: &none, OnNull: &null,
		Objects: []TypedObject{{"quote", jObject("bid", jDouble(), "ask", jDouble())}, {"trade", jObject("price", jDouble(), "size", jLong())}, {"7", jObject("n", jLong())}},
	}
	const nils = " <nil> <nil> <nil> <nil> <nil>"
	want := "type java.lang.String, symbol java.lang.String, quote_bid double, quote_ask double, trade_price double, trade_size long, column_7_n long"
	if got := signature(t, processor(t, v)); got != want {
		t.Errorf("columns %s, want %s", got, want)
	}
	closed := *v
	closed.Closed = true
	for _, c := range []struct {
		v         Value
		rec, want string
	}{
		{v, `{"type":"trade","symbol":"A","price":1.5,"size":2}`, "trade A <nil> <nil> 1.5 2 <nil>"},
		{v, `{"symbol":"A","bid":1,"x":{"type":"no"},"type":"quote"}`, "quote A 1 <nil> <nil> <nil> <nil>"},
		{v, `{"type":"other","symbol":"A","price":true}`, "other <nil>" + nils},
		{v, `{"type":null,"symbol":"A"}`, "<nil> <nil>" + nils},
		{v, `{"type":7,"n":1}`, "7 <nil> <nil> <nil> <nil> <nil> 1"},
		{v, ``, "none <nil>" + nils},
		{v, `null`, "null <nil>" + nils},
		{v, `{}`, `error: "{}" has no field "type", which tells its type`},
		{v, `{"symbol":"A"}`, `error: "{\"symbol\":\"A\"}" has no field "type", which tells its type`},
		{v, `{"type":true}`, `error: "true" in field "type" is a boolean, not a string`},
		{v, `{"type":"trade","type":"trade"}`, `error: field "type" is there twice, which needs RepeatedFieldBehavior.USE_FIRST`},
		{v, `{"type":"trade","price":"x"}`, `error: field "price", column "trade_price" (double): "\"x\"" is a string, which needs allow_string=True`},
		{v, `{"type":"other","x":}`, `error: not JSON: expected a value at byte 20, not "}"`},
		{v, `{"type":`, `error: not JSON: expected a value, but the text ends`},
		{v, `[]`, `error: "[]" is an array, not an object`},
		{&closed, `{"type":"other"}`, `error: "other" in field "type" is an unknown type, which needs allow_unknown_types=True`},
		{jList(v), `[{"type":"trade","size":2},{"type":"quote"}]`, fmt.Sprintf("[trade quote] [%[1]s %[1]s] [%[2]v %[2]v] [%[2]v %[2]v] [%[2]v %[2]v] [2 %[3]s] [%[3]s %[3]s]", column.NullString, column.NullDouble, nullLong)},
	} {
		if got := wiretest.Rows(t, processor(t, c.v), c.rec)[0]; got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.rec, got, c.want)
		}
	}
}

func TestObjectProcessorErrors(t *testing.T) {
	field := func(name string, aliases ...string) Field {
		return Field{Name: name, Aliases: aliases, Value: jLong()}
	}
	object := func(fields ...Field) Value { return &Object{Fields: fields} }
	anyCase := field("B", "x")
	anyCase.AnyCase = true
	text := "x"
	for _, c := range []struct {
		v    Value
		want string
	}{
		{object(), "the value has no columns: everything in it is skipped"},
		{&Skip{}, "the value has no columns: everything in it is skipped"},
		{object(field("a", "b"), field("b")), `fields "a" and "b" are both called "b"`},
		{object(field("a", "b", "b")), `field "a" has the alias "b" twice`},
		{object(field("a", "a")), `field "a" has the alias "a" twice`},
		{object(field("b"), anyCase), `fields "b" and "B" are both called "B"`},
		{object(anyCase, field("b")), `fields "B" and "b" are both called "b"`},
		{object(field("!!")), `field "!!" has no letter or digit to name a column by`},
		{jList(object(field("a", "a"))), `field "a" has the alias "a" twice`},
		{jObject("o", object(field("a", "a"))), `field "o": field "a" has the alias "a" twice`},
		{jTuple(jLong(), object(field("a", "a"))), `element "1": field "a" has`},
		{jLong().not(Missing).instead(int64(1), nil), "on_missing needs allow_missing=True"},
		{jLong().not(Null).instead(nil, int64(1)), "on_null needs allow_null=True"},
		{&Typed{Field: "t", OnNull: &text}, "on_null needs allow_null=True"},
		{&Typed{Field: "t", Shared: []Field{field("t")}, Objects: []TypedObject{{"x", jObject()}}}, `fields "t" and "t" are both called "t"`},
		{&Scalar{Type: column.ObjectOf("java.time.Duration")}, "type Duration is not supported"},
		{&Scalar{Type: column.Of(column.Bytes)}, "type byte[] is not supported"},
	} {
		if _, err := ObjectProcessor(c.v); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
	if _, err := processor(t, jLong()).Decoder(wire.Env{}, nil); err == nil {
		t.Error("no builder: no error")
	}
}

// Kafka's null is a row of nulls whatever the value allows, and is not confused with
// an empty record; nesting is bounded wherever it is.
func TestObjectProcessorEdges(t *testing.T) {
	d, dst := wiretest.Builders(t, processor(t, jObject("a", jLong().not(Null|Missing), "o", Any{}, "l", jList(jLong()))), wire.Env{})
	if err := d.Decode(nil); err != nil || column.Built(dst[1]).Any(0) != nil {
		t.Errorf("Kafka's null: %v", err)
	}
	for _, rec := range []string{
		`{"a":1,"o":` + strings.Repeat("[", 2000), `{"x":` + strings.Repeat(`{"a":`, 2000), `{"a":` + strings.Repeat("[", 2000), `{"l":[1,2,` + strings.Repeat("[", 2000),
	} {
		if err := d.Decode([]byte(rec)); err == nil || !strings.Contains(err.Error(), "expected less nesting") {
			t.Errorf("%.20s…: %v", rec, err)
		}
	}
	if err := d.Decode([]byte(`{"a":1,"l":[3]}`)); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(column.Built(dst[2]).Any(1)); got != "[3]" {
		t.Errorf("after a bad record the array is %s", got)
	}
}
