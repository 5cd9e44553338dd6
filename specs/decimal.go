package specs

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// DecimalClass is the type of columns of Decimals.
const DecimalClass = "java.math.BigDecimal"

const (
	// maxDigits is how many digits a decimal may have, and how large its scale or exponent
	// may be: to compute with one takes memory for all of its digits, written or not.
	maxDigits = 10_000
	// maxDigitBytes is the bytes that so many digits take, and a sign.
	maxDigitBytes = 4153
)

// Decimal is a java.math.BigDecimal in an Object column: a whole number and how many of
// its digits are after the point. Decimals are equal by == if number and scale are, as
// in Java.
type Decimal struct {
	number string // two's complement, big-endian, no byte more than needed
	scale  int32
}

// NewDecimal is number / 10^scale.
func NewDecimal(number *big.Int, scale int) Decimal {
	return Decimal{string(appendTwos(nil, number)), int32(scale)}
}

// decimalOf is the decimal whose number is given in two's complement, which may have
// more bytes than needed.
func decimalOf(raw []byte, scale int) Decimal {
	for len(raw) > 1 && (raw[0] == 0 && raw[1] < 0x80 || raw[0] == 0xff && raw[1] >= 0x80) {
		raw = raw[1:]
	}
	if len(raw) == 0 {
		raw = []byte{0}
	}
	return Decimal{string(raw), int32(scale)}
}

// Number is the whole number; the decimal is Number / 10^Scale.
func (d Decimal) Number() *big.Int { return twos([]byte(d.number)) }

// Scale is how many digits are after the point; below zero that many zeros follow.
func (d Decimal) Scale() int { return int(d.scale) }

// Rescale is d with another scale; digits that have no place are rounded, halves away
// from zero (Java's HALF_UP).
func (d Decimal) Rescale(scale int) Decimal {
	n, by := d.Number(), scale-d.Scale()
	if by >= 0 {
		return NewDecimal(n.Mul(n, tenTo(by)), scale)
	}
	unit := tenTo(-by)
	half := new(big.Int).Rsh(unit, 1)
	if n.Sign() < 0 {
		half.Neg(half)
	}
	return NewDecimal(n.Quo(n.Add(n, half), unit), scale)
}

func tenTo(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// String is the text that Java's BigDecimal.toString gives.
func (d Decimal) String() string {
	digits, sign := d.Number().String(), ""
	if digits[0] == '-' {
		digits, sign = digits[1:], "-"
	}
	exponent := len(digits) - 1 - d.Scale()
	switch {
	case d.scale == 0:
		return sign + digits
	case d.scale > 0 && exponent >= -6:
		if len(digits) <= d.Scale() {
			digits = strings.Repeat("0", d.Scale()-len(digits)+1) + digits
		}
		point := len(digits) - d.Scale()
		return sign + digits[:point] + "." + digits[point:]
	}
	if len(digits) > 1 {
		digits = digits[:1] + "." + digits[1:]
	}
	return sign + digits + "E" + fmt.Sprintf("%+d", exponent)
}

var errDigits = fmt.Errorf("has more than %d digits, or an exponent beyond that", maxDigits)

// ParseDecimal reads the text of a number: "1.50" has scale 2, "1E3" scale -3.
func ParseDecimal(s string) (Decimal, error) {
	no := fmt.Errorf("%s is no decimal number", quote([]byte(s)))
	mant, exp := s, 0
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		var err error
		if exp, err = strconv.Atoi(s[i+1:]); errors.Is(err, strconv.ErrRange) || exp > maxDigits || exp < -maxDigits {
			return Decimal{}, errDigits
		} else if err != nil {
			return Decimal{}, no
		}
		mant = s[:i]
	}
	if len(mant) > maxDigits {
		return Decimal{}, errDigits
	}
	whole, frac, _ := strings.Cut(mant, ".")
	n, ok := new(big.Int).SetString(whole+frac, 10)
	if !ok || strings.ContainsAny(mant, "_") || strings.ContainsAny(frac, "+-") {
		return Decimal{}, no
	}
	return NewDecimal(n, len(frac)-exp), nil
}

// twos reads a number in two's complement.
func twos(raw []byte) *big.Int {
	n := new(big.Int).SetBytes(raw)
	if len(raw) > 0 && raw[0] >= 0x80 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(raw))))
	}
	return n
}

// appendTwos appends a number in two's complement, in as few bytes as will do.
func appendTwos(b []byte, n *big.Int) []byte {
	if n.Sign() >= 0 {
		raw := n.Bytes()
		if len(raw) == 0 || raw[0] >= 0x80 {
			b = append(b, 0)
		}
		return append(b, raw...)
	}
	size := new(big.Int).Not(n).BitLen()/8 + 1
	raw := new(big.Int).Add(n, new(big.Int).Lsh(big.NewInt(1), uint(8*size))).Bytes()
	return append(b, raw...)
}
