package window

import "starling/engine/column"

// extreme finds the least or the greatest of two values, null being none.
type extreme[T any] interface {
	// Of is a or b. It keeps a where they are equal.
	Of(a, b T) T
}

// plainExtreme is that of numbers and characters.
type plainExtreme[T whole] struct {
	null T
	most bool
}

// Of implements extreme.
func (e plainExtreme[T]) Of(a, b T) T {
	if a == e.null || b != e.null && (b > a) == e.most && a != b {
		return b
	}
	return a
}

// floatExtreme is that of floating-point numbers; with a NaN it is NaN.
type floatExtreme[T floats] struct {
	null T
	most bool
}

// Of implements extreme.
func (e floatExtreme[T]) Of(a, b T) T {
	switch {
	case a == e.null:
		return b
	case b == e.null:
		return a
	case e.most:
		return max(a, b)
	}
	return min(a, b)
}

// comparedExtreme is that of values with an order of their own, of which null is the least.
type comparedExtreme[T any] struct {
	null    func(T) bool
	compare func(a, b T) int
	most    bool
}

// Of implements extreme.
func (e comparedExtreme[T]) Of(a, b T) T {
	switch c := 0; {
	case e.null(b):
		return a
	case e.null(a):
		return b
	default:
		if c = e.compare(b, a); c != 0 && (c > 0) == e.most {
			return b
		}
	}
	return a
}

func textExtreme(most bool) comparedExtreme[string] {
	return comparedExtreme[string]{column.IsNullString, column.CompareText, most}
}

func objectExtreme(t column.Type, most bool) comparedExtreme[any] {
	return comparedExtreme[any]{func(x any) bool { return x == nil }, t.Class.Compare, most}
}
