package arrange

import (
	"math/bits"
	"sync"

	"starling/engine/rowset"
	"starling/internal/invariants"
)

// Pages is where lists get their pages from and give them back to. A page that a list shows
// as of before the cycle retires when it is given back: nobody writes it until Turn, when the
// next cycle begins and nobody reads what was before the last one any more. Any other page is
// free at once. Under the invariants tag a page that becomes free is overwritten, so that
// whoever kept it finds junk. It is safe for concurrent use, Turn excepted.
//
// A nil *Pages makes every page anew.
type Pages struct {
	mu      sync.Mutex
	cycle   uint64 // pages are born in it
	free    [pageSizes][][]rowset.Row
	retired [pageSizes][][]rowset.Row
	given   [pageSizes]int // back, in this cycle
}

// Pages have room for pageMin rows, or twice as many, and so on up to pageMax.
const (
	pageMin   = 4
	pageSizes = 8
)

// junk is what pages are overwritten with that are free: no row.
const junk rowset.Row = -1 << 40

// sizeOf is the smallest size of pages with room for n rows.
func sizeOf(n int) int { return max(0, bits.Len(uint(n-1))-2) }

// born is the cycle in which pages are made now.
func (p *Pages) born() uint64 {
	if p == nil {
		return 0
	}
	return p.cycle
}

// get is an empty page with room for n rows, at most pageMax.
func (p *Pages) get(n int) []rowset.Row {
	size := sizeOf(max(n, 1))
	if p != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		if k := len(p.free[size]); k > 0 {
			page := p.free[size][k-1]
			p.free[size] = p.free[size][:k-1]
			return page
		}
	}
	return make([]rowset.Row, 0, pageMin<<size)
}

// put takes back a page; seen says that a list shows it as of before the cycle.
func (p *Pages) put(page []rowset.Row, seen bool) {
	if p == nil || cap(page) == 0 {
		return
	}
	size := sizeOf(cap(page))
	p.mu.Lock()
	defer p.mu.Unlock()
	p.given[size]++
	if seen {
		p.retired[size] = append(p.retired[size], page)
		return
	}
	p.free[size] = append(p.free[size], spoilt(page))
}

// spoilt is a page that becomes free, empty.
func spoilt(page []rowset.Row) []rowset.Row {
	if invariants.Enabled {
		page = page[:cap(page)]
		for i := range page {
			page[i] = junk
		}
	}
	return page[:0]
}

// pagesMin is how many free pages of a size are kept though the last cycle gave back fewer.
const pagesMin = 64

// Turn begins a cycle: what retired in the last one is free. Nobody reads Prev now.
func (p *Pages) Turn() {
	p.cycle++
	for i := range p.free {
		for k, page := range p.retired[i] {
			p.free[i] = append(p.free[i], spoilt(page))
			p.retired[i][k] = nil
		}
		p.retired[i] = p.retired[i][:0]
		if n := max(pagesMin, p.given[i]); len(p.free[i]) > n {
			clear(p.free[i][n:])
			p.free[i] = p.free[i][:n]
		}
		p.given[i] = 0
	}
}
