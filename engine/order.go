package engine

import (
	"slices"

	"starling/engine/column"
	"starling/engine/rowset"
)

// Order is a hidden column of labels: table order is ascending label. A label may
// be respread at any time without a word, so labels are compared with each other at
// one point in time and never stored.
type Order interface {
	// Label is the label of a row, 0 <= label < 1<<Bits().
	Label(r rowset.Row, when column.When) int64
	Bits() int
}

// slicer is an Order that knows how to put rows in order without sorting them by label,
// as of now. They are rows of a table as it is now.
type slicer interface {
	// slice appends those of rows at positions [lo, hi) in this order; false if it has no
	// better way than to sort.
	slice(dst []rowset.Row, rows rowset.Set, lo, hi int) ([]rowset.Row, bool)
}

// rowBits bounds the rows of a table without labels: a row is its own label.
const rowBits = 42

// bitsOf is the number of bits that the labels of o take; nil is row order.
func bitsOf(o Order) int {
	if o == nil {
		return rowBits
	}
	return o.Bits()
}

// labelOf is the label of r under o; nil is row order.
func labelOf(o Order, r rowset.Row, when column.When) int64 {
	if o == nil {
		return r
	}
	return o.Label(r, when)
}

// sortByLabel sorts rows by the labels of o; heed is called from time to time, see Table.heed.
func sortByLabel(rows []rowset.Row, o Order, when column.When, heed func()) {
	type labelled struct {
		label int64
		row   rowset.Row
	}
	l := make([]labelled, len(rows))
	for i, r := range rows {
		if i&rowset.PageMask == 0 {
			heed()
		}
		l[i] = labelled{o.Label(r, when), r}
	}
	slices.SortFunc(l, heeding(heed, func(a, b labelled) int {
		if a.label < b.label {
			return -1
		}
		return 1
	}))
	for i := range l {
		rows[i] = l[i].row
	}
}
