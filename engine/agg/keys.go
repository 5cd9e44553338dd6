package agg

import (
	"math"

	"starling/engine/column"
)

// An order key is an int64 that stands for a value of any kind but String and orders
// as the values do: -0.0 below 0.0, NaN above all, null below all.
const (
	nullKey = math.MinInt64
	nanKey  = math.MaxInt64 // of Float and Double only
)

// orderKeys is the order keys of the values of v, in buf unless they are that already.
func orderKeys(buf *[]int64, v column.Vector) []int64 {
	switch v := v.(type) {
	case *column.Vec[float32]:
		return floatKeys(buf, v.V, column.NullFloat)
	case *column.Vec[float64]:
		return floatKeys(buf, v.V, column.NullDouble)
	}
	return longs(buf, v)
}

func floatKeys[T float32 | float64](buf *[]int64, v []T, null T) []int64 {
	d := sized(buf, len(v))
	for i, x := range v {
		switch {
		case x == null:
			d[i] = nullKey
		case x != x:
			d[i] = nanKey
		default:
			d[i] = doubleKey(float64(x))
		}
	}
	return d
}

// doubleKey is the order key of x, which is neither null nor NaN.
func doubleKey(x float64) int64 { return fold(int64(math.Float64bits(x))) }

// keyDouble is the double that order key k of a float or double stands for.
func keyDouble(k int64) float64 { return math.Float64frombits(uint64(fold(k))) }

// fold turns the bits of a double into its order key and back.
func fold(b int64) int64 { return b ^ int64(uint64(b>>63)>>1) }

// appendKey appends the value that order key k stands for.
func appendKey(dst column.Vector, k int64) {
	if k == nullKey {
		dst.AppendNull()
		return
	}
	switch d := dst.(type) {
	case *column.Vec[int8]:
		d.Append(int8(k))
	case *column.Vec[int16]:
		d.Append(int16(k))
	case *column.Vec[uint16]:
		d.Append(uint16(k))
	case *column.Vec[int32]:
		d.Append(int32(k))
	case *column.Vec[int64]:
		d.Append(k)
	case *column.Vec[float32]:
		d.Append(float32(keyDouble(k)))
	case *column.Vec[float64]:
		d.Append(keyDouble(k))
	default:
		panic("agg: no order key for " + dst.Kind().String())
	}
}
