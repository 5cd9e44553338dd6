package window

import "starling/engine/column"

var rollingProds = column.ByType[rollingOf]{
	Int8: rollingProdOf, Int16: rollingProdOf, Uint16: rollingProdOf, Int32: rollingProdOf, Int64: rollingProdOf,
	Float32: rollingProdOf, Float64: rollingProdOf,
	Any: func(t column.Type, args Args) Rolling {
		return roll[any, any](t, &treeWindow[any, any]{newRing[any](nil, exactly(t, args, exact64).mul), itself[any]})
	},
}

func rollingProdOf(column.Type, Args) Rolling {
	return rollDoubles(double, &rollingProd{ring: newRing(1.0, func(a, b float64) float64 { return a * b })})
}

// rollingProd is a product, as double.
type rollingProd struct {
	ring[float64]
	factors
}

// Reset implements Window.
func (w *rollingProd) Reset(at int) {
	w.factors = factors{}
	w.reset(at)
}

// Push implements Window.
func (w *rollingProd) Push(x float64) { w.push(w.count(x, 1)) }

// Pop implements Window.
func (w *rollingProd) Pop(x float64) {
	w.count(x, -1)
	w.pop()
}

// Value implements Window.
func (w *rollingProd) Value() float64 { return w.product(w.all()) }
