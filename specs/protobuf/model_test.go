package protobuf

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// newMessage is a message of the given fields.
func newMessage(name string, fields ...*field) *message {
	return &message{name: name, local: name, fields: fields, indexes: []int{0}, positions: []int{0}}
}

// pbSingle is a field of proto3 without presence; messages have it always.
func pbSingle(number int32, name string, kind kind) *field {
	return &field{name: name, number: number, kind: kind}
}

func pbOptional(f *field) *field {
	f.presence = true
	return f
}

func pbRequired(f *field) *field {
	f.presence, f.required = true, true
	return f
}

func pbRepeated(f *field) *field {
	f.list, f.presence = true, false
	return f
}

func pbInOne(oneof string, f *field) *field {
	f.oneof, f.presence = oneof, true
	return f
}

func pbWithin(number int32, name string, m *message) *field {
	return &field{name: name, number: number, kind: messageKind, message: m, presence: true}
}

func pbSymbolic(number int32, name string, e *enum) *field {
	return &field{name: name, number: number, kind: enumKind, enum: e}
}

func pbMapping(number int32, name string, key kind, value *field) *field {
	value.name, value.number, value.presence = "value", 2, false
	entry := newMessage(name+"Entry", pbSingle(1, "key", key), value)
	return &field{name: name, number: number, kind: messageKind, message: entry, list: true, isMap: true}
}

func wrapperOf(name string, kind kind) *message {
	return newMessage("google.protobuf."+name, pbSingle(1, "value", kind))
}

var (
	timestamp  = newMessage("google.protobuf.Timestamp", pbSingle(1, "seconds", int64Kind), pbSingle(2, "nanos", int32Kind))
	duration   = newMessage("google.protobuf.Duration", pbSingle(1, "seconds", int64Kind), pbSingle(2, "nanos", int32Kind))
	anyMessage = newMessage("google.protobuf.Any", pbSingle(1, "type_url", stringKind), pbSingle(2, "value", bytesKind))
	side       = &enum{"Side", []symbol{{"BUY", 0}, {"SELL", 1}}}
	inner      = newMessage("demo.Outer.Inner", pbSingle(1, "x", int32Kind), pbSingle(2, "y", stringKind))
)

// outer has a field of every kind; it is the message of the recorded case protobuf-nested.
var outer = newMessage("demo.Outer",
	pbSingle(1, "i32", int32Kind), pbSingle(2, "i64", int64Kind), pbSingle(3, "u32", uint32Kind), pbSingle(4, "u64", uint64Kind),
	pbSingle(5, "s32", sint32Kind), pbSingle(6, "s64", sint64Kind),
	&field{name: "f32", number: 7, kind: fixed32Kind, unsigned: true}, pbSingle(8, "sf64", fixed64Kind),
	pbSingle(9, "f", floatKind), pbSingle(10, "d", doubleKind), pbSingle(11, "b", boolKind), pbSingle(12, "s", stringKind),
	pbSingle(13, "by", bytesKind), pbSymbolic(14, "side", side), pbWithin(15, "inner", inner),
	pbRepeated(pbSingle(16, "ri", int32Kind)), pbRepeated(pbSingle(17, "rs", stringKind)), pbRepeated(pbWithin(18, "rinner", inner)),
	pbMapping(19, "m", stringKind, pbSingle(0, "", int32Kind)),
	pbInOne("choice", pbSingle(20, "c1", int32Kind)), pbInOne("choice", pbSingle(21, "c2", stringKind)), pbInOne("choice", pbWithin(22, "c3", inner)),
	pbWithin(23, "ts", timestamp), pbWithin(24, "du", duration),
	pbWithin(25, "wi", wrapperOf("Int32Value", int32Kind)), pbWithin(26, "ws", wrapperOf("StringValue", stringKind)),
	pbWithin(27, "wd", wrapperOf("DoubleValue", doubleKind)), pbWithin(28, "wb", wrapperOf("BoolValue", boolKind)),
	pbOptional(pbSingle(29, "oi", int32Kind)), pbOptional(pbSingle(30, "os", stringKind)),
	pbRepeated(pbSymbolic(31, "rside", side)), pbMapping(32, "mi", int32Kind, pbWithin(0, "", inner)),
	pbRepeated(pbSingle(33, "rd", doubleKind)), pbWithin(34, "wby", wrapperOf("BytesValue", bytesKind)),
)

// table decodes records of a message, as rows of text; the columns as well.
func table(t testing.TB, m *message, shape shape, recs ...[]byte) (cols []string, rows []string) {
	t.Helper()
	d, dst := builders(t, m, shape)
	for _, f := range d.tree.fields {
		cols = append(cols, f.Name+" "+wire.TypeName(f.Type))
	}
	for _, rec := range recs {
		if err := d.Decode(rec); err != nil {
			rows = append(rows, "error: "+err.Error())
			continue
		}
		row := ""
		for i, b := range dst {
			if i > 0 {
				row += " "
			}
			if b.Len() != 1 {
				t.Fatalf("%s: %d values", cols[i], b.Len())
			}
			row += wiretest.Shown(b, 0)
			b.Reset()
		}
		rows = append(rows, row)
	}
	return cols, rows
}

func builders(t testing.TB, m *message, shape shape) (*decoder, []column.Builder) {
	t.Helper()
	if shape.include == nil {
		shape.include, _ = newInclude(nil)
	}
	if shape.duration == nil {
		shape.duration = func(n int64) any { return fmt.Sprintf("%dns", n) }
	}
	tree, err := newTree(m, shape)
	if err != nil {
		t.Fatal(err)
	}
	dst := make([]column.Builder, len(tree.fields))
	for i, f := range tree.fields {
		dst[i] = column.NewBuilder(f.Type)
	}
	return newDecoder(tree, nil, dst), dst
}

// pb writes wire format: tag and value one after the other.
type pb []byte

func (p pb) tag(num int, wt uint64) pb { return pb(binary.AppendUvarint(p, uint64(num)<<3|wt)) }

func (p pb) varint(num int, v uint64) pb {
	return pb(binary.AppendUvarint(p.tag(num, wireVarint), v))
}

func (p pb) bytes(num int, s string) pb {
	return append(pb(binary.AppendUvarint(p.tag(num, wireBytes), uint64(len(s)))), s...)
}

func (p pb) message(num int, m pb) pb { return p.bytes(num, string(m)) }

func (p pb) double(num int, x float64) pb {
	return pb(binary.LittleEndian.AppendUint64(p.tag(num, wireFixed64), math.Float64bits(x)))
}

func (p pb) fixed32(num int, x uint32) pb {
	return pb(binary.LittleEndian.AppendUint32(p.tag(num, wireFixed32), x))
}

func record(t testing.TB, s string) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
