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

// SameAt reports whether two vectors of a kind show the same value at i: numbers of the same
// bits, texts and objects that are equal and look the same. Lists are not looked into.
func SameAt(a, b Vector, i int) bool { return sames.Of(a)(a, b, i) }

var sames = ByType[func(a, b Vector, i int) bool]{
	sameNumber[int8], sameNumber[int16], sameNumber[uint16], sameNumber[int32], sameNumber[int64],
	func(a, b Vector, i int) bool {
		return math.Float32bits(a.(*Vec[float32]).V[i]) == math.Float32bits(b.(*Vec[float32]).V[i])
	},
	func(a, b Vector, i int) bool {
		return math.Float64bits(a.(*Vec[float64]).V[i]) == math.Float64bits(b.(*Vec[float64]).V[i])
	},
	func(a, b Vector, i int) bool {
		x, y := a.(*Vec[string]).V[i], b.(*Vec[string]).V[i]
		return x == y && IsNullString(x) == IsNullString(y)
	},
	func(a, b Vector, i int) bool {
		x, y := a.(*Vec[any]).V[i], b.(*Vec[any]).V[i]
		if x == nil || y == nil {
			return x == nil && y == nil
		}
		c := ClassOf(x)
		return c != nil && c == ClassOf(y) && c.Equal(x, y) && c.Format(x) == c.Format(y)
	},
	func(a, b Vector, i int) bool { return a.Null(i) && b.Null(i) },
}

func sameNumber[T comparable](a, b Vector, i int) bool { return a.(*Vec[T]).V[i] == b.(*Vec[T]).V[i] }
