package engine

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// either is a column of a join that both tables have: the left one's value, where a row has no
// left row the right one's.
type either struct {
	left, right column.Column
	sel         *column.Store[int64] // the left row
}

func (e *either) Type() column.Type { return e.left.Type() }

func (e *either) Fill(dst column.Vector, p rowset.Page, when column.When) {
	rows := borrowRows()
	defer rowBufs.Put(rows)
	rows.V = p.AppendRows(rows.V)
	e.Gather(dst, rows.V, when)
}

func (e *either) Gather(dst column.Vector, at []rowset.Row, when column.When) {
	left := borrowRows()
	defer rowBufs.Put(left)
	e.sel.Gather(left, at, when)
	for len(at) > 0 { // rows that one of them has at a time
		n, lacks := 1, left.V[0] < 0
		for n < len(at) && (left.V[n] < 0) == lacks {
			n++
		}
		from := e.left
		if lacks {
			from = e.right
		}
		from.Gather(dst, at[:n], when)
		at, left.V = at[n:], left.V[n:]
	}
}
