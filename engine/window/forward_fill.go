package window

import "starling/engine/column"

var forwardFills = column.ByType[carryOf]{
	Int8: fillOf[int8], Int16: fillOf[int16], Uint16: fillOf[uint16], Int32: fillOf[int32], Int64: fillOf[int64],
	Float32: fillOf[float32], Float64: fillOf[float64],
	String: func(t column.Type, _ Args) Cumulative {
		return carry[string, string](t, fill[string]{column.IsNullString})
	},
	Any: func(t column.Type, _ Args) Cumulative {
		return carry[any, any](t, fill[any]{func(x any) bool { return x == nil }})
	},
	Lists: func(t column.Type, _ Args) Cumulative { return fillLists{t} },
}

func fillOf[T comparable](t column.Type, _ Args) Cumulative {
	null := column.Null[T]()
	return carry[T, T](t, fill[T]{func(x T) bool { return x == null }})
}

// fill is the last value that is not null.
type fill[T any] struct{ null func(T) bool }

// Next implements Carry.
func (f fill[T]) Next(s, x T) T {
	if f.null(x) {
		return s
	}
	return x
}
