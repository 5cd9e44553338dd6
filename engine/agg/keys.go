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

// keyings make order keys.
var keyings = column.ByType[func(*[]int64, column.Vector) []int64]{
	Int8: widen[int8], Int16: widen[int16], Uint16: widen[uint16], Int32: widen[int32], Int64: as[int64],
	Float32: floatKeys[float32], Float64: floatKeys[float64],
}

// orderKeys is the order keys of the values of v, in buf unless they are that already.
func orderKeys(buf *[]int64, v column.Vector) []int64 { return keyings.Of(v)(buf, v) }

func floatKeys[T float32 | float64](buf *[]int64, v column.Vector) []int64 {
	src, null := v.(*column.Vec[T]).V, column.Null[T]()
	d := sized(buf, len(src))
	for i, x := range src {
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

// keyed append the value that an order key stands for.
var keyed = column.ByType[func(dst column.Vector, k int64)]{
	Int8: appendWhole[int8], Int16: appendWhole[int16], Uint16: appendWhole[uint16], Int32: appendWhole[int32], Int64: appendWhole[int64],
	Float32: appendReal[float32], Float64: appendReal[float64],
}

// appendKey appends the value that order key k stands for.
func appendKey(dst column.Vector, k int64) {
	if k == nullKey {
		dst.AppendNull()
		return
	}
	keyed.Of(dst)(dst, k)
}

func appendWhole[T whole](dst column.Vector, k int64) { dst.(*column.Vec[T]).Append(T(k)) }

func appendReal[T float32 | float64](dst column.Vector, k int64) {
	dst.(*column.Vec[T]).Append(T(keyDouble(k)))
}
