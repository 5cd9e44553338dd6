package window

import "starling/engine/column"

var (
	rollingMins = rollingExtremes(false)
	rollingMaxs = rollingExtremes(true)
)

func rollingExtremes(most bool) column.ByType[rollingOf] {
	return column.ByType[rollingOf]{
		Int8: rollingWhole[int8](most), Int16: rollingWhole[int16](most), Uint16: rollingWhole[uint16](most), Int32: rollingWhole[int32](most),
		Int64: rollingWhole[int64](most), Float32: rollingFloat[float32](most), Float64: rollingFloat[float64](most),
		String: func(t column.Type, _ Args) Rolling { return rollingExtremeOf(t, column.NullString, textExtreme(most)) },
		Any:    func(t column.Type, _ Args) Rolling { return rollingExtremeOf(t, nil, objectExtreme(t, most)) },
	}
}

// rollingWhole is of whole numbers, characters and instants.
func rollingWhole[T whole](most bool) rollingOf {
	return func(t column.Type, _ Args) Rolling {
		null := column.Null[T]()
		return rollingExtremeOf(t, null, plainExtreme[T]{null, most})
	}
}

// rollingFloat is of floating-point numbers.
func rollingFloat[T floats](most bool) rollingOf {
	return func(t column.Type, _ Args) Rolling {
		null := column.Null[T]()
		return rollingExtremeOf(t, null, floatExtreme[T]{null, most})
	}
}

func rollingExtremeOf[T any, E extreme[T]](t column.Type, null T, e E) Rolling {
	return roll[T, T](t, &treeWindow[T, T]{newRing(null, e.Of), itself[T]})
}
