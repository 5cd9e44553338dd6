package engine

import (
	"cmp"
	"slices"

	"starling/engine/column"
	"starling/engine/rowset"
)

// stirred is the groups that a cycle changed and where, for what shows of a row something of the
// rows around it. Positions are those of now.
type stirred struct {
	in     *Table
	rows   *Arrangement
	keys   ColSet // of the table; rows may be of one up the line
	groups []stir
	spots  []spot  // of groups, one after the other
	slot   []int32 // by group: its place in groups and one more; 0 for none
	ids    *column.Vec[int32]
	at     []found
	gone   []found
	built  bool
}

// stir is a group that changed.
type stir struct {
	g        int32
	n        int // rows there are
	came     int // rows that came
	went     bool
	from, to int // its spots, in order, which do not overlap
}

// spot is rows of a group that changed: those at [lo, hi) came, or are modified; where lo is hi, a
// row went that was between that row and the one ahead of it.
type spot struct {
	lo, hi int
	row    rowset.Row // that went, or rowset.None
	values bool       // the rows are as they were but for values
}

// found is a row of groups[slot] and its position.
type found struct {
	slot int32
	pos  int
	row  rowset.Row
	came bool
}

func newStirred(in *Table, rows *Arrangement, keys ColSet) *stirred {
	return &stirred{in: in, rows: rows, keys: keys, ids: column.NewVec[int32](column.Int)}
}

// find finds what u, the update of the table, did; values are the columns whose values count.
func (s *stirred) find(u *Update, values ColSet) {
	for _, g := range s.groups {
		s.slot[g.g] = 0
	}
	s.groups, s.spots, s.at, s.gone = s.groups[:0], s.spots[:0], s.at[:0], s.gone[:0]
	s.slot = append(s.slot, make([]int32, max(0, s.rows.x.Len()-len(s.slot)))...)
	came, went, differing := u.Added, u.Removed, u.differing()
	var moved rowset.Set
	if differing.Overlaps(s.keys) {
		moved = s.rows.regrouped(u.Modified)
		came, went = rowset.Union(came, moved), rowset.Union(went, moved)
	}
	s.each(went, column.Prev, func(k int32, r rowset.Row) {
		g := &s.groups[k]
		g.went = true
		s.gone = append(s.gone, found{k, s.rows.Position(g.g, r, column.Prev), r, false})
	})
	s.each(came, column.Cur, func(k int32, _ rowset.Row) { s.groups[k].came++ })
	s.each(came, column.Cur, func(k int32, r rowset.Row) {
		if g := &s.groups[k]; !s.ends(g) {
			s.at = append(s.at, found{k, s.rows.Position(g.g, r, column.Cur), r, true})
		}
	})
	if differing.Overlaps(values) {
		s.each(rowset.Minus(u.Modified, moved), column.Cur, func(k int32, r rowset.Row) {
			s.at = append(s.at, found{k, s.rows.Position(s.groups[k].g, r, column.Cur), r, false})
		})
	}
	s.place()
	s.built = true
}

// ends reports whether all rows that came to a group are at its end, and none went.
func (s *stirred) ends(g *stir) bool {
	return !s.built || !g.went && s.rows.Changed(g.g) >= g.n-g.came
}

// each gives rows and the places of their groups in groups to do.
func (s *stirred) each(rows rowset.Set, when column.When, do func(k int32, r rowset.Row)) {
	s.rows.each(rows, when, func(g int32, r rowset.Row) {
		if s.slot[g] == 0 {
			s.groups = append(s.groups, stir{g: g, n: s.rows.Len(g, column.Cur)})
			s.slot[g] = int32(len(s.groups))
		}
		do(s.slot[g]-1, r)
	})
}

// place makes spots of the places that were found.
func (s *stirred) place() {
	order := func(a, b found) int { return cmp.Or(cmp.Compare(a.slot, b.slot), cmp.Compare(a.pos, b.pos)) }
	slices.SortFunc(s.at, order)
	slices.SortFunc(s.gone, order)
	at, gone := s.at, s.gone
	for k := range s.groups {
		g := &s.groups[k]
		i := slices.IndexFunc(at, func(p found) bool { return p.slot != int32(k) })
		j := slices.IndexFunc(gone, func(p found) bool { return p.slot != int32(k) })
		if i < 0 {
			i = len(at)
		}
		if j < 0 {
			j = len(gone)
		}
		g.from = len(s.spots)
		s.spotsOf(g, at[:i], gone[:j])
		g.to = len(s.spots)
		at, gone = at[i:], gone[j:]
	}
}

// spotsOf adds the spots of a group: rows that came or are modified, and those that went.
func (s *stirred) spotsOf(g *stir, at, gone []found) {
	new, i := 0, 0 // rows that came ahead of the place looked at
	for k, p := range gone {
		pos := p.pos - k + new // rows that stayed and that came
		for ; i < len(at) && at[i].pos <= pos; i++ {
			s.rowsAt(at[i])
			if at[i].came {
				new++
				pos++
			}
		}
		s.spots = append(s.spots, spot{pos, pos, p.row, false})
	}
	for ; i < len(at); i++ {
		s.rowsAt(at[i])
	}
	if g.came > 0 && s.ends(g) {
		from := g.n - g.came
		if !s.built {
			from = 0
		}
		s.spots = append(s.spots, spot{from, g.n, rowset.None, false})
	}
}

// rowsAt adds a row to the last spot, or begins one.
func (s *stirred) rowsAt(p found) {
	if n := len(s.spots); n > 0 {
		if l := &s.spots[n-1]; l.hi > l.lo && l.hi == p.pos && l.values == !p.came && s.groups[p.slot].from < n {
			l.hi++
			return
		}
	}
	s.spots = append(s.spots, spot{p.pos, p.pos + 1, rowset.None, !p.came})
}

func (s *stirred) bytes() int {
	return 4*cap(s.slot) + 40*(cap(s.groups)+cap(s.spots)+cap(s.at)+cap(s.gone))
}
