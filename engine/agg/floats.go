package agg

import (
	"math"

	"starling/engine/column"
)

// huge bounds the values that are summed as they are: 2^40 of them cannot
// overflow. Larger ones are summed apart, scaled down, so that a sum that
// overflows comes back when values leave.
const (
	huge  = 0x1p+960
	scale = 0x1p-128
)

// floatSums is a sum per group from which values may leave again: compensated, with
// what is not finite counted apart.
type floatSums struct {
	sums []floatSum
	odd  []oddSum // by group; nil until a value is not finite or huge
}

// floatSum is the sum of n values below huge: sum plus the rounding errors so far.
type floatSum struct {
	sum, err float64
	n        int64
}

// oddSum is what does not go into a floatSum: counts of what is not finite, and the
// sum of huge values times scale.
type oddSum struct {
	nan, pos, neg int64
	huge          floatSum
}

func (s *floatSums) grow(n int) {
	s.sums = grow(s.sums, n)
	if s.odd != nil {
		s.odd = grow(s.odd, n)
	}
}

// add takes in x, or with sign -1 takes it out.
func (s *floatSum) add(x float64, sign int64) {
	s.sum, s.err = addTo(s.sum, s.err, x*float64(sign))
	if s.n += sign; s.n == 0 {
		s.sum, s.err = 0, 0 // no error outlives the values it came from
	}
}

// addTo is sum plus x, and err plus what rounding lost (Neumaier's summation with
// Knuth's error term, which has no branch).
func addTo(sum, err, x float64) (float64, float64) {
	t := sum + x
	d := t - sum
	return t, err + ((sum - (t - d)) + (x - d))
}

// apply adds the values, or with sign -1 takes them out. Nulls are skipped.
func (s *floatSums) apply(groups []int32, v []float64, sign int64) {
	for i, g := range groups {
		x := v[i]
		if math.Abs(x) < huge {
			s.sums[g].add(x, sign)
		} else if x != column.NullDouble {
			s.applyOdd(g, x, sign)
		}
	}
}

// applyOdd is apply for one value that is not finite or is huge.
func (s *floatSums) applyOdd(g int32, x float64, sign int64) {
	switch o := s.oddSum(g); {
	case math.IsNaN(x):
		o.nan += sign
	case math.IsInf(x, 1):
		o.pos += sign
	case math.IsInf(x, -1):
		o.neg += sign
	default:
		o.huge.add(x*scale, sign)
	}
}

// oddSum is the oddSum of group g.
func (s *floatSums) oddSum(g int32) *oddSum {
	if s.odd == nil {
		s.odd = make([]oddSum, len(s.sums), cap(s.sums))
	}
	return &s.odd[g]
}

// count is the number of values in group g.
func (s *floatSums) count(g int32) int64 {
	n := s.sums[g].n
	if s.odd != nil {
		o := &s.odd[g]
		n += o.nan + o.pos + o.neg + o.huge.n
	}
	return n
}

// over is the sum of group g divided by n; NaN if there is a NaN or infinities of
// both signs.
func (s *floatSums) over(g int32, n float64) float64 {
	f := &s.sums[g]
	if s.odd == nil {
		return (f.sum + f.err) / n
	}
	switch o := &s.odd[g]; {
	case o.nan > 0 || o.pos > 0 && o.neg > 0:
		return math.NaN()
	case o.pos > 0:
		return math.Inf(1)
	case o.neg > 0:
		return math.Inf(-1)
	case o.huge.n > 0:
		return (o.huge.sum + (o.huge.err + (f.sum+f.err)*scale)) / n / scale
	}
	return (f.sum + f.err) / n
}

// value is the sum of group g, null if there is no value.
func (s *floatSums) value(g int32) float64 {
	if s.count(g) == 0 {
		return column.NullDouble
	}
	return s.over(g, 1)
}

// applyWeighted adds the products, or with sign -1 takes them out. A factor that is not finite
// makes a NaN, whatever the other is; pairs with a null are skipped; a product beyond 2^1152 is an infinity.
func (s *floatSums) applyWeighted(groups []int32, w, v []float64, sign int64) {
	for i, g := range groups {
		a, b := w[i], v[i]
		switch p := a * b; {
		case a-a != 0 || b-b != 0:
			s.applyOdd(g, math.NaN(), sign)
		case a == column.NullDouble || b == column.NullDouble:
		case math.Abs(p) < huge:
			s.sums[g].add(p, sign)
		case math.Abs(a*scale*b) <= math.MaxFloat64:
			s.oddSum(g).huge.add(a*scale*b, sign)
		default:
			s.applyOdd(g, p, sign)
		}
	}
}
