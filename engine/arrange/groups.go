package arrange

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// Order is the order of rows within groups.
type Order interface {
	// Before reports whether row a comes before b, another row, as of when. Both are rows of
	// the table at that time.
	Before(a, b rowset.Row, when column.When) bool
}

// Groups is the rows of each of many groups, in an order: as of now, and for who asked for
// it by Keep, as of before the cycle. Most groups have one row, which costs eight bytes.
//
// In a cycle rows are first removed, found by their order at Prev, then added, by that at Cur.
// What is read holds until the next change or Commit, by whoever is called after the changes
// of a cycle and before its Commit. Groups that a cycle broke off in the midst of are still
// right at Prev.
type Groups struct {
	order Order // nil: ascending rows
	pages *Pages
	at    []rowset.Row // by group: its one row, None, or below that a run
	runs  []run        // of groups that have more rows, or had in this cycle
	spare []int32      // runs of none
	rows  int          // in runs
	hit   rowset.Marks // groups changed in this cycle

	keep  bool
	slot  []int32 // by group in hit: its place in was
	was   []past
	parts [][]part // for was

	place func(rowset.Row) bool // is the row at or after mark? Made once, for all searches
	mark  rowset.Row
	when  column.When
}

// run is the rows of a group of several.
type run struct {
	List
	first int // position of the first change in this cycle
}

// past is a group before the cycle.
type past struct {
	row  rowset.Row // as in at
	list List       // if that is a run
}

// NewGroups is no groups yet, whose pages are of p. Without an order rows ascend.
func NewGroups(order Order, p *Pages) *Groups {
	s := &Groups{order: order, pages: p}
	s.place = func(r rowset.Row) bool { return r == s.mark || !s.order.Before(r, s.mark, s.when) }
	return s
}

// Keep says that somebody reads at Prev from the next cycle on. It costs four bytes a group and
// copies of the pages that a cycle changes.
func (s *Groups) Keep() {
	if s.keep {
		return
	}
	s.keep = true
	s.slot = make([]int32, len(s.at))
	for i := range s.runs {
		s.runs[i].keep = true
	}
}

// Grow makes room for groups 0 to n-1.
func (s *Groups) Grow(n int) {
	for len(s.at) < n {
		s.at = append(s.at, rowset.None)
	}
	if s.keep {
		s.slot = append(s.slot, make([]int32, max(0, n-len(s.slot)))...)
	}
	s.hit.Grow(n)
}

// Groups without a run have a row or rowset.None in at, others the number of their run below.
func runOf(x rowset.Row) int           { return int(rowset.None - 1 - x) }
func asRun(k int) rowset.Row           { return rowset.None - 1 - rowset.Row(k) }
func hasRun(x rowset.Row) bool         { return x < rowset.None }
func (s *Groups) run(g int32) *run     { return &s.runs[runOf(s.at[g])] }
func (s *Groups) several(g int32) bool { return hasRun(s.at[g]) }

// touch notes that group g is about to change, and reports whether that is the first time in
// this cycle.
func (s *Groups) touch(g int32) bool {
	if s.hit.Has(g) {
		return false
	}
	s.hit.Add(g)
	x := past{row: s.at[g]}
	if s.several(g) {
		r := s.run(g)
		r.first = r.n
		if s.keep {
			x.list = r.List
			x.list.parts = append(s.spareParts(), r.parts...)
		}
	}
	if s.keep {
		s.slot[g] = int32(len(s.was))
		s.was = append(s.was, x)
	}
	return true
}

// spareParts is an empty list of parts, for was.
func (s *Groups) spareParts() (parts []part) {
	if k := len(s.parts); k > 0 {
		parts, s.parts = s.parts[k-1], s.parts[:k-1]
	}
	return parts
}

// find is the place of row r in a list, where it is or belongs. Most leave at the start.
func (s *Groups) find(l *List, r rowset.Row, when column.When) (c, i int) {
	switch {
	case l.n > 0 && l.parts[0].rows[0] == r:
		return 0, 0
	case s.order == nil:
		return l.placeOf(r)
	}
	s.mark, s.when = r, when
	return l.Place(s.place)
}

// Remove takes row r out of group g.
func (s *Groups) Remove(g int32, r rowset.Row) {
	s.touch(g)
	if !s.several(g) {
		if s.at[g] != r {
			panic("arrange: a group lacks its row")
		}
		s.at[g] = rowset.None
		return
	}
	l := s.run(g)
	c, i := s.find(&l.List, r, column.Prev)
	if l.first > 0 {
		l.first = min(l.first, l.position(c, i))
	}
	l.removeAt(c, i, r)
	s.rows--
}

// Add puts row r into group g.
func (s *Groups) Add(g int32, r rowset.Row) {
	first := s.touch(g)
	switch x := s.at[g]; {
	case x == rowset.None:
		s.at[g] = r
		return
	case !hasRun(x):
		s.begin(g, x, r, first)
		return
	}
	l := s.run(g)
	c, i := len(l.parts), 0
	if l.n == 0 || s.ahead(r, l.Last()) { // most come to the end
		c, i = s.find(&l.List, r, column.Cur)
	}
	if l.first > 0 {
		l.first = min(l.first, l.position(c, i))
	}
	l.insertAt(c, i, r)
	s.rows++
}

// begin makes a run of a group's one row x, which is the one of before the cycle if still, and r.
func (s *Groups) begin(g int32, x, r rowset.Row, still bool) {
	k := len(s.runs)
	if n := len(s.spare); n > 0 {
		k, s.spare = int(s.spare[n-1]), s.spare[:n-1]
	} else {
		s.runs = append(s.runs, run{List: List{pages: s.pages, keep: s.keep}})
	}
	l := &s.runs[k]
	if l.first = 1; s.ahead(r, x) {
		l.first, x, r = 0, r, x
	}
	if !still {
		l.first = 0
	}
	l.insertAt(0, 0, x)
	l.insertAt(len(l.parts), 0, r)
	s.at[g] = asRun(k)
	s.rows += 2
}

// ahead reports whether row a comes before b now.
func (s *Groups) ahead(a, b rowset.Row) bool {
	if s.order == nil {
		return a < b
	}
	return s.order.Before(a, b, column.Cur)
}

// Commit ends the cycle.
func (s *Groups) Commit() {
	for p := range s.hit.Pages() {
		for i := range p.Len() {
			if g := int32(p.Row(i)); s.several(g) && s.run(g).n < 2 {
				s.end(g)
			}
		}
	}
	s.hit.Reset(0)
	for _, x := range s.was {
		if parts := x.list.parts; len(parts) > 0 && len(s.parts) < pastMax {
			clear(parts)
			s.parts = append(s.parts, parts[:0])
		}
	}
	clear(s.was)
	if s.was = s.was[:0]; cap(s.was) > pastMax {
		s.was, s.parts = nil, nil
	}
}

// end gives up the run of group g, which has a row or none.
func (s *Groups) end(g int32) {
	k := runOf(s.at[g])
	l := &s.runs[k]
	s.at[g] = l.First()
	s.rows -= l.n
	l.Reset(nil)
	l.parts = nil
	s.spare = append(s.spare, int32(k))
}

// Bytes is about the memory held, in bytes.
func (s *Groups) Bytes() int {
	n := 8*cap(s.at) + runBytes*cap(s.runs) + 4*cap(s.spare) + s.hit.Bytes() + 4*cap(s.slot) + pastBytes*cap(s.was)
	return n + (len(s.runs)-len(s.spare))*(partBytes+8*pageMin/2) + 8*s.rows*4/3
}

// pastMax is how many groups of before the cycle there is room for from cycle to cycle.
const pastMax = 1 << 16

// What a run takes, and a group of before the cycle.
const (
	runBytes  = 56
	pastBytes = 56
)
