package rowset

import (
	"iter"
	"math/bits"
)

// Marks is a set of small numbers, such as those of groups. Unlike a Set it changes: it has
// a bit for each number that it was grown to, and is emptied in time for the pages on which
// there are marks. The zero value is empty and has room for nothing.
type Marks struct {
	pages [][words]uint64
	used  []uint64 // a bit for each page: it has marks
}

// Grow makes room for the numbers 0 to n-1.
func (m *Marks) Grow(n int) {
	if k := (n+PageSize-1)>>PageBits - len(m.pages); k > 0 {
		m.pages = append(m.pages, make([][words]uint64, k)...)
	}
	if k := (len(m.pages)+63)>>6 - len(m.used); k > 0 {
		m.used = append(m.used, make([]uint64, k)...)
	}
}

// Reset empties m and makes room for the numbers 0 to n-1.
func (m *Marks) Reset(n int) {
	for p := range m.marked() {
		m.pages[p] = [words]uint64{}
	}
	clear(m.used)
	m.Grow(n)
}

// Add adds g, for which there is room.
func (m *Marks) Add(g int32) {
	p := g >> PageBits
	m.pages[p][g&PageMask>>6] |= 1 << (g & 63)
	m.used[p>>6] |= 1 << (p & 63)
}

// AddAll adds all of groups.
func (m *Marks) AddAll(groups []int32) {
	for _, g := range groups {
		m.Add(g)
	}
}

// Or adds what n has, which has no more room than m.
func (m *Marks) Or(n *Marks) {
	for p := range n.marked() {
		for i, w := range &n.pages[p] {
			m.pages[p][i] |= w
		}
		m.used[p>>6] |= 1 << (p & 63)
	}
}

// Has reports whether g, for which there is room, is in m.
func (m *Marks) Has(g int32) bool {
	return m.pages[g>>PageBits][g&PageMask>>6]>>(g&63)&1 != 0
}

// Empty reports whether m has no number.
func (m *Marks) Empty() bool {
	for _, w := range m.used {
		if w != 0 {
			return false
		}
	}
	return true
}

// Len is how many numbers there are.
func (m *Marks) Len() (n int) {
	for p := range m.marked() {
		for _, w := range &m.pages[p] {
			n += bits.OnesCount64(w)
		}
	}
	return n
}

// marked yields the pages that have marks, ascending.
func (m *Marks) marked() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, w := range m.used {
			for ; w != 0; w &= w - 1 {
				if !yield(i<<6 + bits.TrailingZeros64(w)) {
					return
				}
			}
		}
	}
}

// Pages iterates over m a page at a time, ascending, as Set.Pages does.
func (m *Marks) Pages() iter.Seq[Page] {
	return m.pagesBy(func(p int) *[words]uint64 { return &m.pages[p] })
}

// PagesIn is Pages of the numbers of m that n, which has as much room, has or has not.
func (m *Marks) PagesIn(n *Marks, has bool) iter.Seq[Page] {
	flip := ^uint64(0)
	if has {
		flip = 0
	}
	var both [words]uint64
	return m.pagesBy(func(p int) *[words]uint64 {
		for i, w := range &m.pages[p] {
			both[i] = w & (n.pages[p][i] ^ flip)
		}
		return &both
	})
}

// pagesBy iterates over the pages of m that have marks, as get gives them.
func (m *Marks) pagesBy(get func(p int) *[words]uint64) iter.Seq[Page] {
	return func(yield func(Page) bool) {
		var off []uint16
		for p := range m.marked() {
			marks := get(p)
			lo, hi, n := extent(marks)
			if n == 0 {
				continue
			}
			page := Page{Base: Row(p) << PageBits, Lo: lo, Hi: hi}
			if n < hi-lo {
				off = offsets(off[:0], marks)
				page.Off = off
			}
			if !yield(page) {
				return
			}
		}
	}
}

// Set is the numbers as a Set, which later changes of m leave alone.
func (m *Marks) Set() Set {
	var b Builder
	for p := range m.marked() {
		b.addBits(Row(p)<<PageBits, &m.pages[p])
	}
	return b.Set()
}

// Bytes is the memory held, in bytes.
func (m *Marks) Bytes() int { return PageSize/8*cap(m.pages) + 8*cap(m.used) }
