package py

import (
	"math/big"

	"go.starlark.net/starlark"
)

// decimalFunc is an operation in a context, of the number and up to two others.
type decimalFunc struct {
	sig, doc string
	others   int
	do       func(x *decimalContext, d []*decimal) (*decimal, error)
}

// decimalFuncs is THE table of the operations that Decimals have as methods, and contexts too.
func decimalFuncs() []decimalFunc {
	one := func(f func(x *decimalContext, d *decimal) (*decimal, error)) func(*decimalContext, []*decimal) (*decimal, error) {
		return func(x *decimalContext, d []*decimal) (*decimal, error) { return f(x, d[0]) }
	}
	two := func(f func(x *decimalContext, a, b *decimal) (*decimal, error)) func(*decimalContext, []*decimal) (*decimal, error) {
		return func(x *decimalContext, d []*decimal) (*decimal, error) { return f(x, d[0], d[1]) }
	}
	return []decimalFunc{
		{"compare(other, context=None)", "-1, 0 or 1 as a Decimal.", 1, two((*decimalContext).compare)},
		{"exp(context=None)", "e to the power of the number.", 0, one((*decimalContext).exp)},
		{"fma(other, third, context=None)", "The product with other plus third, rounded once.", 2, func(x *decimalContext, d []*decimal) (*decimal, error) {
			return x.fma(d[0], d[1], d[2])
		}},
		{"ln(context=None)", "The natural logarithm.", 0, one((*decimalContext).ln)},
		{"log10(context=None)", "The logarithm to base 10.", 0, one((*decimalContext).log10)},
		{"logb(context=None)", "The power of ten of the first digit.", 0, one((*decimalContext).logb)},
		{"max(other, context=None)", "The greater one, rounded.", 1, two(func(x *decimalContext, a, b *decimal) (*decimal, error) { return x.extreme(a, b, 1) })},
		{"min(other, context=None)", "The lesser one, rounded.", 1, two(func(x *decimalContext, a, b *decimal) (*decimal, error) { return x.extreme(a, b, -1) })},
		{"next_minus(context=None)", "The greatest number below it.", 0, one(func(x *decimalContext, d *decimal) (*decimal, error) { return x.next(d, true) })},
		{"next_plus(context=None)", "The least number above it.", 0, one(func(x *decimalContext, d *decimal) (*decimal, error) { return x.next(d, false) })},
		{"normalize(context=None)", "The number without zeros at the end.", 0, one(func(x *decimalContext, d *decimal) (*decimal, error) {
			if v, err := x.special(d); v != nil || err != nil {
				return v, err
			}
			v, err := x.fix(d)
			if err != nil {
				return nil, err
			}
			return v.reduced(), nil
		})},
		{"remainder_near(other, context=None)", "What is left of a division by other, to the nearest whole quotient.", 1, two((*decimalContext).remainderNear)},
		{"scaleb(other, context=None)", "The number with its exponent moved by other.", 1, two((*decimalContext).scaled)},
		{"sqrt(context=None)", "The square root.", 0, one((*decimalContext).sqrt)},
	}
}

// entry is the operation as a method of Decimals.
func (f decimalFunc) entry() Entry {
	return Entry{Sig: f.sig, Doc: f.doc, Fn: func(c *Call) (starlark.Value, error) {
		x, d := c.decimals(), []*decimal{c.Recv.(*decimal)}
		others := make([]starlark.Value, f.others)
		var in starlark.Value = starlark.None
		var pairs []any
		for i, name := range []string{"other", "third"}[:f.others] {
			pairs = append(pairs, name, &others[i])
		}
		if err := c.Unpack(append(pairs, "context?", &in)...); err != nil {
			return nil, err
		}
		if own, ok := in.(*decimalContext); ok {
			x = own
		} else if in != starlark.None {
			return nil, Raise("TypeError", "optional argument must be a context")
		}
		for _, v := range others {
			o, ok := c.operandOf(v)
			if !ok {
				return nil, Raise("TypeError", "conversion from %s to Decimal is not supported", TypeOf(v))
			}
			d = append(d, o)
		}
		return orError(f.do(x, d))
	}}
}

func (x *decimalContext) compare(a, b *decimal) (*decimal, error) {
	if v, err := x.special(a, b); v != nil || err != nil {
		return v, err
	}
	return x.ip.wholeDecimal(big.NewInt(int64(a.order(b)))), nil
}

func (x *decimalContext) logb(d *decimal) (*decimal, error) {
	if v, err := x.special(d); v != nil || err != nil {
		return v, err
	}
	switch {
	case d.kind == infinite:
		return d.with(false), nil
	case d.isZero():
		if err := x.signal(decimalDivisionByZero, ""); err != nil {
			return nil, err
		}
		return x.infinity(true), nil
	}
	return x.fix(x.ip.wholeDecimal(big.NewInt(int64(d.adjusted()))))
}

// extreme is the greater or lesser of two numbers; one that is NaN does not count.
func (x *decimalContext) extreme(a, b *decimal, want int) (*decimal, error) {
	switch {
	case a.kind == quietNaN && !b.isNaN():
		return x.fix(b)
	case b.kind == quietNaN && !a.isNaN():
		return x.fix(a)
	}
	if v, err := x.special(a, b); v != nil || err != nil {
		return v, err
	}
	n := a.order(b)
	if n == 0 {
		n = a.total(b)
	}
	if n == want || n == 0 {
		return x.fix(a)
	}
	return x.fix(b)
}

// total is the order in which equal numbers differ by their exponents and signs.
func (d *decimal) total(e *decimal) int {
	switch {
	case d.neg != e.neg && d.neg:
		return -1
	case d.neg != e.neg:
		return 1
	case d.exp == e.exp || d.kind != finite:
		return 0
	case (d.exp < e.exp) != d.neg:
		return -1
	}
	return 1
}

// next is the number beside d.
func (x *decimalContext) next(d *decimal, down bool) (*decimal, error) {
	if v, err := x.special(d); v != nil || err != nil {
		return v, err
	}
	own := *x
	own.traps, own.rounding = 0, "ROUND_CEILING"
	if down {
		own.rounding = "ROUND_FLOOR"
	}
	if d.kind == infinite {
		if d.neg == down {
			return d, nil
		}
		return &decimal{x.ip, finite, d.neg, new(big.Int).Sub(pow10(x.prec), big.NewInt(1)), x.etop()}, nil
	}
	if v, err := own.fix(d); err != nil || v.order(d) != 0 {
		return v, err
	}
	return own.add(d, &decimal{x.ip, finite, down, big.NewInt(1), x.etiny() - 1})
}

// scaled is d with its exponent moved.
func (x *decimalContext) scaled(d, by *decimal) (*decimal, error) {
	if v, err := x.special(d, by); v != nil || err != nil {
		return v, err
	}
	n := by.signed()
	if by.kind != finite || by.exp != 0 || !n.IsInt64() || max(n.Int64(), -n.Int64()) > int64(2*(x.emax+x.prec)) {
		return x.invalid("")
	}
	if d.kind == infinite {
		return d, nil
	}
	return x.fix(&decimal{x.ip, finite, d.neg, d.n, d.exp + int(n.Int64())})
}
