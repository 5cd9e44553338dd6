package simple

import (
	"context"
	"math"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

func TestRead(t *testing.T) {
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
		{column.Double, "", "--------", wiretest.Bad(`column "V" (double): "--------" is not a number`)},
		{column.Double, "binary", "135.6000", math.Float64frombits(0x3133352e36303030)},
		{column.Double, "binary", "135.60", wiretest.Bad("is 6 bytes long, a binary double has 8")},
		{column.Double, "binary", "", wiretest.Bad("is 0 bytes long")},
		{column.Double, "text", "\x40\x60\xf3\x33\x33\x33\x33\x33", wiretest.Bad("is not a number")},
		{column.Double, "text", "12345678", 12345678.0},
		{column.Double, "text", "Infinity", math.Inf(1)},
		{column.Double, "", "-Infinity", math.Inf(-1)},
		{column.Double, "", " 1.5\n", 1.5},
		{column.Double, "", ".5", 0.5},
		{column.Double, "", "5.", 5.0},
		{column.Double, "", "+5", 5.0},
		{column.Double, "", "007", 7.0},
		{column.Double, "", "", wiretest.Bad("is not a number")},
		{column.Double, "", "0x10", wiretest.Bad("is not a number")},
		{column.Double, "", "1_0", wiretest.Bad("is not a number")},
		{column.Double, "", "1,5", wiretest.Bad("is not a number")},
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
		{column.Byte, "", "128", wiretest.Bad(`"128" is out of range`)},
		{column.Short, "", "\xff\xf9", int16(-7)},
		{column.Short, "", "\x80\x00", nil},
		{column.Short, "", "7", int16(7)},
		{column.Short, "text", "77", int16(77)},
		{column.Short, "", "70000", wiretest.Bad(`"70000" is out of range`)},
		{column.Int, "", "\x00\x00\x00\x07", int32(7)},
		{column.Int, "", "\x80\x00\x00\x00", nil},
		{column.Int, "", "1234", int32(1234)},
		{column.Int, "binary", "1234", int32(0x31323334)},
		{column.Int, "", "abcd", wiretest.Bad(`is not a number; {"starling.simple.format": "binary"} reads binary numbers`)},
		{column.Int, "text", "1234", int32(1234)},
		{column.Int, "", "12345", int32(12345)},
		{column.Int, "", "\x01\x02\x03", wiretest.Bad(`column "V" (int): "\x01\x02\x03" is not a number`)},
		{column.Int, "", "xyz", wiretest.Bad("is not a number")},
		{column.Int, "", "2147483648", wiretest.Bad("is out of range")},
		{column.Int, "", "1.5", wiretest.Bad("is not a whole number")},
		{column.Int, "", "7.0", int32(7)},
		{column.Int, "", "1e5", int32(100000)},
		{column.Long, "", "\x00\x00\x01\x00\x00\x00\x00\x00", int64(1) << 40},
		{column.Long, "", "12345678", int64(12345678)},
		{column.Long, "binary", "12345678", int64(0x3132333435363738)},
		{column.Long, "text", "12345678", int64(12345678)},
		{column.Long, "", "1234567890123", int64(1234567890123)},
		{column.Long, "", "NaN", wiretest.Bad("is not a number")},
		{column.Long, "", strings.Repeat("x", 100), wiretest.Bad(`"` + strings.Repeat("x", 60) + `"… is not a number`)},
	} {
		env := wire.Env{Part: "value", Props: map[string]string{}}
		if c.format != "" {
			env.Props[Format] = c.format
		}
		d, dst := wiretest.Builders(t, Reader("V", column.Of(c.kind)), env)
		err := d.Decode([]byte(c.rec))
		if v := wiretest.Values(dst[0]); len(v) == 1 {
			if raw, ok := v[0].([]byte); ok {
				if string(raw) != c.want {
					t.Errorf("%q: %q", c.rec, raw)
				}
				continue
			}
		}
		wiretest.CheckDecoded(t, c.kind.String()+" from "+c.rec, err, dst[0], c.want)
	}
}

func TestNaN(t *testing.T) {
	for _, rec := range []string{"NaN", "\x7f\xf8\x00\x00\x00\x00\x00\x00"} {
		d, dst := wiretest.Builders(t, Reader("V", column.Of(column.Double)), wire.Env{Part: "value"})
		if err := d.Decode([]byte(rec)); err != nil {
			t.Fatal(err)
		}
		if x := dst[0].(*column.Vec[float64]).V[0]; x == x {
			t.Errorf("%q: %g, want NaN", rec, x)
		}
	}
}

func TestNull(t *testing.T) {
	for _, k := range Kinds {
		d, dst := wiretest.Builders(t, Reader("V", column.Of(k)), wire.Env{Part: "key"})
		if err := d.Decode(nil); err != nil {
			t.Fatal(err)
		}
		if v := wiretest.Values(dst[0]); len(v) != 1 || v[0] != nil {
			t.Errorf("%s: %v, want a null", k, v)
		}
	}
}

func TestErrors(t *testing.T) {
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
		_, err := Reader("V", c.typ).Fields(context.Background(), wire.Env{Part: "value"})
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v: %v, want %s", c.typ, err, c.want)
		}
	}
	props := map[string]string{Format: "hex"}
	_, err := Reader("V", column.Of(column.Int)).Decoder(wire.Env{Props: props}, []column.Builder{column.NewBuilder(column.Of(column.Int))})
	if err == nil || err.Error() != `property "starling.simple.format": "hex" is not supported, only "auto", "binary" or "text"` {
		t.Errorf("format: %v", err)
	}
	if _, err := Reader("V", column.Of(column.String)).Decoder(wire.Env{Props: props}, []column.Builder{column.NewBuilder(column.Of(column.String))}); err == nil {
		t.Error("a format that is none is passed over for a String")
	}
	if _, err := Reader("V", column.Of(column.Int)).Decoder(wire.Env{}, nil); err == nil {
		t.Error("no builder: no error")
	}
	if _, err := Reader("V", column.Of(column.Int)).Decoder(wire.Env{}, []column.Builder{column.NewBuilder(column.Of(column.Long))}); err == nil {
		t.Error("wrong builder: no error")
	}
}

func TestFromProperties(t *testing.T) {
	const class = "org.apache.kafka.common.serialization."
	for _, c := range []struct {
		r     wire.Reader
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
		{Reader("S", column.Type{}), "value", nil, "S java.lang.String"},
		{Reader("S", column.Type{}), "value", map[string]string{"deephaven.value.column.type": "long"}, "S long"},
		{Reader("S", column.Of(column.Int)), "value", map[string]string{"deephaven.value.column.type": "boolean"}, "S int"},
		{Reader("", column.Of(column.Int)), "value", map[string]string{"deephaven.value.column.name": "W"}, "W int"},
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
		fields, err := c.r.Fields(context.Background(), wire.Env{Part: c.part, Props: c.props})
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
