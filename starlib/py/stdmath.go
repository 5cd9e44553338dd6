package py

import (
	"math"

	"go.starlark.net/starlark"
)

// mathEntries is the module math.
func mathEntries() []Entry {
	return []Entry{
		{Sig: "acos(x) -> float", Doc: "The arc cosine, in radians.", Fn: unary(acosOf)},
		{Sig: "acosh(x) -> float", Doc: "The inverse hyperbolic cosine.", Fn: unary(math.Acosh)},
		{Sig: "asin(x) -> float", Doc: "The arc sine, in radians.", Fn: unary(asinOf)},
		{Sig: "asinh(x) -> float", Doc: "The inverse hyperbolic sine.", Fn: unary(math.Asinh)},
		{Sig: "atan(x) -> float", Doc: "The arc tangent, in radians.", Fn: unary(atanOf)},
		{Sig: "atan2(y, x) -> float", Doc: "The angle of the point (x, y), in radians.", Fn: binary("y", "x", math.Atan2)},
		{Sig: "atanh(x) -> float", Doc: "The inverse hyperbolic tangent.", Fn: unary(undefinedAt(1, undefinedAt(-1, math.Atanh)))},
		{Sig: "cbrt(x) -> float", Doc: "The cube root.", Fn: unary(math.Cbrt)},
		{Sig: "ceil(x) -> int", Doc: "The least whole number that is not below x.", Fn: toWhole(math.Ceil)},
		{Sig: "comb(n, k) -> int", Doc: "How many ways there are to choose k of n.", Fn: comb},
		{Sig: "copysign(x, y) -> float", Doc: "x with the sign of y.", Fn: binary("x", "y", math.Copysign)},
		{Sig: "cos(x) -> float", Doc: "The cosine of an angle in radians.", Fn: unary(cosOf)},
		{Sig: "cosh(x) -> float", Doc: "The hyperbolic cosine.", Fn: unary(math.Cosh)},
		{Sig: "degrees(x) -> float", Doc: "An angle in degrees, of one in radians.", Fn: unary(func(x float64) float64 { return x * 180 / math.Pi })},
		{Sig: "dist(p, q) -> float", Doc: "How far two points are from each other.", Fn: dist},
		{Sig: "e", Value: starlark.Float(math.E)},
		{Sig: "erf(x) -> float", Doc: "The error function.", Fn: unary(math.Erf)},
		{Sig: "erfc(x) -> float", Doc: "1 less the error function.", Fn: unary(math.Erfc)},
		{Sig: "exp(x) -> float", Doc: "e to the power of x.", Fn: unary(expOf)},
		{Sig: "exp2(x) -> float", Doc: "2 to the power of x.", Fn: unary(func(x float64) float64 { return powOf(2, x) })},
		{Sig: "expm1(x) -> float", Doc: "e to the power of x, less 1.", Fn: unary(math.Expm1)},
		{Sig: "fabs(x) -> float", Doc: "The absolute value.", Fn: unary(math.Abs)},
		{Sig: "factorial(n) -> int", Doc: "The product of the numbers from 1 to n.", Fn: factorial},
		{Sig: "floor(x) -> int", Doc: "The greatest whole number that is not above x.", Fn: toWhole(math.Floor)},
		{Sig: "fmod(x, y) -> float", Doc: "The remainder of x / y, with the sign of x.", Fn: binary("x", "y", math.Mod)},
		{Sig: "frexp(x)", Doc: "The pair of a fraction from 0.5 to below 1 and an exponent of 2.", Fn: frexp},
		{Sig: "fsum(seq) -> float", Doc: "The sum of numbers, rounded once.", Fn: fsum},
		{Sig: "gamma(x) -> float", Doc: "The gamma function.", Fn: unary(gammaOf)},
		{Sig: "gcd(*integers) -> int", Doc: "The greatest common divisor.", Fn: gcd},
		{Sig: "hypot(*coordinates) -> float", Doc: "The length of a vector: the square root of the sum of the squares.", Fn: hypot},
		{Sig: "inf", Value: starlark.Float(math.Inf(1))},
		{Sig: "isclose(a, b, rel_tol=1e-09, abs_tol=0.0) -> bool", Doc: "Whether two numbers are nearly equal.", Fn: isClose},
		{Sig: "isfinite(x) -> bool", Doc: "Whether x is neither infinite nor NaN.", Fn: is(func(x float64) bool { return !math.IsInf(x, 0) && x == x })},
		{Sig: "isinf(x) -> bool", Doc: "Whether x is infinite.", Fn: is(func(x float64) bool { return math.IsInf(x, 0) })},
		{Sig: "isnan(x) -> bool", Doc: "Whether x is NaN.", Fn: is(math.IsNaN)},
		{Sig: "isqrt(n) -> int", Doc: "The square root of a whole number, rounded down.", Fn: isqrt},
		{Sig: "lcm(*integers) -> int", Doc: "The least common multiple.", Fn: lcm},
		{Sig: "ldexp(x, i) -> float", Doc: "x times 2 to the power of i.", Fn: ldexp},
		{Sig: "lgamma(x) -> float", Doc: "The logarithm of the gamma function's absolute value.", Fn: unary(lgammaOf)},
		{Sig: "log(x, base=e) -> float", Doc: "The logarithm.", Fn: logarithm},
		{Sig: "log10(x) -> float", Doc: "The logarithm to base 10.", Fn: logTo(log10Of)},
		{Sig: "log1p(x) -> float", Doc: "The logarithm of 1 + x.", Fn: unary(undefinedAt(-1, math.Log1p))},
		{Sig: "log2(x) -> float", Doc: "The logarithm to base 2.", Fn: logTo(log2Of)},
		{Sig: "modf(x)", Doc: "The pair of the fraction and the whole part of x.", Fn: modf},
		{Sig: "nan", Value: starlark.Float(math.NaN())},
		{Sig: "nextafter(x, y) -> float", Doc: "The next float after x towards y.", Fn: binary("x", "y", math.Nextafter)},
		{Sig: "perm(n, k=None) -> int", Doc: "How many ways there are to choose k of n in order.", Fn: perm},
		{Sig: "pi", Value: starlark.Float(math.Pi)},
		{Sig: "pow(x, y) -> float", Doc: "x to the power of y.", Fn: binary("x", "y", powerOf)},
		{Sig: "prod(iterable, *, start=1)", Doc: "The product of the elements.", Fn: product},
		{Sig: "radians(x) -> float", Doc: "An angle in radians, of one in degrees.", Fn: unary(func(x float64) float64 { return x * math.Pi / 180 })},
		{Sig: "remainder(x, y) -> float", Doc: "x less the multiple of y that is nearest.", Fn: binary("x", "y", math.Remainder)},
		{Sig: "sin(x) -> float", Doc: "The sine of an angle in radians.", Fn: unary(sinOf)},
		{Sig: "sinh(x) -> float", Doc: "The hyperbolic sine.", Fn: unary(math.Sinh)},
		{Sig: "sqrt(x) -> float", Doc: "The square root.", Fn: unary(math.Sqrt)},
		{Sig: "tan(x) -> float", Doc: "The tangent of an angle in radians.", Fn: unary(tanOf)},
		{Sig: "tanh(x) -> float", Doc: "The hyperbolic tangent.", Fn: unary(math.Tanh)},
		{Sig: "tau", Value: starlark.Float(2 * math.Pi)},
		{Sig: "trunc(x) -> int", Doc: "The whole part.", Fn: toWhole(math.Trunc)},
		{Sig: "ulp(x) -> float", Doc: "How much the next float is away.", Fn: unary(ulpOf)},
	}
}

// undefinedAt makes f undefined at x, where Go's is infinite.
func undefinedAt(at float64, f func(float64) float64) func(float64) float64 {
	return func(x float64) float64 {
		if x == at {
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
		x, err := c.reals("x")
		if err != nil {
			return nil, err
		}
		return defined(f(x[0]), x[0])
	}
}

func binary(a, b string, f func(x, y float64) float64) func(*Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		x, err := c.reals(a, b)
		if err != nil {
			return nil, err
		}
		return defined(f(x[0], x[1]), x...)
	}
}

func is(f func(float64) bool) func(*Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		x, err := c.reals("x")
		if err != nil {
			return nil, err
		}
		return starlark.Bool(f(x[0])), nil
	}
}

func toWhole(f func(float64) float64) func(*Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var v starlark.Value
		if err := c.Unpack("x", &v); err != nil {
			return nil, err
		}
		if n, ok := asNumber(v).(starlark.Int); ok {
			return n, nil
		}
		if n, ok := v.(numeric); ok && c.EntryName() == "trunc" {
			return n.Whole()
		} else if ok {
			return n.floored(c.EntryName() == "ceil")
		}
		x, ok := v.(starlark.Float)
		if !ok {
			return c.rounded(v)
		}
		n, err := truncated(f(float64(x)))
		return n, err
	}
}

func isClose(c *Call) (starlark.Value, error) {
	var given [4]starlark.Value
	given[2], given[3] = starlark.Float(1e-9), starlark.Float(0)
	if err := c.Unpack("a", &given[0], "b", &given[1], "rel_tol?", &given[2], "abs_tol?", &given[3]); err != nil {
		return nil, err
	}
	var n [4]float64
	for i, v := range given {
		f, err := realOf(v)
		if err != nil {
			return nil, err
		}
		n[i] = float64(f)
	}
	x, y, rel, abs := n[0], n[1], n[2], n[3]
	if rel < 0 || abs < 0 {
		return nil, Raise("ValueError", "tolerances must be non-negative")
	}
	if x == y {
		return starlark.True, nil
	}
	d := math.Abs(x - y)
	return starlark.Bool(!math.IsInf(d, 0) && d <= math.Max(rel*math.Max(math.Abs(x), math.Abs(y)), abs)), nil
}
