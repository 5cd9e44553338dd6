package starlib

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// power is x ** y.
func power(x, y starlark.Value) (starlark.Value, error) {
	a, aok := x.(starlark.Int)
	b, bok := y.(starlark.Int)
	if aok && bok && b.Sign() >= 0 {
		n, ok := b.Int64()
		if bits := int64(a.BigInt().BitLen()); !ok || bits > 1 && bits > (1<<26)/max(n, 1) {
			return nil, raise("OverflowError", "%s ** %s is too large", short(x), short(y))
		}
		return starlark.MakeBigInt(new(big.Int).Exp(a.BigInt(), big.NewInt(n), nil)), nil
	}
	f, fok := starlark.AsFloat(x)
	g, gok := starlark.AsFloat(y)
	switch {
	case !fok || !gok:
		return nil, raise("TypeError", "unsupported operand type(s) for **: '%s' and '%s'", pyType(x), pyType(y))
	case f == 0 && g < 0:
		return nil, raise("ZeroDivisionError", "0.0 cannot be raised to a negative power")
	case f < 0 && g != math.Trunc(g):
		return nil, raise("ValueError", "a negative number to a fractional power is a complex number, which is not available")
	}
	r := math.Pow(f, g)
	if math.IsInf(r, 0) && !math.IsInf(f, 0) && !math.IsInf(g, 0) {
		return nil, raise("OverflowError", "%s ** %s is too large", short(x), short(y))
	}
	return starlark.Float(r), nil
}

func pyPow(c *call) (starlark.Value, error) {
	var x, y, mod starlark.Value
	if err := c.unpack("base", &x, "exp", &y, "mod?", &mod); err != nil {
		return nil, err
	}
	if mod == nil || mod == starlark.None {
		return power(x, y)
	}
	a, ok1 := x.(starlark.Int)
	b, ok2 := y.(starlark.Int)
	m, ok3 := mod.(starlark.Int)
	if !ok1 || !ok2 || !ok3 || b.Sign() < 0 || m.Sign() == 0 {
		return nil, raise("ValueError", "pow: base, exp and mod must be whole numbers, exp not negative, mod not 0")
	}
	r := new(big.Int).Exp(a.BigInt(), b.BigInt(), new(big.Int).Abs(m.BigInt()))
	return starlark.MakeBigInt(r).Mod(m), nil
}

// round is Python's round: to even where two are as near.
func round(c *call) (starlark.Value, error) {
	var x, digits starlark.Value
	if err := c.unpack("number", &x, "ndigits?", &digits); err != nil {
		return nil, err
	}
	n, given := 0, digits != nil && digits != starlark.None
	if given {
		var err error
		if n, err = starlark.AsInt32(digits); err != nil {
			return nil, raise("TypeError", "round: ndigits: %w", err)
		}
	}
	switch v := x.(type) {
	case starlark.Int:
		if n >= 0 {
			return v, nil
		}
		return roundInt(v, -n), nil
	case starlark.Float:
		f := float64(v)
		if !given {
			if math.IsNaN(f) || math.IsInf(f, 0) {
				return nil, raise("ValueError", "cannot convert float %s to integer", v)
			}
			i, _ := big.NewFloat(math.RoundToEven(f)).Int(nil)
			return starlark.MakeBigInt(i), nil
		}
		return starlark.Float(roundTo(f, n)), nil
	}
	return nil, raise("TypeError", "round: got %s, want a number", pyType(x))
}

// roundTo rounds the exact value of f to n digits after the point.
func roundTo(f float64, n int) float64 {
	if math.IsNaN(f) || math.IsInf(f, 0) || n > 323 {
		return f
	}
	if n < 0 {
		p := math.Pow(10, float64(-n))
		if math.IsInf(p, 0) {
			return 0
		}
		return math.RoundToEven(f/p) * p
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

func divmod(c *call) (starlark.Value, error) {
	var x, y starlark.Value
	if err := c.unpack("x", &x, "y", &y); err != nil {
		return nil, err
	}
	q, err := starlark.Binary(syntax.SLASHSLASH, x, y)
	if err != nil {
		return nil, err
	}
	r, err := starlark.Binary(syntax.PERCENT, x, y)
	return starlark.Tuple{q, r}, err
}

// radix is hex, oct or bin.
func radix(prefix string, base int) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var n starlark.Int
		if err := c.unpack("number", &n); err != nil {
			return nil, err
		}
		s := prefix + n.BigInt().Text(base)
		if n.Sign() < 0 {
			s = "-" + prefix + strings.TrimPrefix(n.BigInt().Text(base), "-")
		}
		return starlark.String(s), nil
	}
}

func sum(c *call) (starlark.Value, error) {
	var seq starlark.Iterable
	var total starlark.Value = starlark.MakeInt(0)
	if err := c.unpack("iterable", &seq, "start?", &total); err != nil {
		return nil, err
	}
	for v := range starlark.Elements(seq) {
		var err error
		if total, err = starlark.Binary(syntax.PLUS, total, v); err != nil {
			return nil, err
		}
	}
	return total, nil
}
