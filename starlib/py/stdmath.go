package py

import (
	"fmt"
	"math"
	"math/big"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

// mathEntries is the module math.
func mathEntries() []Entry {
	return []Entry{
		{Sig: "acos(x) -> float", Doc: "The arc cosine, in radians.", Fn: unary(math.Acos)},
		{Sig: "acosh(x) -> float", Doc: "The inverse hyperbolic cosine.", Fn: unary(math.Acosh)},
		{Sig: "asin(x) -> float", Doc: "The arc sine, in radians.", Fn: unary(math.Asin)},
		{Sig: "asinh(x) -> float", Doc: "The inverse hyperbolic sine.", Fn: unary(math.Asinh)},
		{Sig: "atan(x) -> float", Doc: "The arc tangent, in radians.", Fn: unary(math.Atan)},
		{Sig: "atan2(y, x) -> float", Doc: "The angle of the point (x, y), in radians.", Fn: binary("y", "x", math.Atan2)},
		{Sig: "atanh(x) -> float", Doc: "The inverse hyperbolic tangent.", Fn: unary(math.Atanh)},
		{Sig: "cbrt(x) -> float", Doc: "The cube root.", Fn: unary(math.Cbrt)},
		{Sig: "ceil(x) -> int", Doc: "The least whole number that is not below x.", Fn: toWhole(math.Ceil)},
		{Sig: "copysign(x, y) -> float", Doc: "x with the sign of y.", Fn: binary("x", "y", math.Copysign)},
		{Sig: "cos(x) -> float", Doc: "The cosine of an angle in radians.", Fn: unary(math.Cos)},
		{Sig: "cosh(x) -> float", Doc: "The hyperbolic cosine.", Fn: unary(math.Cosh)},
		{Sig: "degrees(x) -> float", Doc: "An angle in degrees, of one in radians.", Fn: unary(func(x float64) float64 { return x * 180 / math.Pi })},
		{Sig: "e", Value: starlark.Float(math.E)},
		{Sig: "exp(x) -> float", Doc: "e to the power of x.", Fn: unary(math.Exp)},
		{Sig: "fabs(x) -> float", Doc: "The absolute value.", Fn: unary(math.Abs)},
		{Sig: "factorial(n) -> int", Doc: "The product of the numbers from 1 to n.", Fn: factorial},
		{Sig: "floor(x) -> int", Doc: "The greatest whole number that is not above x.", Fn: toWhole(math.Floor)},
		{Sig: "fmod(x, y) -> float", Doc: "The remainder of x / y, with the sign of x.", Fn: binary("x", "y", math.Mod)},
		{Sig: "gcd(a, b) -> int", Doc: "The greatest common divisor.", Fn: gcd},
		{Sig: "hypot(x, y) -> float", Doc: "The square root of x*x + y*y.", Fn: binary("x", "y", math.Hypot)},
		{Sig: "inf", Value: starlark.Float(math.Inf(1))},
		{Sig: "isclose(a, b, rel_tol=1e-09, abs_tol=0.0) -> bool", Doc: "Whether two numbers are nearly equal.", Fn: isClose},
		{Sig: "isfinite(x) -> bool", Doc: "Whether x is neither infinite nor NaN.", Fn: is(func(x float64) bool { return !math.IsInf(x, 0) && x == x })},
		{Sig: "isinf(x) -> bool", Doc: "Whether x is infinite.", Fn: is(func(x float64) bool { return math.IsInf(x, 0) })},
		{Sig: "isnan(x) -> bool", Doc: "Whether x is NaN.", Fn: is(math.IsNaN)},
		{Sig: "log(x, base=e) -> float", Doc: "The logarithm.", Fn: logarithm},
		{Sig: "log10(x) -> float", Doc: "The logarithm to base 10.", Fn: unary(positive(math.Log10))},
		{Sig: "log1p(x) -> float", Doc: "The logarithm of 1 + x.", Fn: unary(math.Log1p)},
		{Sig: "log2(x) -> float", Doc: "The logarithm to base 2.", Fn: unary(positive(math.Log2))},
		{Sig: "nan", Value: starlark.Float(math.NaN())},
		{Sig: "pi", Value: starlark.Float(math.Pi)},
		{Sig: "pow(x, y) -> float", Doc: "x to the power of y.", Fn: binary("x", "y", math.Pow)},
		{Sig: "radians(x) -> float", Doc: "An angle in radians, of one in degrees.", Fn: unary(func(x float64) float64 { return x * math.Pi / 180 })},
		{Sig: "sin(x) -> float", Doc: "The sine of an angle in radians.", Fn: unary(math.Sin)},
		{Sig: "sinh(x) -> float", Doc: "The hyperbolic sine.", Fn: unary(math.Sinh)},
		{Sig: "sqrt(x) -> float", Doc: "The square root.", Fn: unary(math.Sqrt)},
		{Sig: "tan(x) -> float", Doc: "The tangent of an angle in radians.", Fn: unary(math.Tan)},
		{Sig: "tanh(x) -> float", Doc: "The hyperbolic tangent.", Fn: unary(math.Tanh)},
		{Sig: "tau", Value: starlark.Float(2 * math.Pi)},
		{Sig: "trunc(x) -> int", Doc: "The whole part.", Fn: toWhole(math.Trunc)},
	}
}

// positive makes f undefined at 0, where Python's logarithms are.
func positive(f func(float64) float64) func(float64) float64 {
	return func(x float64) float64 {
		if x == 0 {
			return math.NaN()
		}
		return f(x)
	}
}

// defined is y, but an error where a function of numbers has no value.
func defined(y float64, args ...float64) (starlark.Value, error) {
	finite := true
	for _, x := range args {
		if x != x {
			return starlark.Float(y), nil
		}
		finite = finite && !math.IsInf(x, 0)
	}
	if y != y {
		return nil, Raise("ValueError", "math domain error")
	}
	if finite && math.IsInf(y, 0) {
		return nil, Raise("OverflowError", "math range error")
	}
	return starlark.Float(y), nil
}

func unary(f func(float64) float64) func(*Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var x starlark.Float
		if err := c.Unpack("x", FloatArg(&x)); err != nil {
			return nil, err
		}
		return defined(f(float64(x)), float64(x))
	}
}

func binary(a, b string, f func(x, y float64) float64) func(*Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var x, y starlark.Float
		if err := c.Unpack(a, FloatArg(&x), b, FloatArg(&y)); err != nil {
			return nil, err
		}
		return defined(f(float64(x), float64(y)), float64(x), float64(y))
	}
}

func is(f func(float64) bool) func(*Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var x starlark.Float
		err := c.Unpack("x", FloatArg(&x))
		return starlark.Bool(f(float64(x))), err
	}
}

func toWhole(f func(float64) float64) func(*Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var v starlark.Value
		if err := c.Unpack("x", &v); err != nil {
			return nil, err
		}
		if n, ok := v.(starlark.Int); ok {
			return n, nil
		}
		if n, ok := v.(numeric); ok && c.EntryName() == "trunc" {
			return n.Whole()
		} else if ok {
			return n.floored(c.EntryName() == "ceil")
		}
		x, ok := starlark.AsFloat(v)
		if !ok {
			return nil, Raise("TypeError", "%s: got %s, want a number", c.Name, TypeOf(v))
		}
		n, err := truncated(f(x))
		return n, err
	}
}

func logarithm(c *Call) (starlark.Value, error) {
	x, base := starlark.Float(0), starlark.Float(math.E)
	if err := c.Unpack("x", FloatArg(&x), "base?", FloatArg(&base)); err != nil {
		return nil, err
	}
	if x <= 0 || base <= 0 || base == 1 {
		return nil, Raise("ValueError", "math domain error")
	}
	if base == math.E {
		return starlark.Float(math.Log(float64(x))), nil
	}
	return starlark.Float(math.Log(float64(x)) / math.Log(float64(base))), nil
}

func factorial(c *Call) (starlark.Value, error) {
	var n int64
	if err := c.Unpack("n", &n); err != nil {
		return nil, err
	}
	if n < 0 {
		return nil, Raise("ValueError", "factorial() not defined for negative values")
	}
	if size, _ := math.Lgamma(float64(n) + 1); size > bounds.Bits*math.Ln2 {
		return nil, bounds.Width(fmt.Sprintf("factorial(%d)", n), int(min(size/math.Ln2, math.MaxInt64/2)))
	}
	return starlark.MakeBigInt(new(big.Int).MulRange(1, n)), nil
}

func gcd(c *Call) (starlark.Value, error) {
	var a, b starlark.Int
	if err := c.Unpack("a", &a, "b", &b); err != nil {
		return nil, err
	}
	x, y := new(big.Int).Abs(a.BigInt()), new(big.Int).Abs(b.BigInt())
	return starlark.MakeBigInt(new(big.Int).GCD(nil, nil, x, y)), nil
}

func isClose(c *Call) (starlark.Value, error) {
	var a, b starlark.Float
	rel, abs := starlark.Float(1e-9), starlark.Float(0)
	if err := c.Unpack("a", FloatArg(&a), "b", FloatArg(&b), "rel_tol?", FloatArg(&rel), "abs_tol?", FloatArg(&abs)); err != nil {
		return nil, err
	}
	x, y := float64(a), float64(b)
	if x == y {
		return starlark.True, nil
	}
	d := math.Abs(x - y)
	return starlark.Bool(!math.IsInf(d, 0) && d <= math.Max(float64(rel)*math.Max(math.Abs(x), math.Abs(y)), float64(abs))), nil
}
