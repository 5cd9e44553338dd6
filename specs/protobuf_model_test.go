package specs

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
	"testing"

	"starling/engine/column"
)

// newMessage is a message of the given fields.
func newMessage(name string, fields ...*protoField) *protoMessage {
	return &protoMessage{name: name, fields: fields, indexes: []int{0}}
}

// single is a field of proto3 without presence; messages have it always.
func single(number int32, name string, kind protoKind) *protoField {
	return &protoField{name: name, number: number, kind: kind}
}

func optional(f *protoField) *protoField {
	f.presence = true
	return f
}

func required(f *protoField) *protoField {
	f.presence, f.required = true, true
	return f
}

func repeated(f *protoField) *protoField {
	f.list, f.presence = true, false
	return f
}

func inOne(oneof string, f *protoField) *protoField {
	f.oneof, f.presence = oneof, true
	return f
}

func within(number int32, name string, m *protoMessage) *protoField {
	return &protoField{name: name, number: number, kind: protoMessageKind, message: m, presence: true}
}

func symbolic(number int32, name string, e *protoEnum) *protoField {
	return &protoField{name: name, number: number, kind: protoEnumKind, enum: e}
}

func mapping(number int32, name string, key protoKind, value *protoField) *protoField {
	value.name, value.number = "value", 2
	entry := newMessage(name+"Entry", single(1, "key", key), value)
	return &protoField{name: name, number: number, kind: protoMessageKind, message: entry, list: true, isMap: true}
}

func wrapperOf(name string, kind protoKind) *protoMessage {
	return newMessage("google.protobuf."+name, single(1, "value", kind))
}

var (
	protoTimestamp = newMessage("google.protobuf.Timestamp", single(1, "seconds", protoInt64), single(2, "nanos", protoInt32))
	protoDuration  = newMessage("google.protobuf.Duration", single(1, "seconds", protoInt64), single(2, "nanos", protoInt32))
	protoAny       = newMessage("google.protobuf.Any", single(1, "type_url", protoString), single(2, "value", protoBytes))
	protoSide      = &protoEnum{"Side", []protoSymbol{{"BUY", 0}, {"SELL", 1}}}
	protoInner     = newMessage("demo.Outer.Inner", single(1, "x", protoInt32), single(2, "y", protoString))
)

// protoOuter has a field of every kind; it is the message of the recorded case protobuf-nested.
var protoOuter = newMessage("demo.Outer",
	single(1, "i32", protoInt32), single(2, "i64", protoInt64), single(3, "u32", protoUint32), single(4, "u64", protoUint64),
	single(5, "s32", protoSint32), single(6, "s64", protoSint64),
	&protoField{name: "f32", number: 7, kind: protoFixed32, unsigned: true}, single(8, "sf64", protoFixed64),
	single(9, "f", protoFloat), single(10, "d", protoDouble), single(11, "b", protoBool), single(12, "s", protoString),
	single(13, "by", protoBytes), symbolic(14, "side", protoSide), within(15, "inner", protoInner),
	repeated(single(16, "ri", protoInt32)), repeated(single(17, "rs", protoString)), repeated(within(18, "rinner", protoInner)),
	mapping(19, "m", protoString, single(0, "", protoInt32)),
	inOne("choice", single(20, "c1", protoInt32)), inOne("choice", single(21, "c2", protoString)), inOne("choice", within(22, "c3", protoInner)),
	within(23, "ts", protoTimestamp), within(24, "du", protoDuration),
	within(25, "wi", wrapperOf("Int32Value", protoInt32)), within(26, "ws", wrapperOf("StringValue", protoString)),
	within(27, "wd", wrapperOf("DoubleValue", protoDouble)), within(28, "wb", wrapperOf("BoolValue", protoBool)),
	optional(single(29, "oi", protoInt32)), optional(single(30, "os", protoString)),
	repeated(symbolic(31, "rside", protoSide)), mapping(32, "mi", protoInt32, within(0, "", protoInner)),
	repeated(single(33, "rd", protoDouble)), within(34, "wby", wrapperOf("BytesValue", protoBytes)),
)

// protoTable decodes records of a message, as rows of text; the columns as well.
func protoTable(t testing.TB, m *protoMessage, shape protoShape, recs ...[]byte) (cols []string, rows []string) {
	t.Helper()
	d, dst := protoBuilders(t, m, shape)
	for _, f := range d.tree.fields {
		cols = append(cols, f.Name+" "+typeName(f.Type))
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
			row += shownValue(b, 0)
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
	return newProtoDecoder(tree, false, dst), dst
}

// shownValue is the text of the i-th value of a builder.
func shownValue(b column.Builder, i int) string {
	x := elementOf(b, i)
	switch s := x.(type) {
	case nil:
		return "null"
	case string:
		return fmt.Sprintf("%q", s)
	case []byte:
		return fmt.Sprintf("%x.", s)
	}
	return string(appendJavaText(nil, x))
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

func unbase64(t testing.TB, s string) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
