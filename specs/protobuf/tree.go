package protobuf

import "starling/specs/wire"

// A message becomes a row by a tree of nodes, one for each message that is flattened
// into it. Repeated messages have rows of their own, which become arrays of the row
// around them: those are frames within frames.

// frame makes rows of one message and all that is flattened into it.
type frame struct {
	outer    *frame // whose rows get this frame's as arrays; nil if this is the record
	home     *node  // of outer, the message that repeats it
	root     *node
	cols     []*col
	lists    []*list
	always   []*node // those that count as there though nothing of them is
	required bool    // something of it must be there
	gen      uint64  // number of the row
	set      int     // columns that have their value of this row
}

// node is a message within a row.
type node struct {
	up       *node // nil for the root of a frame
	field    *field
	gen      uint64 // the row that it was there for last
	dense    []*entry
	sparse   map[int32]*entry
	entries  []*entry
	oneofs   []*oneof
	required []*entry
}

// entry is what becomes of a field.
type entry struct {
	op    op
	item  op    // of opItems, what an element is
	wire  uint8 // how it is written; otherwise it is unknown
	oneof *oneof
	field *field
	owner *node
	col   *col   // of values and opItems
	node  *node  // of opMessage
	rows  *frame // of opRows
	work  int    // of opMessage and opRows, the fields and lists in it
}

// oneof is the oneof of a message within a row.
type oneof struct {
	gen   uint64
	which *entry
}

// col is a column on its way in, and the field that it is read from.
type col struct {
	node     *node
	field    *field
	op       op
	presence bool   // null where it is not set, otherwise its default
	gen      uint64 // the row that gave it a value last
	wire.Column
	of    *list // whose elements these are, nil for none and for those of maps
	names *symbolNames
	known *moment // of opTimestamp, opDuration and opAny
}

// list is a column of arrays or maps, whose elements are collected per row.
type list struct {
	node *node // null where it is not there
	item *col
	key  *col // of a map
	col  col
}

// entry is what becomes of the field of that number, nil if it is unknown.
func (n *node) entry(num int32) *entry {
	if int(num) < len(n.dense) {
		return n.dense[num]
	}
	return n.sparse[num]
}

// maxDense is how high numbers of fields may be to be looked up in a slice.
const maxDense = 256

func (n *node) add(e *entry) {
	n.entries = append(n.entries, e)
	if e.field.required {
		n.required = append(n.required, e)
	}
	num := e.field.number
	if num >= maxDense {
		if n.sparse == nil {
			n.sparse = map[int32]*entry{}
		}
		n.sparse[num] = e
		return
	}
	for len(n.dense) <= int(num) {
		n.dense = append(n.dense, nil)
	}
	n.dense[num] = e
}

// begin begins a row.
func (fr *frame) begin() {
	fr.gen++
	fr.set = 0
	fr.root.gen = fr.gen
	for _, n := range fr.always {
		n.gen = fr.gen
	}
}

// choose makes e the member of its oneof that is set. It returns the work that was.
func (fr *frame) choose(e *entry) (work int) {
	o := e.oneof
	if o.gen == fr.gen && o.which != e {
		work = o.which.work
		fr.clear(o.which)
	}
	o.gen, o.which = fr.gen, e
	return work
}

// clear takes back what the row has got from a field.
func (fr *frame) clear(e *entry) {
	switch e.op {
	case opSkipped:
	case opItems:
		e.col.drop()
	case opRows:
		for _, c := range e.rows.cols {
			c.drop()
		}
		for _, l := range e.rows.lists {
			l.col.drop()
		}
	case opMessage:
		e.node.gen = 0
		for _, o := range e.node.oneofs {
			o.gen = 0
		}
		for _, in := range e.node.entries {
			fr.clear(in)
		}
	default:
		if c := e.col; c.gen == fr.gen {
			c.Dst.Truncate(c.Dst.Len() - 1)
			c.gen = 0
			fr.set--
		}
	}
}

// drop takes back the elements of the row.
func (c *col) drop() {
	if c.of != nil {
		c.of.col.List.Drop()
		return
	}
	c.Dst.Reset()
}

// finish gives the row what it has not got: defaults, nulls, and arrays.
func (fr *frame) finish() {
	if fr.set < len(fr.cols) {
		for _, c := range fr.cols {
			switch {
			case c.gen == fr.gen:
			case c.presence || c.node.gen != fr.gen:
				c.Dst.AppendNull()
			default:
				c.appendDefault()
			}
		}
	}
	for _, l := range fr.lists {
		l.finish(fr.gen)
	}
}

func (l *list) finish(gen uint64) {
	if l.node.gen != gen {
		l.col.Dst.AppendNull()
		return
	}
	if l.key != nil {
		l.col.Obj.Append(wire.MapOf(l.key.Dst, l.item.Dst))
		l.key.Dst.Reset()
		l.item.Dst.Reset()
		return
	}
	l.col.List.Commit()
}

// missing is the first required field that the row lacks, nil if it has them all.
func (n *node) missing(gen uint64) *entry {
	if n.gen != gen {
		return nil
	}
	for _, e := range n.required {
		if e.op == opMessage && e.node.gen != gen || e.col != nil && e.col.gen != gen {
			return e
		}
	}
	for _, e := range n.entries {
		if e.op == opMessage {
			if m := e.node.missing(gen); m != nil {
				return m
			}
		}
	}
	return nil
}
