package rowset

import (
	"math/rand/v2"
	"testing"
)

func TestMarks(t *testing.T) {
	var m, n Marks
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 8))
		room := 1 + rng.IntN(70*PageSize)
		m.Reset(room)
		n.Reset(0)
		n.Grow(room)
		want := map[Row]bool{}
		var groups []int32
		for range rng.IntN(200) {
			lo := rng.Int32N(int32(room))
			for g := lo; g < min(lo+1+rng.Int32N(300), int32(room)); g++ {
				groups = append(groups, g)
				want[Row(g)] = true
			}
		}
		k := rng.IntN(len(groups) + 1)
		m.AddAll(groups[:k])
		n.AddAll(groups[k:])
		m.Or(&n)
		check(t, "marks", m.Set(), want)
		if m.Len() != len(want) || m.Empty() != (len(want) == 0) {
			t.Fatalf("%d numbers, want %d", m.Len(), len(want))
		}
		var pages []Row
		for p := range m.Pages() {
			pages = p.AppendRows(pages)
		}
		check(t, "pages", Of(pages...), want)
		if len(pages) != len(want) {
			t.Fatalf("%d numbers by page, want %d", len(pages), len(want))
		}
		for range 50 {
			if g := rng.Int32N(int32(room)); m.Has(g) != want[Row(g)] {
				t.Fatalf("Has(%d) is %v", g, m.Has(g))
			}
		}
	}
}

// TestMarksPagesIn: the pages of what two sets have in common, and of what only one has.
func TestMarksPagesIn(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 8))
	for range 200 {
		var m, n Marks
		room := 1 + rng.IntN(5*PageSize)
		m.Grow(room)
		n.Grow(room)
		both, only := map[Row]bool{}, map[Row]bool{}
		for range 10 {
			n.Add(rng.Int32N(int32(room)))
		}
		for range 20 {
			g := rng.Int32N(int32(room))
			m.Add(g)
			if n.Has(g) {
				both[Row(g)] = true
			} else {
				only[Row(g)] = true
			}
		}
		for has, want := range map[bool]map[Row]bool{true: both, false: only} {
			var rows []Row
			for p := range m.PagesIn(&n, has) {
				if p.Len() == 0 {
					t.Fatal("an empty page")
				}
				rows = p.AppendRows(rows)
			}
			check(t, "pages", Of(rows...), want)
		}
	}
}

// TestMarksSet: a set made of marks does not change with them.
func TestMarksSet(t *testing.T) {
	var m Marks
	m.Reset(PageSize)
	m.AddAll([]int32{1, 5})
	s := m.Set()
	m.Add(7)
	m.Reset(PageSize)
	check(t, "set", s, map[Row]bool{1: true, 5: true})
}

func BenchmarkMarks(b *testing.B) {
	const groups, hits = 500_000, 20_000
	rng := rand.New(rand.NewPCG(1, 9))
	g := make([]int32, hits)
	for i := range g {
		g[i] = rng.Int32N(groups)
	}
	var m Marks
	b.ReportAllocs()
	for b.Loop() {
		m.Reset(groups)
		m.AddAll(g)
		if m.Set().Empty() {
			b.Fatal("empty")
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/hits, "ns/hit")
}
