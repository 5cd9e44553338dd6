package engine

import (
	"sync"

	"starling/engine/column"
	"starling/engine/rowset"
)

// redirect is a column that reads another table's column at the row named by sel.
type redirect struct {
	src column.Column
	sel *column.Store[int64] // rowset.None: null
}

// rowBufs lends row buffers, so that columns can be read by several nodes at once.
var rowBufs = sync.Pool{New: func() any { return new(column.Vec[int64]) }}

func borrowRows() *column.Vec[int64] {
	v := rowBufs.Get().(*column.Vec[int64])
	v.V = v.V[:0]
	return v
}

// fillByRows is Fill of a column that only gathers.
func fillByRows(c column.Column, dst column.Vector, p rowset.Page, when column.When) {
	rows := borrowRows()
	defer rowBufs.Put(rows)
	rows.V = p.AppendRows(rows.V)
	c.Gather(dst, rows.V, when)
}

func (c *redirect) Type() column.Type { return c.src.Type() }

func (c *redirect) Fill(dst column.Vector, p rowset.Page, when column.When) {
	rows := borrowRows()
	c.sel.Fill(rows, p, when)
	c.follow(dst, rows, when)
}

func (c *redirect) Gather(dst column.Vector, at []rowset.Row, when column.When) {
	rows := borrowRows()
	c.sel.Gather(rows, at, when)
	c.follow(dst, rows, when)
}

func (c *redirect) follow(dst column.Vector, rows *column.Vec[int64], when column.When) {
	for i, r := range rows.V {
		if r < 0 { // None, or the store's null where nothing was ever set
			rows.V[i] = rowset.None
		}
	}
	c.src.Gather(dst, rows.V, when)
	rowBufs.Put(rows)
}
