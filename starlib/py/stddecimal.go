package py

import (
	"math/big"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// decimalEntries is the module decimal.
func decimalEntries() []Entry {
	whole := func(n int) starlark.Value { return starlark.MakeInt(n) }
	all := []Entry{
		{Sig: "Context(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)", Class: "decimal.Context", Doc: "How Decimals are computed: the number of digits, the way of rounding, what is an error.", Fn: newContext},
		{Sig: "Decimal(value=\"0\", context=None)", Class: "decimal.Decimal", Doc: "A decimal number of a text, a whole number, a float (exactly) or a tuple of sign, digits and exponent.", Fn: newDecimal, Has: []Entry{
			{Sig: "from_float(f)", Doc: "Exactly the number that a float is.", Fn: decimalFromFloat},
		}},
		{Sig: "DecimalException", Doc: "What all exceptions of the module are.", Make: decimalException("DecimalException")},
		{Sig: "DecimalTuple(sign, digits, exponent)", Doc: "A Decimal as a tuple.", Fn: func(c *Call) (starlark.Value, error) {
			t := make(starlark.Tuple, 3)
			err := c.Unpack("sign", &t[0], "digits", &t[1], "exponent", &t[2])
			return decimalTuple.New(t), err
		}},
		{Sig: "HAVE_CONTEXTVAR", Value: starlark.True},
		{Sig: "HAVE_THREADS", Value: starlark.True},
		{Sig: "MAX_EMAX", Value: whole(999999999999999999)},
		{Sig: "MAX_PREC", Value: whole(999999999999999999)},
		{Sig: "MIN_EMIN", Value: whole(-999999999999999999)},
		{Sig: "MIN_ETINY", Value: whole(-1999999999999999997)},
		{Sig: "getcontext()", Doc: "The context that is in force.", Fn: func(c *Call) (starlark.Value, error) { return c.decimals(), c.Unpack() }},
		{Sig: "localcontext(ctx=None, **kwargs)", Doc: "A copy of a context for with, which puts it in force.", Fn: localContext},
		{Sig: "setcontext(context)", Doc: "Puts a context in force.", Fn: func(c *Call) (starlark.Value, error) {
			var x *decimalContext
			if err := c.Unpack("context", &x); err != nil {
				return nil, err
			}
			c.decimalNow = x
			return starlark.None, nil
		}},
	}
	for _, r := range decimalRoundings {
		all = append(all, Entry{Sig: r, Doc: "A way of rounding.", Value: starlark.String(r)})
	}
	for _, s := range decimalSignals {
		all = append(all, Entry{Sig: s.name, Doc: "A condition, and the exception that it is where it is trapped.", Make: decimalException(s.name)})
	}
	slices.SortFunc(all, func(a, b Entry) int { return strings.Compare(a.Name(), b.Name()) })
	return all
}

var decimalTuple = &NamedType{Name: "DecimalTuple", Fields: []string{"sign", "digits", "exponent"}}

func newDecimal(c *Call) (starlark.Value, error) {
	var v starlark.Value = zero
	var x starlark.Value = starlark.None
	if err := c.Unpack("value?", &v, "context?", &x); err != nil {
		return nil, err
	}
	in, ok := x.(*decimalContext)
	if !ok {
		if x != starlark.None {
			return nil, Raise("TypeError", "optional argument must be a context")
		}
		in = c.decimals()
	}
	return orError(in.of(c, v))
}

// of is a value as a Decimal, exactly.
func (x *decimalContext) of(c *Call, v starlark.Value) (*decimal, error) {
	switch v := asNumber(untagged(v)).(type) {
	case *decimal:
		return v, nil
	case starlark.Int:
		if err := digitsFit("Decimal", int(float64(v.BigInt().BitLen())*0.30103)); err != nil {
			return nil, err
		}
		return c.wholeDecimal(v.BigInt()), nil
	case starlark.Float:
		if err := x.signal(decimalFloatOperation, ""); err != nil {
			return nil, err
		}
		return c.floatDecimal(float64(v)), nil
	case starlark.String:
		if err := digitsFit("Decimal", len(v)); err != nil {
			return nil, err
		}
		d, ok := parseDecimal(string(v))
		if !ok {
			return x.invalid("ConversionSyntax")
		}
		d.ip = c.Interp
		return d, nil
	case starlark.Tuple:
		return c.decimalOfTuple(v)
	case *starlark.List:
		all, err := c.valuesOf(v)
		if err != nil {
			return nil, err
		}
		return c.decimalOfTuple(all)
	}
	return nil, Raise("TypeError", "conversion from %s to Decimal is not supported", TypeOf(v))
}

// decimalOfTuple is a Decimal of sign, digits and exponent.
func (c *Call) decimalOfTuple(t starlark.Tuple) (*decimal, error) {
	if len(t) != 3 {
		return nil, Raise("ValueError", "argument must be a sequence of length 3")
	}
	sign, err := starlark.AsInt32(t[0])
	if err != nil || sign != 0 && sign != 1 {
		return nil, Raise("ValueError", "sign must be an integer with the value 0 or 1")
	}
	digits, err := c.valuesOf(t[1])
	if err != nil {
		return nil, Raise("ValueError", "coefficient must be a tuple of digits")
	}
	text := strings.Builder{}
	for _, v := range digits {
		n, err := starlark.AsInt32(v)
		if err != nil || n < 0 || n > 9 {
			return nil, Raise("ValueError", "coefficient must be a tuple of digits")
		}
		text.WriteByte('0' + byte(n))
	}
	d := &decimal{ip: c.Interp, neg: sign == 1, n: new(big.Int)}
	d.n.SetString("0"+text.String(), 10)
	if s, ok := starlark.AsString(t[2]); ok {
		kind, known := map[string]decimalKind{"F": infinite, "n": quietNaN, "N": signalingNaN}[s]
		if !known {
			return nil, Raise("ValueError", "string argument in the third position must be 'F', 'n' or 'N'")
		}
		if d.kind = kind; kind == infinite {
			d.n = new(big.Int)
		}
		return d, nil
	}
	if d.exp, err = starlark.AsInt32(t[2]); err != nil {
		return nil, Raise("ValueError", "exponent must be an integer")
	}
	return d, nil
}

func decimalFromFloat(c *Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("f", &v); err != nil {
		return nil, err
	}
	switch v := asNumber(v).(type) {
	case starlark.Int:
		return c.wholeDecimal(v.BigInt()), nil
	case starlark.Float:
		return c.floatDecimal(float64(v)), nil
	}
	return nil, Raise("TypeError", "argument must be int or float")
}

// decimalException makes the class of a condition, after those that it derives from.
func decimalException(name string) func(ip *Interp) starlark.Value {
	return func(ip *Interp) starlark.Value {
		bases := "ArithmeticError"
		for _, s := range decimalSignals {
			if s.name == name {
				bases = s.base
			}
		}
		var full []string
		for _, base := range strings.Fields(bases) {
			if ip.exceptions[base] == nil || ip.exceptions[base].module != "builtins" {
				decimalException(base)(ip)
				base = "decimal." + base
			}
			full = append(full, base)
		}
		return ip.madeException(ExceptionClass{"decimal", name, strings.Join(full, ",")})
	}
}
