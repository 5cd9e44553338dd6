package agg

import "starling/engine/column"

// newWeightedSum is the sum of weight times value of a group: long if both are whole
// numbers, else double. One that is not finite makes NaN; other pairs with a null are skipped.
func newWeightedSum(in []column.Type, args Args, _ bool) (Agg, error) {
	t, err := weightedSumType(in, args)
	switch {
	case err != nil:
		return nil, err
	case t.Kind == column.Long:
		return &longWeightedSum{out: newOut[int64](t)}, nil
	}
	return &floatWeightedSum{out: newOut[float64](t)}, nil
}

type longWeightedSum struct {
	out[int64]
	sums       wholeSums
	bufW, bufX []int64
}

func (a *longWeightedSum) Grow(groups int) {
	a.touched.Grow(groups)
	a.sums = grow(a.sums, groups)
}

func (a *longWeightedSum) Add(groups []int32, in []column.Vector)    { a.apply(groups, in, 1) }
func (a *longWeightedSum) Remove(groups []int32, in []column.Vector) { a.apply(groups, in, -1) }

func (a *longWeightedSum) apply(groups []int32, in []column.Vector, sign int64) {
	a.touched.AddAll(groups)
	w, x := longs(&a.bufW, in[0]), longs(&a.bufX, in[1])
	for i, g := range groups {
		if w[i] != column.NullLong && x[i] != column.NullLong {
			s := &a.sums[g]
			s.sum += w[i] * x[i] * sign
			s.n += sign
		}
	}
}

// Flush writes the sums of the touched groups.
func (a *longWeightedSum) Flush() { a.flush(a.sums.value) }

type floatWeightedSum struct {
	out[float64]
	sums       floatSums
	bufW, bufX []float64
}

func (a *floatWeightedSum) Grow(groups int) {
	a.touched.Grow(groups)
	a.sums.grow(groups)
}

func (a *floatWeightedSum) Add(groups []int32, in []column.Vector)    { a.apply(groups, in, 1) }
func (a *floatWeightedSum) Remove(groups []int32, in []column.Vector) { a.apply(groups, in, -1) }

func (a *floatWeightedSum) apply(groups []int32, in []column.Vector, sign int64) {
	a.touched.AddAll(groups)
	a.sums.applyWeighted(groups, doubles(&a.bufW, in[0]), doubles(&a.bufX, in[1]), sign)
}

// Flush writes the sums of the touched groups.
func (a *floatWeightedSum) Flush() { a.flush(a.sums.value) }
