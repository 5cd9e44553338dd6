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
	return combine(a, b, func(x, y uint64) uint64 { return x | y })
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
	return combine(a, b, func(x, y uint64) uint64 { return x &^ y })
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
	return combine(a, b, func(x, y uint64) uint64 { return x & y })
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
	for len(c.spans) > 0 {
		s := c.spans[0]
		lo, hi := s.lo, s.hi
		if s.bits != nil {
			lo = s.base()
			hi = lo + PageSize
		}
		if x >= hi {
			c.spans = c.spans[1:]
			continue
		}
		if x < lo {
			return false, nil, lo
		}
		return s.bits == nil, s.bits, hi
	}
	return false, nil, 1 << 62
}

// combine sweeps both sets from boundary to boundary; f combines 64 rows at a
// time and must give 0 for 0, 0. As long as one set has all rows or none, and so the result
// none or those of the other, it goes on in one step.
func combine(a, b Set, f func(x, y uint64) uint64) Set {
	var out Builder
	ca, cb := cursor{a.spans}, cursor{b.spans}
	end := max(a.Last(), b.Last()) + 1
	for x := min(a.First(), b.First()); x < end; {
		fa, ba, ea := ca.at(x)
		fb, bb, eb := cb.at(x)
		y := min(ea, eb, end)
		if ba == nil && bb == nil {
			if f(all(fa), all(fb)) != 0 {
				out.AddRun(x, y)
			}
			x = y
			continue
		}
		if bb == nil {
			if z := out.other(&ca, x, eb, f(0, all(fb)), f(^uint64(0), all(fb))); z > x {
				x = z
				continue
			}
		}
		if ba == nil {
			if z := out.other(&cb, x, ea, f(all(fa), 0), f(all(fa), ^uint64(0))); z > x {
				x = z
				continue
			}
		}
		base := x &^ PageMask
		y = min(y, base+PageSize)
		var m [words]uint64
		lo, hi := int(x-base), int(y-base)
		for w := lo >> 6; w <= (hi-1)>>6; w++ {
			u, v := all(fa), all(fb)
			if ba != nil {
				u = ba[w]
			}
			if bb != nil {
				v = bb[w]
			}
			m[w] = f(u, v) & mask(w, lo, hi)
		}
		out.addBits(base, &m, everyWord)
		x = y
	}
	return out.Set()
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
	b.share(c.spans[:n])
	x = c.spans[n-1].pageEnd()
	c.spans = c.spans[n:]
	return x
}

// pageEnd is the end of the last page on which s has rows.
func (s span) pageEnd() Row { return (s.hi + PageMask) &^ PageMask }

// share appends spans of a set, which all lie on pages above the rows so far. Their bitmaps
// are not copied.
func (b *Builder) share(spans []span) {
	b.flush()
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
	last := b.spans[len(b.spans)-1]
	b.n = last.rank + last.len()
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
