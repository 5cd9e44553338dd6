package column

import (
	"errors"
	"math"
	"math/big"
	"math/bits"
)

// ErrZero is the error of a division by zero.
var ErrZero = errors.New("/ by zero")

var (
	errRounding = errors.New("rounding is necessary: the number has more digits than the result may have")
	errEndless  = errors.New("the quotient has no end; give a scale and a RoundingMode, or use /")
	errExponent = errors.New("the exponent is below zero or above 999999999")
)

// maxBits is the bits of a number of MaxDigits.
const maxBits = 33_220

// quotientScale is how many digits after the point x / y has at least, as in Deephaven.
const quotientScale = 8

// CheckDigits reports a number of more than MaxDigits, which nothing computes with.
func CheckDigits(n *big.Int) error {
	if n.BitLen() > maxBits {
		return ErrDigits
	}
	return nil
}

// checked is number / 10^scale if it is not too large to compute with.
func checked(number *big.Int, scale int) (Decimal, error) {
	if number.BitLen() > maxBits || scale > 2*MaxDigits || scale < -2*MaxDigits {
		return Decimal{}, ErrDigits
	}
	return NewDecimal(number, scale), nil
}

// up sets n to n * 10^by, which must have a size.
func up(n *big.Int, by int) (*big.Int, error) {
	switch {
	case by == 0 || n.Sign() == 0:
		return n, nil
	case by > 4*MaxDigits:
		return nil, ErrDigits
	}
	return n.Mul(n, tenTo(by)), nil
}

// aligned is the numbers of d and e at the larger of their scales.
func aligned(d, e Decimal) (x, y *big.Int, scale int, err error) {
	scale = max(d.Scale(), e.Scale())
	if x, err = up(d.Number(), scale-d.Scale()); err == nil {
		y, err = up(e.Number(), scale-e.Scale())
	}
	return x, y, scale, err
}

// Add is d + e, with the larger scale of the two.
func (d Decimal) Add(e Decimal) (Decimal, error) {
	if x, ok := d.small(); ok && d.scale == e.scale {
		if y, ok := e.small(); ok {
			if r := x + y; (x^r)&(y^r) >= 0 {
				return smallDecimal(r, d.Scale()), nil
			}
		}
	}
	x, y, scale, err := aligned(d, e)
	if err != nil {
		return Decimal{}, err
	}
	return checked(x.Add(x, y), scale)
}

// Sub is d - e, with the larger scale of the two.
func (d Decimal) Sub(e Decimal) (Decimal, error) { return d.Add(e.Neg()) }

// Neg is -d.
func (d Decimal) Neg() Decimal {
	if x, ok := d.small(); ok && x != math.MinInt64 {
		return smallDecimal(-x, d.Scale())
	}
	n := d.Number()
	return NewDecimal(n.Neg(n), d.Scale())
}

// Abs is d without its sign.
func (d Decimal) Abs() Decimal {
	if d.Sign() < 0 {
		return d.Neg()
	}
	return d
}

// Mul is d * e; its scale is the sum of the two.
func (d Decimal) Mul(e Decimal) (Decimal, error) {
	scale := d.Scale() + e.Scale()
	x, ok := d.small()
	if y, too := e.small(); ok && too && scale <= 2*MaxDigits && scale >= -2*MaxDigits {
		if hi, lo := bits.Mul64(magnitude(x), magnitude(y)); hi == 0 && lo <= math.MaxInt64 {
			return smallDecimal(x*y, scale), nil
		}
	}
	n := d.Number()
	return checked(n.Mul(n, e.Number()), scale)
}

func magnitude(x int64) uint64 {
	if x < 0 {
		return -uint64(x)
	}
	return uint64(x)
}

// Quo is d / e as Deephaven's / has it: with the larger scale of the two, or 8 digits
// after the point if that is more, halves rounded away from zero.
func (d Decimal) Quo(e Decimal) (Decimal, error) {
	return d.QuoScale(e, max(quotientScale, d.Scale(), e.Scale()), HalfUp)
}

// QuoScale is d / e with the given scale.
func (d Decimal) QuoScale(e Decimal, scale int, mode Rounding) (Decimal, error) {
	if e.Sign() == 0 {
		return Decimal{}, ErrZero
	}
	x, y := d.Number(), e.Number()
	var err error
	if by := scale - d.Scale() + e.Scale(); by >= 0 {
		x, err = up(x, by)
	} else {
		y, err = up(y, -by)
	}
	if err != nil {
		return Decimal{}, err
	}
	n, err := mode.quo(x, y)
	if err != nil {
		return Decimal{}, err
	}
	return checked(n, scale)
}

// QuoExact is d / e to its last digit, as Java's divide without a scale: an error if it
// has no end.
func (d Decimal) QuoExact(e Decimal) (Decimal, error) {
	if e.Sign() == 0 {
		return Decimal{}, ErrZero
	}
	x, y, scale := d.Number(), e.Number(), d.Scale()-e.Scale()
	if x.Sign() == 0 {
		return checked(x, min(max(scale, -2*MaxDigits), 2*MaxDigits))
	}
	g := new(big.Int).GCD(nil, nil, new(big.Int).Abs(x), new(big.Int).Abs(y))
	x.Quo(x, g)
	y.Quo(y, g)
	twos := int(y.TrailingZeroBits())
	fives, five, rest, digit := 0, big.NewInt(5), new(big.Int), new(big.Int)
	odd := new(big.Int).Rsh(y, uint(twos))
	for odd.CmpAbs(big.NewInt(1)) != 0 {
		rest.QuoRem(odd, five, digit)
		if digit.Sign() != 0 {
			return Decimal{}, errEndless
		}
		odd, rest = rest, odd
		fives++
	}
	more := max(twos, fives)
	x, err := up(x, more)
	if err != nil {
		return Decimal{}, err
	}
	return checked(x.Quo(x, y), scale+more)
}

// QuoWhole is the whole part of d / e, as Java's divideToIntegralValue.
func (d Decimal) QuoWhole(e Decimal) (Decimal, error) {
	if e.Sign() == 0 {
		return Decimal{}, ErrZero
	}
	x, y, _, err := aligned(d, e)
	if err != nil {
		return Decimal{}, err
	}
	want := d.Scale() - e.Scale()
	x.Quo(x, y)
	q := NewDecimal(x, 0)
	switch {
	case x.Sign() == 0:
		return checked(x, want)
	case want < 0:
		if s := q.Strip(); s.Scale() > want {
			return s, nil
		}
		return q.Round(want, HalfUp)
	}
	return q.Round(want, HalfUp)
}

// Rem is what is left of d after QuoWhole: it has d's sign.
func (d Decimal) Rem(e Decimal) (Decimal, error) {
	q, err := d.QuoWhole(e)
	if err != nil {
		return Decimal{}, err
	}
	x, y, scale, err := aligned(d, e)
	if err != nil {
		return Decimal{}, err
	}
	r, to := NewDecimal(x.Rem(x, y), scale), max(d.Scale(), q.Scale()+e.Scale())
	return r.Round(to, HalfUp)
}

// Pow is d to the power n.
func (d Decimal) Pow(n int) (Decimal, error) {
	x, err := PowInt(d.Number(), n)
	if err != nil {
		return Decimal{}, err
	}
	if scale := int64(d.Scale()) * int64(n); scale == int64(int32(scale)) {
		return checked(x, int(scale))
	}
	return Decimal{}, ErrDigits
}

// PowInt is x to the power n, which must not be negative.
func PowInt(x *big.Int, n int) (*big.Int, error) {
	switch {
	case n < 0 || n > 999_999_999:
		return nil, errExponent
	case x.BitLen() > 1 && (x.BitLen()-1)*n > maxBits:
		return nil, ErrDigits
	case x.BitLen() <= 1: // -1, 0 and 1
		n = n&1 + 2*min(n/2, 1)
	}
	return new(big.Int).Exp(x, big.NewInt(int64(n)), nil), nil
}

// Root is the root of d, which must not be negative, with the given scale, halves rounded
// up.
func (d Decimal) Root(scale int) Decimal {
	x := d.Number()
	if by := 2*(scale+1) - d.Scale(); by >= 0 {
		x.Mul(x, tenTo(by))
	} else {
		x.Quo(x, tenTo(-by))
	}
	return NewDecimal(HalfUp.Quo(x.Sqrt(x), big.NewInt(10)), scale)
}
