package protobuf

import (
	"fmt"
	"slices"
)

// keeps tells, for whole numbers and enums as they are written, the kinds that have every
// value of a kind as it is, itself aside. A field that became one of them says the same.
var keeps = map[kind][]kind{
	boolKind:   {int32Kind, int64Kind, uint32Kind, uint64Kind},
	enumKind:   {int32Kind, int64Kind},
	int32Kind:  {int64Kind, enumKind},
	uint32Kind: {int64Kind, uint64Kind},
	sint32Kind: {sint64Kind},
	stringKind: {bytesKind},
}

// changed is an error if a message was written with another type of a field that is read
// into n, under the same number. The bytes alone do not tell: those of an int32 are some
// sint32 too.
func (n *node) changed(writer *message) error {
	for _, e := range n.entries {
		w := writer.numbered(e.field.number)
		if w == nil || e.col == nil && e.node == nil && e.rows == nil {
			continue
		}
		if err := w.readAs(e.field); err != nil {
			return err
		}
		var err error
		switch {
		case w.message == nil:
		case e.node != nil:
			err = e.node.changed(w.message)
		case e.rows != nil:
			err = e.rows.root.changed(w.message)
		default:
			err = w.within(e.field, map[*message]bool{})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// within is changed of the message that a field holds, all of which is read.
func (w *field) within(r *field, seen map[*message]bool) error {
	if w.message == nil || r.message == nil || seen[w.message] {
		return nil
	}
	seen[w.message] = true
	for _, inner := range r.message.fields {
		f := w.message.numbered(inner.number)
		if f == nil {
			continue
		}
		if err := f.readAs(inner); err != nil {
			return err
		}
		if err := f.within(inner, seen); err != nil {
			return err
		}
	}
	return nil
}

// readAs is an error if what w writes is not read by r as it is.
func (w *field) readAs(r *field) error {
	same := w.kind == r.kind && w.unsigned == r.unsigned || slices.Contains(keeps[w.kind], r.kind) ||
		w.kind == bytesKind && r.kind == stringKind && !r.lax // each value tells
	if w.message != nil && r.message != nil && w.message.name != r.message.name && (isSingle(w.message) || isSingle(r.message)) {
		same = false
	}
	if same && (r.list || !w.list) && w.isMap == r.isMap { // one value is a list of one
		return nil
	}
	return fmt.Errorf("field %q, number %d, is %s there and %s here", r.name, r.number, w.typeText(), r.typeText())
}

func (m *message) numbered(n int32) *field {
	for _, f := range m.fields {
		if f.number == n {
			return f
		}
	}
	return nil
}

var kindNames = map[kind]string{
	boolKind: "bool", int32Kind: "int32", sint32Kind: "sint32", uint32Kind: "uint32", fixed32Kind: "sfixed32",
	int64Kind: "int64", sint64Kind: "sint64", uint64Kind: "uint64", fixed64Kind: "sfixed64",
	floatKind: "float", doubleKind: "double", stringKind: "string", bytesKind: "bytes", groupKind: "group",
}

// typeText is the type as a schema has it.
func (f *field) typeText() string {
	if f.isMap {
		return fmt.Sprintf("map<%s, %s>", f.message.field("key").typeText(), f.message.field("value").typeText())
	}
	name := kindNames[f.kind]
	switch {
	case f.unsigned && (f.kind == fixed32Kind || f.kind == fixed64Kind):
		name = name[1:]
	case f.message != nil && f.kind != groupKind:
		name = f.message.name
	case f.enum != nil:
		name = "enum " + f.enum.name
	}
	if f.list {
		return "repeated " + name
	}
	return name
}
