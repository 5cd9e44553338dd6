package py

import (
	"math"
	"math/big"
	"regexp"
	"strings"

	"go.starlark.net/starlark"
)

// decimal is a Decimal: the digits n with the point moved by exp, or something special. It does
// not change.
type decimal struct {
	ip   *Interp
	kind decimalKind
	neg  bool
	n    *big.Int // of NaN its payload
	exp  int
}

type decimalKind byte

const (
	finite decimalKind = iota
	infinite
	quietNaN
	signalingNaN
)

func (d *decimal) isNaN() bool  { return d.kind >= quietNaN }
func (d *decimal) isZero() bool { return d.kind == finite && d.n.Sign() == 0 }

// digits is the digits as text.
func (d *decimal) digits() string { return d.n.String() }

// size is how many digits there are, 1 of zero.
func (d *decimal) size() int { return digitsOf(d.n) }

// adjusted is the power of ten of the first digit.
func (d *decimal) adjusted() int { return d.exp + d.size() - 1 }

// digitsOf is how many decimal digits n has, 1 of zero.
func digitsOf(n *big.Int) int {
	if n.IsUint64() {
		k := 1
		for x := n.Uint64(); x >= 10; x /= 10 {
			k++
		}
		return k
	}
	k := int(float64(n.BitLen()-1)*math.Log10(2)) + 1 // so many, or one more
	if n.CmpAbs(pow10(k)) >= 0 {
		k++
	}
	return k
}

// pow10 is 10 to the power of k, 0 or more.
func pow10(k int) *big.Int {
	if k < len(smallPowers) {
		return smallPowers[k]
	}
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(k)), nil)
}

var smallPowers = func() (p [80]*big.Int) {
	p[0] = big.NewInt(1)
	for i := 1; i < len(p); i++ {
		p[i] = new(big.Int).Mul(p[i-1], big.NewInt(10))
	}
	return p
}()

// decimalText is how Decimals are written.
var decimalText = regexp.MustCompile(`(?i)^([-+])?(?:(\d*)(?:\.(\d*))?(?:e([-+]?\d+))?|inf(?:inity)?|(s)?nan(\d*))$`)

// parseDecimal reads a Decimal; ok is false of what is none.
func parseDecimal(s string) (d *decimal, ok bool) {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "")
	m := decimalText.FindStringSubmatch(s)
	if m == nil || len(s) > maxDigits {
		return nil, false
	}
	d = &decimal{neg: m[1] == "-", n: new(big.Int)}
	body := strings.ToLower(strings.TrimLeft(s, "+-"))
	switch {
	case strings.HasPrefix(body, "inf"):
		d.kind = infinite
		return d, true
	case strings.HasSuffix(strings.TrimRight(body, "0123456789"), "nan"):
		d.kind = quietNaN
		if m[5] != "" {
			d.kind = signalingNaN
		}
		d.n.SetString("0"+m[6], 10)
		return d, true
	case m[2]+m[3] == "":
		return nil, false
	}
	d.n.SetString(m[2]+m[3], 10)
	if m[4] != "" {
		e, fits := new(big.Int).SetString(m[4], 10)
		if !fits || !e.IsInt64() || e.Int64() > 1e17 || e.Int64() < -1e17 {
			return nil, false
		}
		d.exp = int(e.Int64())
	}
	d.exp -= len(m[3])
	return d, true
}

// wholeDecimal is a whole number as a Decimal.
func (ip *Interp) wholeDecimal(n *big.Int) *decimal {
	return &decimal{ip: ip, neg: n.Sign() < 0, n: new(big.Int).Abs(n)}
}

// floatDecimal is exactly f.
func (ip *Interp) floatDecimal(f float64) *decimal {
	d := &decimal{ip: ip, neg: math.Signbit(f), n: new(big.Int)}
	switch {
	case f != f:
		d.kind = quietNaN
		return d
	case math.IsInf(f, 0):
		d.kind = infinite
		return d
	case f == 0:
		return d
	}
	r := new(big.Rat).SetFloat64(math.Abs(f))
	k := r.Denom().BitLen() - 1 // the denominator is 2 to the power of k
	d.n.Mul(r.Num(), new(big.Int).Exp(big.NewInt(5), big.NewInt(int64(k)), nil))
	d.exp = -k
	return d
}

// text is d as it is written, in scientific notation; eng has exponents in threes.
func (d *decimal) text(eng bool, e string) string {
	sign := ""
	if d.neg {
		sign = "-"
	}
	switch d.kind {
	case infinite:
		return sign + "Infinity"
	case quietNaN, signalingNaN:
		s := "NaN"
		if d.kind == signalingNaN {
			s = "sNaN"
		}
		if d.n.Sign() != 0 {
			s += d.digits()
		}
		return sign + s
	}
	digits := d.digits()
	left := d.exp + len(digits)
	point := 1
	switch {
	case d.exp <= 0 && left > -6:
		point = left
	case !eng:
	case digits == "0":
		point = floorMod(left+1, 3) - 1
	default:
		point = floorMod(left-1, 3) + 1
	}
	whole, frac := "0", ""
	switch {
	case point <= 0:
		frac = "." + strings.Repeat("0", -point) + digits
	case point >= len(digits):
		whole = digits + strings.Repeat("0", point-len(digits))
	default:
		whole, frac = digits[:point], "."+digits[point:]
	}
	tail := ""
	if left != point {
		tail = e + signed(left-point)
	}
	return sign + whole + frac + tail
}

func floorMod(a, b int) int { return ((a % b) + b) % b }

// signed is n with its sign.
func signed(n int) string {
	if n < 0 {
		return starlark.MakeInt(n).String()
	}
	return "+" + starlark.MakeInt(n).String()
}

func (d *decimal) String() string       { return d.text(false, "E") }
func (d *decimal) repr() string         { return "Decimal('" + d.String() + "')" }
func (d *decimal) Class() string        { return "decimal.Decimal" }
func (d *decimal) Type() string         { return "Decimal" }
func (d *decimal) Freeze()              {}
func (d *decimal) Truth() starlark.Bool { return starlark.Bool(!d.isZero()) }

// Hash is that of equal Decimals.
func (d *decimal) Hash() (uint32, error) {
	switch d.kind {
	case signalingNaN:
		return 0, Raise("TypeError", "Cannot hash a signaling NaN value")
	case quietNaN:
		return uint32(PointerOf(d) >> 4), nil
	case infinite:
		return starlark.String(d.String()).Hash()
	}
	r := d.reduced()
	return starlark.Tuple{starlark.Bool(r.neg && r.n.Sign() != 0), starlark.MakeBigInt(r.n), starlark.MakeInt(r.exp)}.Hash()
}

// reduced is d without zeros at the end.
func (d *decimal) reduced() *decimal {
	if d.kind != finite {
		return d
	}
	if d.n.Sign() == 0 {
		return &decimal{ip: d.ip, neg: d.neg, n: d.n}
	}
	s := d.digits()
	cut := len(s) - len(strings.TrimRight(s, "0"))
	if cut == 0 {
		return d
	}
	return &decimal{ip: d.ip, neg: d.neg, n: new(big.Int).Quo(d.n, pow10(cut)), exp: d.exp + cut}
}

// signed is the digits with their sign.
func (d *decimal) signed() *big.Int {
	if d.neg {
		return new(big.Int).Neg(d.n)
	}
	return d.n
}

// with is d with another sign.
func (d *decimal) with(neg bool) *decimal {
	return &decimal{d.ip, d.kind, neg, d.n, d.exp}
}

// order is how d compares with e, of which none is NaN.
func (d *decimal) order(e *decimal) int {
	sign := func(x *decimal) int {
		switch {
		case x.isZero():
			return 0
		case x.neg:
			return -1
		}
		return 1
	}
	a, b := sign(d), sign(e)
	switch {
	case a != b:
		return min(max(a-b, -1), 1)
	case a == 0:
		return 0
	case d.kind == infinite || e.kind == infinite:
		if d.kind == e.kind {
			return 0
		}
		if d.kind == infinite {
			return a
		}
		return -a
	}
	if x, y := d.adjusted(), e.adjusted(); x != y {
		if x > y {
			return a
		}
		return -a
	}
	low := min(d.exp, e.exp)
	x := new(big.Int).Mul(d.n, pow10(d.exp-low))
	return a * x.Cmp(new(big.Int).Mul(e.n, pow10(e.exp-low)))
}

// against compares with any number.
func (d *decimal) against(y starlark.Value) (order int, known, nan bool) {
	var e *decimal
	switch y := y.(type) {
	case *decimal:
		e = y
	case starlark.Int:
		e = d.ip.wholeDecimal(y.BigInt())
	case starlark.Float:
		e = d.ip.floatDecimal(float64(y))
	default:
		return 0, false, false
	}
	if d.isNaN() || e.isNaN() {
		return 0, true, true
	}
	return d.order(e), true, false
}

// Cmp is for Starlark's own comparisons.
func (d *decimal) Cmp(y starlark.Value, _ int) (int, error) {
	if e := y.(*decimal); d.isNaN() || e.isNaN() {
		if d == e {
			return 0, nil
		}
		return 1, nil
	}
	return d.order(y.(*decimal)), nil
}
