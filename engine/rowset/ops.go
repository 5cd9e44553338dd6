package rowset

import (
	"math/bits"
	"sort"
)

// Union is the rows of a or b.
func Union(a, b Set) Set {
	switch {
	case a.n == 0:
		return b
	case b.n == 0:
		return a
	case a.IsRun() && b.IsRun() && a.spans[0].hi >= b.spans[0].lo && b.spans[0].hi >= a.spans[0].lo:
		return Run(min(a.First(), b.First()), max(a.Last(), b.Last())+1)
	}
	return combine(a, b, len(a.spans)+len(b.spans), or)
}

// Minus is the rows of a that are not in b.
func Minus(a, b Set) Set {
	if a.n == 0 || b.n == 0 || a.Last() < b.First() || b.Last() < a.First() {
		return a
	}
	if a.IsRun() && b.IsRun() {
		lo, hi := b.First(), b.Last()+1
		if lo <= a.First() {
			return Run(hi, a.Last()+1)
		}
		if hi > a.Last() {
			return Run(a.First(), lo)
		}
	}
	return combine(a, b, len(a.spans)+len(b.spans), andNot)
}

// Intersect is the rows of both a and b.
func Intersect(a, b Set) Set {
	if a.n == 0 || b.n == 0 || a.Last() < b.First() || b.Last() < a.First() {
		return Set{}
	}
	if a.IsRun() && b.IsRun() {
		return Run(max(a.First(), b.First()), min(a.Last(), b.Last())+1)
	}
	if a.IsRun() && a.First() <= b.First() && b.Last() <= a.Last() {
		return b
	}
	if b.IsRun() && b.First() <= a.First() && a.Last() <= b.Last() {
		return a
	}
	return combine(a, b, min(len(a.spans), len(b.spans)), and)
}

// Replace is the rows of a but those that are removed, which are all in a, and those that are
// added, which are not, or are removed too. It goes over a once.
func Replace(a, removed, added Set) Set {
	if removed.n == 0 {
		return Union(a, added)
	}
	if added.n == 0 || a.IsRun() || removed.IsRun() && added.IsRun() {
		return Union(Minus(a, removed), added)
	}
	return either(a, either(removed, added))
}

// either is the rows of a or b that are not in both.
func either(a, b Set) Set {
	if a.n == 0 || b.n == 0 {
		return Union(a, b)
	}
	return combine(a, b, len(a.spans)+len(b.spans), xor)
}

// Overlaps reports whether a and b have a row in common.
func Overlaps(a, b Set) bool { return !Intersect(a, b).Empty() }

// cursor walks the spans of a set; a bitmap covers its whole page.
type cursor struct {
	spans []span
}

// at is the state of the set from row x on: none of the rows (full false, bits nil),
// all of them, or the marked ones of x's page; it holds up to end.
func (c *cursor) at(x Row) (full bool, bits *[words]uint64, end Row) {
	if len(c.spans) > 0 && x >= c.spans[0].end() {
		c.skip(x)
	}
	if len(c.spans) == 0 {
		return false, nil, 1 << 62
	}
	s := c.spans[0]
	lo := s.lo
	if s.bits != nil {
		lo = s.base()
	}
	if x < lo {
		return false, nil, lo
	}
	return s.bits == nil, s.bits, s.end()
}

// within narrows [lo, hi) of the page down to where the bitmap at hand has rows.
func (c *cursor) within(base Row, lo, hi int) (int, int) {
	s := c.spans[0]
	return max(lo, int(s.lo-base)), min(hi, int(s.hi-base))
}

// skip goes on to the first span that ends after x, which the first does not, in steps that
// double: the other set may have few rows far from each other.
func (c *cursor) skip(x Row) {
	n := 1
	for n < len(c.spans) && c.spans[n].end() <= x {
		n *= 2
	}
	lo, hi := n/2+1, min(n, len(c.spans))
	c.spans = c.spans[lo+sort.Search(hi-lo, func(i int) bool { return c.spans[lo+i].end() > x }):]
}

// end is where what s says of rows ends: a bitmap is for its whole page.
func (s span) end() Row {
	if s.bits != nil {
		return s.base() + PageSize
	}
	return s.hi
}

// combine sweeps both sets from boundary to boundary. As long as one set has all rows or none,
// and so the result none or those of the other, it goes on in one step. There is room for as
// many spans.
func combine(a, b Set, room int, f bitwise) Set {
	out := Builder{spans: make([]span, 0, room)}
	ca, cb := cursor{a.spans}, cursor{b.spans}
	end := max(a.Last(), b.Last()) + 1
	for x := min(a.First(), b.First()); x < end; {
		fa, ba, ea := ca.at(x)
		fb, bb, eb := cb.at(x)
		y := min(ea, eb, end)
		if ba == nil && bb == nil {
			if f.of(all(fa), all(fb)) != 0 {
				out.AddRun(x, y)
			}
			x = y
			continue
		}
		if bb == nil {
			if z := out.other(&ca, x, eb, f.of(0, all(fb)), f.of(^uint64(0), all(fb))); z > x {
				x = z
				continue
			}
		}
		if ba == nil {
			if z := out.other(&cb, x, ea, f.of(all(fa), 0), f.of(all(fa), ^uint64(0))); z > x {
				x = z
				continue
			}
		}
		base := x &^ PageMask
		y = min(y, base+PageSize)
		lo, hi := int(x-base), int(y-base)
		x = y
		if ba != nil && f.of(0, ^uint64(0)) == 0 {
			lo, hi = ca.within(base, lo, hi)
		}
		if bb != nil && f.of(^uint64(0), 0) == 0 {
			lo, hi = cb.within(base, lo, hi)
		}
		if lo >= hi {
			continue
		}
		var m [words]uint64
		from, to := lo>>6, (hi+63)>>6
		f.page(m[from:to], bitmap(ba, fa)[from:to], bitmap(bb, fb)[from:to])
		clip(&m, lo, hi)
		out.addBits(base, &m, everyWord>>(words-to+from)<<from)
	}
	s := out.Set()
	if s.n == 0 {
		return Set{} // without the room
	}
	return s
}

// other takes in what a combination is from x on, where one set is all or nothing up to end
// and the other has spans: without becomes of rows that the other does not have, with of
// those that it has. It says up to where it did so, x if it did not.
func (b *Builder) other(c *cursor, x, end Row, without, with uint64) Row {
	switch {
	case without != 0:
		return x
	case with == 0:
		return end
	}
	s := c.spans[0]
	if s.lo < x || b.open && b.base == s.base() {
		return x
	}
	n := sort.Search(len(c.spans), func(i int) bool { return c.spans[i].pageEnd() > end })
	if n == 0 {
		return x
	}
	last := c.spans[n-1]
	after := last.rank
	if n < len(c.spans) {
		after = c.spans[n].rank
	} else {
		after += last.len()
	}
	b.share(c.spans[:n], after-s.rank)
	x = c.spans[n-1].pageEnd()
	c.spans = c.spans[n:]
	return x
}

// pageEnd is the end of the last page on which s has rows.
func (s span) pageEnd() Row { return (s.hi + PageMask) &^ PageMask }

// share appends spans of a set, of so many rows, which all lie on pages above the rows so far.
// Their bitmaps are not copied.
func (b *Builder) share(spans []span, rows int) {
	b.flush()
	all := b.n + rows
	if s := spans[0]; s.bits == nil {
		b.run(s.lo, s.hi)
		spans = spans[1:]
	}
	if len(spans) == 0 {
		return
	}
	shift := b.n - spans[0].rank
	k := len(b.spans)
	b.spans = append(b.spans, spans...)
	if shift != 0 {
		for i := range b.spans[k:] {
			b.spans[k+i].rank += shift
		}
	}
	b.n = all
}

// len is the number of rows of s.
func (s span) len() int {
	if s.bits == nil {
		return int(s.hi - s.lo)
	}
	n := 0
	for _, w := range s.bits {
		n += bits.OnesCount64(w)
	}
	return n
}

func all(full bool) uint64 {
	if full {
		return ^uint64(0)
	}
	return 0
}
