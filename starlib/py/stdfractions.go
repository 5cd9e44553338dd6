package py

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// fractionsEntries is the module fractions.
func fractionsEntries() []Entry {
	return []Entry{
		{Sig: "Fraction(numerator=0, denominator=None)", Class: "fractions.Fraction", Doc: "A fraction of two whole numbers, of a text such as \"3/4\", of a float or a Decimal.", Fn: newFraction, Has: []Entry{
			{Sig: "from_decimal(dec)", Doc: "Exactly the number that a Decimal is.", Fn: newFraction},
			{Sig: "from_float(f)", Doc: "Exactly the number that a float is.", Fn: newFraction},
		}},
	}
}

// fraction is a Fraction. It does not change.
type fraction struct{ r *big.Rat }

// fractionText is how fractions are written.
var fractionText = regexp.MustCompile(`^\s*([-+]?)(\d+(?:_\d+)*)?(?:/(\d+(?:_\d+)*)|(\.(\d*))?(?:[eE]([-+]?\d+))?)\s*$`)

func newFraction(c *Call) (starlark.Value, error) {
	var a, b starlark.Value = zero, starlark.None
	names := []any{"numerator?", &a, "denominator?", &b}
	if c.EntryName() != "Fraction" {
		names = []any{map[string]string{"from_float": "f", "from_decimal": "dec"}[c.EntryName()], &a}
	}
	if err := c.Unpack(names...); err != nil {
		return nil, err
	}
	if b == starlark.None {
		r, err := ratOf(a)
		return fraction{r}, err
	}
	x, ok1 := rational(a)
	y, ok2 := rational(b)
	if !ok1 || !ok2 {
		return nil, Raise("TypeError", "both arguments should be Rational instances")
	}
	if y.Sign() == 0 {
		return nil, Raise("ZeroDivisionError", "Fraction(%s, 0)", x.Num())
	}
	return fraction{new(big.Rat).Quo(x, y)}, nil
}

// rational is a whole number or a fraction.
func rational(v starlark.Value) (*big.Rat, bool) {
	switch v := asNumber(v).(type) {
	case starlark.Int:
		return new(big.Rat).SetInt(v.BigInt()), true
	case fraction:
		return v.r, true
	}
	return nil, false
}

// ratOf is exactly the number that v is.
func ratOf(v starlark.Value) (*big.Rat, error) {
	if r, ok := rational(v); ok {
		return r, nil
	}
	switch v := v.(type) {
	case starlark.Float:
		r := new(big.Rat).SetFloat64(float64(v))
		if r == nil {
			if v != v {
				return nil, Raise("ValueError", "cannot convert NaN to integer ratio")
			}
			return nil, Raise("OverflowError", "cannot convert Infinity to integer ratio")
		}
		return r, nil
	case *decimal:
		if v.kind != finite {
			return nil, Raise("ValueError", "cannot convert %s to integer ratio", v)
		}
		return v.ratio()
	case starlark.String:
		m := fractionText.FindStringSubmatch(string(v))
		if m == nil || m[2] == "" && m[5] == "" {
			return nil, Raise("ValueError", "Invalid literal for Fraction: %s", quoted(string(v)))
		}
		s := strings.ReplaceAll(strings.TrimSpace(string(v)), "_", "")
		if err := digitsFit("Fraction", len(s)); err != nil {
			return nil, err
		}
		if m[3] != "" {
			if strings.Trim(m[3], "0_") == "" {
				return nil, Raise("ZeroDivisionError", "Fraction(%s, 0)", m[1]+m[2])
			}
		} else if d, ok := parseDecimal(s); ok {
			return d.ratio()
		}
		r, ok := new(big.Rat).SetString(s)
		if !ok {
			return nil, Raise("ValueError", "Invalid literal for Fraction: %s", quoted(string(v)))
		}
		return r, nil
	}
	return nil, Raise("TypeError", "argument should be a string or a Rational instance")
}

func (f fraction) String() string { return strings.TrimSuffix(f.r.String(), "/1") }
func (f fraction) repr() string   { return fmt.Sprintf("Fraction(%s, %s)", f.r.Num(), f.r.Denom()) }
func (f fraction) Class() string  { return "fractions.Fraction" }
func (f fraction) Type() string   { return "Fraction" }
func (f fraction) Freeze()        {}

// Truth is whether it is not zero.
func (f fraction) Truth() starlark.Bool { return f.r.Sign() != 0 }

// Hash is that of equal fractions.
func (f fraction) Hash() (uint32, error) {
	return starlark.Tuple{starlark.MakeBigInt(f.r.Num()), starlark.MakeBigInt(f.r.Denom())}.Hash()
}

// Cmp is for Starlark's own comparisons.
func (f fraction) Cmp(y starlark.Value, _ int) (int, error) { return f.r.Cmp(y.(fraction).r), nil }

func (f fraction) against(y starlark.Value) (order int, known, nan bool) {
	if r, ok := rational(y); ok {
		return f.r.Cmp(r), true, false
	}
	x, ok := y.(starlark.Float)
	if !ok {
		return 0, false, false
	}
	if x != x {
		return 0, true, true
	}
	if r := new(big.Rat).SetFloat64(float64(x)); r != nil {
		return f.r.Cmp(r), true, false
	}
	if x > 0 {
		return -1, true, false
	}
	return 1, true, false
}

// Binary is arithmetic with whole numbers and fractions, and by way of floats with these.
func (f fraction) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	if x, ok := y.(starlark.Float); ok {
		own, err := f.real()
		if err != nil {
			return nil, err
		}
		if side == starlark.Left {
			return starlark.Binary(op, own, x)
		}
		return starlark.Binary(op, x, own)
	}
	b, ok := rational(y)
	if !ok {
		return nil, nil
	}
	a := f.r
	if side == starlark.Right {
		a, b = b, a
	}
	r := new(big.Rat)
	switch op {
	case syntax.PLUS:
		return fraction{r.Add(a, b)}, nil
	case syntax.MINUS:
		return fraction{r.Sub(a, b)}, nil
	case syntax.STAR:
		return fraction{r.Mul(a, b)}, nil
	case syntax.SLASH, syntax.SLASHSLASH, syntax.PERCENT:
		if b.Sign() == 0 {
			return nil, Raise("ZeroDivisionError", "Fraction(%s, 0)", a.Num())
		}
		r.Quo(a, b)
		if op == syntax.SLASH {
			return fraction{r}, nil
		}
		q := floorRat(r)
		if op == syntax.SLASHSLASH {
			return starlark.MakeBigInt(q), nil
		}
		return fraction{r.Sub(a, r.Mul(b, new(big.Rat).SetInt(q)))}, nil
	}
	return nil, nil
}

// floorRat is the greatest whole number that is not above r.
func floorRat(r *big.Rat) *big.Int {
	return new(big.Int).Div(r.Num(), r.Denom()) // Euclidean: the denominator is above 0
}

// Unary is -f and +f.
func (f fraction) Unary(op syntax.Token) (starlark.Value, error) {
	switch op {
	case syntax.MINUS:
		return fraction{new(big.Rat).Neg(f.r)}, nil
	case syntax.PLUS:
		return f, nil
	}
	return nil, nil
}

func (f fraction) power(y starlark.Value, side starlark.Side) (starlark.Value, error) {
	r, ok := rational(y)
	if side == starlark.Left && ok && r.IsInt() {
		n := r.Num()
		if !n.IsInt64() || new(big.Int).Abs(n).Int64() > maxDigits {
			return nil, digitsFit("the power", maxDigits+1)
		}
		num, den := starlark.MakeBigInt(f.r.Num()), starlark.MakeBigInt(f.r.Denom())
		k := starlark.MakeBigInt(new(big.Int).Abs(n))
		a, err := wholePower(num, k)
		if err != nil {
			return nil, err
		}
		b, err := wholePower(den, k)
		if err != nil {
			return nil, err
		}
		x, z := a.(starlark.Int).BigInt(), b.(starlark.Int).BigInt()
		if n.Sign() < 0 {
			x, z = z, x
		}
		if z.Sign() == 0 {
			return nil, Raise("ZeroDivisionError", "Fraction(%s, 0)", x)
		}
		return fraction{new(big.Rat).SetFrac(x, z)}, nil
	}
	if side == starlark.Right && f.r.IsInt() {
		return power(y, starlark.MakeBigInt(f.r.Num()))
	}
	own, err := f.real()
	if err != nil {
		return nil, err
	}
	if other, ok := y.(fraction); ok {
		if y, err = other.real(); err != nil {
			return nil, err
		}
	}
	if side == starlark.Right {
		return power(y, own)
	}
	return power(own, y)
}

// Whole is int(f).
func (f fraction) Whole() (starlark.Value, error) {
	return starlark.MakeBigInt(new(big.Int).Quo(f.r.Num(), f.r.Denom())), nil
}

func (f fraction) real() (starlark.Value, error) {
	return trueDivided(starlark.MakeBigInt(f.r.Num()), starlark.MakeBigInt(f.r.Denom()))
}

func (f fraction) magnitude() (starlark.Value, error) { return fraction{new(big.Rat).Abs(f.r)}, nil }

func (f fraction) floored(up bool) (starlark.Value, error) {
	if up {
		n := floorRat(new(big.Rat).Neg(f.r))
		return starlark.MakeBigInt(n.Neg(n)), nil
	}
	return starlark.MakeBigInt(floorRat(f.r)), nil
}

// rounded is round(f, digits): the even one of two that are as near.
func (f fraction) rounded(digits int, given bool) (starlark.Value, error) {
	if err := digitsFit("the fraction", max(digits, -digits)); err != nil {
		return nil, err
	}
	scale := new(big.Rat).SetInt(pow10(max(digits, -digits)))
	if digits < 0 {
		scale.Inv(scale)
	}
	x := new(big.Rat).Mul(f.r, scale)
	n := floorRat(x)
	rest := x.Sub(x, new(big.Rat).SetInt(n))
	if half := rest.Cmp(big.NewRat(1, 2)); half > 0 || half == 0 && n.Bit(0) == 1 {
		n.Add(n, big.NewInt(1))
	}
	if !given {
		return starlark.MakeBigInt(n), nil
	}
	return fraction{new(big.Rat).Quo(new(big.Rat).SetInt(n), scale)}, nil
}

// format is format(f, spec), which CPython 3.11 has of no fraction.
func (f fraction) format(_ printer, _ string) (string, error) {
	return "", Raise("TypeError", "unsupported format string passed to Fraction.__format__; format float(x)")
}

// Attr is a part or a method.
func (f fraction) Attr(name string) (starlark.Value, error) { return Member(fractionAttrs(), f, name) }

// AttrNames is the names of these.
func (f fraction) AttrNames() []string { return EntryNames(fractionAttrs()) }

// fractionAttrs is the table of what a Fraction has.
func fractionAttrs() []Entry {
	part := func(sig, doc string, of func(r *big.Rat) starlark.Value) Entry {
		return Entry{Sig: sig, Doc: doc, Fn: func(c *Call) (starlark.Value, error) {
			if strings.Contains(sig, "(") {
				if err := c.Unpack(); err != nil {
					return nil, err
				}
			}
			return of(c.Recv.(fraction).r), nil
		}}
	}
	return []Entry{
		part("as_integer_ratio()", "The numerator and the denominator.", func(r *big.Rat) starlark.Value {
			return starlark.Tuple{starlark.MakeBigInt(r.Num()), starlark.MakeBigInt(r.Denom())}
		}),
		part("denominator", "What it is divided by.", func(r *big.Rat) starlark.Value { return starlark.MakeBigInt(r.Denom()) }),
		{Sig: "limit_denominator(max_denominator=1000000)", Doc: "The nearest fraction whose denominator is no greater.", Fn: limitDenominator},
		part("numerator", "What is divided.", func(r *big.Rat) starlark.Value { return starlark.MakeBigInt(r.Num()) }),
	}
}

func limitDenominator(c *Call) (starlark.Value, error) {
	limit := starlark.MakeInt(1000000)
	if err := c.Unpack("max_denominator?", &limit); err != nil {
		return nil, err
	}
	f, most := c.Recv.(fraction), limit.BigInt()
	if most.Sign() < 1 {
		return nil, Raise("ValueError", "max_denominator should be at least 1")
	}
	if f.r.Denom().Cmp(most) <= 0 {
		return f, nil
	}
	p0, q0, p1, q1 := big.NewInt(0), big.NewInt(1), big.NewInt(1), big.NewInt(0)
	n, d := new(big.Int).Set(f.r.Num()), new(big.Int).Set(f.r.Denom())
	for {
		a := new(big.Int).Div(n, d)
		q2 := new(big.Int).Add(q0, new(big.Int).Mul(a, q1))
		if q2.Cmp(most) > 0 {
			break
		}
		p0, q0, p1, q1 = p1, q1, new(big.Int).Add(p0, new(big.Int).Mul(a, p1)), q2
		n, d = d, new(big.Int).Sub(n, new(big.Int).Mul(a, d))
	}
	k := new(big.Int).Div(new(big.Int).Sub(most, q0), q1)
	one := new(big.Rat).SetFrac(new(big.Int).Add(p0, new(big.Int).Mul(k, p1)), new(big.Int).Add(q0, new(big.Int).Mul(k, q1)))
	two := new(big.Rat).SetFrac(p1, q1)
	far := func(r *big.Rat) *big.Rat { return new(big.Rat).Abs(new(big.Rat).Sub(r, f.r)) }
	if far(two).Cmp(far(one)) <= 0 {
		return fraction{two}, nil
	}
	return fraction{one}, nil
}
