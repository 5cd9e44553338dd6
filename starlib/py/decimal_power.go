package py

import (
	"math/big"

	"go.starlark.net/starlark"
)

// scratch is x with more digits, and without errors.
func (x *decimalContext) scratch(more int) *decimalContext {
	return &decimalContext{ip: x.ip, prec: x.prec + more, rounding: "ROUND_HALF_EVEN", emin: -1 << 55, emax: 1 << 55}
}

// inexact is d, which was computed with more digits, within the context.
func (x *decimalContext) inexact(d *decimal) (*decimal, error) {
	own := *x
	own.rounding = "ROUND_HALF_EVEN"
	out, err := own.fix(d)
	x.flags |= own.flags
	if err == nil {
		err = x.raise(decimalInexact | decimalRounded)
	}
	return out, err
}

// rounded is inexact in the way of rounding of the context, as powers are.
func (x *decimalContext) rounded(d *decimal) (*decimal, error) {
	out, err := x.fix(d)
	if err == nil {
		err = x.raise(decimalInexact | decimalRounded)
	}
	return out, err
}

func (x *decimalContext) sqrt(d *decimal) (*decimal, error) {
	if v, err := x.special(d); v != nil || err != nil {
		return v, err
	}
	switch {
	case d.isZero():
		return x.fix(&decimal{x.ip, finite, d.neg, d.n, d.exp >> 1})
	case d.neg:
		return x.invalid("")
	case d.kind == infinite:
		return d, nil
	}
	prec := x.prec + 1
	e, n, size := d.exp>>1, d.n, 0
	if d.exp&1 == 1 {
		n, size = new(big.Int).Mul(n, big.NewInt(10)), d.size()>>1+1
	} else {
		size = (d.size() + 1) >> 1
	}
	shift, exact := prec-size, true
	if shift >= 0 {
		n = new(big.Int).Mul(n, pow10(2*shift))
	} else {
		var r *big.Int
		n, r = new(big.Int).QuoRem(n, pow10(-2*shift), new(big.Int))
		exact = r.Sign() == 0
	}
	e -= shift
	root := new(big.Int).Sqrt(n)
	exact = exact && new(big.Int).Mul(root, root).Cmp(n) == 0
	if exact {
		if shift >= 0 {
			root.Quo(root, pow10(shift))
		} else {
			root.Mul(root, pow10(-shift))
		}
		e += shift
	} else if new(big.Int).Mod(root, big.NewInt(5)).Sign() == 0 {
		root.Add(root, big.NewInt(1))
	}
	own := *x
	own.rounding = "ROUND_HALF_EVEN"
	out, err := own.fix(&decimal{x.ip, finite, false, root, e})
	x.flags |= own.flags
	return out, err
}

// fixedLn is ln(n / 10^p) times 10^p, for n above 0: by the series of the inverse hyperbolic
// tangent, of a number near 1.
func fixedLn(n *big.Int, p int) *big.Int {
	unit := pow10(p)
	m, twos := new(big.Int).Set(n), 0
	for low := new(big.Int).Quo(new(big.Int).Mul(unit, big.NewInt(7)), big.NewInt(10)); m.Cmp(low) < 0; twos-- {
		m.Lsh(m, 1)
	}
	for high := new(big.Int).Quo(new(big.Int).Mul(unit, big.NewInt(7)), big.NewInt(5)); m.Cmp(high) > 0; twos++ {
		m.Rsh(m, 1)
	}
	sum := fixedAtanh(new(big.Int).Sub(m, unit), new(big.Int).Add(m, unit), p)
	sum.Lsh(sum, 1)
	if twos != 0 {
		sum.Add(sum, new(big.Int).Mul(fixedLn2(p), big.NewInt(int64(twos))))
	}
	return sum
}

// fixedAtanh is atanh(a / b) times 10^p.
func fixedAtanh(a, b *big.Int, p int) *big.Int {
	unit := pow10(p)
	t := new(big.Int).Quo(new(big.Int).Mul(a, unit), b)
	square := new(big.Int).Quo(new(big.Int).Mul(t, t), unit)
	sum, term := new(big.Int).Set(t), t
	for k := int64(3); term.Sign() != 0; k += 2 {
		term = new(big.Int).Quo(new(big.Int).Mul(term, square), unit)
		sum.Add(sum, new(big.Int).Quo(term, big.NewInt(k)))
	}
	return sum
}

// fixedLn2 is ln(2) times 10^p.
func fixedLn2(p int) *big.Int {
	sum := fixedAtanh(big.NewInt(1), big.NewInt(3), p)
	return sum.Lsh(sum, 1)
}

// fixedLn10 is ln(10) times 10^p.
func fixedLn10(p int) *big.Int {
	sum := fixedAtanh(big.NewInt(1), big.NewInt(9), p) // ln(10) = 3 ln(2) + ln(1.25)
	sum.Lsh(sum, 1)
	return sum.Add(sum, new(big.Int).Mul(fixedLn2(p), big.NewInt(3)))
}

// lnOf is ln(d) times 10^p, of a finite d above 0.
func lnOf(d *decimal, p int) *big.Int {
	size := d.size()
	// d = m * 10^e with m from 0.1 to 1.
	more := p + 5
	m := new(big.Int)
	if k := more - size; k >= 0 {
		m.Mul(d.n, pow10(k))
	} else {
		m.Quo(d.n, pow10(-k))
	}
	sum := fixedLn(m, more)
	sum.Add(sum, new(big.Int).Mul(fixedLn10(more), big.NewInt(int64(d.exp+size))))
	return sum.Quo(sum, pow10(more-p))
}

func (x *decimalContext) ln(d *decimal) (*decimal, error) {
	if v, done, err := x.beforeLog(d); done {
		return v, err
	}
	if d.order(x.ip.wholeDecimal(big.NewInt(1))) == 0 {
		return x.ip.wholeDecimal(new(big.Int)), nil
	}
	p := x.prec + 12 + len(signed(d.adjusted()))
	for {
		n := lnOf(d, p)
		if digitsOf(n) > x.prec+8 {
			return x.inexact(&decimal{x.ip, finite, n.Sign() < 0, new(big.Int).Abs(n), -p})
		}
		p += x.prec + 12 // it is near 0, for d is near 1
	}
}

// beforeLog is the logarithm of what has no other than a special one.
func (x *decimalContext) beforeLog(d *decimal) (v *decimal, done bool, err error) {
	if v, err := x.special(d); v != nil || err != nil {
		return v, true, err
	}
	switch {
	case d.isZero():
		return x.infinity(true), true, nil
	case d.neg:
		v, err = x.invalid("")
		return v, true, err
	case d.kind == infinite:
		return d, true, nil
	}
	return nil, false, nil
}

func (x *decimalContext) log10(d *decimal) (*decimal, error) {
	if v, done, err := x.beforeLog(d); done {
		return v, err
	}
	if r := d.reduced(); r.n.IsInt64() && r.n.Int64() == 1 {
		return x.fix(x.ip.wholeDecimal(big.NewInt(int64(r.exp))))
	}
	p := x.prec + 12 + len(signed(d.adjusted()))
	for {
		n := lnOf(d, p)
		n.Quo(n.Mul(n, pow10(p)), fixedLn10(p))
		if digitsOf(n) > x.prec+8 {
			return x.inexact(&decimal{x.ip, finite, n.Sign() < 0, new(big.Int).Abs(n), -p})
		}
		p += x.prec + 12
	}
}

func (x *decimalContext) exp(d *decimal) (*decimal, error) {
	if v, err := x.special(d); v != nil || err != nil {
		return v, err
	}
	switch {
	case d.kind == infinite && d.neg:
		return x.ip.wholeDecimal(new(big.Int)), nil
	case d.kind == infinite:
		return d, nil
	case d.isZero():
		return x.ip.wholeDecimal(big.NewInt(1)), nil
	case d.adjusted() > 7 && d.neg:
		return x.inexact(&decimal{x.ip, finite, false, big.NewInt(1), x.etiny() - x.prec - 3})
	case d.adjusted() > 7:
		return x.overflow(false)
	case d.adjusted() < -x.prec-2:
		one := &decimal{x.ip, finite, false, new(big.Int).Add(pow10(x.prec+1), big.NewInt(1)), -x.prec - 1}
		if d.neg {
			one.n = new(big.Int).Sub(pow10(x.prec+1), big.NewInt(1))
		}
		return x.inexact(one)
	}
	return x.inexact(x.rawExp(d, x.prec+12))
}

// rawExp is e to the power of d, which is not too large, with about p digits.
func (x *decimalContext) rawExp(d *decimal, p int) *decimal {
	p += 12
	n := d.signed()
	if k := d.exp + p; k >= 0 {
		n = new(big.Int).Mul(n, pow10(k))
	} else {
		n = new(big.Int).Quo(n, pow10(-k))
	}
	tens, rest := new(big.Int).DivMod(n, fixedLn10(p), new(big.Int))
	// e^rest with rest below ln(10): of rest / 2^k, squared k times.
	const halvings = 12
	unit := pow10(p + 8)
	rest.Mul(rest, pow10(8))
	rest.Rsh(rest, halvings)
	sum, term := new(big.Int).Set(unit), unit
	for k := int64(1); term.Sign() != 0; k++ {
		term = new(big.Int).Quo(new(big.Int).Mul(term, rest), unit)
		term.Quo(term, big.NewInt(k))
		sum.Add(sum, term)
	}
	for range halvings {
		sum.Quo(sum.Mul(sum, sum), unit)
	}
	return &decimal{x.ip, finite, false, sum, int(tens.Int64()) - p - 8}
}

// isWhole reports whether a finite d is a whole number.
func (d *decimal) isWhole() bool { return d.kind == infinite || d.reduced().exp >= 0 }

// isOdd reports whether a whole d is odd.
func (d *decimal) isOdd() bool {
	if d.kind != finite || d.exp > 0 {
		return false
	}
	return new(big.Int).Quo(d.n, pow10(-d.exp)).Bit(0) == 1
}

// power is a ** b in the context.
func (x *decimalContext) power(a, b *decimal) (*decimal, error) {
	if v, err := x.special(a, b); v != nil || err != nil {
		return v, err
	}
	if b.isZero() {
		if a.isZero() {
			return x.invalid("")
		}
		return x.ip.wholeDecimal(big.NewInt(1)), nil
	}
	neg := false
	if a.neg {
		if b.kind == finite && b.isWhole() {
			neg = b.isOdd()
		} else if !a.isZero() {
			return x.invalid("")
		}
		a = a.with(false)
	}
	switch {
	case a.isZero() && !b.neg, a.kind == infinite && b.neg:
		return &decimal{x.ip, finite, neg, new(big.Int), 0}, nil
	case a.isZero() || a.kind == infinite:
		return x.infinity(neg), nil
	}
	one := x.ip.wholeDecimal(big.NewInt(1))
	if c := a.order(one); b.kind == infinite {
		switch {
		case c == 0:
			return x.padded(neg)
		case (c > 0) == b.neg:
			return &decimal{x.ip, finite, false, new(big.Int), 0}, nil
		}
		return x.infinity(false), nil
	} else if c == 0 && !b.isWhole() {
		return x.padded(neg)
	}
	if b.isWhole() && b.adjusted() < 9 {
		return x.wholePower(a, b, neg)
	}
	if v, done, err := x.farPower(a, b, neg); done {
		return v, err
	}
	p := x.prec + 20
	wide := x.scratch(p)
	product, _ := wide.multiply(&decimal{x.ip, finite, false, big.NewInt(1), 0}, b)
	l := lnOf(a, 2*p+20)
	n := new(big.Int).Mul(l, product.signed())
	exponent := &decimal{x.ip, finite, n.Sign() < 0, n.Abs(n), product.exp - 2*p - 20}
	out := x.rawExp(exponent, p)
	out.neg = neg
	return x.rounded(out)
}

// padded is 1 with as many digits as the precision has, since it was not computed exactly.
func (x *decimalContext) padded(neg bool) (*decimal, error) {
	return &decimal{x.ip, finite, neg, pow10(x.prec - 1), 1 - x.prec}, x.raise(decimalInexact | decimalRounded)
}

// farPower is a ** b where that is too large or too small for the context.
func (x *decimalContext) farPower(a, b *decimal, neg bool) (v *decimal, done bool, err error) {
	l := lnOf(a, 12)
	product := new(big.Int).Mul(l, b.signed())
	e := b.exp - 12
	if digitsOf(product)+e <= 8 {
		return nil, false, nil
	}
	if product.Sign() < 0 {
		v, err = x.fix(&decimal{x.ip, finite, neg, big.NewInt(1), x.etiny() - x.prec - 3})
	} else {
		v, err = x.overflow(neg)
	}
	return v, true, err
}

// wholePower is a ** b of a whole b.
func (x *decimalContext) wholePower(a, b *decimal, neg bool) (*decimal, error) {
	n := b.rescaled(0, x.rounding).n.Int64()
	wide := x.scratch(4 + digitsOf(b.n) + 4)
	wide.emin, wide.emax = -1<<60, 1<<60
	var err error
	if b.neg {
		if a, err = wide.divide(x.ip.wholeDecimal(big.NewInt(1)), a); err != nil {
			return nil, err
		}
	}
	out := x.ip.wholeDecimal(big.NewInt(1))
	for square := a; ; {
		if n&1 == 1 {
			out, _ = wide.multiply(out, square)
		}
		if n >>= 1; n == 0 {
			break
		}
		square, _ = wide.multiply(square, square)
	}
	x.flags |= wide.flags & (decimalInexact | decimalRounded)
	out = out.with(neg)
	if wide.flags&decimalInexact != 0 {
		return x.rounded(out)
	}
	return x.fix(out)
}

// power is d ** y, or y ** d.
func (d *decimal) power(y starlark.Value, side starlark.Side) (starlark.Value, error) {
	e, ok := d.ip.operandOf(y)
	if !ok {
		return nil, nil
	}
	if side == starlark.Right {
		d, e = e, d
	}
	x := d.ip
	if x == nil {
		x = e.ip
	}
	return orError(x.decimals().power(d, e))
}
