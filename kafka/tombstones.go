package kafka

import (
	"starling/engine"
	"starling/engine/column"
	"starling/engine/rowset"
)

// tombstones is which rows of a lane's table delete their key, those of records without a value, as a column
// beside the table's own: true for those, null where there is no row. It changes inside
// a cycle, before any table that reads it.
type tombstones struct {
	keep  engine.Retention
	rows  rowset.Set
	fresh rowset.Builder // of the running drain
	first rowset.Row     // of the last drain
	next  rowset.Row     // the row that the next record becomes: a source numbers rows from 0
	lives lives
}

// begin is the start of a drain: rows that are in the table no longer are forgotten.
func (t *tombstones) begin() {
	low := t.keep.Low(t.first, t.next)
	if !t.rows.Empty() && t.rows.First() < low {
		t.rows = rowset.Minus(t.rows, rowset.Run(0, low))
	}
	t.lives.forget(low)
	t.first = t.next
}

// add notes a batch whose records become the next rows.
func (t *tombstones) add(b *batch) {
	for _, i := range b.nulls {
		t.fresh.Add(t.next + rowset.Row(i))
	}
	for _, i := range b.wipes {
		t.lives.starts = append(t.lives.starts, t.next+rowset.Row(i))
	}
	t.next += rowset.Row(b.rows)
}

// end is the end of a drain.
func (t *tombstones) end() {
	if more := t.fresh.Set(); !more.Empty() {
		t.rows = rowset.Union(t.rows, more)
	}
}

// Type is Boolean.
func (t *tombstones) Type() column.Type { return column.Of(column.Bool) }

// Fill appends the values of a page's rows.
func (t *tombstones) Fill(dst column.Vector, p rowset.Page, _ column.When) {
	v := dst.(*column.Vec[int8])
	n := len(v.V)
	v.Grow(p.Len())
	out := v.V[n:]
	lo, hi := p.Row(0), p.Row(p.Len()-1)
	if t.rows.Empty() || t.rows.Last() < lo || t.rows.First() > hi {
		clear(out)
		return
	}
	for i := range out {
		out[i] = t.at(p.Row(i))
	}
}

// Gather appends the values of rows.
func (t *tombstones) Gather(dst column.Vector, rows []rowset.Row, _ column.When) {
	v := dst.(*column.Vec[int8])
	for _, r := range rows {
		if r == rowset.None {
			v.AppendNull()
			continue
		}
		v.Append(t.at(r))
	}
}

func (t *tombstones) at(r rowset.Row) int8 {
	if t.rows.Contains(r) {
		return 1
	}
	return 0
}
