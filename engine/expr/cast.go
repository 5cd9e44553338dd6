package expr

import (
	"fmt"
	"math"

	"starling/engine/column"
)

// numeric are the Go types of the numeric kinds and char.
type numeric interface {
	int8 | int16 | uint16 | int32 | int64 | float32 | float64
}

// castKernel converts between numeric kinds and char as Java's casts do; null stays null.
func castKernel(from, to column.Kind) kernel {
	switch from {
	case column.Byte:
		return castFrom(column.NullByte, to)
	case column.Short:
		return castFrom(column.NullShort, to)
	case column.Char:
		return castFrom(column.NullChar, to)
	case column.Int:
		return castFrom(column.NullInt, to)
	case column.Long:
		return castFrom(column.NullLong, to)
	case column.Float:
		return castFloat(column.NullFloat, to)
	case column.Double:
		return castFloat(column.NullDouble, to)
	}
	panic(fmt.Sprintf("expr: no cast from %v", from))
}

func castFrom[A int8 | int16 | uint16 | int32 | int64](null A, to column.Kind) kernel {
	switch to {
	case column.Byte:
		return castTo(null, column.NullByte)
	case column.Short:
		return castTo(null, column.NullShort)
	case column.Char:
		return castTo(null, column.NullChar)
	case column.Int:
		return castTo(null, column.NullInt)
	case column.Long:
		return castTo(null, column.NullLong)
	case column.Float:
		return castTo(null, column.NullFloat)
	case column.Double:
		return castTo(null, column.NullDouble)
	}
	panic(fmt.Sprintf("expr: no cast to %v", to))
}

// castFloat goes from floating point to whole numbers by way of int or long.
func castFloat[A float32 | float64](null A, to column.Kind) kernel {
	switch to {
	case column.Byte:
		return castSaturated[A, int8, int32](null, column.NullByte)
	case column.Short:
		return castSaturated[A, int16, int32](null, column.NullShort)
	case column.Char:
		return castSaturated[A, uint16, int32](null, column.NullChar)
	case column.Int:
		return castSaturated[A, int32, int32](null, column.NullInt)
	case column.Long:
		return castSaturated[A, int64, int64](null, column.NullLong)
	case column.Float:
		return castTo(null, column.NullFloat)
	case column.Double:
		return castTo(null, column.NullDouble)
	}
	panic(fmt.Sprintf("expr: no cast to %v", to))
}

func castTo[A, B numeric](from A, to B) kernel {
	return func(c *call) error {
		castLoop(grow[B](c.out, c.n), vals[A](c.args[0]), from, to)
		return nil
	}
}

func castLoop[A, B numeric](out []B, in []A, from A, to B) {
	out = out[:len(in)]
	for i, x := range in {
		r := B(x)
		if x == from {
			r = to
		}
		out[i] = r
	}
}

// castSaturated takes NaN for 0, and what does not fit for the nearest that does.
func castSaturated[A float32 | float64, B numeric, via int32 | int64](from A, to B) kernel {
	return func(c *call) error {
		in := vals[A](c.args[0])
		out := grow[B](c.out, c.n)[:len(in)]
		for i, x := range in {
			if x == from {
				out[i] = to
			} else {
				out[i] = B(saturate[via](float64(x)))
			}
		}
		return nil
	}
}

func saturate[T int32 | int64](x float64) T {
	lo, hi := int64(math.MinInt64), int64(math.MaxInt64)
	var t T
	if _, ok := any(t).(int32); ok {
		lo, hi = math.MinInt32, math.MaxInt32
	}
	switch {
	case x != x:
		return 0
	case x <= float64(lo):
		return T(lo)
	case x >= float64(hi):
		return T(hi)
	}
	return T(x)
}
