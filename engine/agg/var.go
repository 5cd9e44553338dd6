package agg

import (
	"math"

	"starling/engine/column"
)

// newVar is the sample variance of the values of a group, as double: null of no
// value, NaN of one, and NaN as long as a value is in that is not finite or is so
// large (3e147) that its square may overflow.
func newVar(in []column.Type, args Args, _ bool) (Agg, error) {
	return varianceOf("var", in, args, false)
}

func varianceOf(name string, in []column.Type, args Args, root bool) (Agg, error) {
	t, err := meanType(name)(in, args)
	switch {
	case err != nil:
		return nil, err
	case in[0].Big():
		return &bigVariance{out: newOut[any](t), root: root}, nil
	}
	return &variance{out: newOut[float64](t), root: root}, nil
}

type variance struct {
	out[float64]
	root bool
	sums []squareSum
	wild []int64 // by group: how many values have no usable square; nil until there is one
	buf  []float64
}

// squareSum is the sums of n values and of their squares, each with its rounding
// errors, which the difference of the two needs: it is small where they are large. The
// errors of the squares are large themselves where a value is that leaves again, so
// their rounding errors are kept too.
type squareSum struct {
	n              int64
	sum, err       float64
	sum2, er2, er3 float64
}

func (a *variance) Grow(groups int) {
	a.touched.Grow(groups)
	a.sums = grow(a.sums, groups)
	if a.wild != nil {
		a.wild = grow(a.wild, groups)
	}
}

func (a *variance) Add(groups []int32, in []column.Vector)    { a.apply(groups, in, 1) }
func (a *variance) Remove(groups []int32, in []column.Vector) { a.apply(groups, in, -1) }

// wildest bounds the values whose squares can be summed, 2^40 of them.
const wildest = 0x1p+490

func (a *variance) apply(groups []int32, in []column.Vector, sign int64) {
	a.touched.AddAll(groups)
	v := doubles(&a.buf, in[0])
	for i, g := range groups {
		x := v[i]
		if math.Abs(x) < wildest {
			a.sums[g].add(x, sign)
		} else if x != column.NullDouble {
			if a.wild == nil {
				a.wild = make([]int64, len(a.sums), cap(a.sums))
			}
			a.wild[g] += sign
		}
	}
}

func (s *squareSum) add(x float64, sign int64) {
	f := float64(sign)
	p := x * x * f
	var lost float64
	s.sum, s.err = addTo(s.sum, s.err, x*f)
	s.sum2, lost = addTo(s.sum2, 0, p)
	s.er2, s.er3 = addTo(s.er2, s.er3, lost)
	s.er2, s.er3 = addTo(s.er2, s.er3, math.FMA(x*f, x, -p))
	if s.n += sign; s.n == 0 {
		*s = squareSum{}
	}
}

// value is the variance of at least two values.
func (s *squareSum) value() float64 {
	n := float64(s.n)
	sum := s.sum + s.err
	low := s.sum - sum + s.err
	p := sum * sum
	e := math.FMA(sum, sum, -p) + 2*sum*low
	q := p / n // q + r is the square of the sum over n
	r := (math.FMA(-q, n, p) + e) / n
	d := (s.sum2 - q) + (s.er2 - r + s.er3)
	if d <= s.sum2*0x1p-96 { // no more than rounding
		return 0
	}
	return d / (n - 1)
}

// Flush writes the variances of the touched groups, or their roots.
func (a *variance) Flush() {
	a.flush(func(g int32) float64 {
		s := &a.sums[g]
		wild := a.wild != nil && a.wild[g] > 0
		switch {
		case wild || s.n == 1:
			return math.NaN()
		case s.n == 0:
			return column.NullDouble
		case a.root:
			return math.Sqrt(s.value())
		}
		return s.value()
	})
}
