package engine

import (
	"math/bits"

	"starling/engine/rowset"
)

// slots gives out rows that follow each other, as many as a power of two, and takes them back.
type slots struct {
	next rowset.Row
	free [48][]rowset.Row // by the power: the first ones of those given back
}

// class is the power of two that has room for n, which is not 0.
func class(n int) int { return bits.Len(uint(n - 1)) }

// roomy reports whether there is room for n where there are slots for old.
func roomy(old, n int) bool { return n == 0 || old > 0 && class(old) >= class(n) }

// take is the first of slots for n.
func (s *slots) take(n int) rowset.Row {
	c := class(n)
	if f := s.free[c]; len(f) > 0 {
		s.free[c] = f[:len(f)-1]
		return f[len(f)-1]
	}
	return s.after(1 << c)
}

// after is the first of n slots behind all others.
func (s *slots) after(n int) rowset.Row {
	r := s.next
	s.next += rowset.Row(n)
	return r
}

// give takes back those from r on that were taken for old, but those for the first n.
func (s *slots) give(r rowset.Row, old, n int) {
	c := class(old)
	if n == 0 {
		s.free[c] = append(s.free[c], r)
		return
	}
	for c--; c >= class(n); c-- { // the upper halves
		s.free[c] = append(s.free[c], r+1<<c)
	}
}

func (s *slots) bytes() (n int) {
	for _, f := range s.free {
		n += 8 * cap(f)
	}
	return n
}
