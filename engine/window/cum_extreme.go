package window

import "starling/engine/column"

var (
	cumMins = cumExtremes(false)
	cumMaxs = cumExtremes(true)
)

func cumExtremes(most bool) column.ByType[carryOf] {
	return column.ByType[carryOf]{
		Int8: cumWhole[int8](most), Int16: cumWhole[int16](most), Uint16: cumWhole[uint16](most), Int32: cumWhole[int32](most),
		Int64: cumWhole[int64](most), Float32: cumFloat[float32](most), Float64: cumFloat[float64](most),
		String: func(t column.Type, _ Args) Cumulative { return cumExtremeOf(t, textExtreme(most)) },
		Any:    func(t column.Type, _ Args) Cumulative { return cumExtremeOf(t, objectExtreme(t, most)) },
	}
}

// cumWhole is of whole numbers, characters and instants.
func cumWhole[T whole](most bool) carryOf {
	return func(t column.Type, _ Args) Cumulative {
		return cumExtremeOf(t, plainExtreme[T]{column.Null[T](), most})
	}
}

// cumFloat is of floating-point numbers; a NaN that was first stays, others are skipped, as in Deephaven.
func cumFloat[T floats](most bool) carryOf {
	return func(t column.Type, _ Args) Cumulative {
		return carry[T, T](t, cumFloatExtreme[T]{column.Null[T](), most})
	}
}

func cumExtremeOf[T any, E extreme[T]](t column.Type, e E) Cumulative {
	return carry[T, T](t, cumExtreme[T, E]{e})
}

// cumExtreme is the least or greatest value so far.
type cumExtreme[T any, E extreme[T]] struct{ of E }

// Next implements Carry.
func (c cumExtreme[T, E]) Next(s, x T) T { return c.of.Of(s, x) }

type cumFloatExtreme[T floats] struct {
	null T
	most bool
}

// Next implements Carry.
func (c cumFloatExtreme[T]) Next(s, x T) T {
	if s == c.null || x != c.null && (c.most && x > s || !c.most && x < s) {
		return x
	}
	return s
}
