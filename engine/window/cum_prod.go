package window

import "starling/engine/column"

var cumProds = func() column.ByType[carryOf] {
	ofWhole, ofFloats := func(s, x int64) int64 { return s * x }, func(s, x float64) float64 { return s * x }
	return column.ByType[carryOf]{
		Int8: foldWhole[int8](ofWhole), Int16: foldWhole[int16](ofWhole), Int32: foldWhole[int32](ofWhole), Int64: foldWhole[int64](ofWhole),
		Float32: foldFloats[float32](ofFloats), Float64: foldFloats[float64](ofFloats), Any: foldExact(exact.mul),
	}
}()
