package column

import (
	"fmt"
	"math/big"
	"slices"
)

// Rounding is a java.math.RoundingMode: what becomes of digits that have no place.
type Rounding uint8

// The modes, in the order of Java.
const (
	RoundUp     Rounding = iota // away from zero
	RoundDown                   // toward zero
	Ceiling                     // toward more
	Floor                       // toward less
	HalfUp                      // to the nearest; halves away from zero
	HalfDown                    // to the nearest; halves toward zero
	HalfEven                    // to the nearest; halves to the even one
	Unnecessary                 // an error
)

// Roundings are the names of the modes.
var Roundings = [...]string{"UP", "DOWN", "CEILING", "FLOOR", "HALF_UP", "HALF_DOWN", "HALF_EVEN", "UNNECESSARY"}

// String is the name of the mode.
func (m Rounding) String() string { return Roundings[m] }

// RoundingOf is the mode of a name.
func RoundingOf(name string) (Rounding, bool) {
	i := slices.Index(Roundings[:], name)
	return Rounding(i), i >= 0
}

// MathContext is a java.math.MathContext: how many digits a result has, 0 being all.
type MathContext struct {
	Digits int32
	Mode   Rounding
}

// String is the text that Java gives.
func (m MathContext) String() string {
	return fmt.Sprintf("precision=%d roundingMode=%s", m.Digits, m.Mode)
}

// Quo is x / y, rounded by a mode that is not Unnecessary; y is not zero.
func (m Rounding) Quo(x, y *big.Int) *big.Int {
	q, err := m.quo(x, y)
	if err != nil {
		panic(err)
	}
	return q
}

// quo is x / y, rounded.
func (m Rounding) quo(x, y *big.Int) (*big.Int, error) {
	sign := x.Sign() * y.Sign()
	q, r := new(big.Int).QuoRem(x, y, new(big.Int))
	if r.Sign() == 0 {
		return q, nil
	}
	if m == Unnecessary {
		return nil, errRounding
	}
	half := new(big.Int).Lsh(r, 1).CmpAbs(y)
	away := false
	switch m {
	case RoundUp:
		away = true
	case Ceiling:
		away = sign > 0
	case Floor:
		away = sign < 0
	case HalfUp:
		away = half >= 0
	case HalfDown:
		away = half > 0
	case HalfEven:
		away = half > 0 || half == 0 && q.Bit(0) == 1
	}
	if away {
		q.Add(q, big.NewInt(int64(sign)))
	}
	return q, nil
}

// Round is d with another scale.
func (d Decimal) Round(scale int, mode Rounding) (Decimal, error) {
	n, by := d.Number(), scale-d.Scale()
	switch {
	case by == 0:
		return d, nil
	case by > 0:
		n, err := up(n, by)
		if err != nil {
			return Decimal{}, err
		}
		return checked(n, scale)
	}
	unit, err := up(big.NewInt(1), min(-by, 4*MaxDigits)) // more than that leaves nothing of any number
	if err != nil {
		return Decimal{}, err
	}
	if n, err = mode.quo(n, unit); err != nil {
		return Decimal{}, err
	}
	return checked(n, scale)
}

// Precise is d with at most the given number of digits; 0 is all.
func (d Decimal) Precise(digits int, mode Rounding) (Decimal, error) {
	for more := d.Precision() - digits; digits > 0 && more > 0; more = d.Precision() - digits {
		var err error
		if d, err = d.Round(d.Scale()-more, mode); err != nil { // 9.99 of two digits is 10.0 first
			return Decimal{}, err
		}
	}
	return d, nil
}

// Int is the whole part of d, as Java's toBigInteger.
func (d Decimal) Int() (*big.Int, error) {
	r, err := d.Round(0, RoundDown)
	return r.Number(), err
}
