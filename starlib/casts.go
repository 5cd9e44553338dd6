package starlib

import (
	"math"

	"go.starlark.net/starlark"

	"starling/engine/column"
)

// castOf is the sink of a cast in a formula, which turns numbers into each other as Java does:
// what is too large is cut, a fraction too.
func castOf(out column.Vector) sink {
	put := sinkOf(out)
	bits := map[column.Kind]int{column.Byte: 8, column.Short: 16, column.Int: 32, column.Long: 64}[out.Kind()]
	return func(v starlark.Value) error {
		switch x := v.(type) {
		case starlark.Bool:
			if out.Kind().Numeric() {
				return misfit(v, out.Kind())
			}
		case starlark.Int:
			if n, ok := x.Int64(); ok && bits != 0 {
				return put(starlark.MakeInt64(lowest(n, bits)))
			}
		case starlark.Float:
			if bits != 0 {
				return put(starlark.MakeInt64(lowest(truncated(float64(x), max(bits, 32)), bits)))
			}
		}
		return put(v)
	}
}

// lowest is the lowest bits of n, as a number with a sign.
func lowest(n int64, bits int) int64 { return n << (64 - bits) >> (64 - bits) }

// truncated is x without its fraction, the nearest number of so many bits, 0 of NaN.
func truncated(x float64, bits int) int64 {
	low, high := int64(math.MinInt64)>>(64-bits), int64(math.MaxInt64)>>(64-bits)
	switch {
	case x != x:
		return 0
	case x <= float64(low):
		return low
	case x >= float64(high):
		return high
	}
	return int64(x)
}
