package py

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/internal/bounds"
)

// power is x ** y.
func power(x, y starlark.Value) (starlark.Value, error) {
	x, y = asNumber(x), asNumber(y)
	a, aok := x.(starlark.Int)
	b, bok := y.(starlark.Int)
	if aok && bok && b.Sign() >= 0 {
		return wholePower(a, b)
	}
	if v, err := raisedTo(x, y); v != nil || err != nil {
		return v, err
	}
	f, fok := starlark.AsFloat(x)
	g, gok := starlark.AsFloat(y)
	switch {
	case !fok || !gok:
		return nil, Raise("TypeError", "unsupported operand type(s) for ** or pow(): '%s' and '%s'", TypeOf(x), TypeOf(y))
	case f == 0 && g < 0 && !math.IsInf(g, 0):
		return nil, Raise("ZeroDivisionError", "0.0 cannot be raised to a negative power")
	case f < 0 && g != math.Trunc(g) && !math.IsNaN(g) && !math.IsInf(f, 0):
		return nil, Raise("ValueError", "a negative number to a fractional power is a complex number, which is not available")
	}
	r := powOf(f, g)
	if math.IsInf(r, 0) && !math.IsInf(f, 0) && !math.IsInf(g, 0) {
		return nil, tooLarge(Raise("OverflowError", "(34, 'Numerical result out of range')"))
	}
	return starlark.Float(r), nil
}

// tooLarge is the error of a float that is too large, which has two arguments.
func tooLarge(err error) error {
	r := err.(*raised)
	return &raised{kind: r.kind, err: r.err, args: starlark.Tuple{starlark.MakeInt(34), starlark.String("Numerical result out of range")}}
}

// wholePower is a ** b for b >= 0.
func wholePower(a, b starlark.Int) (starlark.Value, error) {
	bits := a.BigInt().BitLen()
	if bits < 2 { // 0, 1 or -1
		if a.Sign() < 0 && b.BigInt().Bit(0) == 0 || b.Sign() == 0 {
			return starlark.MakeInt(1), nil
		}
		return a, nil
	}
	n, ok := b.Int64()
	if !ok || n > bounds.Bits {
		n = bounds.Bits
	}
	if err := bounds.Width(fmt.Sprintf("%s ** %s", Short(a), Short(b)), int(n)*(bits-1)+1); err != nil {
		return nil, err
	}
	return starlark.MakeBigInt(new(big.Int).Exp(a.BigInt(), big.NewInt(n), nil)), nil
}

func pyPow(c *Call) (starlark.Value, error) {
	var x, y, mod starlark.Value
	if err := c.Unpack("base", &x, "exp", &y, "mod?", &mod); err != nil {
		return nil, err
	}
	if isRich(x) || isRich(y) {
		if v, err := c.operation("pow", x, y); v != nil || err != nil {
			return v, err
		}
		x, y = valueOf(x), valueOf(y)
	}
	if mod == nil || mod == starlark.None {
		return power(x, y)
	}
	a, ok1 := asNumber(x).(starlark.Int)
	b, ok2 := asNumber(y).(starlark.Int)
	m, ok3 := asNumber(mod).(starlark.Int)
	switch {
	case !ok1 || !ok2 || !ok3:
		return nil, Raise("TypeError", "pow() 3rd argument not allowed unless all arguments are integers")
	case m.Sign() == 0:
		return nil, Raise("ValueError", "pow() 3rd argument cannot be 0")
	}
	base, exp, abs := a.BigInt(), b.BigInt(), new(big.Int).Abs(m.BigInt())
	if b.Sign() < 0 {
		if base = new(big.Int).ModInverse(new(big.Int).Mod(base, abs), abs); base == nil {
			return nil, Raise("ValueError", "base is not invertible for the given modulus")
		}
		exp = new(big.Int).Neg(exp)
	}
	r, err := c.modularPower(base, exp, abs)
	return starlark.MakeBigInt(r).Mod(m), err
}

// modularBits is up to how many bits of exponent and modulus together a power takes no time.
const modularBits = 1 << 14

// modularPower is a ** b modulo m, bit by bit where that takes long.
func (c *Call) modularPower(a, b, m *big.Int) (*big.Int, error) {
	if b.BitLen()+m.BitLen() < modularBits {
		return new(big.Int).Exp(a, b, m), nil
	}
	r, p := new(big.Int).Mod(big.NewInt(1), m), new(big.Int).Mod(a, m)
	for i := b.BitLen() - 1; i >= 0; i-- {
		if err := c.gil.holder.err(); err != nil {
			return r, err
		}
		r.Mod(r.Mul(r, r), m)
		if b.Bit(i) == 1 {
			r.Mod(r.Mul(r, p), m)
		}
	}
	return r, nil
}

// round is Python's round: to even where two are as near.
func round(c *Call) (starlark.Value, error) {
	var x, digits starlark.Value
	if err := c.Unpack("number", &x, "ndigits?", &digits); err != nil {
		return nil, err
	}
	n, given := 0, digits != nil && digits != starlark.None
	if given {
		whole, err := c.whole(digits)
		if err != nil {
			return nil, err
		}
		if n, err = starlark.AsInt32(whole); err != nil {
			n = 1 << 20
			if whole.Sign() < 0 {
				n = -n
			}
		}
	}
	if o, ok := x.(*instance); ok {
		if v, ok, err := o.ask("__round__", c.Args[1:]...); ok {
			return v, err
		}
	}
	switch v := asNumber(valueOf(x)).(type) {
	case starlark.Int:
		if n >= 0 {
			return v, nil
		}
		return roundInt(v, -n), nil
	case starlark.Float:
		f := float64(v)
		if !given {
			n, err := truncated(math.RoundToEven(f))
			return n, err
		}
		return starlark.Float(roundTo(f, n)), nil
	case numeric:
		return v.rounded(n, given)
	}
	return nil, Raise("TypeError", "type %s doesn't define __round__ method", TypeOf(x))
}

// truncated is the whole number before the point.
func truncated(f float64) (starlark.Int, error) {
	switch {
	case math.IsNaN(f):
		return starlark.Int{}, Raise("ValueError", "cannot convert float NaN to integer")
	case math.IsInf(f, 0):
		return starlark.Int{}, Raise("OverflowError", "cannot convert float infinity to integer")
	}
	i, _ := big.NewFloat(f).Int(nil)
	return starlark.MakeBigInt(i), nil
}

// roundTo rounds the exact value of f to n digits after the point.
func roundTo(f float64, n int) float64 {
	if math.IsNaN(f) || math.IsInf(f, 0) || n > 323 {
		return f
	}
	if n < 0 {
		if n < -310 || f == 0 {
			return math.Copysign(0, f)
		}
		p := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-n)), nil)
		q := new(big.Rat).Quo(new(big.Rat).SetFloat64(math.Abs(f)), new(big.Rat).SetInt(p))
		whole, rest := new(big.Int).DivMod(q.Num(), q.Denom(), new(big.Int))
		if c := rest.Lsh(rest, 1).Cmp(q.Denom()); c > 0 || c == 0 && whole.Bit(0) == 1 {
			whole.Add(whole, big.NewInt(1))
		}
		r, _ := new(big.Float).SetInt(whole.Mul(whole, p)).Float64()
		return math.Copysign(r, f)
	}
	r, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'f', n, 64), 64)
	return r
}

func roundInt(v starlark.Int, zeros int) starlark.Value {
	if zeros > 400 {
		return starlark.MakeInt(0)
	}
	p := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(zeros)), nil)
	q, r := new(big.Int).DivMod(v.BigInt(), p, new(big.Int))
	switch c := new(big.Int).Lsh(r, 1).Cmp(p); {
	case c > 0, c == 0 && q.Bit(0) == 1:
		q.Add(q, big.NewInt(1))
	}
	return starlark.MakeBigInt(q.Mul(q, p))
}

func isOtherNumber(v starlark.Value) bool {
	_, ok := v.(numeric)
	return ok
}

func divmod(c *Call) (starlark.Value, error) {
	var x, y starlark.Value
	if err := c.Unpack("x", &x, "y", &y); err != nil {
		return nil, err
	}
	if isRich(x) || isRich(y) {
		if v, err := c.operation("divmod", x, y); v != nil || err != nil {
			return v, err
		}
	}
	x, y = asNumber(valueOf(x)), asNumber(valueOf(y))
	if !isNumberValue(x) || !isNumberValue(y) {
		if err := c.divmodByZero(x, y); err != nil {
			return nil, err
		}
		q, err := starlark.Binary(syntax.SLASHSLASH, x, y) // of other numbers
		if err == nil {
			r, err := starlark.Binary(syntax.PERCENT, x, y)
			return starlark.Tuple{q, r}, err
		}
		if isOtherNumber(x) && (isOtherNumber(y) || isNumberValue(y)) || isNumberValue(x) && isOtherNumber(y) {
			return nil, err
		}
		return nil, Raise("TypeError", "unsupported operand type(s) for divmod(): '%s' and '%s'", TypeOf(x), TypeOf(y))
	}
	if g, ok := starlark.AsFloat(y); ok && g == 0 && (isFloat(x) || isFloat(y)) {
		return nil, Raise("ZeroDivisionError", "float divmod()")
	}
	q, err := floorDivided(x, y)
	if err != nil {
		return nil, err
	}
	r, err := starlark.Binary(syntax.PERCENT, x, y)
	if f, ok := r.(starlark.Float); ok && f == 0 { // of the divisor's sign
		g, _ := starlark.AsFloat(y)
		r = starlark.Float(math.Copysign(0, g))
	}
	return starlark.Tuple{q, r}, err
}

// radix is hex, oct or bin.
func radix(prefix string, base int) func(*Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var x starlark.Value
		if err := c.Unpack("number", &x); err != nil {
			return nil, err
		}
		v, err := indexOfValue(x)
		if err != nil {
			return nil, err
		}
		n, err := c.whole(v)
		if err != nil {
			return nil, err
		}
		s := prefix + n.BigInt().Text(base)
		if n.Sign() < 0 {
			s = "-" + prefix + strings.TrimPrefix(n.BigInt().Text(base), "-")
		}
		return starlark.String(s), nil
	}
}

func sum(c *Call) (starlark.Value, error) {
	var over starlark.Value
	var total starlark.Value = starlark.MakeInt(0)
	if err := c.Unpack("iterable", &over, "start?", &total); err != nil {
		return nil, err
	}
	seq, ok := looped(over).(starlark.Iterable)
	switch total.(type) {
	case starlark.String:
		return nil, Raise("TypeError", "sum() can't sum strings [use ''.join(seq) instead]")
	case starlark.Bytes:
		return nil, Raise("TypeError", "sum() can't sum bytes [use b''.join(seq) instead]")
	case *bytearray:
		return nil, Raise("TypeError", "sum() can't sum bytearray [use b''.join(seq) instead]")
	}
	if !ok {
		return nil, Raise("TypeError", "'%s' object is not iterable", TypeOf(over))
	}
	var err error
	for v := range c.Each(seq, unlimited, &err) {
		if total, err = starlark.Binary(syntax.PLUS, asNumber(total), asNumber(v)); err == nil && starlark.Len(total) >= 0 {
			if err = c.fits(total); err == nil {
				err = c.gil.holder.err() // each round takes longer than the one before
			}
		}
		if err != nil {
			return nil, err
		}
	}
	return total, err
}

// fits is the error of a text or list that is larger than it may be.
func (c *Call) fits(v starlark.Value) error {
	switch v := v.(type) {
	case starlark.String:
		return c.bounds.Size(c.Name, len(v))
	case starlark.Bytes:
		return c.bounds.Size(c.Name, len(v))
	case *starlark.List:
		return c.bounds.Count(c.Name, v.Len())
	case starlark.Tuple:
		return c.bounds.Count(c.Name, len(v))
	}
	return nil
}
