package window

import (
	"math"

	"starling/engine/column"
)

var rollingProds = column.ByType[rollingOf]{
	Int8: rollingProdOf[int8], Int16: rollingProdOf[int16], Uint16: rollingProdOf[uint16], Int32: rollingProdOf[int32], Int64: rollingProdOf[int64],
	Float32: rollingProdOf[float32], Float64: rollingProdOf[float64],
	Any: func(t column.Type, args Args) Rolling {
		return roll[any, any](t, &treeWindow[any, any]{newRing[any](nil, exactly(t, args, exact64).mul), itself[any]})
	},
}

// multiplied reports whether values of t have a product in a window; cum_prod takes no characters.
func multiplied(t column.Type) bool { return numeric(t) || t.Kind == column.Char }

func rollingProdOf[T whole | floats](column.Type, Args) Rolling {
	return roll[T, float64](double, &rollingProd[T]{ring: newRing(1.0, func(a, b float64) float64 { return a * b })})
}

// rollingProd is a product, as double. What decides it without its other factors is counted, so
// that zero times many large numbers is zero.
type rollingProd[T whole | floats] struct {
	ring[float64]
	known, zeros, nans, infs int
}

// Reset implements Window.
func (w *rollingProd[T]) Reset(at int) {
	w.known, w.zeros, w.nans, w.infs = 0, 0, 0, 0
	w.reset(at)
}

// Push implements Window.
func (w *rollingProd[T]) Push(x T) { w.push(w.count(x, 1)) }

// Pop implements Window.
func (w *rollingProd[T]) Pop(x T) {
	w.count(x, -1)
	w.pop()
}

// count counts x, and gives the factor that it is.
func (w *rollingProd[T]) count(x T, n int) float64 {
	v := toDouble(x)
	if v == column.NullDouble {
		return 1
	}
	w.known += n
	switch {
	case v == 0:
		w.zeros += n
	case v != v:
		w.nans += n
	case math.IsInf(v, 0):
		w.infs += n
		return v
	default:
		return v
	}
	return 1
}

// Value implements Window.
func (w *rollingProd[T]) Value() float64 {
	switch {
	case w.known == 0:
		return column.NullDouble
	case w.nans > 0, w.infs > 0 && w.zeros > 0:
		return math.NaN()
	case w.zeros > 0:
		return 0
	}
	return w.all()
}
