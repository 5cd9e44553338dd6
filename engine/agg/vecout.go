package agg

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// vecOut is a result column of any kind, written a page at a time by way of a vector.
type vecOut struct {
	touched rowset.Marks // groups whose result is to be written
	store   column.Writable
	values  column.Vector
}

func newVecOut(t column.Type) vecOut {
	return vecOut{store: column.NewStore(t), values: column.NewVector(t)}
}

// Result is the result column.
func (o *vecOut) Result() column.Writable { return o.store }

// Commit ends the cycle.
func (o *vecOut) Commit() { o.store.Commit() }

// flush writes what put appends to dst, one value, for every touched group.
func (o *vecOut) flush(put func(dst column.Vector, g int32)) {
	o.flushPages(func(p rowset.Page) {
		for i := range p.Len() {
			put(o.values, int32(p.Row(i)))
		}
	})
}

// flushPages writes the values that fill appends for the groups of a page, for every page
// of touched groups, which are touched no more.
func (o *vecOut) flushPages(fill func(p rowset.Page)) {
	for p := range o.touched.Pages() {
		o.values.Reset()
		fill(p)
		o.store.Put(p, o.values)
	}
	o.touched.Reset(0)
}
