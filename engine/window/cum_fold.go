package window

import "starling/engine/column"

// cumFold combines what there was of values that are not null, as S.
type cumFold[T whole | floats, S int64 | float64] struct {
	null T
	none S
	both func(s, x S) S
}

// Next implements Carry.
func (c cumFold[T, S]) Next(s S, x T) S {
	switch {
	case x == c.null:
		return s
	case s == c.none:
		return S(x)
	}
	return c.both(s, S(x))
}

// foldWhole folds whole numbers, as long.
func foldWhole[T whole](both func(s, x int64) int64) carryOf {
	return func(column.Type, Args) Cumulative {
		return carry[T, int64](long, cumFold[T, int64]{column.Null[T](), column.NullLong, both})
	}
}

// foldFloats folds floating-point numbers, as double.
func foldFloats[T floats](both func(s, x float64) float64) carryOf {
	return func(column.Type, Args) Cumulative {
		return carry[T, float64](double, cumFold[T, float64]{column.Null[T](), column.NullDouble, both})
	}
}

// foldExact folds numbers of any size.
func foldExact(both func(e exact, s, x any) any) carryOf {
	return func(t column.Type, args Args) Cumulative {
		return carry[any, any](t, cumExact{exactly(t, args, exact64), both})
	}
}

// cumExact combines numbers of any size.
type cumExact struct {
	exact
	op func(e exact, s, x any) any
}

// Next implements Carry.
func (c cumExact) Next(s, x any) any { return c.op(c.exact, s, x) }
