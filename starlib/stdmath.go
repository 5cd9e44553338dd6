package starlib

import (
	"fmt"
	"math"
	"math/big"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

// mathEntries is the module math.
func mathEntries() []entry {
	return []entry{
		{sig: "acos(x) -> float", doc: "The arc cosine, in radians.", fn: unary(math.Acos)},
		{sig: "acosh(x) -> float", doc: "The inverse hyperbolic cosine.", fn: unary(math.Acosh)},
		{sig: "asin(x) -> float", doc: "The arc sine, in radians.", fn: unary(math.Asin)},
		{sig: "asinh(x) -> float", doc: "The inverse hyperbolic sine.", fn: unary(math.Asinh)},
		{sig: "atan(x) -> float", doc: "The arc tangent, in radians.", fn: unary(math.Atan)},
		{sig: "atan2(y, x) -> float", doc: "The angle of the point (x, y), in radians.", fn: binary("y", "x", math.Atan2)},
		{sig: "atanh(x) -> float", doc: "The inverse hyperbolic tangent.", fn: unary(math.Atanh)},
		{sig: "cbrt(x) -> float", doc: "The cube root.", fn: unary(math.Cbrt)},
		{sig: "ceil(x) -> int", doc: "The least whole number that is not below x.", fn: toWhole(math.Ceil)},
		{sig: "copysign(x, y) -> float", doc: "x with the sign of y.", fn: binary("x", "y", math.Copysign)},
		{sig: "cos(x) -> float", doc: "The cosine of an angle in radians.", fn: unary(math.Cos)},
		{sig: "cosh(x) -> float", doc: "The hyperbolic cosine.", fn: unary(math.Cosh)},
		{sig: "degrees(x) -> float", doc: "An angle in degrees, of one in radians.", fn: unary(func(x float64) float64 { return x * 180 / math.Pi })},
		{sig: "e", value: starlark.Float(math.E)},
		{sig: "exp(x) -> float", doc: "e to the power of x.", fn: unary(math.Exp)},
		{sig: "fabs(x) -> float", doc: "The absolute value.", fn: unary(math.Abs)},
		{sig: "factorial(n) -> int", doc: "The product of the numbers from 1 to n.", fn: factorial},
		{sig: "floor(x) -> int", doc: "The greatest whole number that is not above x.", fn: toWhole(math.Floor)},
		{sig: "fmod(x, y) -> float", doc: "The remainder of x / y, with the sign of x.", fn: binary("x", "y", math.Mod)},
		{sig: "gcd(a, b) -> int", doc: "The greatest common divisor.", fn: gcd},
		{sig: "hypot(x, y) -> float", doc: "The square root of x*x + y*y.", fn: binary("x", "y", math.Hypot)},
		{sig: "inf", value: starlark.Float(math.Inf(1))},
		{sig: "isclose(a, b, rel_tol=1e-09, abs_tol=0.0) -> bool", doc: "Whether two numbers are nearly equal.", fn: isClose},
		{sig: "isfinite(x) -> bool", doc: "Whether x is neither infinite nor NaN.", fn: is(func(x float64) bool { return !math.IsInf(x, 0) && x == x })},
		{sig: "isinf(x) -> bool", doc: "Whether x is infinite.", fn: is(func(x float64) bool { return math.IsInf(x, 0) })},
		{sig: "isnan(x) -> bool", doc: "Whether x is NaN.", fn: is(math.IsNaN)},
		{sig: "log(x, base=e) -> float", doc: "The logarithm.", fn: logarithm},
		{sig: "log10(x) -> float", doc: "The logarithm to base 10.", fn: unary(positive(math.Log10))},
		{sig: "log1p(x) -> float", doc: "The logarithm of 1 + x.", fn: unary(math.Log1p)},
		{sig: "log2(x) -> float", doc: "The logarithm to base 2.", fn: unary(positive(math.Log2))},
		{sig: "nan", value: starlark.Float(math.NaN())},
		{sig: "pi", value: starlark.Float(math.Pi)},
		{sig: "pow(x, y) -> float", doc: "x to the power of y.", fn: binary("x", "y", math.Pow)},
		{sig: "radians(x) -> float", doc: "An angle in radians, of one in degrees.", fn: unary(func(x float64) float64 { return x * math.Pi / 180 })},
		{sig: "sin(x) -> float", doc: "The sine of an angle in radians.", fn: unary(math.Sin)},
		{sig: "sinh(x) -> float", doc: "The hyperbolic sine.", fn: unary(math.Sinh)},
		{sig: "sqrt(x) -> float", doc: "The square root.", fn: unary(math.Sqrt)},
		{sig: "tan(x) -> float", doc: "The tangent of an angle in radians.", fn: unary(math.Tan)},
		{sig: "tanh(x) -> float", doc: "The hyperbolic tangent.", fn: unary(math.Tanh)},
		{sig: "tau", value: starlark.Float(2 * math.Pi)},
		{sig: "trunc(x) -> int", doc: "The whole part.", fn: toWhole(math.Trunc)},
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
		return nil, raise("ValueError", "math domain error")
	}
	if finite && math.IsInf(y, 0) {
		return nil, raise("OverflowError", "math range error")
	}
	return starlark.Float(y), nil
}

func unary(f func(float64) float64) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var x starlark.Float
		if err := c.unpack("x", floatArg(&x)); err != nil {
			return nil, err
		}
		return defined(f(float64(x)), float64(x))
	}
}

func binary(a, b string, f func(x, y float64) float64) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var x, y starlark.Float
		if err := c.unpack(a, floatArg(&x), b, floatArg(&y)); err != nil {
			return nil, err
		}
		return defined(f(float64(x), float64(y)), float64(x), float64(y))
	}
}

func is(f func(float64) bool) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var x starlark.Float
		err := c.unpack("x", floatArg(&x))
		return starlark.Bool(f(float64(x))), err
	}
}

func toWhole(f func(float64) float64) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var v starlark.Value
		if err := c.unpack("x", &v); err != nil {
			return nil, err
		}
		if n, ok := v.(starlark.Int); ok {
			return n, nil
		}
		x, ok := starlark.AsFloat(v)
		if !ok {
			return nil, raise("TypeError", "%s: got %s, want a number", c.name, pyType(v))
		}
		n, err := truncated(f(x))
		return n, err
	}
}

func logarithm(c *call) (starlark.Value, error) {
	x, base := starlark.Float(0), starlark.Float(math.E)
	if err := c.unpack("x", floatArg(&x), "base?", floatArg(&base)); err != nil {
		return nil, err
	}
	if x <= 0 || base <= 0 || base == 1 {
		return nil, raise("ValueError", "math domain error")
	}
	if base == math.E {
		return starlark.Float(math.Log(float64(x))), nil
	}
	return starlark.Float(math.Log(float64(x)) / math.Log(float64(base))), nil
}

func factorial(c *call) (starlark.Value, error) {
	var n int64
	if err := c.unpack("n", &n); err != nil {
		return nil, err
	}
	if n < 0 {
		return nil, raise("ValueError", "factorial() not defined for negative values")
	}
	if size, _ := math.Lgamma(float64(n) + 1); size > bounds.Bits*math.Ln2 {
		return nil, bounds.Width(fmt.Sprintf("factorial(%d)", n), int(min(size/math.Ln2, math.MaxInt64/2)))
	}
	return starlark.MakeBigInt(new(big.Int).MulRange(1, n)), nil
}

func gcd(c *call) (starlark.Value, error) {
	var a, b starlark.Int
	if err := c.unpack("a", &a, "b", &b); err != nil {
		return nil, err
	}
	x, y := new(big.Int).Abs(a.BigInt()), new(big.Int).Abs(b.BigInt())
	return starlark.MakeBigInt(new(big.Int).GCD(nil, nil, x, y)), nil
}

func isClose(c *call) (starlark.Value, error) {
	var a, b starlark.Float
	rel, abs := starlark.Float(1e-9), starlark.Float(0)
	if err := c.unpack("a", floatArg(&a), "b", floatArg(&b), "rel_tol?", floatArg(&rel), "abs_tol?", floatArg(&abs)); err != nil {
		return nil, err
	}
	x, y := float64(a), float64(b)
	if x == y {
		return starlark.True, nil
	}
	d := math.Abs(x - y)
	return starlark.Bool(!math.IsInf(d, 0) && d <= math.Max(float64(rel)*math.Max(math.Abs(x), math.Abs(y)), float64(abs))), nil
}
