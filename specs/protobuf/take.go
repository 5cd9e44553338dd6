package protobuf

import (
	"fmt"
	"slices"

	"starling/engine/column"
	"starling/specs/wire"
)

var (
	narrowKinds = []column.Kind{column.Byte, column.Short, column.Char, column.Int}
	wideKinds   = append(slices.Clone(narrowKinds), column.Long)
)

// takes is the kinds of column that a field of each kind takes: those whose every
// value fits.
var takes = [...][]column.Kind{
	boolKind:  {column.Bool},
	int32Kind: narrowKinds, sint32Kind: narrowKinds, uint32Kind: narrowKinds, fixed32Kind: narrowKinds,
	int64Kind: wideKinds, sint64Kind: wideKinds, uint64Kind: wideKinds, fixed64Kind: wideKinds,
	floatKind:  {column.Byte, column.Short, column.Float},
	doubleKind: {column.Byte, column.Short, column.Int, column.Float, column.Double},
	stringKind: {column.String},
	bytesKind:  {column.Bytes},
	enumKind:   {column.String, column.Byte, column.Short, column.Int},
}

// wireType is how a field is written, one value at a time.
func wireType(f *field) uint8 {
	switch f.kind {
	case messageKind, stringKind, bytesKind:
		return wireBytes
	case groupKind:
		return wireStart
	case fixed32Kind, floatKind:
		return wireFixed32
	case fixed64Kind, doubleKind:
		return wireFixed64
	}
	return wireVarint
}

// take decides how a column of type t becomes o's field.
func (o *outField) take(t column.Type) error {
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
	case f.kind != enumKind && t == bigInteger && (f.kind == uint64Kind || f.kind == fixed64Kind):
		o.put = putBig
		return nil
	case t.Kind == column.Long && (f.kind == uint32Kind || f.kind == fixed32Kind && f.unsigned):
		o.put = putUnsigned
		return nil
	case !slices.Contains(takes[f.kind], t.Kind):
		return fmt.Errorf("type %s does not fit field %q, which takes %s", wire.TypeName(t), f.name, wire.KindNames(takes[f.kind]))
	}
	switch {
	case f.kind == enumKind && t.Kind == column.String:
		o.put = putSymbol
	case t.Kind == column.String || t.Kind == column.Bytes:
		o.put = putText
	default:
		o.put = putNumber
	}
	return nil
}

func (o *outField) setSymbols(e *enum) {
	o.symbols = make(map[string]int32, len(e.values))
	for _, v := range e.values {
		o.symbols[v.name] = v.number
	}
}

func (o *outField) takeMessage(t column.Type) error {
	f := o.field
	switch {
	case f.message.name == "google.protobuf.Timestamp" && t.Kind == column.Instant:
		o.put = putTimestamp
	case f.message.name == "google.protobuf.Duration" && t == column.ObjectOf("java.time.Duration"):
		o.put = putDuration
	case isSingle(f.message):
		return fmt.Errorf("type %s does not fit field %q of type %s", wire.TypeName(t), f.name, f.message.name)
	default:
		return fmt.Errorf("field %q is a message; name a field of it in mapping, such as %q", f.name, f.name+"."+f.message.first())
	}
	return nil
}

func (m *message) first() string {
	if len(m.fields) == 0 {
		return ""
	}
	return m.fields[0].name
}

// takeList takes arrays and groups of what the field holds.
func (o *outField) takeList(t column.Type) error {
	f := o.field
	if f.message != nil && (!isSingle(f.message) || f.message.name == "google.protobuf.Any") {
		return fmt.Errorf("field %q is a repeated message, which cannot be written; leave the column out by exclude_columns", f.name)
	}
	elem, _ := t.Elem()
	if t.Kind != column.List {
		return fmt.Errorf("type %s does not fit field %q, which takes arrays", wire.TypeName(t), f.name)
	}
	single := outField{field: &field{name: f.name, number: f.number, kind: f.kind, enum: f.enum, message: f.message}}
	if f.message != nil && wrappers[f.message.name] {
		single.field = f.message.fields[0]
	}
	if err := single.take(elem); err != nil {
		return fmt.Errorf("its elements: %w", err)
	}
	o.put, o.elem = putList, elem
	return nil
}

// takeMap takes maps, if the values are no messages of several fields.
func (o *outField) takeMap(t column.Type) error {
	f := o.field
	value := f.message.field("value")
	if value.message != nil && (!isSingle(value.message) || value.message.name == "google.protobuf.Any") {
		return fmt.Errorf("field %q is a map of messages, which cannot be written; leave the column out by exclude_columns", f.name)
	}
	if t != column.Map {
		return fmt.Errorf("type %s does not fit field %q, which takes maps", wire.TypeName(t), f.name)
	}
	if value.enum != nil {
		o.setSymbols(value.enum)
	}
	o.put = putMap
	return nil
}
