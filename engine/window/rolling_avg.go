package window

import "starling/engine/column"

var rollingAvgs = column.ByType[rollingOf]{
	Int8: rollingAvgOf[int8], Int16: rollingAvgOf[int16], Uint16: rollingAvgOf[uint16], Int32: rollingAvgOf[int32], Int64: rollingAvgOf[int64],
	Float32: rollingFloatAvgOf, Float64: rollingAvgOf[float64], Any: rollingBigAvgOf,
}

func rollingAvgOf[T whole | floats](column.Type, Args) Rolling {
	return roll[T, float64](double, &rollingAvg[T]{ring: newRing(column.NullDouble, plus)})
}

func rollingFloatAvgOf(column.Type, Args) Rolling {
	return roll[float32, float64](double, &rollingAvg[float32]{ring: newRing(column.NullDouble, func(a, b float64) float64 {
		if sum := plus(a, b); sum != column.NullDouble {
			return float64(float32(sum)) // the sum of floats is a float, as in Deephaven
		}
		return column.NullDouble
	})})
}

// rollingAvg is the average of n numbers, as double.
type rollingAvg[T whole | floats] struct {
	ring[float64]
	n int
}

// Reset implements Window.
func (w *rollingAvg[T]) Reset(at int) {
	w.n = 0
	w.reset(at)
}

// Push implements Window.
func (w *rollingAvg[T]) Push(x T) {
	w.push(toDouble(x))
	w.n += known(x)
}

// Pop implements Window.
func (w *rollingAvg[T]) Pop(x T) {
	w.pop()
	w.n -= known(x)
}

// Value implements Window.
func (w *rollingAvg[T]) Value() float64 {
	if w.n == 0 {
		return column.NullDouble
	}
	return w.all() / float64(w.n)
}
