package window

import "starling/engine/column"

// emmin is the moving least value.
type emmin struct{}

// Of implements decay.
func (emmin) Of(was, x, alpha, rest float64) float64 { return min(was*alpha, x) }

// Exact implements decay.
func (emmin) Exact(e exact, was, x, alpha, rest column.Decimal) column.Decimal {
	if was = e.times(was, alpha); was.Cmp(x) < 0 {
		return was
	}
	return x
}
