package wire

import (
	"bytes"
	"math"
	"strconv"
	"unsafe"
)

// Number is a decimal number as it was scanned: ±mant × 10^exp if exact, otherwise
// only raw knows.
type Number struct {
	Raw   []byte
	mant  uint64
	Exp   int
	neg   bool
	exact bool
}

// exactDigits is how many digits fit mant whatever they are.
const exactDigits = 19

// maxExp bounds a written exponent; anything beyond is infinite or zero all the same.
const maxExp = 1 << 24

// Scan reads the number at p[i] and returns the index after it, or -1 if there is
// none. Strict is JSON's grammar; otherwise "+1", "01", ".5" and "5." are numbers too.
func (n *Number) Scan(p []byte, i int, strict bool) int {
	start := i
	n.neg = false
	if i < len(p) && (p[i] == '-' || p[i] == '+' && !strict) {
		n.neg = p[i] == '-'
		i++
	}
	first := i
	var mant uint64
	for i < len(p) && p[i]-'0' <= 9 {
		mant = mant*10 + uint64(p[i]-'0')
		i++
	}
	digits, exp := i-first, 0
	if strict && (digits == 0 || digits > 1 && p[first] == '0') {
		return -1
	}
	if i < len(p) && p[i] == '.' {
		i++
		point := i
		for i < len(p) && p[i]-'0' <= 9 {
			mant = mant*10 + uint64(p[i]-'0')
			i++
		}
		exp = point - i
		if strict && exp == 0 {
			return -1
		}
		digits -= exp
	}
	if digits == 0 {
		return -1
	}
	if i < len(p) && p[i]|0x20 == 'e' {
		e, end := exponent(p, i+1)
		if end < 0 {
			return -1
		}
		exp, i = exp+e, end
	}
	n.Raw, n.mant, n.Exp, n.exact = p[start:i], mant, exp, digits <= exactDigits
	return i
}

func exponent(p []byte, i int) (e, end int) {
	neg := false
	if i < len(p) && (p[i] == '-' || p[i] == '+') {
		neg = p[i] == '-'
		i++
	}
	first := i
	for i < len(p) && p[i]-'0' <= 9 {
		e = min(e*10+int(p[i]-'0'), maxExp)
		i++
	}
	if i == first {
		return 0, -1
	}
	if neg {
		e = -e
	}
	return e, i
}

// Parse reads text that is a number and nothing else, blanks around it aside.
func (n *Number) Parse(text []byte) bool {
	text = bytes.TrimSpace(text)
	return n.Scan(text, 0, false) == len(text)
}

// ParseDouble is parse for a floating-point column, where "NaN", "Infinity" and
// "-Infinity" are numbers.
func (n *Number) ParseDouble(text []byte) (float64, bool) {
	if n.Parse(text) {
		return n.double(), true
	}
	switch string(bytes.TrimSpace(text)) {
	case "NaN":
		return math.NaN(), true
	case "Infinity", "+Infinity":
		return math.Inf(1), true
	case "-Infinity":
		return math.Inf(-1), true
	}
	return 0, false
}

// parseFloat is parseDouble for a float, rounded once.
func (n *Number) parseFloat(text []byte) (float32, bool) {
	if n.Parse(text) {
		return n.float(), true
	}
	x, ok := n.ParseDouble(text)
	return float32(x), ok
}

var pow10 = [...]float64{
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
}

// double is the nearest float64; beyond the largest, infinity. A zero keeps its sign.
func (n *Number) double() float64 {
	f := float64(n.mant)
	switch {
	case !n.exact || n.mant >= 1<<53 || n.Exp < -22 || n.Exp > 22:
		f, _ = strconv.ParseFloat(n.text(), 64)
		return f // which has its sign
	case n.Exp < 0: // both operands are exact, so the result is rounded once
		f /= pow10[-n.Exp]
	default:
		f *= pow10[n.Exp]
	}
	if n.neg {
		return -f
	}
	return f
}

// float is the nearest float32.
func (n *Number) float() float32 {
	f := float32(n.mant)
	switch {
	case !n.exact || n.mant >= 1<<24 || n.Exp < -10 || n.Exp > 10:
		wide, _ := strconv.ParseFloat(n.text(), 32)
		return float32(wide)
	case n.Exp < 0:
		f /= float32(pow10[-n.Exp])
	default:
		f *= float32(pow10[n.Exp])
	}
	if n.neg {
		return -f
	}
	return f
}

func (n *Number) text() string { return unsafe.String(unsafe.SliceData(n.Raw), len(n.Raw)) }
