package expr

import (
	"math/big"
	"strings"

	"starling/engine/column"
)

// castBig is a Java cast of a number of any size: the low bits of its whole part, or the
// nearest double.
func (c *compiler) castBig(at int, x *op, t column.Type) *op {
	return c.kernelOp(at, t, bigCastKernel(t.Kind), x)
}

func bigCastKernel(k column.Kind) kernel {
	switch k {
	case column.Byte:
		return f1(func(x any) int8 { return int8(longOf(x)) })
	case column.Short:
		return f1(func(x any) int16 { return int16(longOf(x)) })
	case column.Int:
		return f1(func(x any) int32 { return int32(longOf(x)) })
	case column.Long:
		return f1(longOf)
	case column.Float:
		return f1(floatOf)
	}
	return f1(doubleOf)
}

func longOf(x any) int64 {
	if n, ok := x.(*big.Int); ok {
		return column.LowBits(n)
	}
	return x.(column.Decimal).Long()
}

func doubleOf(x any) float64 {
	d, _ := column.DecimalOf(x)
	return d.Float64()
}

func floatOf(x any) float32 {
	d, _ := column.DecimalOf(x)
	return d.Float32()
}

func isBig(x any) bool { return column.BigDecimal.Class.Holds(x) || column.BigInteger.Class.Holds(x) }

// ofBig are the overloads of a function for BigDecimal and for BigInteger, for which B
// stands in the signature.
func ofBig(sig string, f flag, k kernel) []overload {
	return []overload{{strings.ReplaceAll(sig, "B", "BigDecimal"), k, f}, {strings.ReplaceAll(sig, "B", "BigInteger"), k, f}}
}

// largerBig is the larger of two numbers, or with sign -1 the smaller, nulls left out.
func largerBig(sign int) func(x, y any) any {
	return func(x, y any) any {
		if x == nil || y != nil && sign*column.CompareBig(x, y) < 0 {
			return y
		}
		return x
	}
}

func absBig(x any) any {
	if n, ok := x.(*big.Int); ok {
		return new(big.Int).Abs(n)
	}
	return x.(column.Decimal).Abs()
}

func signumBig(x any) int32 {
	d, _ := column.DecimalOf(x)
	return int32(d.Sign())
}

// wholeBig is a whole number above or below.
func wholeBig(mode column.Rounding) kernel {
	return fe1(func(x any) (any, error) {
		if d, ok := x.(column.Decimal); ok {
			return decimalResult(d.Round(0, mode))
		}
		return x, nil
	})
}

// roundBig is the nearest whole number, halves up, as round has it for doubles.
func roundBig(x any) (any, error) {
	d, err := x.(column.Decimal).Add(column.NewDecimal(big.NewInt(5), 1))
	if err != nil {
		return nil, tooLarge(err)
	}
	return decimalResult(d.Round(0, column.Floor))
}

// bigInRange is whether x lies between two numbers, both included; nulls are in no range.
func bigInRange(x, low, high any) int8 {
	if x == nil || low == nil || high == nil {
		return 0
	}
	return bit(column.CompareBig(low, x) <= 0 && column.CompareBig(x, high) <= 0)
}
