package agg

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// keyOut is a result column of any kind with order keys, and its touched groups.
type keyOut struct {
	touched
	store    column.Writable
	floating bool // the kind has NaN
	rows     []rowset.Row
	values   column.Vector
}

func newKeyOut(t column.Type) keyOut {
	return keyOut{store: column.NewStore(t), floating: floating(t), values: column.NewVector(t.Kind)}
}

// Result is the result column.
func (o *keyOut) Result() column.Column { return o.store }

// Commit ends the cycle.
func (o *keyOut) Commit() { o.store.Commit() }

// flush writes the value of order key key(g) for every touched group, a page at a time.
func (o *keyOut) flush(key func(g int32) int64) {
	for _, g := range o.list {
		o.rows = append(o.rows, rowset.Row(g))
		appendKey(o.values, key(g))
		if len(o.rows) == rowset.PageSize {
			o.scatter()
		}
	}
	o.scatter()
	o.reset()
}

func (o *keyOut) scatter() {
	o.store.Scatter(o.rows, o.values)
	o.rows = o.rows[:0]
	o.values.Reset()
}
