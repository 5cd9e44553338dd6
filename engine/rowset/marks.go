package rowset

import (
	"encoding/binary"
	"iter"
	"math/bits"
)

// Marks is a set of small numbers, such as those of groups. Unlike a Set it changes: it has
// a bit for each number that it was grown to, and what is done with it takes time for the
// words in which there are marks. The zero value is empty and has room for nothing.
type Marks struct {
	words []uint64 // a bit for each number, of whole pages
	used  []uint64 // a bit for each of words: it has marks
	top   []byte   // 1 for each of used that is not 0, of whole words of eight
}

// Grow makes room for the numbers 0 to n-1.
func (m *Marks) Grow(n int) {
	m.words = atLeast(m.words, (n+PageSize-1)>>PageBits*words)
	m.used = atLeast(m.used, (len(m.words)+63)>>6)
	m.top = atLeast(m.top, (len(m.used)+7)&^7)
}

// atLeast is s with at least n elements.
func atLeast[T any](s []T, n int) []T {
	if k := n - len(s); k > 0 {
		s = append(s, make([]T, k)...)
	}
	return s
}

// Reset empties m and makes room for the numbers 0 to n-1.
func (m *Marks) Reset(n int) {
	for i := range m.lines() {
		w := m.words[i<<6 : min(i<<6+64, len(m.words))]
		if x := m.used[i]; bits.OnesCount64(x) > len(w)/4 {
			clear(w)
		} else {
			for ; x != 0; x &= x - 1 {
				w[bits.TrailingZeros64(x)] = 0
			}
		}
		m.used[i] = 0
	}
	clear(m.top)
	m.Grow(n)
}

// Add adds g, for which there is room.
func (m *Marks) Add(g int32) {
	w := g >> 6
	m.words[w] |= 1 << (g & 63)
	m.used[w>>6] |= 1 << (w & 63)
	m.top[w>>6] = 1
}

// AddAll adds all of groups.
func (m *Marks) AddAll(groups []int32) {
	marks, used, top := m.words, m.used, m.top
	for _, g := range groups {
		w := g >> 6
		marks[w] |= 1 << (g & 63)
		used[w>>6] |= 1 << (w & 63)
		top[w>>6] = 1
	}
}

// Or adds what n has, which has no more room than m.
func (m *Marks) Or(n *Marks) {
	for i := range n.lines() {
		for x := n.used[i]; x != 0; x &= x - 1 {
			w := i<<6 + bits.TrailingZeros64(x)
			m.words[w] |= n.words[w]
		}
		m.used[i] |= n.used[i]
		m.top[i] = 1
	}
}

// Has reports whether g, for which there is room, is in m.
func (m *Marks) Has(g int32) bool { return m.words[g>>6]>>(g&63)&1 != 0 }

// Empty reports whether m has no number.
func (m *Marks) Empty() bool {
	for range m.lines() {
		return false
	}
	return true
}

// Len is how many numbers there are.
func (m *Marks) Len() (n int) {
	for i := range m.lines() {
		for x := m.used[i]; x != 0; x &= x - 1 {
			n += bits.OnesCount64(m.words[i<<6+bits.TrailingZeros64(x)])
		}
	}
	return n
}

// lines yields which of used are not 0, ascending.
func (m *Marks) lines() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; i < len(m.top); i += 8 {
			for x := binary.LittleEndian.Uint64(m.top[i:]); x != 0; x &= x - 1 {
				if !yield(i + bits.TrailingZeros64(x)>>3) {
					return
				}
			}
		}
	}
}

// marked yields the pages that have marks, ascending, with a bit for each of their words.
func (m *Marks) marked() iter.Seq2[int, uint64] {
	return func(yield func(int, uint64) bool) {
		for i := range m.lines() {
			for x := m.used[i]; x != 0; {
				w := i<<6 + bits.TrailingZeros64(x)
				p := w / words
				mine := uint64(everyWord) << (p * words & 63)
				if !yield(p, (x&mine)>>(p*words&63)) {
					return
				}
				x &^= mine
			}
		}
	}
}

// page is the words of page p.
func (m *Marks) page(p int) *[words]uint64 { return (*[words]uint64)(m.words[p*words:]) }

// Pages iterates over m a page at a time, ascending, as Set.Pages does.
func (m *Marks) Pages() iter.Seq[Page] {
	return m.pagesBy(func(p int) *[words]uint64 { return m.page(p) })
}

// PagesIn is Pages of the numbers of m that n, which has as much room, has or has not.
func (m *Marks) PagesIn(n *Marks, has bool) iter.Seq[Page] {
	flip := ^uint64(0)
	if has {
		flip = 0
	}
	var both [words]uint64
	return m.pagesBy(func(p int) *[words]uint64 {
		of := n.page(p)
		for i, w := range m.page(p) {
			both[i] = w & (of[i] ^ flip)
		}
		return &both
	})
}

// pagesBy iterates over the pages of m that have marks, as get gives them.
func (m *Marks) pagesBy(get func(p int) *[words]uint64) iter.Seq[Page] {
	return func(yield func(Page) bool) {
		var off []uint16
		for p, used := range m.marked() {
			marks := get(p)
			lo, hi, n := extent(marks, used)
			if n == 0 {
				continue
			}
			page := Page{Base: Row(p) << PageBits, Lo: lo, Hi: hi}
			if n < hi-lo {
				off = offsets(off[:0], n, marks, used)
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
	for p, used := range m.marked() {
		b.addBits(Row(p)<<PageBits, m.page(p), used)
	}
	return b.Set()
}

// Bytes is the memory held, in bytes.
func (m *Marks) Bytes() int { return 8 * (cap(m.words) + cap(m.used) + cap(m.top)) }
