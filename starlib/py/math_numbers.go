package py

import (
	"fmt"
	"math"
	"math/big"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

// reals takes so many real numbers: numbers, True or False, and what knows the number that it is.
func (c *Call) reals(names ...string) ([]float64, error) {
	values, pairs := make([]starlark.Value, len(names)), make([]any, 0, 2*len(names))
	for i, name := range names {
		pairs = append(pairs, name, &values[i])
	}
	if err := c.Unpack(pairs...); err != nil {
		return nil, err
	}
	out := make([]float64, len(names))
	for i, v := range values {
		f, err := realOf(v)
		if err != nil {
			return nil, err
		}
		out[i] = float64(f)
	}
	return out, nil
}

// realOf is the float of a number.
func realOf(v starlark.Value) (starlark.Float, error) {
	switch n := asNumber(valueOf(v)).(type) {
	case starlark.Float:
		return n, nil
	case starlark.Int:
		f, _ := starlark.AsFloat(n)
		if math.IsInf(f, 0) {
			return 0, Raise("OverflowError", "int too large to convert to float")
		}
		return starlark.Float(f), nil
	case numeric:
		f, err := n.real()
		if err != nil {
			return 0, err
		}
		return f.(starlark.Float), nil
	}
	if o, ok := v.(*instance); ok {
		if x, ok, err := o.ask("__float__"); ok || err != nil {
			f, isFloat := x.(starlark.Float)
			if err == nil && !isFloat {
				err = Raise("TypeError", "%s.__float__ returned non-float (type %s)", o.class.name, TypeOf(x))
			}
			return f, err
		}
	}
	return 0, Raise("TypeError", "must be real number, not %s", TypeOf(v))
}

// rounded is what v's own method for floor, ceil or trunc makes of it.
func (c *Call) rounded(v starlark.Value) (starlark.Value, error) {
	if o, ok := v.(*instance); ok {
		if x, ok, err := o.ask("__" + c.EntryName() + "__"); ok || err != nil {
			return x, err
		}
	}
	if c.EntryName() == "trunc" {
		return nil, Raise("TypeError", "type %s doesn't define __trunc__ method", TypeOf(v))
	}
	return nil, Raise("TypeError", "must be real number, not %s", TypeOf(v))
}

// wholes takes whole numbers.
func (c *Call) wholes(values []starlark.Value) ([]*big.Int, error) {
	if len(c.Kwargs) > 0 {
		return nil, Raise("TypeError", "%s() takes no keyword arguments, got %s", c.Name, c.Kwargs[0][0])
	}
	out := make([]*big.Int, len(values))
	for i, v := range values {
		n, ok := asNumber(valueOf(v)).(starlark.Int)
		if !ok {
			return nil, Raise("TypeError", "'%s' object cannot be interpreted as an integer", TypeOf(v))
		}
		out[i] = n.BigInt()
	}
	return out, nil
}

func gcd(c *Call) (starlark.Value, error) {
	list, err := c.wholes(c.Args)
	out := new(big.Int)
	for _, n := range list {
		out.GCD(nil, nil, out, new(big.Int).Abs(n))
	}
	return starlark.MakeBigInt(out), err
}

func lcm(c *Call) (starlark.Value, error) {
	list, err := c.wholes(c.Args)
	out := big.NewInt(1)
	for _, n := range list {
		if n.Sign() == 0 {
			return zero, nil
		}
		n = new(big.Int).Abs(n)
		if err := bounds.Width("lcm", out.BitLen()+n.BitLen()); err != nil {
			return nil, err
		}
		out.Mul(out, n.Quo(n, new(big.Int).GCD(nil, nil, out, n)))
	}
	return starlark.MakeBigInt(out), err
}

func factorial(c *Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("n", &v); err != nil {
		return nil, err
	}
	list, err := c.wholes([]starlark.Value{v})
	if err != nil {
		return nil, err
	}
	if list[0].Sign() < 0 {
		return nil, Raise("ValueError", "factorial() not defined for negative values")
	}
	if !list[0].IsInt64() {
		return nil, Raise("OverflowError", "factorial() argument should not exceed %d", int64(math.MaxInt64))
	}
	n := list[0].Int64()
	if size, _ := math.Lgamma(float64(n) + 1); size > bounds.Bits*math.Ln2 {
		return nil, bounds.Width(fmt.Sprintf("factorial(%d)", n), int(min(size/math.Ln2, math.MaxInt64/2)))
	}
	return starlark.MakeBigInt(new(big.Int).MulRange(1, n)), nil
}

// chosen takes n and k, which is n if it is not given.
func (c *Call) chosen(k starlark.Value) (n, least int64, all []*big.Int, err error) {
	var v starlark.Value
	name := "k"
	if k != nil {
		name = "k?"
	}
	if err := c.Unpack("n", &v, name, &k); err != nil {
		return 0, 0, nil, err
	}
	if k == starlark.None {
		k = v
	}
	all, err = c.wholes([]starlark.Value{v, k})
	switch {
	case err != nil:
	case all[0].Sign() < 0:
		err = Raise("ValueError", "n must be a non-negative integer")
	case all[1].Sign() < 0:
		err = Raise("ValueError", "k must be a non-negative integer")
	case !all[0].IsInt64() || !all[1].IsInt64():
		err = Raise("OverflowError", "%s: n and k must be below 2**63", c.Name)
	default:
		n, least = all[0].Int64(), all[1].Int64()
	}
	return n, least, all, err
}

func comb(c *Call) (starlark.Value, error) {
	n, k, _, err := c.chosen(nil)
	if err != nil || k > n {
		return zero, err
	}
	if err := c.choices("comb", n, k, true); err != nil {
		return nil, err
	}
	return starlark.MakeBigInt(new(big.Int).Binomial(n, k)), nil
}

func perm(c *Call) (starlark.Value, error) {
	n, k, _, err := c.chosen(starlark.None)
	if err != nil || k > n {
		return zero, err
	}
	if err := c.choices("perm", n, k, false); err != nil {
		return nil, err
	}
	return starlark.MakeBigInt(new(big.Int).MulRange(n-k+1, n)), nil
}

// choices is the error of a number of choices that is larger than a number may be.
func (c *Call) choices(what string, n, k int64, unordered bool) error {
	all, _ := math.Lgamma(float64(n) + 1)
	rest, _ := math.Lgamma(float64(n-k) + 1)
	size := all - rest
	if unordered {
		order, _ := math.Lgamma(float64(k) + 1)
		size -= order
	}
	if size > bounds.Bits*math.Ln2 {
		return bounds.Width(fmt.Sprintf("%s(%d, %d)", what, n, k), int(min(size/math.Ln2, math.MaxInt64/2)))
	}
	return nil
}

func isqrt(c *Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("n", &v); err != nil {
		return nil, err
	}
	list, err := c.wholes([]starlark.Value{v})
	if err != nil {
		return nil, err
	}
	if list[0].Sign() < 0 {
		return nil, Raise("ValueError", "isqrt() argument must be nonnegative")
	}
	return starlark.MakeBigInt(new(big.Int).Sqrt(list[0])), nil
}

// product is prod.
func product(c *Call) (starlark.Value, error) {
	var seq starlark.Iterable
	var total starlark.Value = one
	if len(c.Args) > 1 {
		return nil, Raise("TypeError", "prod() takes exactly 1 positional argument (%d given)", len(c.Args))
	}
	if err := c.Unpack("iterable", &seq, "start?", &total); err != nil {
		return nil, err
	}
	var err error
	for v := range c.Each(seq, unlimited, &err) {
		x, y := asNumber(total), asNumber(v)
		if err = c.product(x, y); err != nil {
			return nil, err
		}
		if total, err = starlark.Binary(starTimes, x, y); err != nil {
			return nil, err
		}
	}
	return total, err
}
