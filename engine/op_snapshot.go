package engine

import (
	"starling/engine/plan"
	"starling/engine/rowset"
)

var _ = builds(buildSnapshot)

func buildSnapshot(b *building, _ plan.Snapshot) (out *Table, err error) {
	t := b.in[0]
	c := newCopier(t)
	defer func() { err = named(err, "", t.Schema, c.cols) }()
	defer catch(&err, "")
	defer b.graph().begin()()
	t.room("the copy", t.Rows.Len(), width(t.Schema))
	c.takeRows(t.window(0, t.Rows.Len()))
	c.commit(rowset.Row(0))
	return b.still(t.Schema, c.stores, t.Rows.Len())
}
