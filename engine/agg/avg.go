package agg

import (
	"math/bits"

	"starling/engine/column"
)

// newAvg is the mean of the values of a group, as double; null if there are none.
func newAvg(in []column.Type, args Args, _ bool) (Agg, error) {
	t, err := meanType("avg")(in, args)
	switch {
	case err != nil:
		return nil, err
	case in[0].Big():
		return bigSumOf(t, nil, true), nil
	}
	if floating(in[0]) {
		return &floatAvg{out: newOut[float64](t)}, nil
	}
	return &wholeAvg{out: newOut[float64](t)}, nil
}

type floatAvg struct {
	out[float64]
	sums floatSums
	buf  []float64
}

func (a *floatAvg) Grow(groups int) {
	a.touched.Grow(groups)
	a.sums.grow(groups)
}

func (a *floatAvg) Add(groups []int32, in []column.Vector)    { a.apply(groups, in, 1) }
func (a *floatAvg) Remove(groups []int32, in []column.Vector) { a.apply(groups, in, -1) }

func (a *floatAvg) apply(groups []int32, in []column.Vector, sign int64) {
	a.touched.AddAll(groups)
	a.sums.apply(groups, doubles(&a.buf, in[0]), sign)
}

// Flush writes the means of the touched groups.
func (a *floatAvg) Flush() {
	a.flush(func(g int32) float64 {
		n := a.sums.count(g)
		if n == 0 {
			return column.NullDouble
		}
		return a.sums.over(g, float64(n))
	})
}

// wholeAvg keeps exact sums, so that the mean of large longs does not wrap around.
type wholeAvg struct {
	out[float64]
	sums []wideSum
	buf  []int64
}

// wideSum is a sum of n longs in 128 bits, two's complement.
type wideSum struct {
	hi int64
	lo uint64
	n  int64
}

func (a *wholeAvg) Grow(groups int) {
	a.touched.Grow(groups)
	a.sums = grow(a.sums, groups)
}

func (a *wholeAvg) Add(groups []int32, in []column.Vector)    { a.apply(groups, in, 1) }
func (a *wholeAvg) Remove(groups []int32, in []column.Vector) { a.apply(groups, in, -1) }

func (a *wholeAvg) apply(groups []int32, in []column.Vector, sign int64) {
	a.touched.AddAll(groups)
	v := longs(&a.buf, in[0])
	for i, g := range groups {
		if x := v[i]; x != column.NullLong {
			a.sums[g].add(x*sign, sign)
		}
	}
}

func (s *wideSum) add(x, n int64) {
	lo, carry := bits.Add64(s.lo, uint64(x), 0)
	s.lo = lo
	s.hi += x>>63 + int64(carry)
	s.n += n
}

// mean is the sum divided by n, which is not 0, to within rounding.
func (s *wideSum) mean() float64 {
	if s.hi == int64(s.lo)>>63 {
		return float64(int64(s.lo)) / float64(s.n)
	}
	hi, lo := uint64(s.hi), s.lo
	sign := 1.0
	if s.hi < 0 {
		var borrow uint64
		lo, borrow = bits.Sub64(0, lo, 0)
		hi, _ = bits.Sub64(0, hi, borrow)
		sign = -1
	}
	q, r := bits.Div64(hi, lo, uint64(s.n)) // |mean| < 2^63, so hi < n
	return sign * (float64(q) + float64(r)/float64(s.n))
}

// Flush writes the means of the touched groups.
func (a *wholeAvg) Flush() {
	a.flush(func(g int32) float64 {
		if a.sums[g].n == 0 {
			return column.NullDouble
		}
		return a.sums[g].mean()
	})
}
