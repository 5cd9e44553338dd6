// Package rowset owns sets of rows: immutable, sorted, and cheap where rows are
// consecutive. It knows nothing of columns or tables and imports nothing of them.
package rowset

import (
	"fmt"
	"iter"
	"math/bits"
	"sort"
	"strings"
)

// Row identifies a row of a table: a slot, of which package engine says how long it
// stands for that row. Rows are not negative.
type Row = int64

// None is the Row that stands for "no row".
const None Row = -1

// Set is an immutable ascending set of rows. The zero value is empty. A set is a
// list of spans, so consecutive rows cost O(1) however many they are.
type Set struct {
	n     int
	spans []span
}

// span is the run [lo, hi), or with bits the marked rows of one page, of which
// lo is the first and hi one past the last. Spans ascend and never touch within
// a page: a page is covered by one bitmap, or by runs that are whole on it.
type span struct {
	lo, hi Row
	bits   *[words]uint64
	rank   int // number of rows in the spans before
}

func (s span) base() Row { return s.lo &^ PageMask }

// Run is the set [lo, hi); empty if hi <= lo.
func Run(lo, hi Row) Set {
	if hi <= lo {
		return Set{}
	}
	return Set{n: int(hi - lo), spans: []span{{lo: lo, hi: hi}}}
}

// Len is the number of rows.
func (s Set) Len() int { return s.n }

// Empty reports whether s has no row.
func (s Set) Empty() bool { return s.n == 0 }

// IsRun reports whether the rows of s are consecutive; the empty set's are.
func (s Set) IsRun() bool { return len(s.spans) == 0 || len(s.spans) == 1 && s.spans[0].bits == nil }

// First is the lowest row, None if s is empty.
func (s Set) First() Row {
	if s.n == 0 {
		return None
	}
	return s.spans[0].lo
}

// Last is the highest row, None if s is empty.
func (s Set) Last() Row {
	if s.n == 0 {
		return None
	}
	return s.spans[len(s.spans)-1].hi - 1
}

// find is the index of the first span that ends after r.
func (s Set) find(r Row) int {
	return sort.Search(len(s.spans), func(i int) bool { return s.spans[i].hi > r })
}

// Contains reports whether r is in s.
func (s Set) Contains(r Row) bool {
	i := s.find(r)
	if i == len(s.spans) || r < s.spans[i].lo {
		return false
	}
	sp := s.spans[i]
	return sp.bits == nil || sp.bits[r&PageMask>>6]>>(r&63)&1 != 0
}

// Rank is the number of rows of s below r: the position of r, if s contains it.
func (s Set) Rank(r Row) int {
	i := s.find(r)
	if i == len(s.spans) {
		return s.n
	}
	sp := s.spans[i]
	if r <= sp.lo {
		return sp.rank
	}
	if sp.bits == nil {
		return sp.rank + int(r-sp.lo)
	}
	n, o := sp.rank, int(r&PageMask)
	for w := 0; w < o>>6; w++ {
		n += bits.OnesCount64(sp.bits[w])
	}
	return n + bits.OnesCount64(sp.bits[o>>6]&(1<<(o&63)-1))
}

// At is the row at position i, 0 <= i < Len.
func (s Set) At(i int) Row {
	k := sort.Search(len(s.spans), func(j int) bool { return s.spans[j].rank > i }) - 1
	sp := s.spans[k]
	i -= sp.rank
	if sp.bits == nil {
		return sp.lo + Row(i)
	}
	for w, x := range sp.bits {
		c := bits.OnesCount64(x)
		if i >= c {
			i -= c
			continue
		}
		for ; i > 0; i-- {
			x &= x - 1
		}
		return sp.base() + Row(w<<6+bits.TrailingZeros64(x))
	}
	panic("rowset: At beyond the set")
}

// Slice is the set of the rows at positions [i, j), both clamped to [0, Len].
func (s Set) Slice(i, j int) Set {
	i, j = max(i, 0), min(j, s.n)
	if i >= j {
		return Set{}
	}
	if i == 0 && j == s.n {
		return s
	}
	return Intersect(s, Run(s.At(i), s.At(j-1)+1))
}

// Pages iterates over s a page at a time, ascending. It must not be nested on
// one Set value's iterator; each call has buffers of its own.
func (s Set) Pages() iter.Seq[Page] {
	return func(yield func(Page) bool) {
		var off []uint16
		for _, sp := range s.spans {
			if sp.bits != nil {
				off = offsets(off[:0], sp.len(), sp.bits, everyWord)
				b := sp.base()
				if !yield(Page{Base: b, Lo: int(sp.lo - b), Hi: int(sp.hi - b), Off: off}) {
					return
				}
				continue
			}
			for lo := sp.lo; lo < sp.hi; {
				b := lo &^ PageMask
				hi := min(sp.hi, b+PageSize)
				if !yield(Page{Base: b, Lo: int(lo - b), Hi: int(hi - b)}) {
					return
				}
				lo = hi
			}
		}
	}
}

// offsets appends the n marked offsets of a page to dst, which is empty. Marks are only in the
// words that are used.
func offsets(dst []uint16, n int, m *[words]uint64, used uint64) []uint16 {
	if n > cap(dst) {
		dst = make([]uint16, 0, min(2*n, PageSize))
	}
	for ; used != 0; used &= used - 1 {
		w := bits.TrailingZeros64(used)
		for x := m[w]; x != 0; x &= x - 1 {
			dst = append(dst, uint16(w<<6+bits.TrailingZeros64(x)))
		}
	}
	return dst
}

// Scattered reports whether s has only few rows for each of its pages or runs.
func (s Set) Scattered() bool { return s.n < 8*len(s.spans) }

// All iterates over the rows, ascending. Kernels use Pages.
func (s Set) All() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for p := range s.Pages() {
			for i := range p.Len() {
				if !yield(p.Row(i)) {
					return
				}
			}
		}
	}
}

// AppendTo appends the rows of s, ascending, to dst.
func (s Set) AppendTo(dst []Row) []Row {
	for p := range s.Pages() {
		dst = p.AppendRows(dst)
	}
	return dst
}

// Equal reports whether a and b have the same rows.
func Equal(a, b Set) bool {
	if a.n != b.n || len(a.spans) != len(b.spans) {
		return false
	}
	for i, x := range a.spans {
		y := b.spans[i]
		if x.lo != y.lo || x.hi != y.hi || (x.bits == nil) != (y.bits == nil) || x.bits != nil && *x.bits != *y.bits {
			return false
		}
	}
	return true
}

// String is the runs of s, for messages of tests: "{0-9 12 15-16}".
func (s Set) String() string {
	var b strings.Builder
	b.WriteByte('{')
	lo, last := None, None
	flush := func() {
		if lo == None {
			return
		}
		if b.Len() > 1 {
			b.WriteByte(' ')
		}
		if fmt.Fprint(&b, lo); last > lo {
			fmt.Fprintf(&b, "-%d", last)
		}
	}
	for r := range s.All() {
		if lo != None && r == last+1 {
			last = r
			continue
		}
		flush()
		lo, last = r, r
	}
	flush()
	b.WriteByte('}')
	return b.String()
}
