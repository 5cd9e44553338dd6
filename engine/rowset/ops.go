package rowset

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
// time and must give 0 for 0, 0.
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
		out.addBits(base, &m)
		x = y
	}
	return out.Set()
}

func all(full bool) uint64 {
	if full {
		return ^uint64(0)
	}
	return 0
}
