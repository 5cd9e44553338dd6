package protobuf

import "starling/engine/column"

// kind is what a field holds, by how its bytes are read.
type kind uint8

const (
	boolKind kind = iota + 1
	int32Kind
	sint32Kind
	uint32Kind
	fixed32Kind // and sfixed32
	int64Kind
	sint64Kind
	uint64Kind
	fixed64Kind // and sfixed64
	floatKind
	doubleKind
	stringKind
	bytesKind
	enumKind
	messageKind
	groupKind
)

// message is a message of a schema, as much of it as decoding and encoding need.
// Messages that contain themselves are cycles of pointers.
type message struct {
	name   string // full, "share.price.record"
	local  string // within its package, "record"
	fields []*field
	// Where it is in its file: its index, or those of the messages around it and its own;
	// positions count the entries of maps as well.
	indexes, positions []int
}

// field is a field of a message.
type field struct {
	name     string
	number   int32
	kind     kind
	unsigned bool // a fixed32 or fixed64 that has no sign
	list     bool // repeated; of a map, whose message has the fields key and value, as well
	isMap    bool
	presence bool   // that it is not set can be told from its default
	required bool   // of proto2
	packed   bool   // numbers of a list are written packed
	lax      bool   // a string that need not be UTF-8, as in proto2
	oneof    string // the oneof it belongs to; an optional field of proto3 belongs to none
	enum     *enum
	message  *message
}

// enum is the symbols of an enum. The first is its default.
type enum struct {
	name   string // not full
	values []symbol
}

type symbol struct {
	name   string
	number int32
}

// field is the field of that name, nil if there is none.
func (m *message) field(name string) *field {
	for _, f := range m.fields {
		if f.name == name {
			return f
		}
	}
	return nil
}

// oneofsFirst is the fields in the order in which Deephaven makes columns of a
// registered schema: the members of oneofs before the other fields.
func (m *message) oneofsFirst() []*field {
	var oneofs []string
	members := map[string][]*field{}
	for _, f := range m.fields {
		if f.oneof != "" && members[f.oneof] == nil {
			oneofs = append(oneofs, f.oneof)
		}
		members[f.oneof] = append(members[f.oneof], f)
	}
	var order []*field
	for _, name := range append(oneofs, "") {
		order = append(order, members[name]...)
	}
	return order
}

// scalars is what fields that are neither enum nor message become. Unsigned
// numbers wrap, as in Deephaven.
var scalars = [...]column.Kind{
	boolKind: column.Bool, int32Kind: column.Int, sint32Kind: column.Int, uint32Kind: column.Int,
	fixed32Kind: column.Int, int64Kind: column.Long, sint64Kind: column.Long, uint64Kind: column.Long,
	fixed64Kind: column.Long, floatKind: column.Float, doubleKind: column.Double,
	stringKind: column.String, bytesKind: column.Bytes,
}

// wrappers are the messages that stand for a value that can be null: their one field.
var wrappers = map[string]bool{
	"google.protobuf.BoolValue": true, "google.protobuf.BytesValue": true, "google.protobuf.DoubleValue": true,
	"google.protobuf.FloatValue": true, "google.protobuf.Int32Value": true, "google.protobuf.Int64Value": true,
	"google.protobuf.StringValue": true, "google.protobuf.UInt32Value": true, "google.protobuf.UInt64Value": true,
}

// known are the messages that become one value: what their bytes become.
var known = map[string]struct {
	op  op
	typ column.Type
}{
	"google.protobuf.Any":       {opAny, column.ObjectOf("com.google.protobuf.Any")},
	"google.protobuf.Duration":  {opDuration, column.ObjectOf("java.time.Duration")},
	"google.protobuf.Timestamp": {opTimestamp, column.Of(column.Instant)},
}
