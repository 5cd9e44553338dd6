package engine

import (
	"iter"
	"slices"

	"starling/engine/column"
	"starling/engine/rowset"
)

// bunch is rows whose values are read at once: those of a page or, where a page has few of them,
// a list of rows of many pages, so that the waits for memory overlap. It is valid until the
// iteration that yielded it goes on.
type bunch struct {
	page rowset.Page
	list []rowset.Row // nil: the rows of page
}

// bunches divides rows, ascending.
func bunches(rows rowset.Set) iter.Seq[bunch] {
	return func(yield func(bunch) bool) {
		if rows.Scattered() {
			for list := range slices.Chunk(rows.AppendTo(make([]rowset.Row, 0, rows.Len())), rowset.PageSize) {
				if !yield(bunch{list: list}) {
					return
				}
			}
			return
		}
		pagesOf(rows)(yield)
	}
}

// pagesOf divides rows, ascending, by page however few a page has.
func pagesOf(rows rowset.Set) iter.Seq[bunch] {
	return func(yield func(bunch) bool) {
		for p := range rows.Pages() {
			if !yield(bunch{page: p}) {
				return
			}
		}
	}
}

// len is how many rows there are.
func (b bunch) len() int {
	if b.list != nil {
		return len(b.list)
	}
	return b.page.Len()
}

// row is the i-th row.
func (b bunch) row(i int) rowset.Row {
	if b.list != nil {
		return b.list[i]
	}
	return b.page.Row(i)
}

// appendRows appends the rows to dst.
func (b bunch) appendRows(dst []rowset.Row) []rowset.Row {
	if b.list != nil {
		return append(dst, b.list...)
	}
	return b.page.AppendRows(dst)
}

// read makes dst the values of c in these rows.
func (b bunch) read(c column.Column, dst column.Vector, when column.When) {
	dst.Reset()
	if b.list != nil {
		c.Gather(dst, b.list, when)
		return
	}
	c.Fill(dst, b.page, when)
}

// write makes v the values of c in these rows.
func (b bunch) write(c column.Writable, v column.Vector) {
	if b.list != nil {
		c.Scatter(b.list, v)
		return
	}
	c.Put(b.page, v)
}
