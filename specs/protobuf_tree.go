package specs

import "starling/specs/wire"

// A message becomes a row by a tree of nodes, one for each message that is flattened
// into it. Repeated messages have rows of their own, which become arrays of the row
// around them: those are frames within frames.

// protoFrame makes rows of one message and all that is flattened into it.
type protoFrame struct {
	outer    *protoFrame // whose rows get this frame's as arrays; nil if this is the record
	home     *protoNode  // of outer, the message that repeats it
	root     *protoNode
	cols     []*protoCol
	lists    []*protoList
	always   []*protoNode // those that count as there though nothing of them is
	required bool         // something of it must be there
	gen      uint64       // number of the row
	set      int          // columns that have their value of this row
}

// protoNode is a message within a row.
type protoNode struct {
	up       *protoNode // nil for the root of a frame
	field    *protoField
	gen      uint64 // the row that it was there for last
	dense    []*protoEntry
	sparse   map[int32]*protoEntry
	entries  []*protoEntry
	oneofs   []*protoOneof
	required []*protoEntry
}

// protoEntry is what becomes of a field.
type protoEntry struct {
	op    protoOp
	item  protoOp // of opItems, what an element is
	wire  uint8   // how it is written; otherwise it is unknown
	oneof *protoOneof
	field *protoField
	owner *protoNode
	col   *protoCol   // of values and opItems
	node  *protoNode  // of opMessage
	rows  *protoFrame // of opRows
	work  int         // of opMessage and opRows, the fields and lists in it
}

// protoOneof is the oneof of a message within a row.
type protoOneof struct {
	gen   uint64
	which *protoEntry
}

// protoCol is a column on its way in, and the field that it is read from.
type protoCol struct {
	wire.Column
	node     *protoNode
	field    *protoField
	op       protoOp
	presence bool   // null where it is not set, otherwise its default
	gen      uint64 // the row that gave it a value last
	names    *protoNames
	known    *protoMoment // of opTimestamp, opDuration and opAny
}

// protoList is a column of arrays or maps, whose elements are collected per row.
type protoList struct {
	node *protoNode // null where it is not there
	item *protoCol
	key  *protoCol // of a map
	col  protoCol
}

// entry is what becomes of the field of that number, nil if it is unknown.
func (n *protoNode) entry(num int32) *protoEntry {
	if int(num) < len(n.dense) {
		return n.dense[num]
	}
	return n.sparse[num]
}

// maxDense is how high numbers of fields may be to be looked up in a slice.
const maxDense = 256

func (n *protoNode) add(e *protoEntry) {
	n.entries = append(n.entries, e)
	if e.field.required {
		n.required = append(n.required, e)
	}
	num := e.field.number
	if num >= maxDense {
		if n.sparse == nil {
			n.sparse = map[int32]*protoEntry{}
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
func (fr *protoFrame) begin() {
	fr.gen++
	fr.set = 0
	fr.root.gen = fr.gen
	for _, n := range fr.always {
		n.gen = fr.gen
	}
}

// choose makes e the member of its oneof that is set. It returns the work that was.
func (fr *protoFrame) choose(e *protoEntry) (work int) {
	o := e.oneof
	if o.gen == fr.gen && o.which != e {
		work = o.which.work
		fr.clear(o.which)
	}
	o.gen, o.which = fr.gen, e
	return work
}

// clear takes back what the row has got from a field.
func (fr *protoFrame) clear(e *protoEntry) {
	switch e.op {
	case opSkipped:
	case opItems:
		e.col.Dst.Reset()
	case opRows:
		for _, c := range e.rows.cols {
			c.Dst.Reset()
		}
		for _, l := range e.rows.lists {
			l.col.Dst.Reset()
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

// finish gives the row what it has not got: defaults, nulls, and arrays.
func (fr *protoFrame) finish() {
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

func (l *protoList) finish(gen uint64) {
	if l.node.gen != gen {
		l.col.Dst.AppendNull()
		return
	}
	if l.key != nil {
		l.col.Obj.Append(wire.MapOf(l.key.Dst, l.item.Dst))
		l.key.Dst.Reset()
	} else {
		l.col.Obj.Append(wire.ArrayOf(l.item.Dst))
	}
	l.item.Dst.Reset()
}

// missing is the first required field that the row lacks, nil if it has them all.
func (n *protoNode) missing(gen uint64) *protoEntry {
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
