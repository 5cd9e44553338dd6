package column

import (
	"math"
	"strconv"
	"time"
)

// AppendDouble appends the text of x as Java's Double.toString writes it: the fewest
// digits that give x back, at least one after the point, and an exponent ("1.0E10")
// unless 0.001 <= |x| < 10,000,000. It knows no null: NullDouble is written as the
// number it is.
func AppendDouble(b []byte, x float64) []byte { return appendJava(b, x, 64) }

// AppendFloat is AppendDouble for a float: the text of Java's Float.toString.
func AppendFloat(b []byte, x float32) []byte { return appendJava(b, float64(x), 32) }

func appendJava(b []byte, x float64, bits int) []byte {
	a := math.Abs(x)
	switch {
	case x != x:
		return append(b, "NaN"...)
	case math.IsInf(x, 1):
		return append(b, "Infinity"...)
	case math.IsInf(x, -1):
		return append(b, "-Infinity"...)
	case a == 0:
		if math.Signbit(x) {
			return append(b, "-0.0"...)
		}
		return append(b, "0.0"...)
	case a < 1e-3 || a >= 1e7:
		return appendExponent(b, x, bits)
	case x == math.Trunc(x):
		return append(strconv.AppendInt(b, int64(x), 10), ".0"...)
	}
	return strconv.AppendFloat(b, x, 'f', -1, bits)
}

// appendExponent writes d.dddEn. Where one digit would do, Java takes the nearest
// number of two digits, which differs among the subnormals: 4.9E-324, not 5.0E-324.
func appendExponent(b []byte, x float64, bits int) []byte {
	start := len(b)
	b = strconv.AppendFloat(b, x, 'e', -1, bits)
	point := start + 1
	if x < 0 {
		point++
	}
	if b[point] == 'e' {
		b = strconv.AppendFloat(b[:start], x, 'e', 1, bits)
	}
	e := len(b) - 1
	for b[e] != 'e' {
		e--
	}
	var exp [4]byte
	n := copy(exp[:], b[e+1:])
	b = append(b[:e], 'E')
	if exp[0] == '-' {
		b = append(b, '-')
	}
	digits := exp[1:n]
	if digits[0] == '0' {
		digits = digits[1:]
	}
	return append(b, digits...)
}

// AppendInstant appends the text of an instant, in nanoseconds since 1970, as Java's
// Instant.toString writes it: ISO 8601 in UTC with no, three, six or nine digits after
// the seconds. It knows no null.
func AppendInstant(b []byte, nanos int64) []byte {
	t := time.Unix(0, nanos).UTC()
	b = t.AppendFormat(b, "2006-01-02T15:04:05")
	switch ns := t.Nanosecond(); {
	case ns == 0:
	case ns%1_000_000 == 0:
		b = t.AppendFormat(b, ".000")
	case ns%1_000 == 0:
		b = t.AppendFormat(b, ".000000")
	default:
		b = t.AppendFormat(b, ".000000000")
	}
	return append(b, 'Z')
}
