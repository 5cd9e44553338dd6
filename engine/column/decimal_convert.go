package column

import (
	"math"
	"math/big"
	"strconv"
)

// DecimalOf is a number, as Vector.Any gives it or as it stands in an Object column, as a
// decimal: of a float or double the fewest digits that give it back. ok is false for what
// is no number, for NaN and for infinities.
func DecimalOf(x any) (d Decimal, ok bool) {
	switch x := x.(type) {
	case Decimal:
		return x, true
	case *big.Int:
		return NewDecimal(x, 0), true
	case float32:
		return decimalOfDouble(float64(x))
	case float64:
		return decimalOfDouble(x)
	}
	n, ok := Whole(x)
	return smallDecimal(n, 0), ok
}

// BigIntOf is a whole number as DecimalOf takes it. ok is false for what is none.
func BigIntOf(x any) (n *big.Int, ok bool) {
	if n, ok := x.(*big.Int); ok {
		return n, true
	}
	i, ok := Whole(x)
	return big.NewInt(i), ok
}

// Whole is a Byte, Short, Char, Int or Long as Vector.Any gives it. ok is false for anything
// else.
func Whole(x any) (n int64, ok bool) {
	switch x := x.(type) {
	case int8:
		return int64(x), true
	case int16:
		return int64(x), true
	case uint16:
		return int64(x), true
	case int32:
		return int64(x), true
	case int64:
		return x, true
	}
	return 0, false
}

func decimalOfDouble(x float64) (Decimal, bool) {
	if x-x != 0 {
		return Decimal{}, false
	}
	var buf [32]byte
	d, err := ParseDecimal(string(AppendDouble(buf[:0], x)))
	return d, err == nil
}

// ExactDecimal is x to its last binary digit, 0.1000000000000000055… for 0.1. ok is false
// for NaN and infinities.
func ExactDecimal(x float64) (d Decimal, ok bool) {
	if x-x != 0 {
		return Decimal{}, false
	}
	r := new(big.Rat).SetFloat64(x)
	scale := r.Denom().BitLen() - 1 // of a power of two
	n := new(big.Int).Mul(r.Num(), new(big.Int).Exp(big.NewInt(5), big.NewInt(int64(scale)), nil))
	return NewDecimal(n, scale), true
}

// Float64 is the double nearest to d, infinite beyond the largest.
func (d Decimal) Float64() float64 {
	x, _ := strconv.ParseFloat(d.String(), 64)
	return x
}

// Float32 is the float nearest to d, infinite beyond the largest.
func (d Decimal) Float32() float32 {
	x, _ := strconv.ParseFloat(d.String(), 32)
	return float32(x)
}

// Long is the low 64 bits of the whole part of d, as Java's longValue.
func (d Decimal) Long() int64 {
	switch {
	case d.scale > 0:
		d, _ = d.Round(0, RoundDown) // fewer digits than d has
	case d.scale <= -64:
		return 0 // 10^64 is a multiple of 2^64
	}
	n := d.Number()
	return LowBits(n.Mul(n, tenTo(-d.Scale())))
}

// LowBits is the low 64 bits of n in two's complement, as Java's longValue.
func LowBits(n *big.Int) int64 {
	if n.IsInt64() {
		return n.Int64()
	}
	low := new(big.Int).And(n, new(big.Int).SetUint64(math.MaxUint64))
	return int64(low.Uint64())
}

// CompareBig is the order of two numbers, each a Decimal or a *big.Int: 1.5 is 1.50.
func CompareBig(x, y any) int {
	if a, ok := x.(*big.Int); ok {
		if b, ok := y.(*big.Int); ok {
			return a.Cmp(b)
		}
	}
	a, _ := DecimalOf(x)
	b, _ := DecimalOf(y)
	return a.Cmp(b)
}
