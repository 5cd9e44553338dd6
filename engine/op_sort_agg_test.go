package engine

import (
	"cmp"
	"testing"
)

// TestSortThenGroup: rows that change their place in a sort are Removed and Added, which
// what groups them has to see even where the row chosen stays the same.
func TestSortThenGroup(t *testing.T) {
	for seed := range uint64(30) {
		l := newLive(t, seed)
		sorted := must[*Table](t)(l.ed.Table().Sort([]SortKey{{Column: "N", Descending: false}}))
		last, first := must[*Table](t)(sorted.LastBy([]Pair{{New: "Sym", Old: "Sym"}})), must[*Table](t)(sorted.FirstBy([]Pair{{New: "Sym", Old: "Sym"}}))
		watch(t, "last", last)
		watch(t, "first", first)
		for range 30 {
			l.churn(3)
			model := l.sortedRows(l.model(func(a, b trade) int { return cmp.Compare(a.n, b.n) }))
			lasts, firsts := map[string]trade{}, map[string]trade{}
			for _, r := range model {
				lasts[r.sym] = r
				if _, ok := firsts[r.sym]; !ok {
					firsts[r.sym] = r
				}
			}
			for tab, want := range map[*Table]map[string]trade{last: lasts, first: firsts} {
				got := text(t, tab)
				if len(got) != len(want) {
					t.Fatalf("seed %d: %d groups, want %d", seed, len(got), len(want))
				}
				seen := map[string]bool{}
				for _, r := range want {
					seen[r.String()] = true
				}
				for _, g := range got {
					if !seen[g] {
						t.Fatalf("seed %d: %q is not the row of a group", seed, g)
					}
				}
			}
		}
	}
}
