package window

import (
	"math"

	"starling/engine/column"
)

var rollingStds = column.ByType[rollingOf]{
	Int8: rollingStdOf[int8], Int16: rollingStdOf[int16], Uint16: rollingStdOf[uint16], Int32: rollingStdOf[int32], Int64: rollingStdOf[int64],
	Float32: rollingStdOf[float32], Float64: rollingStdOf[float64], Any: rollingBigStdOf,
}

func rollingStdOf[T whole | floats](column.Type, Args) Rolling {
	return roll[T, float64](double, &rollingStd[T]{newRing(powers{}, powers.plus)})
}

// rollingStd is the standard deviation of a sample, as double.
type rollingStd[T whole | floats] struct{ ring[powers] }

// Reset implements Window.
func (w *rollingStd[T]) Reset(at int) { w.reset(at) }

// Push implements Window.
func (w *rollingStd[T]) Push(x T) {
	if known(x) == 0 {
		w.push(powers{})
		return
	}
	v := float64(x)
	w.push(powers{1, v, v * v})
}

// Pop implements Window.
func (w *rollingStd[T]) Pop(T) { w.pop() }

// Value implements Window.
func (w *rollingStd[T]) Value() float64 {
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
