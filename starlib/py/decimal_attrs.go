package py

import (
	"math/big"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// Attr is a method or a part.
func (d *decimal) Attr(name string) (starlark.Value, error) {
	return d.ip.Attribute(decimalMethods(), d, name)
}

// AttrNames is the names of these.
func (d *decimal) AttrNames() []string { return EntryNames(decimalMethods()) }

// decimalTable is what decimalMethods gives: it is made once.
var decimalTable []Entry

// decimalMethods is THE table of what a Decimal has.
func decimalMethods() []Entry {
	if decimalTable == nil {
		decimalTable = makeDecimalMethods()
	}
	return decimalTable
}

func makeDecimalMethods() []Entry {
	is := func(sig, doc string, f func(x *decimalContext, d *decimal) bool) Entry {
		return Entry{Sig: sig + "() -> bool", Doc: doc, Fn: func(c *Call) (starlark.Value, error) {
			return starlark.Bool(f(c.decimals(), c.Recv.(*decimal))), c.Unpack()
		}}
	}
	same := func(sig, doc string, f func(d *decimal) *decimal) Entry {
		return Entry{Sig: sig, Doc: doc, Fn: func(c *Call) (starlark.Value, error) { return f(c.Recv.(*decimal)), c.Unpack() }}
	}
	itself := func(d *decimal) *decimal { return d }
	all := []Entry{
		{Sig: "adjusted() -> int", Doc: "The power of ten of the first digit.", Fn: func(c *Call) (starlark.Value, error) {
			d := c.Recv.(*decimal)
			if d.kind != finite {
				return zero, c.Unpack()
			}
			return starlark.MakeInt(d.adjusted()), c.Unpack()
		}},
		{Sig: "as_integer_ratio()", Doc: "Two whole numbers of which it is the quotient.", Fn: decimalRatio},
		{Sig: "as_tuple()", Doc: "Its sign, digits and exponent.", Fn: decimalAsTuple},
		same("canonical()", "The number itself.", itself),
		same("conjugate()", "The number itself.", itself),
		same("copy_abs()", "The number without its sign, not rounded.", func(d *decimal) *decimal { return d.with(false) }),
		same("copy_negate()", "The number with the other sign, not rounded.", func(d *decimal) *decimal { return d.with(!d.neg) }),
		{Sig: "copy_sign(other)", Doc: "The number with the sign of other.", Fn: func(c *Call) (starlark.Value, error) {
			o, err := c.decimalArg("other")
			if err != nil {
				return nil, err
			}
			return c.Recv.(*decimal).with(o.neg), nil
		}},
		{Sig: "imag", Doc: "0.", Fn: func(c *Call) (starlark.Value, error) { return c.wholeDecimal(new(big.Int)), nil }},
		is("is_canonical", "True.", func(*decimalContext, *decimal) bool { return true }),
		is("is_finite", "Whether it is neither infinite nor NaN.", func(_ *decimalContext, d *decimal) bool { return d.kind == finite }),
		is("is_infinite", "Whether it is infinite.", func(_ *decimalContext, d *decimal) bool { return d.kind == infinite }),
		is("is_nan", "Whether it is NaN.", func(_ *decimalContext, d *decimal) bool { return d.isNaN() }),
		is("is_normal", "Whether it is finite, not zero and not subnormal.", func(x *decimalContext, d *decimal) bool {
			return d.kind == finite && d.n.Sign() != 0 && d.adjusted() >= x.emin
		}),
		is("is_qnan", "Whether it is a quiet NaN.", func(_ *decimalContext, d *decimal) bool { return d.kind == quietNaN }),
		is("is_signed", "Whether it has a minus sign.", func(_ *decimalContext, d *decimal) bool { return d.neg }),
		is("is_snan", "Whether it is a signaling NaN.", func(_ *decimalContext, d *decimal) bool { return d.kind == signalingNaN }),
		is("is_subnormal", "Whether it is smaller than a normal number.", func(x *decimalContext, d *decimal) bool {
			return d.kind == finite && d.n.Sign() != 0 && d.adjusted() < x.emin
		}),
		is("is_zero", "Whether it is zero.", func(_ *decimalContext, d *decimal) bool { return d.isZero() }),
		{Sig: "number_class() -> str", Doc: "What kind of number it is: \"+Normal\".", Fn: decimalClass},
		{Sig: "quantize(exp, rounding=None, context=None)", Doc: "The number with as many digits after the point as exp has, such as Decimal(\"0.01\").", Fn: decimalQuantize},
		{Sig: "radix()", Doc: "10.", Fn: func(c *Call) (starlark.Value, error) { return c.wholeDecimal(big.NewInt(10)), c.Unpack() }},
		{Sig: "real", Doc: "The number itself.", Fn: func(c *Call) (starlark.Value, error) { return c.Recv, nil }},
		{Sig: "same_quantum(other) -> bool", Doc: "Whether other has the same exponent.", Fn: func(c *Call) (starlark.Value, error) {
			o, err := c.decimalArg("other")
			if err != nil {
				return nil, err
			}
			d := c.Recv.(*decimal)
			if d.kind != finite || o.kind != finite {
				return starlark.Bool(d.isNaN() && o.isNaN() || d.kind == infinite && o.kind == infinite), nil
			}
			return starlark.Bool(d.exp == o.exp), nil
		}},
		{Sig: "to_eng_string() -> str", Doc: "Its text, with exponents that are multiples of three.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.String(c.Recv.(*decimal).text(true, "E")), c.Unpack()
		}},
		{Sig: "to_integral(rounding=None, context=None)", Doc: "to_integral_value.", Fn: decimalIntegral(false)},
		{Sig: "to_integral_exact(rounding=None, context=None)", Doc: "The nearest whole number, which tells when it was another one.", Fn: decimalIntegral(true)},
		{Sig: "to_integral_value(rounding=None, context=None)", Doc: "The nearest whole number.", Fn: decimalIntegral(false)},
	}
	for _, f := range decimalFuncs() {
		all = append(all, f.entry())
	}
	slices.SortFunc(all, func(a, b Entry) int { return strings.Compare(a.Name(), b.Name()) })
	return all
}

// decimalArg is the one argument, a number.
func (c *Call) decimalArg(name string) (*decimal, error) {
	var v starlark.Value
	if err := c.Unpack(name, &v); err != nil {
		return nil, err
	}
	d, ok := c.operandOf(v)
	if !ok {
		return nil, Raise("TypeError", "conversion from %s to Decimal is not supported", TypeOf(v))
	}
	return d, nil
}

// decimalRounding takes the arguments rounding and context, behind others.
func (c *Call) decimalRounding(pairs ...any) (x *decimalContext, rounding string, err error) {
	var how, in starlark.Value = starlark.None, starlark.None
	if err := c.Unpack(append(pairs, "rounding?", &how, "context?", &in)...); err != nil {
		return nil, "", err
	}
	x = c.decimals()
	if own, ok := in.(*decimalContext); ok {
		x = own
	} else if in != starlark.None {
		return nil, "", Raise("TypeError", "optional argument must be a context")
	}
	if how == starlark.None {
		return x, x.rounding, nil
	}
	s, _ := starlark.AsString(how)
	if !slices.Contains(decimalRoundings, s) {
		return nil, "", errRounding()
	}
	return x, s, nil
}

func errRounding() error {
	return Raise("TypeError", "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]")
}

func decimalQuantize(c *Call) (starlark.Value, error) {
	var exp starlark.Value
	x, rounding, err := c.decimalRounding("exp", &exp)
	if err != nil {
		return nil, err
	}
	unit, ok := c.operandOf(exp)
	if !ok {
		return nil, Raise("TypeError", "conversion from %s to Decimal is not supported", TypeOf(exp))
	}
	return orError(x.quantize(c.Recv.(*decimal), unit, rounding))
}

func decimalIntegral(exactly bool) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		x, rounding, err := c.decimalRounding()
		if err != nil {
			return nil, err
		}
		return orError(x.integral(c.Recv.(*decimal), rounding, exactly))
	}
}

func decimalRatio(c *Call) (starlark.Value, error) {
	d := c.Recv.(*decimal)
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	if d.isNaN() {
		return nil, Raise("ValueError", "cannot convert NaN to integer ratio")
	}
	if d.kind == infinite {
		return nil, Raise("OverflowError", "cannot convert Infinity to integer ratio")
	}
	r, err := d.ratio()
	if err != nil {
		return nil, err
	}
	return starlark.Tuple{starlark.MakeBigInt(r.Num()), starlark.MakeBigInt(r.Denom())}, nil
}

// ratio is a finite d as a fraction.
func (d *decimal) ratio() (*big.Rat, error) {
	r := d.reduced()
	if err := digitsFit("the fraction", max(r.exp, -r.exp)); err != nil {
		return nil, err
	}
	if r.exp >= 0 {
		return new(big.Rat).SetInt(new(big.Int).Mul(r.signed(), pow10(r.exp))), nil
	}
	return new(big.Rat).SetFrac(r.signed(), pow10(-r.exp)), nil
}

func decimalAsTuple(c *Call) (starlark.Value, error) {
	d := c.Recv.(*decimal)
	var digits starlark.Tuple
	for _, r := range d.digits() {
		digits = append(digits, starlark.MakeInt(int(r-'0')))
	}
	exp := starlark.Value(starlark.MakeInt(d.exp))
	switch d.kind {
	case infinite:
		exp = starlark.String("F")
	case quietNaN, signalingNaN:
		exp = starlark.String(map[decimalKind]string{quietNaN: "n", signalingNaN: "N"}[d.kind])
		if d.n.Sign() == 0 {
			digits = starlark.Tuple{}
		}
	}
	return decimalTuple.New(starlark.Tuple{starlark.MakeInt(boolInt(d.neg)), digits, exp}), c.Unpack()
}

func decimalClass(c *Call) (starlark.Value, error) {
	d, name := c.Recv.(*decimal), "Normal"
	switch {
	case d.kind == quietNaN:
		return starlark.String("NaN"), c.Unpack()
	case d.kind == signalingNaN:
		return starlark.String("sNaN"), c.Unpack()
	case d.kind == infinite:
		name = "Infinity"
	case d.n.Sign() == 0:
		name = "Zero"
	case d.adjusted() < c.decimals().emin:
		name = "Subnormal"
	}
	if d.neg {
		return starlark.String("-" + name), c.Unpack()
	}
	return starlark.String("+" + name), c.Unpack()
}
