package specs

import (
	"context"
	"math"
	"strings"
	"testing"

	"starling/engine/column"
)

func TestSimple(t *testing.T) {
	for _, c := range []struct {
		kind   column.Kind
		format string // "" leaves the property out
		rec    string
		want   any
	}{
		{column.String, "", "AAPL", "AAPL"},
		{column.String, "", "", ""},
		{column.String, "", "né€😀", "né€😀"},
		{column.String, "", "a\xffb", "a\ufffdb"},
		{column.String, "binary", "12", "12"},
		{column.Bytes, "", "\x01\x02\xff", "\x01\x02\xff"},
		{column.Bytes, "", "", ""},

		{column.Double, "", "\x40\x60\xf3\x33\x33\x33\x33\x33", 135.6},
		{column.Double, "", "135.60", 135.6},
		{column.Double, "", "135.6000", 135.6},
		{column.Double, "", "12345678", 12345678.0},
		{column.Double, "", "-1.5e-10", -1.5e-10},
		{column.Double, "", "--------", bad(`column "V" (double): "--------" is not a number`)},
		{column.Double, "binary", "135.6000", math.Float64frombits(0x3133352e36303030)},
		{column.Double, "binary", "135.60", bad("is 6 bytes long, a binary double has 8")},
		{column.Double, "binary", "", bad("is 0 bytes long")},
		{column.Double, "text", "\x40\x60\xf3\x33\x33\x33\x33\x33", bad("is not a number")},
		{column.Double, "text", "12345678", 12345678.0},
		{column.Double, "text", "Infinity", math.Inf(1)},
		{column.Double, "", "-Infinity", math.Inf(-1)},
		{column.Double, "", " 1.5\n", 1.5},
		{column.Double, "", ".5", 0.5},
		{column.Double, "", "5.", 5.0},
		{column.Double, "", "+5", 5.0},
		{column.Double, "", "007", 7.0},
		{column.Double, "", "", bad("is not a number")},
		{column.Double, "", "0x10", bad("is not a number")},
		{column.Double, "", "1_0", bad("is not a number")},
		{column.Double, "", "1,5", bad("is not a number")},
		{column.Double, "", "\xff\xef\xff\xff\xff\xff\xff\xff", nil},
		{column.Float, "", "\x3f\xc0\x00\x00", float32(1.5)},
		{column.Float, "", "1.5", float32(1.5)},
		{column.Float, "text", "12.5", float32(12.5)},
		{column.Float, "", "0.1000000014901161193847656", float32(0.1)},
		{column.Float, "", "\xff\x7f\xff\xff", nil},

		{column.Byte, "", "\xf9", int8(-7)},
		{column.Byte, "", "\x80", nil},
		{column.Byte, "", "7", int8(7)},
		{column.Byte, "binary", "7", int8(0x37)},
		{column.Byte, "", "-128", nil},
		{column.Byte, "", "128", bad(`"128" is out of range`)},
		{column.Short, "", "\xff\xf9", int16(-7)},
		{column.Short, "", "\x80\x00", nil},
		{column.Short, "", "7", int16(7)},
		{column.Short, "text", "77", int16(77)},
		{column.Short, "", "70000", bad(`"70000" is out of range`)},
		{column.Int, "", "\x00\x00\x00\x07", int32(7)},
		{column.Int, "", "\x80\x00\x00\x00", nil},
		{column.Int, "", "1234", int32(1234)},
		{column.Int, "binary", "1234", int32(0x31323334)},
		{column.Int, "", "abcd", bad(`is not a number; {"starling.simple.format": "binary"} reads binary numbers`)},
		{column.Int, "text", "1234", int32(1234)},
		{column.Int, "", "12345", int32(12345)},
		{column.Int, "", "\x01\x02\x03", bad(`column "V" (int): "\x01\x02\x03" is not a number`)},
		{column.Int, "", "xyz", bad("is not a number")},
		{column.Int, "", "2147483648", bad("is out of range")},
		{column.Int, "", "1.5", bad("is not a whole number")},
		{column.Int, "", "7.0", int32(7)},
		{column.Int, "", "1e5", int32(100000)},
		{column.Long, "", "\x00\x00\x01\x00\x00\x00\x00\x00", int64(1) << 40},
		{column.Long, "", "12345678", int64(12345678)},
		{column.Long, "binary", "12345678", int64(0x3132333435363738)},
		{column.Long, "text", "12345678", int64(12345678)},
		{column.Long, "", "1234567890123", int64(1234567890123)},
		{column.Long, "", "NaN", bad("is not a number")},
		{column.Long, "", strings.Repeat("x", 100), bad(`"` + strings.Repeat("x", 60) + `"… is not a number`)},
	} {
		env := Env{Part: "value", Props: map[string]string{}}
		if c.format != "" {
			env.Props[SimpleFormat] = c.format
		}
		d, dst := builders(t, Simple("V", column.Of(c.kind)), env)
		err := d.Decode([]byte(c.rec))
		if v := values(dst[0]); len(v) == 1 {
			if raw, ok := v[0].([]byte); ok {
				if string(raw) != c.want {
					t.Errorf("%q: %q", c.rec, raw)
				}
				continue
			}
		}
		checkDecoded(t, c.kind.String()+" from "+c.rec, err, dst[0], c.want)
	}
}

func TestSimpleNaN(t *testing.T) {
	for _, rec := range []string{"NaN", "\x7f\xf8\x00\x00\x00\x00\x00\x00"} {
		d, dst := builders(t, Simple("V", column.Of(column.Double)), Env{Part: "value"})
		if err := d.Decode([]byte(rec)); err != nil {
			t.Fatal(err)
		}
		if x := dst[0].(*column.Vec[float64]).V[0]; x == x {
			t.Errorf("%q: %g, want NaN", rec, x)
		}
	}
}

func TestSimpleNull(t *testing.T) {
	for _, k := range simpleKinds {
		d, dst := builders(t, Simple("V", column.Of(k)), Env{Part: "key"})
		if err := d.Decode(nil); err != nil {
			t.Fatal(err)
		}
		if v := values(dst[0]); len(v) != 1 || v[0] != nil {
			t.Errorf("%s: %v, want a null", k, v)
		}
	}
}

func TestSimpleErrors(t *testing.T) {
	for _, c := range []struct {
		typ  column.Type
		want string
	}{
		{column.Of(column.Bool), `simple_spec: column "V": type Boolean is not supported, only byte, short, int, long, float, double, String or byte[]`},
		{column.Of(column.Instant), `simple_spec: column "V": type Instant is not supported`},
		{column.Of(column.Char), `simple_spec: column "V": type char is not supported`},
		{column.BigDecimal, `simple_spec: column "V": type BigDecimal is not supported`},
		{column.ObjectOf("[I"), `simple_spec: column "V": type int[] is not supported`},
		{column.ObjectOf("[Ljava.lang.String;"), `simple_spec: column "V": type String[] is not supported`},
	} {
		_, err := Simple("V", c.typ).Fields(context.Background(), Env{Part: "value"})
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v: %v, want %s", c.typ, err, c.want)
		}
	}
	props := map[string]string{SimpleFormat: "hex"}
	_, err := Simple("V", column.Of(column.Int)).Decoder(Env{Props: props}, []column.Builder{column.NewBuilder(column.Int)})
	if err == nil || err.Error() != `property "starling.simple.format": "hex" is not supported, only "auto", "binary" or "text"` {
		t.Errorf("format: %v", err)
	}
	if _, err := Simple("V", column.Of(column.String)).Decoder(Env{Props: props}, []column.Builder{column.NewBuilder(column.String)}); err == nil {
		t.Error("a format that is none is passed over for a String")
	}
	if _, err := Simple("V", column.Of(column.Int)).Decoder(Env{}, nil); err == nil {
		t.Error("no builder: no error")
	}
	if _, err := Simple("V", column.Of(column.Int)).Decoder(Env{}, []column.Builder{column.NewBuilder(column.Long)}); err == nil {
		t.Error("wrong builder: no error")
	}
}

func TestFromProperties(t *testing.T) {
	const class = "org.apache.kafka.common.serialization."
	for _, c := range []struct {
		r     Reader
		part  string
		props map[string]string
		want  string // name and type, or an error's text
	}{
		{FromProperties, "key", nil, "KafkaKey java.lang.String"},
		{FromProperties, "value", nil, "KafkaValue java.lang.String"},
		{FromProperties, "key", map[string]string{"deephaven.key.column.name": "K", "deephaven.key.column.type": "short"}, "K short"},
		{FromProperties, "value", map[string]string{"deephaven.key.column.type": "short"}, "KafkaValue java.lang.String"},
		{FromProperties, "value", map[string]string{"deephaven.value.column.type": "int"}, "KafkaValue int"},
		{FromProperties, "value", map[string]string{"deephaven.value.column.type": "long"}, "KafkaValue long"},
		{FromProperties, "value", map[string]string{"deephaven.value.column.type": "float"}, "KafkaValue float"},
		{FromProperties, "value", map[string]string{"deephaven.value.column.type": "double"}, "KafkaValue double"},
		{FromProperties, "value", map[string]string{"deephaven.value.column.type": "byte[]"}, "KafkaValue byte[]"},
		{FromProperties, "value", map[string]string{"deephaven.value.column.type": "string"}, "KafkaValue java.lang.String"},
		{FromProperties, "value", map[string]string{"deephaven.value.column.type": "String"}, "KafkaValue java.lang.String"},
		{FromProperties, "key", map[string]string{"key.deserializer": class + "DoubleDeserializer"}, "KafkaKey double"},
		{FromProperties, "key", map[string]string{"key.deserializer": class + "UUIDDeserializer"}, "KafkaKey java.lang.String"},
		{FromProperties, "key", map[string]string{"key.deserializer": class + "BytesDeserializer"}, "KafkaKey byte[]"},
		{FromProperties, "key", map[string]string{"deephaven.key.column.type": "int", "key.deserializer": class + "LongDeserializer"}, "KafkaKey int"},
		{Simple("S", column.Type{}), "value", nil, "S java.lang.String"},
		{Simple("S", column.Type{}), "value", map[string]string{"deephaven.value.column.type": "long"}, "S long"},
		{Simple("S", column.Of(column.Int)), "value", map[string]string{"deephaven.value.column.type": "boolean"}, "S int"},
		{Simple("", column.Of(column.Int)), "value", map[string]string{"deephaven.value.column.name": "W"}, "W int"},
		{
			FromProperties, "key",
			map[string]string{"deephaven.key.column.type": "boolean"},
			`property "deephaven.key.column.type": type "boolean" is not supported, only byte, short, int, long, float, double, byte[], String, string`,
		},
		{
			FromProperties, "key",
			map[string]string{"key.deserializer": "Foo"},
			`property "key.deserializer": class "Foo" is not supported, only ` + class + `{ShortDeserializer, `,
		},
		{
			FromProperties, "key",
			map[string]string{"deephaven.key.column.name": ""},
			`property "deephaven.key.column.name": the name is empty; to leave the key out give key_spec=KeyValueSpec.IGNORE`,
		},
	} {
		fields, err := c.r.Fields(context.Background(), Env{Part: c.part, Props: c.props})
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = fields[0].Name + " " + fields[0].Type.String()
		}
		if !strings.HasPrefix(got, c.want) || err == nil && got != c.want {
			t.Errorf("%v: %s, want %s", c.props, got, c.want)
		}
	}
}

// The expected texts are what Java's new String(bytes, UTF_8) gives.
func TestAppendText(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"abc", "abc"},
		{"é€😀", "é€😀"},
		{"\xff", "?"},
		{"a\x80\x80b", "a??b"},
		{"\xc0\xaf", "??"},
		{"\xc3", "?"},
		{"\xc3(", "?("},
		{"\xe2\x82", "?"},
		{"\xe2\x82(", "?("},
		{"\xe2(\xac", "?(?"},
		{"\xe0\x80\x80", "???"},
		{"\xed\xa0\x80", "?"},
		{"\xed\xa0", "?"},
		{"\xf0\x9f\x98", "?"},
		{"\xf0\x9f\x98x", "?x"},
		{"\xf0\x9fx", "?x"},
		{"\xf0\x80\x80\x80", "????"},
		{"\xf4\x90\x80\x80", "????"},
		{"\xf8\x88\x80\x80\x80", "?????"},
	} {
		want := strings.ReplaceAll(c.want, "?", "\ufffd")
		if got := string(appendText([]byte("|"), []byte(c.in))); got != "|"+want {
			t.Errorf("%q: %q, want %q", c.in, got, want)
		}
	}
}
