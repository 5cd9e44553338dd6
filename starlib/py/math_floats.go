package py

import (
	"math"
	"math/big"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

const starTimes = syntax.STAR

// log10Of is the logarithm to base 10 as the C library has it, which is not rounded once.
func log10Of(x float64) float64 {
	const inverse, high, low = 4.34294481903251816668e-01, 3.01029995663611771306e-01, 3.69423907715893078616e-13
	m, e := math.Frexp(x)
	m, e = 2*m, e-1
	if e < 0 {
		m, e = m/2, e+1
	}
	z := float64(float64(e)*low) + float64(inverse*logOf(m))
	return z + float64(float64(e)*high)
}

// log2Of is the logarithm to base 2.
func log2Of(x float64) float64 { return logDouble(x).over(ln2).high }

// logOfNumber is a logarithm of a number of any size.
func logOfNumber(v starlark.Value, log func(float64) float64) (float64, error) {
	if n, ok := asNumber(valueOf(v)).(starlark.Int); ok {
		if n.Sign() <= 0 {
			return 0, Raise("ValueError", "math domain error")
		}
		if f, _ := starlark.AsFloat(n); math.IsInf(f, 0) {
			frac := new(big.Float)
			exp := new(big.Float).SetInt(n.BigInt()).MantExp(frac)
			x, _ := frac.Float64()
			return log(x) + float64(log(2)*float64(exp)), nil
		}
	}
	x, err := realOf(v)
	f := float64(x)
	switch {
	case err != nil || f != f || math.IsInf(f, 1):
		return f, err
	case f <= 0:
		return 0, Raise("ValueError", "math domain error")
	}
	return log(f), nil
}

// logTo is a logarithm to a base of its own.
func logTo(log func(float64) float64) func(*Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var v starlark.Value
		if err := c.Unpack("x", &v); err != nil {
			return nil, err
		}
		l, err := logOfNumber(v, log)
		return starlark.Float(l), err
	}
}

func logarithm(c *Call) (starlark.Value, error) {
	var v, base starlark.Value
	if err := c.Unpack("x", &v, "base?", &base); err != nil {
		return nil, err
	}
	l, err := logOfNumber(v, logOf)
	if err != nil || base == nil {
		return starlark.Float(l), err
	}
	by, err := logOfNumber(base, logOf)
	if err != nil {
		return nil, err
	}
	if by == 0 {
		return nil, Raise("ZeroDivisionError", "float division by zero")
	}
	return starlark.Float(l / by), nil
}

// powerOf is math.pow, whose exceptions are C's.
func powerOf(x, y float64) float64 {
	if x == 0 && y < 0 && !math.IsInf(y, 0) {
		return math.NaN()
	}
	return powOf(x, y)
}

func ulpOf(x float64) float64 {
	x = math.Abs(x)
	switch {
	case x != x || math.IsInf(x, 0):
		return x
	case x == math.MaxFloat64:
		return x - math.Nextafter(x, 0)
	}
	return math.Nextafter(x, math.Inf(1)) - x
}

// floats takes numbers of an iterable.
func (c *Call) floats(v starlark.Value) (out []float64, err error) {
	seq, ok := v.(starlark.Iterable)
	if !ok {
		return nil, Raise("TypeError", "'%s' object is not iterable", TypeOf(v))
	}
	for x := range c.Each(seq, c.bounds.Elements, &err) {
		f, err := realOf(x)
		if err != nil {
			return nil, err
		}
		out = append(out, float64(f))
	}
	return out, err
}

// fsum is the exact sum, rounded once.
func fsum(c *Call) (starlark.Value, error) {
	var seq starlark.Value
	if err := c.Unpack("seq", &seq); err != nil {
		return nil, err
	}
	list, err := c.floats(seq)
	if err != nil {
		return nil, err
	}
	special, exact := 0.0, new(big.Float).SetPrec(2200).SetMode(big.ToNearestEven)
	infinite := false
	for _, x := range list {
		if math.IsInf(x, 0) || x != x {
			special += x
			infinite = true
			continue
		}
		exact.Add(exact, big.NewFloat(x))
	}
	if infinite {
		if special != special && !hasNaN(list) {
			return nil, Raise("ValueError", "-inf + inf in fsum")
		}
		return starlark.Float(special), nil
	}
	f, _ := exact.Float64()
	if math.IsInf(f, 0) {
		return nil, Raise("OverflowError", "intermediate overflow in fsum")
	}
	if f == 0 {
		f = 0 // no -0.0
	}
	return starlark.Float(f), nil
}

func hasNaN(list []float64) bool {
	for _, x := range list {
		if x != x {
			return true
		}
	}
	return false
}

// lengthOf is the square root of the sum of the squares, rounded once.
func lengthOf(list []float64) float64 {
	sum := new(big.Float).SetPrec(2200)
	for _, x := range list {
		if math.IsInf(x, 0) {
			return math.Inf(1)
		}
	}
	if hasNaN(list) {
		return math.NaN()
	}
	for _, x := range list {
		f := new(big.Float).SetPrec(2200).SetFloat64(x)
		sum.Add(sum, f.Mul(f, f))
	}
	if sum.Sign() == 0 {
		return 0
	}
	f, _ := new(big.Float).SetPrec(200).Sqrt(sum).Float64()
	return f
}

func hypot(c *Call) (starlark.Value, error) {
	if len(c.Kwargs) > 0 {
		return nil, Raise("TypeError", "hypot() takes no keyword arguments, got %s", c.Kwargs[0][0])
	}
	list := make([]float64, len(c.Args))
	for i, v := range c.Args {
		f, err := realOf(v)
		if err != nil {
			return nil, err
		}
		list[i] = float64(f)
	}
	return starlark.Float(lengthOf(list)), nil
}

func dist(c *Call) (starlark.Value, error) {
	var p, q starlark.Value
	if err := c.Unpack("p", &p, "q", &q); err != nil {
		return nil, err
	}
	a, err := c.floats(p)
	if err != nil {
		return nil, err
	}
	b, err := c.floats(q)
	if err != nil {
		return nil, err
	}
	if len(a) != len(b) {
		return nil, Raise("ValueError", "both points must have the same number of dimensions")
	}
	for i := range a {
		a[i] -= b[i]
	}
	return starlark.Float(lengthOf(a)), nil
}

func modf(c *Call) (starlark.Value, error) {
	given, err := c.reals("x")
	if err != nil {
		return nil, err
	}
	x := starlark.Float(given[0])
	f := float64(x)
	if math.IsInf(f, 0) {
		return starlark.Tuple{starlark.Float(math.Copysign(0, f)), x}, nil
	}
	whole := math.Trunc(f)
	return starlark.Tuple{starlark.Float(math.Copysign(f-whole, f)), starlark.Float(whole)}, nil
}

func frexp(c *Call) (starlark.Value, error) {
	given, err := c.reals("x")
	if err != nil {
		return nil, err
	}
	x := starlark.Float(given[0])
	m, e := math.Frexp(float64(x))
	return starlark.Tuple{starlark.Float(m), starlark.MakeInt(e)}, nil
}

func ldexp(c *Call) (starlark.Value, error) {
	var v, i starlark.Value
	if err := c.Unpack("x", &v, "i", &i); err != nil {
		return nil, err
	}
	x, err := realOf(v)
	if err != nil {
		return nil, err
	}
	n, ok := asNumber(i).(starlark.Int)
	if !ok {
		return nil, Raise("TypeError", "Expected an int as second argument to ldexp.")
	}
	e := n.Sign() * math.MaxInt32
	if small, ok := n.Int64(); ok {
		e = int(min(max(small, -math.MaxInt32), math.MaxInt32))
	}
	return defined(math.Ldexp(float64(x), e), float64(x))
}
