package window

import (
	"math"

	"starling/engine/column"
)

// factors counts what decides a product whatever its other factors are, so that zero times many
// large numbers is zero.
type factors struct{ known, zeros, nans, infs int }

// count counts v n times, and gives what there is to multiply.
func (f *factors) count(v float64, n int) float64 {
	if v == column.NullDouble {
		return 1
	}
	f.known += n
	switch {
	case v == 0:
		f.zeros += n
	case v != v:
		f.nans += n
	case math.IsInf(v, 0):
		f.infs += n
		return v
	default:
		return v
	}
	return 1
}

// product is that of all, given that of those that there were to multiply.
func (f *factors) product(of float64) float64 {
	switch {
	case f.known == 0:
		return column.NullDouble
	case f.nans > 0, f.infs > 0 && f.zeros > 0:
		return math.NaN()
	case f.zeros > 0:
		return 0
	}
	return of
}
