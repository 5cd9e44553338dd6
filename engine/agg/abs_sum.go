package agg

import (
	"math"

	"starling/engine/column"
)

// newAbsSum is the sum of the absolute values of a group, with the types of sum.
func newAbsSum(in []column.Type, args Args, _ bool) (Agg, error) {
	t, err := sumType("abs_sum")(in, args)
	if err == nil && t.Big() {
		return bigSumOf(t, column.Decimal.Abs, false), nil
	}
	return sumOf(t, err, absLongs, absDoubles)
}

// absLongs leaves null, the least long, as it is: its negation is itself.
func absLongs(dst, src []int64) {
	for i, x := range src {
		m := x >> 63
		dst[i] = x ^ m - m
	}
}

func absDoubles(dst, src []float64) {
	for i, x := range src {
		if x != column.NullDouble {
			x = math.Abs(x)
		}
		dst[i] = x
	}
}
