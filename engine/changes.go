package engine

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// Changes is a copy of what an update did to a table: the values of the rows that it is about,
// in table order. Nothing changes it any more. Text is not copied: it stays valid, and keeps
// its page of the table in memory.
type Changes struct {
	Schema   []column.Field
	Added    []column.Vector // by field of Schema, as the others
	Removed  []column.Vector // as before the cycle
	Modified []column.Vector
	Before   []column.Vector // of the Modified rows, as before the cycle
	Cols     []string        // the columns that Modified rows may differ in
	Bytes    int             // what all this takes, roughly
}

// Changes copies what u does to t. Listeners call it in OnUpdate, since the values are there
// only within the cycle.
func (t *Table) Changes(u *Update) *Changes {
	c := &Changes{Schema: t.Schema}
	c.Added = c.take(t, t.Ordered(nil, u.Added, column.Cur), column.Cur)
	c.Removed = c.take(t, t.Ordered(nil, u.Removed, column.Prev), column.Prev)
	rows := t.Ordered(nil, u.Modified, column.Cur)
	c.Modified = c.take(t, rows, column.Cur)
	c.Before = append([]column.Vector(nil), c.Modified...)
	if len(rows) == 0 {
		return c
	}
	for i, f := range t.Schema {
		if u.Cols.Has(i) {
			c.Cols = append(c.Cols, f.Name)
			c.Before[i] = c.column(t, i, rows, column.Prev)
		}
	}
	return c
}

// Present is the rows of t now, as if all were added. It is called in a cycle or under Graph.Read.
func (t *Table) Present() *Changes {
	t.room("the copy", t.Rows.Len(), width(t.Schema))
	return t.Changes(&Update{Added: t.Rows})
}

func (c *Changes) take(t *Table, rows []rowset.Row, when column.When) []column.Vector {
	out := make([]column.Vector, len(t.Schema))
	for i := range out {
		out[i] = c.column(t, i, rows, when)
	}
	return out
}

// column is the values of rows in column i.
func (c *Changes) column(t *Table, i int, rows []rowset.Row, when column.When) column.Vector {
	v := column.NewVector(t.Schema[i].Type)
	if len(rows) == 0 {
		return v
	}
	t.gather(v, i, rows, when)
	c.Bytes += len(rows) * widths[t.Schema[i].Type.Kind]
	switch v := v.(type) {
	case *column.Vec[string]:
		for _, x := range v.V {
			c.Bytes += len(x)
		}
	case *column.Lists:
		c.Bytes += 8 * v.Elems().Len()
	}
	return v
}
