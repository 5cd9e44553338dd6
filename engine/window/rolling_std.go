package window

import (
	"math"

	"starling/engine/column"
)

var rollingStds = column.ByType[rollingOf]{
	Int8: rollingStdOf, Int16: rollingStdOf, Uint16: rollingStdOf, Int32: rollingStdOf, Int64: rollingStdOf,
	Float32: rollingStdOf, Float64: rollingStdOf, Any: rollingBigStdOf,
}

func rollingStdOf(column.Type, Args) Rolling {
	return rollDoubles(double, &rollingStd{newRing(powers{}, powers.plus)})
}

// rollingStd is the standard deviation of a sample, as double.
type rollingStd struct{ ring[powers] }

// Reset implements Window.
func (w *rollingStd) Reset(at int) { w.reset(at) }

// Push implements Window.
func (w *rollingStd) Push(x float64) {
	if known(x) == 0 {
		w.push(powers{})
		return
	}
	w.push(powers{1, x, x * x})
}

// Pop implements Window.
func (w *rollingStd) Pop(float64) { w.pop() }

// Value implements Window.
func (w *rollingStd) Value() float64 {
	p := w.all()
	switch {
	case p.n == 0:
		return column.NullDouble
	case p.n == 1 || math.IsNaN(p.sum) || math.IsNaN(p.sq):
		return math.NaN()
	}
	n := float64(p.n)
	delta := p.sq - p.sum*(p.sum/n)
	if math.Abs(delta/ulp(p.sq)) <= 1 { // no more than rounding made
		return 0
	}
	return math.Sqrt(delta / (n - 1))
}
