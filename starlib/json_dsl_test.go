package starlib

import (
	"fmt"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
)

const dsl = `from deephaven.json import jackson
from deephaven import json as dj, dtypes as dht, kafka_consumer as kc
from deephaven.stream.kafka.consumer import object_processor_spec
import datetime
`

func TestJSONValues(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ src, want string }{
		{"print(dj.json_val(int), dj.json_val(dj.int_val()), dj.RepeatedFieldBehavior.USE_FIRST)", "<JsonValue json_val> <JsonValue int_val> RepeatedFieldBehavior.USE_FIRST"},
		{"p = jackson.provider({'symbol': str, 'price': float, 'qty': int})\nprint(object_processor_spec(p))", `object_processor_spec(jackson.provider({"symbol": <class 'str'>, "price": <class 'float'>, "qty"...))`},
		{"print(isinstance(dj.any_val(), dj.JsonValue), isinstance(1, object))", "True True"},
		{"import json\nprint(json.loads('[1]'), dj.any_val())", "[1] <JsonValue any_val>"},
		{"from deephaven.json import string_val, ObjectField, RepeatedFieldBehavior\nprint(ObjectField(str, aliases='b'), string_val(True, True, True, False, True, None, 'x'))", "<ObjectField> <JsonValue string_val>"},
	} {
		w.prints(t, dsl+c.src, c.want)
	}
}

// What scripts write becomes the columns that it says; what the values do is tested
// where they are decoded.
func TestJSONColumns(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ value, want string }{
		{"int", "Value long"},
		{"{'b': bool, 'i': int, 'f': float, 's': str, 't': datetime.datetime, 'o': object}", "b java.lang.Boolean, column_i long, f double, s java.lang.String, t java.time.Instant, o com.fasterxml.jackson.core.TreeNode"},
		{"(dht.bool_, dht.char, dht.int8, dht.int16, dht.int32, dht.int64, dht.float32, dht.float64, dht.string, dht.Instant, dht.BigInteger, dht.BigDecimal, dht.JObject)", "column_0 java.lang.Boolean, column_1 char, column_2 byte, column_3 short, column_4 int, column_5 long, column_6 float, column_7 double, column_8 java.lang.String, column_9 java.time.Instant, column_10 java.math.BigInteger, column_11 java.math.BigDecimal, column_12 com.fasterxml.jackson.core.TreeNode"},
		{"(dht.bool_array, dht.char_array, dht.int8_array, dht.int16_array, dht.int32_array, dht.int64_array, dht.float32_array, dht.float64_array, dht.string_array, dht.instant_array)", "column_0 [Ljava.lang.Boolean;, column_1 [C, column_2 byte[], column_3 [S, column_4 [I, column_5 [J, column_6 [F, column_7 [D, column_8 [Ljava.lang.String;, column_9 [Ljava.time.Instant;"},
		{"[{'x': int, 'y': [str]}]", "x [J, y [[Ljava.lang.String;"},
		{"dj.array_val(dj.byte_val(allow_string=True), allow_null=False)", "Value byte[]"},
		{"dj.object_val({'a': int, 'B': dj.ObjectField(str, ['x', 'y'], dj.RepeatedFieldBehavior.USE_FIRST, False)}, allow_unknown_fields=False, repeated_field_behavior=dj.RepeatedFieldBehavior.USE_FIRST, case_sensitive=False)", "a long, B java.lang.String"},
		{"dj.typed_object_val('type', {'sym': str}, {'q': {'bid': float}, 't': dj.object_val({'n': int})}, allow_unknown_types=False, on_missing='none', on_null='')", "type java.lang.String, sym java.lang.String, q_bid double, t_n long"},
		{"{'m': dj.object_entries_val(int), 'k': dj.object_entries_val([float], dht.int32)}", "m_Key [Ljava.lang.String;, m_Value [J, k_Key [I, k_Value [[D"},
		{"{'t': dj.tuple_val({'name': str, 'age': int}), 'u': (str, int)}", "t_name java.lang.String, t_age long, u_0 java.lang.String, u_1 long"},
		{"{'s': dj.skip_val(allow_null=False, allow_by_default=True), 'a': dj.any_val()}", "a com.fasterxml.jackson.core.TreeNode"},
		{"dj.char_val(on_missing='x', on_null='y')", "Value char"},
		{"dj.instant_val(number_format='ms', allow_decimal=True, allow_string=True, on_missing='2024-01-01T00:00:00Z', on_null=datetime.datetime(2024, 1, 1))", "Value java.time.Instant"},
		{"dj.big_integer_val(on_missing=10 ** 30, on_null='-5')", "Value java.math.BigInteger"},
		{"dj.big_decimal_val(on_missing=1.5, on_null='1.10')", "Value java.math.BigDecimal"},
		{"(dj.bool_val(on_missing=False), dj.long_val(on_null=0), dj.float_val(on_null=0), dj.double_val(True, on_missing=0.0), dj.short_val(on_null=-1))", "column_0 java.lang.Boolean, column_1 long, column_2 float, column_3 double, column_4 short"},
	} {
		_, err := w.script(t, "x.py", dsl+"spec = object_processor_spec(jackson.provider("+c.value+"))")
		if err != nil {
			t.Errorf("%s: %v", c.value, err)
			continue
		}
		v, _ := w.Lookup("spec")
		fields, err := v.(*readSpec).reader.Fields(t.Context(), wire.Env{Part: "value"})
		if err != nil {
			t.Errorf("%s: %v", c.value, err)
		}
		var got []string
		for _, f := range fields {
			got = append(got, f.Name+" "+f.Type.String())
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s gave\n%s, want\n%s", c.value, s, c.want)
		}
	}
}

// TestJSONStandIns decodes what is missing and null: falsy values count.
func TestJSONStandIns(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ value, missing, null string }{
		{"dj.bool_val(on_missing=False, on_null=True)", "false", "true"},
		{"dj.int_val(on_missing=0, on_null=-1)", "0", "-1"},
		{"dj.double_val(on_missing=0, on_null=0.5)", "0", "0.5"},
		{"dj.string_val(on_missing='', on_null='x')", "", "x"},
		{"dj.char_val(on_missing='a')", "97", "<nil>"},
		{"dj.instant_val(on_missing='1970-01-01T00:00:00Z', on_null=datetime.datetime(1970, 1, 2))", "0", "86400000000000"},
		{"dj.big_integer_val(on_missing=0, on_null=10 ** 20)", "0", "100000000000000000000"},
		{"dj.big_decimal_val(on_missing=0.0, on_null='1.10')", "0.0", "1.10"},
	} {
		if _, err := w.script(t, "x.py", dsl+"spec = object_processor_spec(jackson.provider("+c.value+"))"); err != nil {
			t.Errorf("%s: %v", c.value, err)
			continue
		}
		v, _ := w.Lookup("spec")
		r := v.(*readSpec).reader
		fields, err := r.Fields(t.Context(), wire.Env{})
		if err != nil {
			t.Fatal(err)
		}
		dst := column.NewBuilder(fields[0].Type)
		d, err := r.Decoder(wire.Env{}, []column.Builder{dst})
		if err != nil {
			t.Fatal(err)
		}
		for i, rec := range []string{"", "null"} {
			if err := d.Decode([]byte(rec)); err != nil {
				t.Errorf("%s of %q: %v", c.value, rec, err)
				continue
			}
			var got string
			switch b := dst.(type) {
			case *column.Text:
				got = b.At(i)
			case column.Vector:
				got = fmt.Sprint(b.Any(i))
			}
			if want := []string{c.missing, c.null}[i]; got != want {
				t.Errorf("%s of %q: %s, want %s", c.value, rec, got, want)
			}
		}
	}
}

func TestJSONValueErrors(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ src, want string }{
		{"dj.json_val([])", "TypeError: json.json_val: a list as a JSON type must have exactly one element, got 0"},
		{"dj.json_val([int, int])", "TypeError: json.json_val: a list as a JSON type must have exactly one element, got 2"},
		{"dj.json_val(bytes)", "<class 'bytes'> is no type of JSON; there are bool, int, float, str, datetime.datetime, object, "},
		{"dj.json_val({'t': datetime})", `field "t": got the module datetime, want its type: datetime.datetime`},
		{"dj.json_val(dht.Duration)", "type java.time.Duration is no type of JSON"},
		{"dj.json_val({1: int})", "field 1: a name must be a string, not int"},
		{"dj.json_val({'a': {'b': 3}})", `field "a": field "b": 3 is no type of JSON`},
		{"dj.object_val({'a': dj.ObjectField(int, aliases=['a'])})", `DHError: json.object_val: field "a" has the alias "a" twice`},
		{"dj.object_val({'a': int, 'A': int}, case_sensitive=False)", `DHError: json.object_val: fields "a" and "A" are both called "A"`},
		{"dj.object_val({'a': int}, repeated_field_behavior='ERROR')", `for parameter repeated_field_behavior: got "ERROR", want a RepeatedFieldBehavior`},
		{"dj.instant_val(number_format='m')", "TypeError: json.instant_val: Invalid number format: m; there are s, ms, us and ns"},
		{"dj.instant_val(allow_decimal=True)", "TypeError: json.instant_val: allow_decimal is only valid when using number_format"},
		{"dj.int_val(on_missing=3000000000)", "3000000000 does not fit int"},
		{"dj.int_val(on_missing='a')", `cannot convert "a" (str) to int`},
		{"dj.int_val(allow_missing=False, on_missing=1)", "DHError: json.int_val: on_missing needs allow_missing=True"},
		{"dj.big_integer_val(on_null='1.5')", `"1.5" is not a whole number`},
		{"dj.big_decimal_val(on_null='x')", `"x" is not a number`},
		{"dj.object_entries_val(int, [int])", "a name is one string, want a type such as str or int"},
		{"dj.tuple_val([int])", "for parameter values: got list, want a tuple or a dict"},
		{"dj.typed_object_val('t', {}, {'a': [int]})", `objects: "a": want an object such as {"price": float}`},
		{"dj.typed_object_val('t', {'t': int}, {})", `fields "t" and "t" are both called "t"`},
		{"dj.skip_val(allow_int=1)", "for parameter allow_int: got int, want bool or None"},
		{"jackson.provider({})", "DHError: jackson.provider: the value has no columns: everything in it is skipped"},
		{"jackson.provider({'!': int})", `field "!" has no letter or digit to name a column by; choose a name and make it an alias: {"name": ObjectField(…, aliases=["!"])}`},
		{"jackson.provider(int, factory=3)", "jackson.provider: factory: JSON is read as RFC 8259 has it"},
		{"object_processor_spec({'a': int})", "want jackson.provider(…) of deephaven.json"},
	} {
		_, err := w.script(t, "x.py", dsl+c.src)
		if err == nil || !contains(err.Error(), c.want) {
			t.Errorf("%s\nfailed with\n%v\nwant\n%s", c.src, err, c.want)
		}
	}
}
