package specs

import (
	"fmt"
	"slices"

	"starling/engine/column"
)

var (
	narrowKinds = []column.Kind{column.Byte, column.Short, column.Char, column.Int}
	wideKinds   = append(slices.Clone(narrowKinds), column.Long)
)

// protoTakes is the kinds of column that a field of each kind takes: those whose every
// value fits.
var protoTakes = [...][]column.Kind{
	protoBool:  {column.Bool},
	protoInt32: narrowKinds, protoSint32: narrowKinds, protoUint32: narrowKinds, protoFixed32: narrowKinds,
	protoInt64: wideKinds, protoSint64: wideKinds, protoUint64: wideKinds, protoFixed64: wideKinds,
	protoFloat:    {column.Byte, column.Short, column.Float},
	protoDouble:   {column.Byte, column.Short, column.Int, column.Float, column.Double},
	protoString:   {column.String},
	protoBytes:    {column.Bytes},
	protoEnumKind: {column.String, column.Byte, column.Short, column.Int},
}

// protoWire is how a field is written, one value at a time.
func protoWire(f *protoField) uint8 {
	switch f.kind {
	case protoMessageKind, protoString, protoBytes:
		return wireBytes
	case protoGroup:
		return wireStart
	case protoFixed32, protoFloat:
		return wireFixed32
	case protoFixed64, protoDouble:
		return wireFixed64
	}
	return wireVarint
}

// take decides how a column of type t becomes o's field.
func (o *protoOut) take(t column.Type) error {
	f := o.field
	if e := f.enum; e != nil {
		o.setSymbols(e)
	}
	switch {
	case f.isMap:
		return o.takeMap(t)
	case f.list:
		return o.takeList(t)
	case f.message != nil:
		return o.takeMessage(t)
	case f.kind != protoEnumKind && t == bigInteger && (f.kind == protoUint64 || f.kind == protoFixed64):
		o.put = putBig
		return nil
	case t.Kind == column.Long && (f.kind == protoUint32 || f.kind == protoFixed32 && f.unsigned):
		o.put = putUnsigned
		return nil
	case !slices.Contains(protoTakes[f.kind], t.Kind):
		return fmt.Errorf("type %s does not fit field %q, which takes %s", typeName(t), f.name, kindNames(protoTakes[f.kind]))
	}
	switch {
	case f.kind == protoEnumKind && t.Kind == column.String:
		o.put = putSymbol
	case t.Kind == column.String || t.Kind == column.Bytes:
		o.put = putText
	default:
		o.put = putNumber
	}
	return nil
}

func (o *protoOut) setSymbols(e *protoEnum) {
	o.symbols = make(map[string]int32, len(e.values))
	for _, v := range e.values {
		o.symbols[v.name] = v.number
	}
}

func (o *protoOut) takeMessage(t column.Type) error {
	f := o.field
	switch {
	case f.message.name == "google.protobuf.Timestamp" && t.Kind == column.Instant:
		o.put = putTimestamp
	case f.message.name == "google.protobuf.Duration" && t == column.ObjectOf("java.time.Duration"):
		o.put = putDuration
	case isSingle(f.message):
		return fmt.Errorf("type %s does not fit field %q of type %s", typeName(t), f.name, f.message.name)
	default:
		return fmt.Errorf("field %q is a message; name a field of it in mapping, such as %q", f.name, f.name+"."+f.message.first())
	}
	return nil
}

func (m *protoMessage) first() string {
	if len(m.fields) == 0 {
		return ""
	}
	return m.fields[0].name
}

// takeList takes arrays and groups of what the field holds.
func (o *protoOut) takeList(t column.Type) error {
	f := o.field
	if f.message != nil && (!isSingle(f.message) || f.message.name == "google.protobuf.Any") {
		return fmt.Errorf("field %q is a repeated message, which cannot be written; leave the column out by exclude_columns", f.name)
	}
	elem, _ := t.Elem()
	if t.Kind != column.List {
		return fmt.Errorf("type %s does not fit field %q, which takes arrays", typeName(t), f.name)
	}
	single := protoOut{field: &protoField{name: f.name, number: f.number, kind: f.kind, enum: f.enum, message: f.message}}
	if f.message != nil && protoWrappers[f.message.name] {
		single.field = f.message.fields[0]
	}
	if err := single.take(elem); err != nil {
		return fmt.Errorf("its elements: %w", err)
	}
	o.put, o.elem = putList, elem
	return nil
}

// takeMap takes maps, if the values are no messages of several fields.
func (o *protoOut) takeMap(t column.Type) error {
	f := o.field
	value := f.message.field("value")
	if value.message != nil && (!isSingle(value.message) || value.message.name == "google.protobuf.Any") {
		return fmt.Errorf("field %q is a map of messages, which cannot be written; leave the column out by exclude_columns", f.name)
	}
	if t != column.Map {
		return fmt.Errorf("type %s does not fit field %q, which takes maps", typeName(t), f.name)
	}
	if value.enum != nil {
		o.setSymbols(value.enum)
	}
	o.put = putMap
	return nil
}
