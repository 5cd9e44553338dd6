package specs

import "starling/engine/column"

// protoKind is what a field holds, by how its bytes are read.
type protoKind uint8

const (
	protoBool protoKind = iota + 1
	protoInt32
	protoSint32
	protoUint32
	protoFixed32 // and sfixed32
	protoInt64
	protoSint64
	protoUint64
	protoFixed64 // and sfixed64
	protoFloat
	protoDouble
	protoString
	protoBytes
	protoEnumKind
	protoMessageKind
	protoGroup
)

// protoMessage is a message of a schema, as much of it as decoding and encoding need.
// Messages that contain themselves are cycles of pointers.
type protoMessage struct {
	name   string // full, "share.price.record"
	local  string // within its package, "record"
	fields []*protoField
	// Where it is in its file: its index, or those of the messages around it and its own;
	// positions count the entries of maps as well.
	indexes, positions []int
}

// protoField is a field of a message.
type protoField struct {
	name     string
	number   int32
	kind     protoKind
	unsigned bool // a fixed32 or fixed64 that has no sign
	list     bool // repeated; of a map, whose message has the fields key and value, as well
	isMap    bool
	presence bool   // that it is not set can be told from its default
	required bool   // of proto2
	packed   bool   // numbers of a list are written packed
	lax      bool   // a string that need not be UTF-8, as in proto2
	oneof    string // the oneof it belongs to; an optional field of proto3 belongs to none
	enum     *protoEnum
	message  *protoMessage
}

// protoEnum is the symbols of an enum. The first is its default.
type protoEnum struct {
	name   string // not full
	values []protoSymbol
}

type protoSymbol struct {
	name   string
	number int32
}

// field is the field of that name, nil if there is none.
func (m *protoMessage) field(name string) *protoField {
	for _, f := range m.fields {
		if f.name == name {
			return f
		}
	}
	return nil
}

// oneofsFirst is the fields in the order in which Deephaven makes columns of a
// registered schema: the members of oneofs before the other fields.
func (m *protoMessage) oneofsFirst() []*protoField {
	var oneofs []string
	members := map[string][]*protoField{}
	for _, f := range m.fields {
		if f.oneof != "" && members[f.oneof] == nil {
			oneofs = append(oneofs, f.oneof)
		}
		members[f.oneof] = append(members[f.oneof], f)
	}
	var order []*protoField
	for _, name := range append(oneofs, "") {
		order = append(order, members[name]...)
	}
	return order
}

// protoScalars is what fields that are neither enum nor message become. Unsigned
// numbers wrap, as in Deephaven.
var protoScalars = [...]column.Kind{
	protoBool: column.Bool, protoInt32: column.Int, protoSint32: column.Int, protoUint32: column.Int,
	protoFixed32: column.Int, protoInt64: column.Long, protoSint64: column.Long, protoUint64: column.Long,
	protoFixed64: column.Long, protoFloat: column.Float, protoDouble: column.Double,
	protoString: column.String, protoBytes: column.Bytes,
}

// protoWrappers are the messages that stand for a value that can be null: their one field.
var protoWrappers = map[string]bool{
	"google.protobuf.BoolValue": true, "google.protobuf.BytesValue": true, "google.protobuf.DoubleValue": true,
	"google.protobuf.FloatValue": true, "google.protobuf.Int32Value": true, "google.protobuf.Int64Value": true,
	"google.protobuf.StringValue": true, "google.protobuf.UInt32Value": true, "google.protobuf.UInt64Value": true,
}

// protoKnown are the messages that become one value: what their bytes become.
var protoKnown = map[string]struct {
	op  protoOp
	typ column.Type
}{
	"google.protobuf.Any":       {opAny, column.ObjectOf("com.google.protobuf.Any")},
	"google.protobuf.Duration":  {opDuration, column.ObjectOf("java.time.Duration")},
	"google.protobuf.Timestamp": {opTimestamp, column.Of(column.Instant)},
}
