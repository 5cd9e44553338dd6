package specs

import (
	"fmt"
	"slices"
)

// protoKeeps tells, for whole numbers and enums as they are written, the kinds that have every
// value of a kind as it is, itself aside. A field that became one of them says the same.
var protoKeeps = map[protoKind][]protoKind{
	protoBool:     {protoInt32, protoInt64, protoUint32, protoUint64},
	protoEnumKind: {protoInt32, protoInt64},
	protoInt32:    {protoInt64, protoEnumKind},
	protoUint32:   {protoInt64, protoUint64},
	protoSint32:   {protoSint64},
	protoString:   {protoBytes},
}

// changed is an error if a message was written with another type of a field that is read
// into n, under the same number. The bytes alone do not tell: those of an int32 are some
// sint32 too.
func (n *protoNode) changed(writer *protoMessage) error {
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
			err = w.within(e.field, map[*protoMessage]bool{})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// within is changed of the message that a field holds, all of which is read.
func (w *protoField) within(r *protoField, seen map[*protoMessage]bool) error {
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
func (w *protoField) readAs(r *protoField) error {
	same := w.kind == r.kind && w.unsigned == r.unsigned || slices.Contains(protoKeeps[w.kind], r.kind) ||
		w.kind == protoBytes && r.kind == protoString && !r.lax // each value tells
	if w.message != nil && r.message != nil && w.message.name != r.message.name && (isSingle(w.message) || isSingle(r.message)) {
		same = false
	}
	if same && (r.list || !w.list) && w.isMap == r.isMap { // one value is a list of one
		return nil
	}
	return fmt.Errorf("field %q, number %d, is %s there and %s here", r.name, r.number, w.typeText(), r.typeText())
}

func (m *protoMessage) numbered(n int32) *protoField {
	for _, f := range m.fields {
		if f.number == n {
			return f
		}
	}
	return nil
}

var protoKindNames = map[protoKind]string{
	protoBool: "bool", protoInt32: "int32", protoSint32: "sint32", protoUint32: "uint32", protoFixed32: "sfixed32",
	protoInt64: "int64", protoSint64: "sint64", protoUint64: "uint64", protoFixed64: "sfixed64",
	protoFloat: "float", protoDouble: "double", protoString: "string", protoBytes: "bytes", protoGroup: "group",
}

// typeText is the type as a schema has it.
func (f *protoField) typeText() string {
	if f.isMap {
		return fmt.Sprintf("map<%s, %s>", f.message.field("key").typeText(), f.message.field("value").typeText())
	}
	name := protoKindNames[f.kind]
	switch {
	case f.unsigned && (f.kind == protoFixed32 || f.kind == protoFixed64):
		name = name[1:]
	case f.message != nil && f.kind != protoGroup:
		name = f.message.name
	case f.enum != nil:
		name = "enum " + f.enum.name
	}
	if f.list {
		return "repeated " + name
	}
	return name
}
