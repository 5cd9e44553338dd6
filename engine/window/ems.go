package window

import "starling/engine/column"

// ems is the moving sum.
type ems struct{}

// Of implements decay.
func (ems) Of(was, x, alpha, rest float64) float64 { return was*alpha + x }

// Exact implements decay.
func (ems) Exact(e exact, was, x, alpha, rest column.Decimal) column.Decimal {
	return e.plus(e.times(was, alpha), x)
}
