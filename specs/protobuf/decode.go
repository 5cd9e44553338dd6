package protobuf

import (
	"fmt"
	"slices"

	"starling/engine/column"
	"starling/specs/wire"
)

// maxElements bounds the elements that the arrays of one record may have in all: two
// bytes of a repeated message can be an element of every array below it. What else takes
// more work than bytes counts as well: the fields of messages that are repeated, or unset
// by another member of their oneof, and long names of symbols.
const maxElements = 1 << 24

// keepElements is how many elements a record may have for their memory to be kept.
const keepElements = 1 << 16

// decoder reads records in one pass straight into the builders.
type decoder struct {
	input
	tree     *tree
	frames   *frames // nil if a record is the message alone
	elements int     // of this record's arrays
}

func newDecoder(t *tree, frames *frames, dst []column.Builder) *decoder {
	for i, c := range t.tops {
		c.Column = wire.Bind(dst[i])
	}
	for _, l := range slices.Backward(t.lists) {
		l.item.Column = wire.Bind(l.col.List.Elems)
	}
	return &decoder{tree: t, frames: frames}
}

// Decode appends the record's values; see Reader.
func (d *decoder) Decode(rec []byte) error { return d.DecodeHeaded(nil, rec) }

// DecodeHeaded is Decode where a header names the schema.
func (d *decoder) DecodeHeaded(head, rec []byte) error {
	if rec == nil {
		for _, c := range d.tree.tops {
			c.Dst.AppendNull()
		}
		return nil
	}
	d.p, d.elements = rec, 0
	i := 0
	if d.frames != nil {
		var err error
		if i, err = d.frames.message(head, rec); err != nil {
			return err
		}
	}
	rows := 0
	if len(d.tree.tops) > 0 {
		rows = d.tree.tops[0].Dst.Len()
	}
	end := d.row(d.tree.frame, i, len(rec))
	if end < 0 {
		for _, c := range d.tree.tops {
			c.Dst.Truncate(rows)
		}
		for _, b := range d.tree.scratch {
			b.Reset()
		}
	}
	if d.elements > keepElements {
		wire.Release(d.tree.scratch)
	}
	if end >= 0 {
		return nil
	}
	err := d.reject()
	if d.frames == nil {
		err = seemsFramed(rec, err)
	}
	return err
}

// reject is the failure noted, which is forgotten.
func (d *decoder) reject() error {
	err := d.err()
	d.path = d.path[:0]
	return err
}

// row reads the message at [i, end) as a row of fr.
func (d *decoder) row(fr *frame, i, end int) int {
	fr.begin()
	if i = d.message(fr, fr.root, i, end, 0); i < 0 {
		return -1
	}
	return d.endRow(fr, i)
}

func (d *decoder) endRow(fr *frame, i int) int {
	if fr.required {
		if e := fr.root.missing(fr.gen); e != nil {
			d.fail(i, "is required and missing")
			return d.in(e.path())
		}
	}
	fr.finish()
	return i
}

// path is the names of the fields from the root of the frame to this one.
func (e *entry) path() string {
	s := e.field.name
	for n := e.owner; n.up != nil; n = n.up {
		s = n.field.name + "/" + s
	}
	return s
}

// message reads fields into n from i to end, or to the end of group unless that is 0.
func (d *decoder) message(fr *frame, n *node, i, end int, group int32) int {
	n.gen = fr.gen
	for i < end {
		var num int32
		var wt uint8
		start := i
		if b := d.p[i]; b < 0x80 && b > 7 {
			num, wt = int32(b>>3), b&7
			i++
		} else if num, wt, i = d.tag(i, end); i < 0 {
			return -1
		}
		e := n.entry(num)
		if e == nil || e.wire != wt {
			if wt == wireEnd && group == num {
				return i
			}
			if i = d.odd(fr, e, num, wt, i, end); i < 0 {
				return -1
			}
			continue
		}
		if e.oneof != nil {
			if d.elements += fr.choose(e); d.elements > maxElements {
				d.fail(start, tooMany)
				return d.in(e.field.name)
			}
		}
		if c := e.col; c != nil && e.op < opTimestamp {
			if c.gen == fr.gen {
				c.Dst.Truncate(c.Dst.Len() - 1)
			} else {
				c.gen = fr.gen
				fr.set++
			}
			i = d.value(c, e.op, i, end)
		} else {
			i = d.part(fr, e, start, i, end)
		}
		if i < 0 {
			return d.in(e.field.name)
		}
	}
	if group != 0 {
		return d.fail(i, cutOff)
	}
	return i
}

// odd reads a field that is unknown or not written as it should: numbers of a list can
// come one by one or packed, anything else is passed over.
func (d *decoder) odd(fr *frame, e *entry, num int32, wt uint8, i, end int) int {
	if e == nil || e.op != opItems || wt != wireBytes || wireTypes[e.item] == wireBytes {
		return d.skip(num, wt, i, end)
	}
	if i = d.length(i, end); i < 0 {
		return d.in(e.field.name)
	}
	for stop := i + int(d.v); i < stop; {
		if i = d.element(e, i, stop); i < 0 {
			return d.in(e.field.name)
		}
	}
	return i
}

func (d *decoder) element(e *entry, i, end int) int {
	d.elements++
	if e.item == opSymbol {
		d.elements += e.col.names.longest / wire.DefaultBytes
	}
	if d.elements > maxElements {
		return d.fail(i, tooMany)
	}
	return d.value(e.col, e.item, i, end)
}

var tooMany = fmt.Sprintf("has more than %d elements in its arrays", maxElements)

// part reads a field that is not a single value.
func (d *decoder) part(fr *frame, e *entry, start, i, end int) int {
	switch e.op {
	case opItems:
		return d.element(e, i, end)
	case opMessage:
		if e.wire == wireStart {
			return d.message(fr, e.node, i, end, e.field.number)
		}
		if i = d.length(i, end); i < 0 {
			return -1
		}
		return d.message(fr, e.node, i, i+int(d.v), 0)
	case opRows:
		return d.rows(e, i, end)
	case opTimestamp, opDuration, opAny:
		c := e.col
		if c.gen == fr.gen {
			c.Dst.Truncate(c.Dst.Len() - 1)
		} else {
			*c.known = moment{}
			c.gen = fr.gen
			fr.set++
		}
		return d.moment(c, i, end)
	}
	return d.skip(e.field.number, e.wire, i, end)
}

// rows reads a message that is a row of its own.
func (d *decoder) rows(e *entry, i, end int) int {
	fr := e.rows
	if d.elements += 1 + e.work; d.elements > maxElements {
		return d.fail(i, tooMany)
	}
	if e.wire == wireStart {
		fr.begin()
		if i = d.message(fr, fr.root, i, end, e.field.number); i < 0 {
			return -1
		}
		return d.endRow(fr, i)
	}
	if i = d.length(i, end); i < 0 {
		return -1
	}
	return d.row(fr, i, i+int(d.v))
}
