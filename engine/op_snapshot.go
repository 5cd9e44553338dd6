package engine

import "starling/engine/rowset"

// Snapshot is a static copy of the rows that t has now, in table order. It works on a
// failed table too.
func (t *Table) Snapshot() (*Table, error) {
	g := t.Graph()
	var out *Table
	c := newCopier(t)
	err := g.Read(func() {
		t.room("the copy", t.Rows.Len(), width(t.Schema))
		c.takeRows(t.window(0, t.Rows.Len()))
		c.commit(rowset.Row(0))
		out = g.static("snapshot", t.Schema, c.stores, t.Rows.Len())
	})
	return out, named(err, "", t.Schema, c.cols)
}
