package agg

import (
	"math"

	"starling/engine/column"
)

// newWeightedAvg is the mean of the values of a group by weight, as double. One that
// is not finite makes NaN; other pairs with a null are skipped; null if there are none.
func newWeightedAvg(in []column.Type, args Args, _ bool) (Agg, error) {
	t, err := doubleType("weighted_avg")(in, args)
	if err != nil {
		return nil, err
	}
	return &weightedAvg{out: newOut[float64](t)}, nil
}

type weightedAvg struct {
	out[float64]
	products   floatSums
	weights    floatSums // of the pairs that count in products, where these are numbers
	bufW, bufX []float64
}

func (a *weightedAvg) Grow(groups int) {
	a.touched.Grow(groups)
	a.products.grow(groups)
	a.weights.grow(groups)
}

func (a *weightedAvg) Add(groups []int32, in []column.Vector)    { a.apply(groups, in, 1) }
func (a *weightedAvg) Remove(groups []int32, in []column.Vector) { a.apply(groups, in, -1) }

func (a *weightedAvg) apply(groups []int32, in []column.Vector, sign int64) {
	a.touched.AddAll(groups)
	w, x := doubles(&a.bufW, in[0]), doubles(&a.bufX, in[1])
	a.products.applyWeighted(groups, w, x, sign)
	for i, g := range groups {
		b := x[i]
		if b == column.NullDouble || b-b != 0 {
			continue
		}
		if c := w[i]; math.Abs(c) < huge {
			a.weights.sums[g].add(c, sign)
		} else if c != column.NullDouble && c-c == 0 {
			a.weights.applyOdd(g, c, sign)
		}
	}
}

// Flush writes the means of the touched groups.
func (a *weightedAvg) Flush() {
	a.flush(func(g int32) float64 {
		if a.products.count(g) == 0 {
			return column.NullDouble
		}
		return a.products.over(g, a.weights.over(g, 1))
	})
}
