package protobuf

import (
	"fmt"
	"slices"
	"strings"

	"starling/engine/column"
	"starling/specs/wire"
)

const (
	maxColumns = 10_000  // messages within messages can multiply without end
	maxFields  = 100_000 // likewise those that have no columns
	maxDepth   = 100
)

// shape says how messages become columns.
type shape struct {
	include     include
	oneofsFirst bool // as registered schemas have it
	enumNumbers bool // enums are numbers, not symbols
	widen       bool // unsigned numbers keep their value
	mapping     mapping
	duration    func(nanos int64) any
}

// tree is the frame that makes a message's columns, and what it makes.
type tree struct {
	shape
	frame   *frame
	fields  []column.Field
	tops    []*col // by field
	scratch []column.Builder
	lists   []*list    // of arrays, the outer behind the inner
	paths   [][]string // by field
	path    []string
	within  []*message
	entries int // fields so far
}

// newTree compiles a message. Its columns have no builders yet.
func newTree(m *message, shape shape) (*tree, error) {
	t := &tree{shape: shape}
	t.frame = &frame{root: &node{}}
	if err := t.message(t.frame, t.frame.root, m); err != nil {
		return nil, err
	}
	names, err := shape.mapping.names(t.paths)
	if err != nil {
		return nil, err
	}
	for i, name := range names {
		t.fields[i].Name = name
	}
	t.frame.root.measure()
	return t, nil
}

// measure notes the work that nodes and frames make.
func (n *node) measure() (work int) {
	for _, e := range n.entries {
		work++
		if e.col != nil && e.col.names != nil {
			work += e.col.names.longest / wire.DefaultBytes
		}
		switch e.op {
		case opMessage:
			e.work = e.node.measure()
			work += e.work
		case opRows:
			e.work = e.rows.root.measure() + len(e.rows.lists)
			work += e.work
		}
	}
	return work
}

// message adds the fields of m to node n of fr.
func (t *tree) message(fr *frame, n *node, m *message) error {
	_, open := t.include.match(t.path)
	if open && slices.Contains(t.within, m) {
		return t.recursive(m)
	}
	if len(t.path) > maxDepth {
		return fmt.Errorf("field %q: messages within messages are more than %d deep", t.where(), maxDepth)
	}
	t.within = append(t.within, m)
	defer func() { t.within = t.within[:len(t.within)-1] }()
	fields := m.fields
	if t.oneofsFirst {
		fields = m.oneofsFirst()
	}
	oneofs := map[string]*oneof{}
	for _, f := range fields {
		t.path = append(t.path, f.name)
		e, err := t.entry(fr, n, f)
		if err != nil {
			return err
		}
		t.path = t.path[:len(t.path)-1]
		if f.oneof != "" {
			if oneofs[f.oneof] == nil {
				oneofs[f.oneof] = &oneof{}
				n.oneofs = append(n.oneofs, oneofs[f.oneof])
			}
			e.oneof = oneofs[f.oneof]
		}
		if e.op != opSkipped || e.oneof != nil {
			n.add(e)
		}
		if f.required && e.op != opSkipped {
			fr.required = true
		}
	}
	return nil
}

// recursive reports a message that contains itself.
func (t *tree) recursive(m *message) error {
	first := slices.Index(t.within, m)
	names := t.path[len(t.path)-len(t.within)+first:]
	var chain strings.Builder
	for i, in := range t.within[first:] {
		fmt.Fprintf(&chain, "%s.%s -> ", in.name, names[i])
	}
	return fmt.Errorf("field %q: message %s contains itself (%s%s), so that its columns have no end; name the fields to read in include=[…]",
		t.where(), m.name, chain.String(), m.name)
}

// entry makes what becomes of field f, the last of the path, in node n of fr.
func (t *tree) entry(fr *frame, n *node, f *field) (*entry, error) {
	if t.entries++; t.entries > maxFields {
		return nil, fmt.Errorf("field %q: messages within messages have more than %d fields; name the fields to read in include=[…]", t.where(), maxFields)
	}
	if err := wire.CheckPath(t.where()); err != nil {
		return nil, err
	}
	op, typ := t.value(f)
	e := &entry{field: f, owner: n, wire: wireBytes}
	if f.kind == groupKind {
		e.wire = wireStart
	} else if op != opMessage {
		e.wire = wireTypes[op]
	}
	if ok, _ := t.include.match(t.path); !ok {
		return e, nil
	}
	switch {
	case f.isMap:
		return e, t.maps(fr, n, e)
	case op == opMessage && f.list:
		e.op, e.rows = opRows, &frame{outer: fr, root: &node{}, home: n}
		if err := t.fill(e.rows, e.rows.root, f.message); err != nil {
			return nil, err
		}
		if len(e.rows.root.entries) == 0 {
			e.op, e.rows = opSkipped, nil
		}
		return e, nil
	case op == opMessage:
		e.op, e.node = opMessage, &node{up: n, field: f}
		return e, t.fill(fr, e.node, f.message)
	case f.list:
		e.op, e.item = opItems, op
		e.col = t.newCol(f, n, op, false)
		return e, t.list(fr, &list{node: n, item: e.col}, typ, boolArray(typ, false))
	}
	e.op = op
	e.col = t.newCol(f, n, op, f.presence)
	fr.cols = append(fr.cols, e.col)
	return e, t.place(fr, e.col, typ)
}

// value is what a single value of f becomes.
func (t *tree) value(f *field) (op, column.Type) {
	switch f.kind {
	case messageKind, groupKind:
		if k, ok := known[f.message.name]; ok {
			return k.op, k.typ
		}
		return opMessage, column.Type{}
	case enumKind:
		if t.enumNumbers {
			return opInt, column.Of(column.Int)
		}
		return opSymbol, column.Of(column.String)
	}
	unsigned := f.unsigned || f.kind == uint32Kind || f.kind == uint64Kind
	if t.widen && unsigned {
		return unsignedOps[f.kind].op, unsignedOps[f.kind].typ
	}
	if f.kind == stringKind && f.lax {
		return opLaxText, column.Of(column.String)
	}
	return ops[f.kind], column.Of(scalars[f.kind])
}

// ops is how each kind of field that is neither enum nor message is read.
var ops = [...]op{
	boolKind: opBool, int32Kind: opInt, sint32Kind: opSint, uint32Kind: opInt, fixed32Kind: opFixed,
	int64Kind: opLong, sint64Kind: opSlong, uint64Kind: opLong, fixed64Kind: opFixedLong,
	floatKind: opFloat, doubleKind: opDouble, stringKind: opText, bytesKind: opBytes,
}

var bigInteger = column.BigInteger

// unsignedOps is what unsigned numbers become where they keep their value.
var unsignedOps = map[kind]struct {
	op  op
	typ column.Type
}{
	uint32Kind: {opWide, column.Of(column.Long)}, fixed32Kind: {opWideFixed, column.Of(column.Long)},
	uint64Kind: {opBig, bigInteger}, fixed64Kind: {opBigFixed, bigInteger},
}

func (t *tree) newCol(f *field, n *node, op op, presence bool) *col {
	c := &col{field: f, node: n, op: op, presence: presence}
	switch op {
	case opTimestamp, opDuration, opAny:
		c.known = &moment{}
	case opSymbol:
		c.names = newNames(f.enum)
	}
	return c
}

// fill adds the fields of m to node n of fr; that of a wrapper has no name of its own.
func (t *tree) fill(fr *frame, n *node, m *message) error {
	if !wrappers[m.name] {
		return t.message(fr, n, m)
	}
	e, err := t.entry(fr, n, m.fields[0])
	if err == nil {
		n.add(e)
	}
	return err
}

// maps makes a map whose values are single a column of maps, any other the rows of its entries.
func (t *tree) maps(fr *frame, n *node, e *entry) error {
	key, value := e.field.message.field("key"), e.field.message.field("value")
	e.op, e.rows = opRows, &frame{outer: fr, root: &node{}, home: n}
	in := e.rows
	op, _ := t.value(value)
	if op == opMessage && !wrappers[value.message.name] {
		if err := t.message(in, in.root, e.field.message); err != nil {
			return err
		}
		for _, v := range in.root.entries {
			if v.op == opMessage {
				in.always = append(in.always, v.node)
			}
		}
		if len(in.root.entries) == 0 {
			e.op, e.rows = opSkipped, nil
		}
		return nil
	}
	l := &list{node: n}
	for _, f := range []*field{key, value} {
		c, err := t.mapItem(in, f)
		if err != nil {
			return err
		}
		l.key, l.item = l.item, c
	}
	return t.list(fr, l, column.Map, "")
}

// mapItem makes the key or value f of a map's entries, whose frame is fr.
func (t *tree) mapItem(fr *frame, f *field) (*col, error) {
	op, typ := t.value(f)
	e := &entry{op: op, field: f, owner: fr.root, wire: wireBytes}
	fr.root.add(e)
	n, value := fr.root, e
	if op == opMessage { // a wrapper
		w := f.message.fields[0]
		op, typ = t.value(w)
		e.node = &node{up: n, field: f}
		fr.always = append(fr.always, e.node)
		value = &entry{op: op, field: w, owner: e.node}
		n = e.node
		n.add(value)
	}
	value.wire = wireTypes[op]
	value.col = t.newCol(value.field, n, op, false)
	fr.cols = append(fr.cols, value.col)
	value.col.Column = wire.Bind(t.collect(typ))
	return value.col, nil
}

// collect is a builder for elements of type typ.
func (t *tree) collect(typ column.Type) column.Builder {
	b := column.NewBuilder(typ)
	t.scratch = append(t.scratch, b)
	return b
}

// list adds l, whose elements are of type elem, as a column to fr. class is that of
// the column, unless it is that of arrays of elem.
func (t *tree) list(fr *frame, l *list, elem column.Type, class string) error {
	typ := elem
	if l.key == nil {
		l.item.of = l
		typ = arrayType(elem)
		t.lists = append(t.lists, l)
	}
	if class != "" {
		typ = column.ObjectOf(class)
	}
	fr.lists = append(fr.lists, l)
	return t.place(fr, &l.col, typ)
}

// place gives c, a column of fr, its builder, or a place among the table's columns.
// The values of a frame within another are an array of the outer one.
func (t *tree) place(fr *frame, c *col, typ column.Type) error {
	if fr.outer != nil {
		nullable := c.presence || c.node != nil && c.node != fr.root
		return t.list(fr.outer, &list{node: fr.home, item: c}, typ, boolArray(typ, nullable))
	}
	if len(t.tops) == maxColumns {
		return fmt.Errorf("field %q: there are more than %d columns; name the fields to read by include=[…]", t.where(), maxColumns)
	}
	t.fields = append(t.fields, column.Field{Type: typ})
	t.paths = append(t.paths, slices.Clone(t.path))
	t.tops = append(t.tops, c)
	return nil
}

// where is the path of the field at hand.
func (t *tree) where() string { return strings.Join(t.path, "/") }

// arrayType is the type of arrays of t; those of booleans have no null.
func arrayType(t column.Type) column.Type {
	if t.Kind == column.Bool {
		return column.Bools
	}
	return column.ArrayOf(t)
}

// boolArray is the class of arrays of booleans that can be null; "" for all others.
func boolArray(t column.Type, nullable bool) string {
	if t.Kind == column.Bool && nullable {
		return "[Ljava.lang.Boolean;"
	}
	return ""
}
