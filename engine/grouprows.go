package engine

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// groupRows keeps the rows of each group in table order, for tables whose rows can go.
// Most groups have one row, which costs eight bytes.
type groupRows struct {
	t    *Table
	one  []rowset.Row    // the row of a group of one, else rowset.None
	many map[int32]*List // groups of more

	listed int // rows in many

	place func(rowset.Row) bool // is the row at or after label? Made once, for all searches
	label int64
	when  column.When
}

func newGroupRows(t *Table) *groupRows {
	s := &groupRows{t: t, many: map[int32]*List{}}
	s.place = func(r rowset.Row) bool { return labelOf(s.t.Order, r, s.when) >= s.label }
	return s
}

// grow makes room for groups 0..n-1.
func (s *groupRows) grow(n int) {
	for len(s.one) < n {
		s.one = append(s.one, rowset.None)
	}
}

// atOrAfter tells the rows from the place of r on, valid until the next call.
func (s *groupRows) atOrAfter(r rowset.Row, when column.When) func(rowset.Row) bool {
	s.label, s.when = labelOf(s.t.Order, r, when), when
	return s.place
}

// remove takes row r out of group g; all removals of a cycle come before its adds.
func (s *groupRows) remove(g int32, r rowset.Row) {
	l := s.many[g]
	if l == nil {
		if s.one[g] != r {
			panic("engine: a group lacks its row")
		}
		s.one[g] = rowset.None
		return
	}
	l.Remove(r, s.atOrAfter(r, column.Prev))
	s.listed--
	if l.Len() == 1 {
		s.one[g] = l.First()
		delete(s.many, g)
		s.listed--
	}
}

// add puts row r into group g.
func (s *groupRows) add(g int32, r rowset.Row) {
	l := s.many[g]
	switch {
	case l != nil:
	case s.one[g] == rowset.None:
		s.one[g] = r
		return
	default:
		l = &List{}
		l.Reset([]rowset.Row{s.one[g]})
		s.many[g] = l
		s.one[g] = rowset.None
		s.listed++
	}
	l.Insert(r, s.atOrAfter(r, column.Cur))
	s.listed++
}

// first is the first row of group g, None if it is empty.
func (s *groupRows) first(g int32) rowset.Row {
	if l := s.many[g]; l != nil {
		return l.First()
	}
	return s.one[g]
}

// last is the last row of group g, None if it is empty.
func (s *groupRows) last(g int32) rowset.Row {
	if l := s.many[g]; l != nil {
		return l.Last()
	}
	return s.one[g]
}

// len is the number of rows of group g.
func (s *groupRows) len(g int32) int {
	if l := s.many[g]; l != nil {
		return l.Len()
	}
	if s.one[g] == rowset.None {
		return 0
	}
	return 1
}
