package agg

import (
	"math/big"

	"starling/engine/column"
)

// bigSumOf is the sum of BigDecimals or BigIntegers, of their absolute values, or with
// mean their mean, which is a BigDecimal.
func bigSumOf(t column.Type, value func(column.Decimal) column.Decimal, mean bool) Agg {
	return &bigTotal{out: newOut[any](t), value: value, mean: mean, whole: t == column.BigInteger}
}

type bigTotal struct {
	out[any]
	sums        bigSums
	value       func(column.Decimal) column.Decimal
	mean, whole bool
}

func (a *bigTotal) Grow(groups int) {
	a.touched.Grow(groups)
	a.sums = grow(a.sums, groups)
}

func (a *bigTotal) Add(groups []int32, in []column.Vector)    { a.apply(groups, in, 1) }
func (a *bigTotal) Remove(groups []int32, in []column.Vector) { a.apply(groups, in, -1) }

func (a *bigTotal) apply(groups []int32, in []column.Vector, sign int64) {
	a.touched.AddAll(groups)
	a.sums.apply(groups, in[0].(*column.Vec[any]).V, sign, a.value)
}

// Flush writes the sums or means of the touched groups.
func (a *bigTotal) Flush() {
	a.flush(func(g int32) any {
		s := &a.sums[g]
		switch {
		case s.n == 0:
			return nil
		case a.mean:
			return s.over(s.n)
		case a.whole:
			return new(big.Int).Set(&s.sum)
		}
		return s.over(1)
	})
}

// stdScale is how many digits after the point a standard deviation has, as in Deephaven.
const stdScale = 10

// bigVariance is the sample variance of BigDecimals or BigIntegers as a BigDecimal, or its
// root; null of less than two values.
type bigVariance struct {
	out[any]
	root          bool
	sums, squares bigSums
}

func (a *bigVariance) Grow(groups int) {
	a.touched.Grow(groups)
	a.sums, a.squares = grow(a.sums, groups), grow(a.squares, groups)
}

func (a *bigVariance) Add(groups []int32, in []column.Vector)    { a.apply(groups, in, 1) }
func (a *bigVariance) Remove(groups []int32, in []column.Vector) { a.apply(groups, in, -1) }

func (a *bigVariance) apply(groups []int32, in []column.Vector, sign int64) {
	a.touched.AddAll(groups)
	v := in[0].(*column.Vec[any]).V
	a.sums.apply(groups, v, sign, nil)
	a.squares.apply(groups, v, sign, square)
}

func square(d column.Decimal) column.Decimal {
	n := d.Number()
	return column.NewDecimal(n.Mul(n, n), 2*d.Scale())
}

// Flush writes the variances of the touched groups, or their roots.
func (a *bigVariance) Flush() {
	a.flush(func(g int32) any {
		s := &a.sums[g]
		if s.n < 2 {
			return nil
		}
		mean := square(s.over(1)) // the square of the sum, then over n
		mean = over(mean.Number(), mean.Scale(), s.n)
		d := a.squares[g].over(1).Number() // of the scale of mean: twice the largest
		d.Sub(d, mean.Number())
		v := over(d, mean.Scale(), s.n-1)
		switch {
		case !a.root:
			return v
		case v.Sign() <= 0:
			return column.Decimal{}
		}
		return v.Root(stdScale)
	})
}
