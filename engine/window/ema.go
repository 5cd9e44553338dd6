package window

import "starling/engine/column"

// ema is the moving average.
type ema struct{}

// Of implements decay.
func (ema) Of(was, x, alpha, rest float64) float64 { return was*alpha + x*rest }

// Exact implements decay.
func (ema) Exact(e exact, was, x, alpha, rest column.Decimal) column.Decimal {
	return e.plus(e.times(was, alpha), e.times(rest, x))
}
