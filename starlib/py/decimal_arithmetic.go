package py

import (
	"math/big"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// operandOf is v as an operand of a Decimal: one, or a whole number.
func (ip *Interp) operandOf(v starlark.Value) (*decimal, bool) {
	switch v := asNumber(v).(type) {
	case *decimal:
		return v, true
	case starlark.Int:
		return ip.wholeDecimal(v.BigInt()), true
	}
	return nil, false
}

// decimalOperators is THE table of the operators of Decimals.
var decimalOperators = map[syntax.Token]func(x *decimalContext, a, b *decimal) (*decimal, error){
	syntax.PLUS: (*decimalContext).add, syntax.MINUS: (*decimalContext).subtract, syntax.STAR: (*decimalContext).multiply,
	syntax.SLASH: (*decimalContext).divide, syntax.SLASHSLASH: (*decimalContext).divideInt, syntax.PERCENT: (*decimalContext).remainder,
}

// Binary is the arithmetic with Decimals and whole numbers.
func (d *decimal) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	do := decimalOperators[op]
	e, ok := d.ip.operandOf(y)
	if do == nil {
		return nil, nil
	}
	if !ok {
		if isNumberValue(y) {
			a, b := "decimal.Decimal", TypeOf(y)
			if side == starlark.Right {
				a, b = b, a
			}
			return nil, Raise("TypeError", "unsupported operand type(s) for %s: '%s' and '%s'", op, a, b)
		}
		return nil, nil
	}
	a, b := d, e
	if side == starlark.Right {
		a, b = e, d
	}
	return orError(do(d.ip.decimals(), a, b))
}

// orError is v, but nil with an error.
func orError(v *decimal, err error) (starlark.Value, error) {
	if err != nil {
		return nil, err
	}
	return v, nil
}

// Unary is -d and +d, rounded.
func (d *decimal) Unary(op syntax.Token) (starlark.Value, error) {
	switch op {
	case syntax.MINUS:
		return orError(d.ip.decimals().minus(d))
	case syntax.PLUS:
		return orError(d.ip.decimals().plus(d))
	}
	return nil, nil
}

func (x *decimalContext) plus(d *decimal) (*decimal, error) {
	if v, err := x.special(d); v != nil || err != nil {
		return v, err
	}
	if d.isZero() && x.rounding != "ROUND_FLOOR" {
		d = d.with(false)
	}
	return x.fix(d)
}

func (x *decimalContext) minus(d *decimal) (*decimal, error) {
	if v, err := x.special(d); v != nil || err != nil {
		return v, err
	}
	if d.isZero() && x.rounding != "ROUND_FLOOR" {
		return x.fix(d.with(false))
	}
	return x.fix(d.with(!d.neg))
}

func (x *decimalContext) subtract(a, b *decimal) (*decimal, error) {
	if v, err := x.special(a, b); v != nil || err != nil {
		return v, err
	}
	return x.add(a, b.with(!b.neg))
}

func (x *decimalContext) add(a, b *decimal) (*decimal, error) {
	if v, err := x.special(a, b); v != nil || err != nil {
		return v, err
	}
	switch {
	case a.kind == infinite && b.kind == infinite && a.neg != b.neg:
		return x.invalid("")
	case a.kind == infinite:
		return a, nil
	case b.kind == infinite:
		return b, nil
	}
	exp := min(a.exp, b.exp)
	zeroNeg := x.rounding == "ROUND_FLOOR" && a.neg != b.neg
	switch {
	case a.isZero() && b.isZero():
		return x.fix(&decimal{x.ip, finite, a.neg && b.neg || zeroNeg, a.n, exp})
	case a.isZero():
		exp = max(exp, b.exp-x.prec-1)
		return x.fix(b.rescaled(exp, x.rounding))
	case b.isZero():
		exp = max(exp, a.exp-x.prec-1)
		return x.fix(a.rescaled(exp, x.rounding))
	}
	a, b = x.aligned(a, b)
	n := new(big.Int).Add(a.signed(), b.signed())
	if n.Sign() == 0 {
		return x.fix(&decimal{x.ip, finite, a.neg && b.neg || zeroNeg, n, exp})
	}
	return x.fix(&decimal{x.ip, finite, n.Sign() < 0, n.Abs(n), a.exp})
}

// aligned is a and b with the same exponent. One that is far below the precision of the other
// becomes small beyond all rounding, so that numbers do not grow.
func (x *decimalContext) aligned(a, b *decimal) (*decimal, *decimal) {
	high, low := a, b
	if a.exp < b.exp {
		high, low = b, a
	}
	if exp := high.exp + min(-1, high.size()-x.prec-2); low.size()+low.exp-1 < exp {
		low = &decimal{x.ip, finite, low.neg, big.NewInt(1), exp}
	}
	high = &decimal{x.ip, finite, high.neg, new(big.Int).Mul(high.n, pow10(high.exp-low.exp)), low.exp}
	if a.exp < b.exp {
		return low, high
	}
	return high, low
}

// rescaled is d with another exponent, rounded.
func (d *decimal) rescaled(exp int, rounding string) *decimal {
	if d.kind != finite {
		return d
	}
	if d.n.Sign() == 0 {
		return &decimal{d.ip, finite, d.neg, d.n, exp}
	}
	if d.exp >= exp {
		return &decimal{d.ip, finite, d.neg, new(big.Int).Mul(d.n, pow10(d.exp-exp)), exp}
	}
	n, _ := cut(d.n, exp-d.exp, d.neg, rounding)
	return &decimal{d.ip, finite, d.neg, n, exp}
}

func (x *decimalContext) multiply(a, b *decimal) (*decimal, error) {
	if v, err := x.special(a, b); v != nil || err != nil {
		return v, err
	}
	neg := a.neg != b.neg
	if a.kind == infinite || b.kind == infinite {
		if a.isZero() || b.isZero() {
			return x.invalid("")
		}
		return x.infinity(neg), nil
	}
	return x.fix(&decimal{x.ip, finite, neg, new(big.Int).Mul(a.n, b.n), a.exp + b.exp})
}

func (x *decimalContext) divide(a, b *decimal) (*decimal, error) {
	if v, err := x.special(a, b); v != nil || err != nil {
		return v, err
	}
	neg := a.neg != b.neg
	switch {
	case a.kind == infinite && b.kind == infinite:
		return x.invalid("")
	case a.kind == infinite:
		return x.infinity(neg), nil
	case b.kind == infinite:
		return &decimal{x.ip, finite, neg, new(big.Int), x.etiny()}, x.signal(decimalClamped, "")
	case b.isZero():
		return x.byZero(neg, a)
	case a.isZero():
		return x.fix(&decimal{x.ip, finite, neg, a.n, a.exp - b.exp})
	}
	shift := b.size() - a.size() + x.prec + 1
	exp := a.exp - b.exp - shift
	n, d := a.n, b.n
	if shift >= 0 {
		n = new(big.Int).Mul(n, pow10(shift))
	} else {
		d = new(big.Int).Mul(d, pow10(-shift))
	}
	q, r := new(big.Int).QuoRem(n, d, new(big.Int))
	if r.Sign() != 0 {
		if new(big.Int).Mod(q, big.NewInt(5)).Sign() == 0 {
			q.Add(q, big.NewInt(1)) // something follows: it is no tie
		}
		return x.fix(&decimal{x.ip, finite, neg, q, exp})
	}
	ideal := a.exp - b.exp
	out := &decimal{x.ip, finite, neg, q, exp}
	if k := out.reduced(); k != out {
		if k.exp > ideal {
			k = k.rescaled(ideal, x.rounding)
		}
		out = k
	}
	return x.fix(out)
}

// byZero is a / 0.
func (x *decimalContext) byZero(neg bool, a *decimal) (*decimal, error) {
	if a.isZero() {
		return x.invalid("DivisionUndefined")
	}
	if err := x.signal(decimalDivisionByZero, ""); err != nil {
		return nil, err
	}
	return x.infinity(neg), nil
}

// divmodByZero is the error of divmod(a, 0) where one of both is a Decimal and both of its conditions are
// trapped, which CPython tells together; nil for all else.
func (ip *Interp) divmodByZero(a, b starlark.Value) error {
	x := ip.decimals()
	const both = decimalInvalidOperation | decimalDivisionByZero
	m, first := a.(*decimal)
	n, second := b.(*decimal)
	switch {
	case !first && !second || x.traps&both != both:
		return nil
	case second && !n.isZero() || !second && bool(b.Truth()):
		return nil
	case first && (m.kind != finite || m.isZero()) || !first && (isFloat(a) || !bool(a.Truth())):
		return nil
	}
	x.flags |= both
	return Raise("decimal.InvalidOperation", "[<class 'decimal.InvalidOperation'>, <class 'decimal.DivisionByZero'>]")
}

// quotients is a // b and a % b of finite numbers, b not zero.
func (x *decimalContext) quotients(a, b *decimal) (q, r *decimal, err error) {
	neg := a.neg != b.neg
	ideal := min(a.exp, b.exp)
	if b.kind == infinite {
		ideal = a.exp
	}
	gap := a.adjusted() - b.adjusted()
	if a.isZero() || b.kind == infinite || gap <= -2 {
		return &decimal{x.ip, finite, neg, new(big.Int), 0}, a.rescaled(ideal, x.rounding), nil
	}
	if gap <= x.prec {
		n, d := a.n, b.n
		if a.exp >= b.exp {
			n = new(big.Int).Mul(n, pow10(a.exp-b.exp))
		} else {
			d = new(big.Int).Mul(d, pow10(b.exp-a.exp))
		}
		whole, rest := new(big.Int).QuoRem(n, d, new(big.Int))
		if digitsOf(whole) <= x.prec {
			return &decimal{x.ip, finite, neg, whole, 0}, &decimal{x.ip, finite, a.neg, rest, ideal}, nil
		}
	}
	q, err = x.invalid("DivisionImpossible")
	return q, q, err
}

func (x *decimalContext) divideInt(a, b *decimal) (*decimal, error) {
	if v, err := x.special(a, b); v != nil || err != nil {
		return v, err
	}
	neg := a.neg != b.neg
	switch {
	case a.kind == infinite && b.kind == infinite:
		return x.invalid("")
	case a.kind == infinite:
		return x.infinity(neg), nil
	case b.isZero():
		return x.byZero(neg, a)
	}
	q, _, err := x.quotients(a, b)
	return q, err
}

func (x *decimalContext) remainder(a, b *decimal) (*decimal, error) {
	if v, err := x.special(a, b); v != nil || err != nil {
		return v, err
	}
	switch {
	case a.kind == infinite:
		return x.invalid("")
	case b.isZero() && a.isZero():
		return x.invalid("DivisionUndefined")
	case b.isZero():
		return x.invalid("")
	}
	_, r, err := x.quotients(a, b)
	if err != nil {
		return nil, err
	}
	return x.fix(r)
}

// remainderNear is a - n * b, for the whole n that is nearest to a / b.
func (x *decimalContext) remainderNear(a, b *decimal) (*decimal, error) {
	if v, err := x.special(a, b); v != nil || err != nil {
		return v, err
	}
	switch {
	case a.kind == infinite, b.isZero() && !a.isZero():
		return x.invalid("")
	case b.isZero():
		return x.invalid("DivisionUndefined")
	case b.kind == infinite:
		return x.fix(a)
	}
	ideal := min(a.exp, b.exp)
	if a.isZero() {
		return x.fix(&decimal{x.ip, finite, a.neg, a.n, ideal})
	}
	gap := a.adjusted() - b.adjusted()
	if gap >= x.prec+1 {
		return x.invalid("DivisionImpossible")
	}
	if gap <= -2 {
		return x.fix(a.rescaled(ideal, x.rounding))
	}
	n, d := new(big.Int).Mul(a.n, pow10(a.exp-ideal)), new(big.Int).Mul(b.n, pow10(b.exp-ideal))
	q, r := new(big.Int).QuoRem(n, d, new(big.Int))
	neg := a.neg
	if c := new(big.Int).Lsh(r, 1).Cmp(d); c > 0 || c == 0 && q.Bit(0) == 1 {
		r.Sub(r, d)
		q.Add(q, big.NewInt(1))
	}
	if digitsOf(q) > x.prec {
		return x.invalid("DivisionImpossible")
	}
	if r.Sign() < 0 {
		neg = !neg
		r.Neg(r)
	}
	return x.fix(&decimal{x.ip, finite, neg, r, ideal})
}

// fma is a * b + c, rounded once.
func (x *decimalContext) fma(a, b, c *decimal) (*decimal, error) {
	if v, err := x.special(a, b, c); v != nil || err != nil {
		return v, err
	}
	if a.kind == infinite || b.kind == infinite {
		if a.isZero() || b.isZero() {
			return x.invalid("")
		}
		return x.add(x.infinity(a.neg != b.neg), c)
	}
	return x.add(&decimal{x.ip, finite, a.neg != b.neg, new(big.Int).Mul(a.n, b.n), a.exp + b.exp}, c)
}
