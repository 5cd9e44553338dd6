package engine

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// copier copies values of a table into stores of its own, at rows numbered from 0 in
// the order in which they come.
type copier struct {
	from   *Table
	stores []column.Writable
	cols   []column.Column // the stores
	vecs   []column.Vector
	rows   []rowset.Row
	next   rowset.Row
}

func newCopier(from *Table) *copier {
	c := &copier{from: from}
	for _, f := range from.Schema {
		s := column.NewStore(f.Type)
		c.stores = append(c.stores, s)
		c.cols = append(c.cols, s)
		c.vecs = append(c.vecs, column.NewVector(f.Type))
	}
	return c
}

// take appends the values that rows have now, in table order.
func (c *copier) take(rows rowset.Set) {
	c.from.room("the copy", rows.Len(), width(c.from.Schema))
	if c.from.Order != nil {
		c.rows = c.from.Ordered(c.rows[:0], rows, column.Cur)
		c.takeRows(c.rows)
		return
	}
	for p := range rows.Pages() {
		c.from.heed()
		for i, col := range c.from.Cols {
			c.vecs[i].Reset()
			col.Fill(c.vecs[i], p, column.Cur)
			c.stores[i].Append(c.next, c.vecs[i])
		}
		c.next += rowset.Row(p.Len())
	}
}

// takeRows appends the values that rows have now, in the given order.
func (c *copier) takeRows(rows []rowset.Row) {
	for len(rows) > 0 {
		c.from.heed()
		n := min(len(rows), rowset.PageSize)
		for i, col := range c.from.Cols {
			c.vecs[i].Reset()
			col.Gather(c.vecs[i], rows[:n], column.Cur)
			c.stores[i].Append(c.next, c.vecs[i])
		}
		c.next += rowset.Row(n)
		rows = rows[n:]
	}
}

// commit ends the cycle; values of rows below are given up.
func (c *copier) commit(below rowset.Row) {
	for _, s := range c.stores {
		s.Trim(below)
		s.Commit()
	}
}

func (c *copier) owned() []column.Writable { return c.stores }
