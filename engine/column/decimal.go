package column

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

const (
	// MaxDigits is how many digits a decimal may have, and how large an exponent in a text
	// may be: to compute with one takes memory for all of its digits, written or not.
	MaxDigits = 10_000
	// MaxDigitBytes is the bytes that so many digits take, and a sign.
	MaxDigitBytes = 4153
)

// Decimal is a java.math.BigDecimal in an Object column: a whole number and how many of
// its digits are after the point. By == decimals are equal if number and scale are, as by
// Java's equals; by Compare and Key if they are the same number, 1.5 as 1.50.
type Decimal struct {
	number string // two's complement, big-endian, no byte more than needed; "" is 0
	scale  int32
}

// NewDecimal is number / 10^scale.
func NewDecimal(number *big.Int, scale int) Decimal {
	if number.IsInt64() {
		return smallDecimal(number.Int64(), scale)
	}
	return Decimal{string(AppendTwos(nil, number)), int32(scale)}
}

// smallDecimal is NewDecimal of a number that fits a long.
func smallDecimal(x int64, scale int) Decimal {
	var b [8]byte
	for i := range b {
		b[i] = byte(x >> (56 - 8*i))
	}
	return DecimalOfTwos(b[:], scale)
}

// DecimalOfTwos is the decimal whose number is given in two's complement, which may have
// more bytes than needed.
func DecimalOfTwos(raw []byte, scale int) Decimal {
	for len(raw) > 1 && (raw[0] == 0 && raw[1] < 0x80 || raw[0] == 0xff && raw[1] >= 0x80) {
		raw = raw[1:]
	}
	if len(raw) == 1 && raw[0] == 0 {
		raw = nil
	}
	return Decimal{string(raw), int32(scale)}
}

// Number is the whole number; the decimal is Number / 10^Scale.
func (d Decimal) Number() *big.Int { return d.numberInto(new(big.Int)) }

// numberInto sets n to the whole number.
func (d Decimal) numberInto(n *big.Int) *big.Int {
	if x, ok := d.small(); ok {
		return n.SetInt64(x)
	}
	n.SetBytes([]byte(d.number))
	if d.Sign() < 0 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(d.number))))
	}
	return n
}

// small is the whole number if it fits a long.
func (d Decimal) small() (x int64, ok bool) {
	if len(d.number) > 8 {
		return 0, false
	}
	if d.Sign() < 0 {
		x = -1
	}
	for i := range len(d.number) {
		x = x<<8 | int64(d.number[i])
	}
	return x, true
}

// Sign is -1, 0 or 1.
func (d Decimal) Sign() int {
	switch {
	case d.number == "":
		return 0
	case d.number[0] >= 0x80:
		return -1
	}
	return 1
}

// Scale is how many digits are after the point; below zero that many zeros follow.
func (d Decimal) Scale() int { return int(d.scale) }

// Precision is how many digits the whole number has, 1 for zero.
func (d Decimal) Precision() int { return len(d.digits(nil)) }

// digits appends the digits of the whole number, without a sign.
func (d Decimal) digits(b []byte) []byte {
	from := len(b)
	if x, ok := d.small(); ok {
		b = strconv.AppendInt(b, x, 10)
	} else {
		b = d.Number().Append(b, 10)
	}
	if b[from] == '-' {
		b = append(b[:from], b[from+1:]...)
	}
	return b
}

// Compare is the order of d and another Decimal as numbers: 1.5 is 1.50.
func (d Decimal) Compare(other any) int { return d.Cmp(other.(Decimal)) }

// Cmp is -1, 0 or 1 as d is less than, the same number as, or more than e. However far
// the scales are apart, it takes no memory for zeros that are not written.
func (d Decimal) Cmp(e Decimal) int {
	if d == e {
		return 0
	}
	s := d.Sign()
	if c := cmp.Compare(s, e.Sign()); c != 0 || s == 0 {
		return c
	}
	if d.scale == e.scale {
		x, small := d.small()
		if y, too := e.small(); small && too {
			return cmp.Compare(x, y)
		}
		return d.Number().Cmp(e.Number())
	}
	var bufX, bufY [24]byte
	x, y := d.digits(bufX[:0]), e.digits(bufY[:0])
	if c := cmp.Compare(len(x)-d.Scale(), len(y)-e.Scale()); c != 0 {
		return s * c
	}
	n := min(len(x), len(y))
	if c := bytes.Compare(x[:n], y[:n]); c != 0 {
		return s * c
	}
	switch {
	case significant(x) > n:
		return s
	case significant(y) > n:
		return -s
	}
	return 0
}

// significant is how many digits are left without the zeros at the end.
func significant(digits []byte) int {
	n := len(digits)
	for n > 0 && digits[n-1] == '0' {
		n--
	}
	return n
}

// Strip is the same number without zeros at the end; all zeros are the same.
func (d Decimal) Strip() Decimal {
	if d.number == "" {
		return Decimal{}
	}
	if x, ok := d.small(); ok {
		scale := d.Scale()
		for x%10 == 0 {
			x /= 10
			scale--
		}
		return smallDecimal(x, scale)
	}
	digits := d.digits(nil)
	zeros := len(digits) - significant(digits)
	if zeros == 0 {
		return d
	}
	n := d.Number()
	return NewDecimal(n.Quo(n, tenTo(zeros)), d.Scale()-zeros)
}

func tenTo(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// String is the text that Java's BigDecimal.toString gives.
func (d Decimal) String() string {
	digits, sign := string(d.digits(nil)), ""
	if d.Sign() < 0 {
		sign = "-"
	}
	exponent := len(digits) - 1 - d.Scale()
	switch {
	case d.scale == 0:
		return sign + digits
	case d.scale > 0 && exponent >= -6:
		return sign + pointed(digits, d.Scale())
	}
	if len(digits) > 1 {
		digits = digits[:1] + "." + digits[1:]
	}
	return sign + digits + "E" + fmt.Sprintf("%+d", exponent)
}

// pointed is digits with a point before the last of them.
func pointed(digits string, after int) string {
	if len(digits) <= after {
		digits = strings.Repeat("0", after-len(digits)+1) + digits
	}
	point := len(digits) - after
	return digits[:point] + "." + digits[point:]
}

// Plain is the text of Java's toPlainString, without an exponent.
func (d Decimal) Plain() (string, error) {
	switch {
	case d.scale > 2*MaxDigits || d.scale < -2*MaxDigits:
		return "", ErrDigits
	case d.Sign() == 0 && d.scale <= 0:
		return "0", nil
	case d.scale <= 0:
		return Decimal{number: d.number}.String() + strings.Repeat("0", -d.Scale()), nil
	}
	sign := ""
	if d.Sign() < 0 {
		sign = "-"
	}
	return sign + pointed(string(d.digits(nil)), d.Scale()), nil
}

// ErrDigits is the error of a number that is too large to compute with.
var ErrDigits = fmt.Errorf("has more than %d digits, or an exponent beyond that", MaxDigits)

// ErrNoDecimal is the error of a text that is no number.
var ErrNoDecimal = errors.New("is no decimal number")

// ParseDecimal reads the text of a number: "1.50" has scale 2, "1E3" scale -3. The error
// is ErrDigits or ErrNoDecimal, and goes on from the text.
func ParseDecimal(s string) (Decimal, error) {
	mant, exp := s, 0
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		var err error
		if exp, err = strconv.Atoi(s[i+1:]); errors.Is(err, strconv.ErrRange) || exp > MaxDigits || exp < -MaxDigits {
			return Decimal{}, ErrDigits
		} else if err != nil {
			return Decimal{}, ErrNoDecimal
		}
		mant = s[:i]
	}
	if len(mant) > MaxDigits {
		return Decimal{}, ErrDigits
	}
	whole, frac, _ := strings.Cut(mant, ".")
	n, ok := new(big.Int).SetString(whole+frac, 10)
	if !ok || strings.ContainsAny(mant, "_") || strings.ContainsAny(frac, "+-") {
		return Decimal{}, ErrNoDecimal
	}
	return NewDecimal(n, len(frac)-exp), nil
}

// Twos reads a number in two's complement.
func Twos(raw []byte) *big.Int { return DecimalOfTwos(raw, 0).Number() }

// AppendTwos appends a number in two's complement, in as few bytes as will do.
func AppendTwos(b []byte, n *big.Int) []byte {
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

// decimalKey is the Key of Decimals.
func decimalKey(x any) (any, bool) { return x.(Decimal).Strip(), true }

type bigKey struct {
	sign int
	size string
}

// integerKey is the Key of *big.Int.
func integerKey(x any) (any, bool) {
	n := x.(*big.Int)
	return bigKey{n.Sign(), string(n.Bytes())}, true
}
