package specs

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
func newMessage(name string, fields ...*protoField) *protoMessage {
	return &protoMessage{name: name, local: name, fields: fields, indexes: []int{0}, positions: []int{0}}
}

// pbSingle is a field of proto3 without presence; messages have it always.
func pbSingle(number int32, name string, kind protoKind) *protoField {
	return &protoField{name: name, number: number, kind: kind}
}

func pbOptional(f *protoField) *protoField {
	f.presence = true
	return f
}

func pbRequired(f *protoField) *protoField {
	f.presence, f.required = true, true
	return f
}

func pbRepeated(f *protoField) *protoField {
	f.list, f.presence = true, false
	return f
}

func pbInOne(oneof string, f *protoField) *protoField {
	f.oneof, f.presence = oneof, true
	return f
}

func pbWithin(number int32, name string, m *protoMessage) *protoField {
	return &protoField{name: name, number: number, kind: protoMessageKind, message: m, presence: true}
}

func pbSymbolic(number int32, name string, e *protoEnum) *protoField {
	return &protoField{name: name, number: number, kind: protoEnumKind, enum: e}
}

func pbMapping(number int32, name string, key protoKind, value *protoField) *protoField {
	value.name, value.number, value.presence = "value", 2, false
	entry := newMessage(name+"Entry", pbSingle(1, "key", key), value)
	return &protoField{name: name, number: number, kind: protoMessageKind, message: entry, list: true, isMap: true}
}

func wrapperOf(name string, kind protoKind) *protoMessage {
	return newMessage("google.protobuf."+name, pbSingle(1, "value", kind))
}

var (
	protoTimestamp = newMessage("google.protobuf.Timestamp", pbSingle(1, "seconds", protoInt64), pbSingle(2, "nanos", protoInt32))
	protoDuration  = newMessage("google.protobuf.Duration", pbSingle(1, "seconds", protoInt64), pbSingle(2, "nanos", protoInt32))
	protoAny       = newMessage("google.protobuf.Any", pbSingle(1, "type_url", protoString), pbSingle(2, "value", protoBytes))
	protoSide      = &protoEnum{"Side", []protoSymbol{{"BUY", 0}, {"SELL", 1}}}
	protoInner     = newMessage("demo.Outer.Inner", pbSingle(1, "x", protoInt32), pbSingle(2, "y", protoString))
)

// protoOuter has a field of every kind; it is the message of the recorded case protobuf-nested.
var protoOuter = newMessage("demo.Outer",
	pbSingle(1, "i32", protoInt32), pbSingle(2, "i64", protoInt64), pbSingle(3, "u32", protoUint32), pbSingle(4, "u64", protoUint64),
	pbSingle(5, "s32", protoSint32), pbSingle(6, "s64", protoSint64),
	&protoField{name: "f32", number: 7, kind: protoFixed32, unsigned: true}, pbSingle(8, "sf64", protoFixed64),
	pbSingle(9, "f", protoFloat), pbSingle(10, "d", protoDouble), pbSingle(11, "b", protoBool), pbSingle(12, "s", protoString),
	pbSingle(13, "by", protoBytes), pbSymbolic(14, "side", protoSide), pbWithin(15, "inner", protoInner),
	pbRepeated(pbSingle(16, "ri", protoInt32)), pbRepeated(pbSingle(17, "rs", protoString)), pbRepeated(pbWithin(18, "rinner", protoInner)),
	pbMapping(19, "m", protoString, pbSingle(0, "", protoInt32)),
	pbInOne("choice", pbSingle(20, "c1", protoInt32)), pbInOne("choice", pbSingle(21, "c2", protoString)), pbInOne("choice", pbWithin(22, "c3", protoInner)),
	pbWithin(23, "ts", protoTimestamp), pbWithin(24, "du", protoDuration),
	pbWithin(25, "wi", wrapperOf("Int32Value", protoInt32)), pbWithin(26, "ws", wrapperOf("StringValue", protoString)),
	pbWithin(27, "wd", wrapperOf("DoubleValue", protoDouble)), pbWithin(28, "wb", wrapperOf("BoolValue", protoBool)),
	pbOptional(pbSingle(29, "oi", protoInt32)), pbOptional(pbSingle(30, "os", protoString)),
	pbRepeated(pbSymbolic(31, "rside", protoSide)), pbMapping(32, "mi", protoInt32, pbWithin(0, "", protoInner)),
	pbRepeated(pbSingle(33, "rd", protoDouble)), pbWithin(34, "wby", wrapperOf("BytesValue", protoBytes)),
)

// protoTable decodes records of a message, as rows of text; the columns as well.
func protoTable(t testing.TB, m *protoMessage, shape protoShape, recs ...[]byte) (cols []string, rows []string) {
	t.Helper()
	d, dst := protoBuilders(t, m, shape)
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

func protoBuilders(t testing.TB, m *protoMessage, shape protoShape) (*protoDecoder, []column.Builder) {
	t.Helper()
	if shape.include == nil {
		shape.include, _ = newProtoInclude(nil)
	}
	if shape.duration == nil {
		shape.duration = func(n int64) any { return fmt.Sprintf("%dns", n) }
	}
	tree, err := newProtoTree(m, shape)
	if err != nil {
		t.Fatal(err)
	}
	dst := make([]column.Builder, len(tree.fields))
	for i, f := range tree.fields {
		dst[i] = column.NewBuilder(f.Type.Kind)
	}
	return newProtoDecoder(tree, nil, dst), dst
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

func protoRecord(t testing.TB, s string) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
