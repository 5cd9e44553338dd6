package arrange

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// Touched is the groups that changed in this cycle, perhaps to what they were before: rows came
// into them, left them or changed their place.
func (s *Groups) Touched() *rowset.Marks { return &s.hit }

// Changed is the position from which on the rows of group g may differ from those before the
// cycle, its length if they do not.
func (s *Groups) Changed(g int32) int {
	switch {
	case !s.hit.Has(g):
		return s.Len(g, column.Cur)
	case s.several(g):
		return s.run(g).first
	}
	return 0
}

// rowsOf is the row of group g, None if it has none, or the list of its rows.
func (s *Groups) rowsOf(g int32, when column.When) (rowset.Row, *List) {
	if when == column.Prev {
		if !s.keep {
			panic("arrange: nobody asked for rows of before the cycle")
		}
		if s.hit.Has(g) {
			was := &s.was[s.slot[g]]
			if hasRun(was.row) {
				return rowset.None, &was.list
			}
			return was.row, nil
		}
	}
	if s.several(g) {
		return rowset.None, &s.run(g).List
	}
	return s.at[g], nil
}

// First is the first row of group g, None if it is empty.
func (s *Groups) First(g int32) rowset.Row {
	if s.several(g) {
		return s.run(g).First()
	}
	return s.at[g]
}

// Last is the last row of group g, None if it is empty.
func (s *Groups) Last(g int32) rowset.Row {
	if s.several(g) {
		return s.run(g).Last()
	}
	return s.at[g]
}

// Len is the number of rows of group g.
func (s *Groups) Len(g int32, when column.When) int {
	switch r, l := s.rowsOf(g, when); {
	case l != nil:
		return l.n
	case r == rowset.None:
		return 0
	}
	return 1
}

// Slice appends the rows of group g at positions [i, j) to dst, both clamped.
func (s *Groups) Slice(dst []rowset.Row, g int32, i, j int, when column.When) []rowset.Row {
	r, l := s.rowsOf(g, when)
	switch {
	case l != nil:
		return l.Slice(dst, i, j)
	case r != rowset.None && i <= 0 && j > 0:
		return append(dst, r)
	}
	return dst
}

// Position is that of row r, which is in group g.
func (s *Groups) Position(g int32, r rowset.Row, when column.When) int {
	_, l := s.rowsOf(g, when)
	if l == nil {
		return 0
	}
	return l.position(s.find(l, r, when))
}

// Search is the position of the first row of group g for which atOrAfter holds, its length if
// there is none, and that row. It is false for a first part of the group and true for the rest.
func (s *Groups) Search(g int32, atOrAfter func(rowset.Row) bool, when column.When) (int, rowset.Row) {
	r, l := s.rowsOf(g, when)
	switch {
	case l != nil:
		c, i := l.Place(atOrAfter)
		return l.position(c, i), l.At(c, i)
	case r == rowset.None || atOrAfter(r):
		return 0, r
	}
	return 1, rowset.None
}
