package window

import "starling/engine/column"

var rollingAvgs = column.ByType[rollingOf]{
	Int8: rollingAvgOf, Int16: rollingAvgOf, Uint16: rollingAvgOf, Int32: rollingAvgOf, Int64: rollingAvgOf,
	Float32: rollingFloatAvgOf, Float64: rollingAvgOf, Any: rollingBigAvgOf,
}

func rollingAvgOf(column.Type, Args) Rolling {
	return rollDoubles(double, &rollingAvg{ring: newRing(column.NullDouble, plus)})
}

func rollingFloatAvgOf(column.Type, Args) Rolling {
	return rollDoubles(double, &rollingAvg{ring: newRing(column.NullDouble, func(a, b float64) float64 {
		if sum := plus(a, b); sum != column.NullDouble {
			return float64(float32(sum)) // the sum of floats is a float, as in Deephaven
		}
		return column.NullDouble
	})})
}

// rollingAvg is the average of n numbers, as double.
type rollingAvg struct {
	ring[float64]
	n int
}

// Reset implements Window.
func (w *rollingAvg) Reset(at int) {
	w.n = 0
	w.reset(at)
}

// Push implements Window.
func (w *rollingAvg) Push(x float64) {
	w.push(x)
	w.n += known(x)
}

// Pop implements Window.
func (w *rollingAvg) Pop(x float64) {
	w.pop()
	w.n -= known(x)
}

// Value implements Window.
func (w *rollingAvg) Value() float64 {
	if w.n == 0 {
		return column.NullDouble
	}
	return w.all() / float64(w.n)
}
