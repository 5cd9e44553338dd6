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
	rows    []rowset.Row // groups whose values are in values, of pages with few
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

// fewGroups is up to how many groups of a page are written together with those of others.
const fewGroups = 8

// flushPages writes the values that fill appends for the groups of a page, for every page
// of touched groups, which are touched no more. Few groups of each of many pages are written
// together, so that the waits for memory overlap.
func (o *vecOut) flushPages(fill func(p rowset.Page)) {
	for p := range o.touched.Pages() {
		if p.Len() > fewGroups {
			o.writeFew()
			fill(p)
			o.store.Put(p, o.values)
			o.values.Reset()
			continue
		}
		fill(p)
		if o.rows = p.AppendRows(o.rows); len(o.rows) > rowset.PageSize-fewGroups {
			o.writeFew()
		}
	}
	o.writeFew()
	o.touched.Reset(0)
}

// writeFew writes the values of rows.
func (o *vecOut) writeFew() {
	o.store.Scatter(o.rows, o.values)
	o.rows = o.rows[:0]
	o.values.Reset()
}

// Touch implements Toucher.
func (o *vecOut) Touch(groups []int32) { o.touched.AddAll(groups) }
