package engine

import "starling/engine/rowset"

// Update says what a cycle did to a table. See the package comment for the contract.
type Update struct {
	Added, Removed, Modified rowset.Set
	Cols                     ColSet // columns that Modified rows may differ in
}

// Empty reports whether u changes nothing.
func (u *Update) Empty() bool {
	return u.Added.Empty() && u.Removed.Empty() && u.Modified.Empty()
}

// modify adds rows to Modified, but those that are Added anyway.
func (u *Update) modify(rows rowset.Set, cols ColSet) {
	rows = rowset.Minus(rows, u.Added)
	if rows.Empty() {
		return
	}
	u.Modified = rowset.Union(u.Modified, rows)
	u.Cols = u.Cols.Union(cols)
}

// ColSet is an immutable set of column positions. The zero value is empty.
type ColSet struct {
	low  uint64
	high []uint64 // columns from 64 on
}

// Cols is the set of the given positions.
func Cols(positions ...int) ColSet {
	var s ColSet
	for _, i := range positions {
		if i < 64 {
			s.low |= 1 << i
			continue
		}
		for len(s.high) <= i/64-1 {
			s.high = append(s.high, 0)
		}
		s.high[i/64-1] |= 1 << (i % 64)
	}
	return s
}

// Has reports whether column i is in s.
func (s ColSet) Has(i int) bool {
	if i < 64 {
		return s.low>>i&1 != 0
	}
	w := i/64 - 1
	return w < len(s.high) && s.high[w]>>(i%64)&1 != 0
}

// Union is the columns of s or t.
func (s ColSet) Union(t ColSet) ColSet {
	u := ColSet{low: s.low | t.low}
	if n := max(len(s.high), len(t.high)); n > 0 {
		u.high = make([]uint64, n)
		for i := range u.high {
			if i < len(s.high) {
				u.high[i] |= s.high[i]
			}
			if i < len(t.high) {
				u.high[i] |= t.high[i]
			}
		}
	}
	return u
}

// Overlaps reports whether s and t have a column in common.
func (s ColSet) Overlaps(t ColSet) bool {
	if s.low&t.low != 0 {
		return true
	}
	for i := range min(len(s.high), len(t.high)) {
		if s.high[i]&t.high[i] != 0 {
			return true
		}
	}
	return false
}

// Empty reports whether s has no column.
func (s ColSet) Empty() bool {
	for _, w := range s.high {
		if w != 0 {
			return false
		}
	}
	return s.low == 0
}

// shown says which columns of a parent stand where in a result.
type shown struct {
	from ColSet
	of   []int // parent's columns
	to   []int // and their positions in the result
}

func (s *shown) add(from, to int) {
	s.from = s.from.Union(Cols(from))
	s.of = append(s.of, from)
	s.to = append(s.to, to)
}

// all is the positions of the result.
func (s *shown) all() ColSet { return Cols(s.to...) }

// mapped is the positions in the result of those of cols that are shown.
func (s *shown) mapped(cols ColSet) ColSet {
	var p []int
	for i, c := range s.of {
		if cols.Has(c) {
			p = append(p, s.to[i])
		}
	}
	return Cols(p...)
}
