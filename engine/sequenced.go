package engine

import (
	"starling/engine/agg"
	"starling/engine/column"
	"starling/engine/rowset"
)

// sequenced is an aggregation that shows the values of a group in table order, over a table
// whose rows come anywhere, go or change: from the first of them on that may differ, the values
// of a group are taken anew from the arrangement of its rows.
type sequenced struct {
	*accumulator
	seq     agg.Sequence
	rows    *Arrangement
	changed rowset.Marks // groups
	from    []int32      // by group changed: the first position that may differ
	at      []rowset.Row // rows whose values are added together
	groups  []int32      // and their groups
	ids     *column.Vec[int32]
}

// begin starts a cycle with groups 0 to n-1, in which u is the parent's update.
func (s *sequenced) begin(n int, u *Update) {
	s.seq.Grow(n)
	s.changed.Reset(n)
	s.from = append(s.from, make([]int32, max(0, n-len(s.from)))...)
	s.rows.struck(&s.changed, u)
	for p := range s.changed.Pages() {
		for i := range p.Len() {
			g := int32(p.Row(i))
			s.from[g] = int32(s.rows.Changed(g))
		}
	}
	if s.deps.Overlaps(u.Cols) {
		s.modified(u.Modified)
	}
}

// modified notes rows whose values may differ.
func (s *sequenced) modified(rows rowset.Set) {
	if s.ids == nil {
		s.ids = column.NewVec[int32](column.Int)
	}
	for some := range bunches(rows) {
		some.read(s.rows.x.groups, s.ids, column.Cur)
		for i, g := range s.ids.V {
			at := int32(s.rows.Position(g, some.row(i), column.Cur))
			if !s.changed.Has(g) {
				s.changed.Add(g)
				s.from[g] = at
			}
			s.from[g] = min(s.from[g], at)
		}
	}
}

// settle takes the values anew, and gives the groups for which they may differ.
func (s *sequenced) settle() *rowset.Marks {
	for p := range s.changed.Pages() {
		for i := range p.Len() {
			g := int32(p.Row(i))
			for n := s.seq.Cut(g, int(s.from[g])); n < s.rows.Len(g, column.Cur); {
				k := len(s.at)
				s.at = s.rows.Slice(s.at, g, n, n+rowset.PageSize-k, column.Cur)
				for range s.at[k:] {
					s.groups = append(s.groups, g)
				}
				n += len(s.at) - k
				if len(s.at) == rowset.PageSize {
					s.add()
				}
			}
		}
	}
	s.add()
	s.seq.Flush()
	return &s.changed
}

// add adds the values of the rows that were found.
func (s *sequenced) add() {
	s.rows.in.heed()
	for i, c := range s.cols {
		s.vecs[i].Reset()
		c.Gather(s.vecs[i], s.at, column.Cur)
	}
	s.seq.Add(s.groups, s.vecs)
	s.at, s.groups = s.at[:0], s.groups[:0]
}

func (s *sequenced) bytes() int {
	return s.seq.Bytes() + s.changed.Bytes() + 4*(cap(s.from)+cap(s.groups)) + 8*cap(s.at)
}
