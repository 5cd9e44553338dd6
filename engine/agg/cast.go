package agg

import "starling/engine/column"

// whole is the Go types of whole numbers, of characters and of Booleans.
type whole interface {
	~int8 | ~int16 | ~uint16 | ~int32 | ~int64
}

// widenings make longs of whole numbers, doublings doubles of numbers.
var (
	widenings = column.ByType[func(*[]int64, column.Vector) []int64]{
		Int8: widen[int8], Int16: widen[int16], Uint16: widen[uint16], Int32: widen[int32], Int64: as[int64],
	}
	doublings = column.ByType[func(*[]float64, column.Vector) []float64]{
		Int8: toDoubles[int8], Int16: toDoubles[int16], Uint16: toDoubles[uint16], Int32: toDoubles[int32], Int64: toDoubles[int64],
		Float32: toDoubles[float32], Float64: as[float64],
	}
)

// longs is the values of v, a vector of whole numbers, as longs, in buf unless
// they are longs already. Null stays null.
func longs(buf *[]int64, v column.Vector) []int64 { return widenings.Of(v)(buf, v) }

// doubles is the values of v, a vector of numbers, as doubles, in buf unless they
// are doubles already. Null stays null.
func doubles(buf *[]float64, v column.Vector) []float64 { return doublings.Of(v)(buf, v) }

// as is the values themselves.
func as[T any](_ *[]T, v column.Vector) []T { return v.(*column.Vec[T]).V }

func widen[T whole](buf *[]int64, v column.Vector) []int64 {
	src, null := v.(*column.Vec[T]).V, column.Null[T]()
	d := sized(buf, len(src))
	for i, x := range src {
		y := int64(x)
		if x == null {
			y = column.NullLong
		}
		d[i] = y
	}
	return d
}

func toDoubles[T whole | float32](buf *[]float64, v column.Vector) []float64 {
	src, null := v.(*column.Vec[T]).V, column.Null[T]()
	d := sized(buf, len(src))
	for i, x := range src {
		y := float64(x)
		if x == null {
			y = column.NullDouble
		}
		d[i] = y
	}
	return d
}
