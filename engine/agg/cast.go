package agg

import "starling/engine/column"

// whole is the Go types of whole numbers, of characters and of Booleans.
type whole interface {
	~int8 | ~int16 | ~uint16 | ~int32 | ~int64
}

// longs is the values of v, a vector of whole numbers, as longs, in buf unless
// they are longs already. Null stays null.
func longs(buf *[]int64, v column.Vector) []int64 {
	switch v := v.(type) {
	case *column.Vec[int8]:
		return widen(buf, v.V, column.NullByte)
	case *column.Vec[int16]:
		return widen(buf, v.V, column.NullShort)
	case *column.Vec[uint16]:
		return widen(buf, v.V, column.NullChar)
	case *column.Vec[int32]:
		return widen(buf, v.V, column.NullInt)
	case *column.Vec[int64]:
		return v.V
	}
	panic("agg: no whole numbers in " + v.Kind().String())
}

func widen[T whole](buf *[]int64, v []T, null T) []int64 {
	d := sized(buf, len(v))
	for i, x := range v {
		y := int64(x)
		if x == null {
			y = column.NullLong
		}
		d[i] = y
	}
	return d
}

// doubles is the values of v, a vector of numbers, as doubles, in buf unless they
// are doubles already. Null stays null.
func doubles(buf *[]float64, v column.Vector) []float64 {
	switch v := v.(type) {
	case *column.Vec[int8]:
		return toDoubles(buf, v.V, column.NullByte)
	case *column.Vec[int16]:
		return toDoubles(buf, v.V, column.NullShort)
	case *column.Vec[uint16]:
		return toDoubles(buf, v.V, column.NullChar)
	case *column.Vec[int32]:
		return toDoubles(buf, v.V, column.NullInt)
	case *column.Vec[int64]:
		return toDoubles(buf, v.V, column.NullLong)
	case *column.Vec[float32]:
		return toDoubles(buf, v.V, column.NullFloat)
	case *column.Vec[float64]:
		return v.V
	}
	panic("agg: no numbers in " + v.Kind().String())
}

func toDoubles[T whole | float32](buf *[]float64, v []T, null T) []float64 {
	d := sized(buf, len(v))
	for i, x := range v {
		y := float64(x)
		if x == null {
			y = column.NullDouble
		}
		d[i] = y
	}
	return d
}
