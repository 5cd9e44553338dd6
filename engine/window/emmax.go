package window

import "starling/engine/column"

// emmax is the moving greatest value.
type emmax struct{}

// Of implements decay.
func (emmax) Of(was, x, alpha, rest float64) float64 { return max(was*alpha, x) }

// Exact implements decay.
func (emmax) Exact(e exact, was, x, alpha, rest column.Decimal) column.Decimal {
	if was = e.times(was, alpha); was.Cmp(x) > 0 {
		return was
	}
	return x
}
