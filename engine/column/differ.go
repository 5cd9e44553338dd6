package column

import (
	"math"
	"slices"
)

// Differ reports whether two vectors of a kind and a length may show different values
// anywhere. Numbers are compared by their bits, so that a NaN that stays is the same and
// -0.0 is another than 0.0. Objects and lists are not looked into: only nulls are the same.
func Differ(a, b Vector) bool { return differs.Of(a)(a, b) }

var differs = ByType[func(a, b Vector) bool]{
	numbersDiffer[int8], numbersDiffer[int16], numbersDiffer[uint16], numbersDiffer[int32], numbersDiffer[int64],
	floatsDiffer, doublesDiffer, textsDiffer, objectsDiffer, listsDiffer,
}

func numbersDiffer[T comparable](a, b Vector) bool {
	return !slices.Equal(a.(*Vec[T]).V, b.(*Vec[T]).V)
}

func floatsDiffer(a, b Vector) bool {
	y := b.(*Vec[float32]).V
	for i, x := range a.(*Vec[float32]).V {
		if math.Float32bits(x) != math.Float32bits(y[i]) {
			return true
		}
	}
	return false
}

func doublesDiffer(a, b Vector) bool {
	y := b.(*Vec[float64]).V
	for i, x := range a.(*Vec[float64]).V {
		if math.Float64bits(x) != math.Float64bits(y[i]) {
			return true
		}
	}
	return false
}

func textsDiffer(a, b Vector) bool {
	y := b.(*Vec[string]).V
	for i, x := range a.(*Vec[string]).V {
		if x != y[i] || IsNullString(x) != IsNullString(y[i]) {
			return true
		}
	}
	return false
}

func objectsDiffer(a, b Vector) bool {
	y := b.(*Vec[any]).V
	for i, x := range a.(*Vec[any]).V {
		if x != nil || y[i] != nil {
			return true
		}
	}
	return false
}

func listsDiffer(a, b Vector) bool {
	for i := range a.Len() {
		if !a.Null(i) || !b.Null(i) {
			return true
		}
	}
	return false
}
