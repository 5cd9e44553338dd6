package engine

import (
	"slices"

	"starling/engine/column"
	"starling/engine/rowset"
)

// sorter puts rows of a table in the order of columns, and those equal in all of them in table
// order. Without columns it is table order.
type sorter struct {
	in    *Table
	at    []int // positions of the columns
	keys  []sortKey
	rows  []rowset.Row
	batch []ranked
	spare []ranked
}

// orderBytes is what a row takes while it is sorted: its number twice, its label, its rank
// and row twice.
const orderBytes = 3*rowBytes + 2*16

// by makes column at one more to sort by.
func (s *sorter) by(at int, descending bool) error {
	k, err := newSortKey(s.in, at, descending)
	if err != nil {
		return err
	}
	s.at, s.keys = append(s.at, at), append(s.keys, k)
	return nil
}

// follow takes over the values that an update of the table brings, and gives the rows among
// Modified of which one changed.
func (s *sorter) follow(u *Update) (moved rowset.Set) {
	for i, k := range s.keys {
		k.note(u.Added)
		if u.Cols.Has(s.at[i]) {
			k.note(u.Modified)
			moved = rowset.Union(moved, k.moved(u.Modified))
		}
	}
	return moved
}

// sorted is rows in their order as of now, valid until the next call.
func (s *sorter) sorted(rows rowset.Set) []rowset.Row {
	s.rows = s.in.Ordered(s.rows[:0], rows, column.Cur)
	if len(s.keys) == 0 {
		return s.rows
	}
	s.batch = s.batch[:0]
	for _, r := range s.rows {
		s.batch = append(s.batch, ranked{row: r})
	}
	s.spare = slices.Grow(s.spare[:0], len(s.batch))[:len(s.batch)]
	s.in.sortRows(s.batch, s.spare, s.keys)
	for i, b := range s.batch {
		s.rows[i] = b.row
	}
	return s.rows
}

// Before is the order of two rows.
func (s *sorter) Before(a, b rowset.Row, when column.When) bool {
	for _, k := range s.keys {
		if c := k.compare(a, b, when); c != 0 {
			return c < 0
		}
	}
	return labelOf(s.in.Order, a, when) < labelOf(s.in.Order, b, when)
}

// commit ends the cycle, and gives the row below which nothing is asked for any more.
func (s *sorter) commit() (below rowset.Row) {
	if s.in.Attrs.Ascending && !s.in.Rows.Empty() {
		below = s.in.Rows.First()
	}
	for _, k := range s.keys {
		k.commit(below)
	}
	s.rows, s.batch, s.spare = shed(s.rows), shed(s.batch), shed(s.spare)
	if !s.in.Attrs.Refreshing { // there is no next batch
		s.rows, s.batch, s.spare = nil, nil, nil
	}
	return below
}

func (s *sorter) bytes() int {
	n := 8*cap(s.rows) + 16*(cap(s.batch)+cap(s.spare))
	for _, k := range s.keys {
		n += k.bytes()
	}
	return n
}

// shed is b, or nil if b is a large buffer that was hardly used, as after the first batch.
func shed[T any](b []T) []T {
	if cap(b) > 1<<16 && len(b) < cap(b)/4 {
		return nil
	}
	return b[:0]
}
