package window

import "starling/engine/column"

var rollingProds = column.ByType[rollingOf]{
	Int8: rollingProdOf[int8], Int16: rollingProdOf[int16], Uint16: rollingProdOf[uint16], Int32: rollingProdOf[int32], Int64: rollingProdOf[int64],
	Float32: rollingProdOf[float32], Float64: rollingProdOf[float64],
	Any: func(t column.Type, args Args) Rolling {
		return roll[any, any](t, &treeWindow[any, any]{newRing[any](nil, exactly(t, args, exact64).mul), itself[any]})
	},
}

func rollingProdOf[T whole | floats](column.Type, Args) Rolling {
	return roll[T, float64](double, &rollingProd[T]{ring: newRing(1.0, func(a, b float64) float64 { return a * b })})
}

// rollingProd is a product, as double.
type rollingProd[T whole | floats] struct {
	ring[float64]
	factors
}

// Reset implements Window.
func (w *rollingProd[T]) Reset(at int) {
	w.factors = factors{}
	w.reset(at)
}

// Push implements Window.
func (w *rollingProd[T]) Push(x T) { w.push(w.count(toDouble(x), 1)) }

// Pop implements Window.
func (w *rollingProd[T]) Pop(x T) {
	w.count(toDouble(x), -1)
	w.pop()
}

// Value implements Window.
func (w *rollingProd[T]) Value() float64 { return w.product(w.all()) }
