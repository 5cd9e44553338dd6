package arrange

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
	"starling/internal/invariants"
)

// table is a naive model: the rows of one moment, with their groups and values.
type table map[rowset.Row]place

type place struct {
	group int32
	value int
}

// group is the rows of a group in order.
func (t table) group(g int32, sorted bool) []rowset.Row {
	var rows []rowset.Row
	for r, p := range t {
		if p.group == g {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b rowset.Row) int {
		if c := cmp.Compare(t[a].value, t[b].value); sorted && c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	})
	return rows
}

// history is a table now and before the cycle; by its values rows are sorted.
type history struct{ now, before table }

func (h *history) Before(a, b rowset.Row, when column.When) bool {
	t := h.now
	if when == column.Prev {
		t = h.before
	}
	x, ok := t[a]
	y, too := t[b]
	if !ok || !too || a == b {
		panic(fmt.Sprintf("rows %d and %d are compared", a, b))
	}
	return cmp.Or(cmp.Compare(x.value, y.value), cmp.Compare(a, b)) < 0
}

// groups is what is tested and its model.
type groups struct {
	t      *testing.T
	rng    *rand.Rand
	s      *Groups
	h      *history
	pages  *Pages
	sorted bool
	prev   bool
	n      int32
	next   rowset.Row
}

// draw makes the table of the next cycle, and gives the rows that leave their places and those
// that come to one: all that changed and some that come back where they were.
func (g *groups) draw() (gone, came []rowset.Row) {
	g.h.before, g.h.now = g.h.now, table{}
	share := 1 + g.rng.IntN(12)
	for r, p := range g.h.before {
		switch x := g.rng.IntN(8 * share); {
		case x == 0:
			gone = append(gone, r)
			continue
		case x == 1:
			p.group = g.rng.Int32N(g.n)
		case x == 2:
			p.value = g.rng.IntN(5)
		case x > 3:
			g.h.now[r] = p
			continue
		}
		gone, came = append(gone, r), append(came, r)
		g.h.now[r] = p
	}
	for range g.rng.IntN(40) {
		g.h.now[g.next] = place{g.rng.Int32N(g.n), g.rng.IntN(5)}
		came = append(came, g.next)
		g.next += 1 + g.rng.Int64N(3)
	}
	return gone, came
}

// cycle plays one, but for its end; if it breaks, only a part of it.
func (g *groups) cycle(breaks bool) {
	gone, came := g.draw()
	g.s.Grow(int(g.n))
	for _, r := range gone {
		if breaks && g.rng.IntN(10) == 0 {
			return
		}
		g.s.Remove(g.h.before[r].group, r)
	}
	for _, r := range came {
		if breaks && g.rng.IntN(10) == 0 {
			return
		}
		g.s.Add(g.h.now[r].group, r)
	}
}

func (g *groups) check() {
	g.t.Helper()
	for k := range g.n {
		was, is := g.h.before.group(k, g.sorted), g.h.now.group(k, g.sorted)
		g.group(k, is, column.Cur)
		if g.prev {
			g.group(k, was, column.Prev)
		}
		first, last := rowset.None, rowset.None
		if len(is) > 0 {
			first, last = is[0], is[len(is)-1]
		}
		if g.s.First(k) != first || g.s.Last(k) != last {
			g.t.Fatalf("group %d is from %d to %d, want %v", k, g.s.First(k), g.s.Last(k), is)
		}
		from := g.s.Changed(k)
		if from > min(len(is), len(was)) || !slices.Equal(is[:from], was[:from]) {
			g.t.Fatalf("group %d is %v, was %v, and said to differ from %d on", k, is, was, from)
		}
		if !g.s.Touched().Has(k) && !slices.Equal(is, was) {
			g.t.Fatalf("group %d is %v, was %v, and said to be untouched", k, is, was)
		}
	}
}

func (g *groups) group(k int32, want []rowset.Row, when column.When) {
	g.t.Helper()
	if got := g.s.Slice(nil, k, 0, len(want)+1, when); !slices.Equal(got, want) || g.s.Len(k, when) != len(want) {
		g.t.Fatalf("group %d is %v of %d, want %v (%v)", k, got, g.s.Len(k, when), want, when)
	}
	for i, r := range want {
		if p := g.s.Position(k, r, when); p != i {
			g.t.Fatalf("row %d of group %d is at %d, want %d (%v)", r, k, p, i, when)
		}
	}
	at := g.rng.IntN(len(want) + 1)
	found := rowset.None
	if at < len(want) {
		found = want[at]
	}
	p, r := g.s.Search(k, func(r rowset.Row) bool { return slices.Index(want, r) >= at }, when)
	if p != at || r != found {
		g.t.Fatalf("row %d at %d of group %d was found, want %d at %d (%v)", r, p, k, found, at, when)
	}
}

func play(t *testing.T, seed uint64, cycles int) *groups {
	rng := rand.New(rand.NewPCG(seed, 2))
	g := &groups{t: t, rng: rng, h: &history{now: table{}}, pages: &Pages{}, sorted: rng.IntN(2) == 0, n: 1 + rng.Int32N(20)}
	if g.s = NewGroups(nil, g.pages); g.sorted {
		g.s = NewGroups(g.h, g.pages)
	}
	for range cycles {
		if g.prev = g.prev || rng.IntN(4) == 0; g.prev {
			g.s.Keep()
		}
		g.n += rng.Int32N(2)
		g.cycle(false)
		g.check()
		if what := junked(g); what != "" {
			t.Fatal(what)
		}
		g.s.Commit()
		g.pages.Turn()
	}
	return g
}

// junked says which page of before the cycle was given out to be written.
func junked(g *groups) string {
	for _, was := range g.s.was {
		for _, p := range was.list.parts {
			if slices.Contains(p.rows, junk) {
				return fmt.Sprintf("a page of before the cycle was overwritten: %v", p.rows)
			}
		}
	}
	return ""
}

// TestGroups compares groups with a naive model over random histories: rows come, go, move to
// other groups, change their place within one and come back to it.
func TestGroups(t *testing.T) {
	for seed := range uint64(30) {
		play(t, seed, 30)
	}
}

// TestGroupsBroken: where a cycle breaks off, groups are still as they were before it at Prev.
func TestGroupsBroken(t *testing.T) {
	for seed := range uint64(30) {
		g := play(t, seed, 20)
		g.s.Keep()
		g.cycle(true)
		for k := range g.n {
			g.group(k, g.h.before.group(k, g.sorted), column.Prev)
		}
	}
}

// TestChangedIsTight: a row at the end of a group leaves what is ahead of it alone.
func TestChangedIsTight(t *testing.T) {
	s := NewGroups(nil, &Pages{})
	s.Grow(1)
	for r := range rowset.Row(100) {
		want := s.Len(0, column.Cur)
		s.Add(0, r)
		if got := s.Changed(0); got != want {
			t.Errorf("row %d was added, and position %d on is said to differ", r, got)
		}
		s.Commit()
		if s.Changed(0) != want+1 || !s.Touched().Empty() {
			t.Error("a new cycle has changes")
		}
	}
	s.Remove(0, 60)
	s.Remove(0, 80)
	s.Add(0, 200)
	if got := s.Changed(0); got != 60 {
		t.Errorf("row 60 went, and position %d on is said to differ", got)
	}
}

// TestOneRowIsCheap: groups of a row cost eight bytes, also when they had more.
func TestOneRowIsCheap(t *testing.T) {
	const n = 1 << 16
	s := NewGroups(nil, &Pages{})
	s.Grow(n)
	for g := range int32(n) {
		s.Add(g, rowset.Row(g))
	}
	s.Commit()
	if b := s.Bytes(); b > 10*n {
		t.Errorf("%d bytes for %d groups of a row", b, n)
	}
	for i := range int32(5 * 1000) {
		s.Add(i/5, rowset.Row(n+i))
		s.Commit()
		s.Remove(i/5, rowset.Row(n+i))
		s.Commit()
	}
	if len(s.runs) > 1 || s.rows != 0 {
		t.Errorf("%d runs, %d rows in them", len(s.runs), s.rows)
	}
}

// TestSteadyGroups: cycles of rows that come and go need no memory, also where Prev is kept.
func TestSteadyGroups(t *testing.T) {
	pages := &Pages{}
	s := NewGroups(nil, pages)
	s.Grow(100)
	s.Keep()
	next := rowset.Row(0)
	cycle := func() {
		pages.Turn()
		for range 1000 {
			if next >= 20_000 {
				s.Remove(int32((next-20_000)%100), next-20_000)
			}
			next++
		}
		next -= 1000
		for range 1000 {
			s.Add(int32(next%100), next)
			next++
		}
		s.Commit()
	}
	for range 60 {
		cycle()
	}
	if n := testing.AllocsPerRun(20, cycle); n > 1 && !invariants.Enabled { // what is made once in a while; tiny pages come and go
		t.Errorf("%v allocations a cycle of 1000 rows", n)
	}
}
