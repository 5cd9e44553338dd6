package arrange

import (
	"testing"

	"starling/engine/rowset"
	"starling/internal/invariants"
)

// TestPagesRetire: a page that shows what was before the cycle is not given out again until the
// next one; any other is at once. Under the invariants tag what is free is overwritten.
func TestPagesRetire(t *testing.T) {
	p := &Pages{}
	seen := append(p.get(3), 1, 2, 3)
	free := append(p.get(3), 4)
	p.put(seen, true)
	p.put(free, false)
	if again := p.get(4)[:1]; &again[0] != &free[0] || len(free) == 1 && (free[0] == junk) != invariants.Enabled {
		t.Errorf("the free page was not given out, or not overwritten: %v", free)
	}
	if other := p.get(4)[:1]; &other[0] == &seen[0] || seen[0] != 1 || seen[2] != 3 {
		t.Errorf("a retired page was given out: %v", seen)
	}
	p.Turn()
	if (seen[0] == junk) != invariants.Enabled {
		t.Errorf("a page that became free holds %v", seen)
	}
	if again := p.get(4)[:1]; &again[0] != &seen[0] {
		t.Error("a page that had retired is not given out in the next cycle")
	}
}

// TestPagesAreBounded: pages that the last cycle did not need are left to the collector.
func TestPagesAreBounded(t *testing.T) {
	p := &Pages{}
	const n = 10 * pagesMin
	var pages [][]rowset.Row
	for range n {
		pages = append(pages, p.get(1))
	}
	for _, page := range pages {
		p.put(page, true)
	}
	p.Turn()
	if k := len(p.free[0]); k != n {
		t.Errorf("%d pages are free after a cycle that gave back %d", k, n)
	}
	p.Turn()
	if k := len(p.free[0]); k != pagesMin {
		t.Errorf("%d pages are free after a cycle that gave back none", k)
	}
}

// TestSizes: a page has room for what it is got for, and not much more.
func TestSizes(t *testing.T) {
	p := &Pages{}
	for n := range pageMax + 1 {
		page := p.get(n)
		if cap(page) < n || cap(page) > max(pageMin, 2*n) || len(page) != 0 {
			t.Fatalf("a page for %d rows has room for %d", n, cap(page))
		}
		p.put(page, false)
		if again := p.get(n); cap(again) != cap(page) {
			t.Fatalf("a page with room for %d came back as one for %d", cap(page), cap(again))
		}
	}
}
