package agg

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// vecOut is a result column of any kind, written by way of a vector, and its touched groups.
type vecOut struct {
	touched
	store  column.Writable
	rows   []rowset.Row
	values column.Vector
}

func newVecOut(t column.Type) vecOut {
	return vecOut{store: column.NewStore(t), values: column.NewVector(t.Kind)}
}

// Result is the result column.
func (o *vecOut) Result() column.Writable { return o.store }

// Commit ends the cycle.
func (o *vecOut) Commit() { o.store.Commit() }

// flush writes what put appends to dst, one value, for every touched group.
func (o *vecOut) flush(put func(dst column.Vector, g int32)) {
	for _, g := range o.list {
		o.rows = append(o.rows, rowset.Row(g))
		put(o.values, g)
		if len(o.rows) == rowset.PageSize {
			o.scatter()
		}
	}
	o.scatter()
	o.reset()
}

func (o *vecOut) scatter() {
	o.store.Scatter(o.rows, o.values)
	o.rows = o.rows[:0]
	o.values.Reset()
}
