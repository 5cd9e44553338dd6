package expr

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"

	"starling/engine/column"
)

// mathFuncs are the functions of numbers, and java.lang.Math, which here gives null for null.
var mathFuncs = table{
	"IEEEremainder":      {"the IEEE 754 remainder of x / y", []overload{{"double(double, double)", f2(math.Remainder), 0}, {"float(float, float)", f2(remainder32), 0}}},
	"Math.abs":           {"the absolute value", absolute},
	"Math.acos":          {"the arc cosine, an angle in radians", ofDouble(math.Acos)},
	"Math.addExact":      {"x + y; an error if it does not fit", exact2(addExact[int32], addExact[int64])},
	"Math.asin":          {"the arc sine, an angle in radians", ofDouble(math.Asin)},
	"Math.atan":          {"the arc tangent, an angle in radians", ofDouble(math.Atan)},
	"Math.atan2":         {"the angle of the point (x, y), given as (y, x)", ofDoubles2(math.Atan2)},
	"Math.cbrt":          {"the cube root", ofDouble(math.Cbrt)},
	"Math.ceil":          {"the next whole number up", ofDouble(math.Ceil)},
	"Math.copySign":      {"x with the sign of y", ofDoubles2(math.Copysign)},
	"Math.cos":           {"the cosine of an angle in radians", ofDouble(math.Cos)},
	"Math.cosh":          {"the hyperbolic cosine", ofDouble(math.Cosh)},
	"Math.exp":           {"e to the power x", ofDouble(math.Exp)},
	"Math.expm1":         {"e to the power x, less 1", ofDouble(math.Expm1)},
	"Math.floor":         {"the next whole number down", ofDouble(math.Floor)},
	"Math.floorDiv":      {"the quotient, rounded down", exact2(floorDiv[int32], floorDiv[int64])},
	"Math.floorMod":      {"the remainder with the sign of y", exact2(floorMod[int32], floorMod[int64])},
	"Math.hypot":         {"the square root of x*x + y*y", ofDoubles2(math.Hypot)},
	"Math.log":           {"the natural logarithm", ofDouble(math.Log)},
	"Math.log10":         {"the logarithm to base 10", ofDouble(math.Log10)},
	"Math.log1p":         {"the natural logarithm of x + 1", ofDouble(math.Log1p)},
	"Math.max":           {"the larger of two", larger},
	"Math.min":           {"the smaller of two", smaller},
	"Math.multiplyExact": {"x * y; an error if it does not fit", exact2(multiplyExact[int32], multiplyExact[int64])},
	"Math.negateExact":   {"-x; an error if it does not fit", exact1(negateExact[int32], negateExact[int64])},
	"Math.pow":           {"x to the power y", ofDoubles2(math.Pow)},
	"Math.random":        {"a random number from 0 to 1", []overload{{"double()", r0(rand.Float64), impure | present}}},
	"Math.rint":          {"the nearest whole number, halves to the even one", ofDouble(math.RoundToEven)},
	"Math.round":         {"the nearest whole number, halves up", rounding},
	"Math.signum":        {"-1, 0 or 1 by the sign", ofDouble(sign)},
	"Math.sin":           {"the sine of an angle in radians", ofDouble(math.Sin)},
	"Math.sinh":          {"the hyperbolic sine", ofDouble(math.Sinh)},
	"Math.sqrt":          {"the square root", ofDouble(math.Sqrt)},
	"Math.subtractExact": {"x - y; an error if it does not fit", exact2(subtractExact[int32], subtractExact[int64])},
	"Math.tan":           {"the tangent of an angle in radians", ofDouble(math.Tan)},
	"Math.tanh":          {"the hyperbolic tangent", ofDouble(math.Tanh)},
	"Math.toDegrees":     {"radians as degrees", ofDouble(degrees)},
	"Math.toIntExact":    {"a long as an int; an error if it does not fit", []overload{{"int(long)", fe1(toIntExact), fails}}},
	"Math.toRadians":     {"degrees as radians", ofDouble(radians)},
	"abs":                {"the absolute value", slices.Concat(absolute, ofBig("B(B)", 0, f1(absBig)))},
	"acos":               {"the arc cosine, an angle in radians", ofDouble(math.Acos)},
	"addExact":           {"x + y; an error if it does not fit", exact2(addExact[int32], addExact[int64])},
	"asin":               {"the arc sine, an angle in radians", ofDouble(math.Asin)},
	"atan":               {"the arc tangent, an angle in radians", ofDouble(math.Atan)},
	"atan2":              {"the angle of the point (x, y), given as (y, x)", ofDoubles2(math.Atan2)},
	"cbrt":               {"the cube root", ofDouble(math.Cbrt)},
	"ceil":               {"the next whole number up", append(ofDouble(math.Ceil), ofBig("B(B)", fails, wholeBig(column.Ceiling))...)},
	"clamp":              {"x, but at least min and at most max", each("T(T, T, T)", 0, f3(clamp[int8]), f3(clamp[int16]), f3(clamp[int32]), f3(clamp[int64]), f3(clamp[float32]), f3(clamp[float64]))},
	"compare":            {"-1, 0 or 1 by the order of x and y; null is lowest, NaN highest", each("int(T, T)", present, r2(compareNumbers[int8]), r2(compareNumbers[int16]), r2(compareNumbers[int32]), r2(compareNumbers[int64]), r2(compareNumbers[float32]), r2(compareNumbers[float64]))},
	"copySign":           {"x with the sign of y", ofDoubles2(math.Copysign)},
	"cos":                {"the cosine of an angle in radians", ofDouble(math.Cos)},
	"cosh":               {"the hyperbolic cosine", ofDouble(math.Cosh)},
	"decrementExact":     {"x - 1; an error if it does not fit", exact1(decrementExact[int32], decrementExact[int64])},
	"exp":                {"e to the power x", ofDouble(math.Exp)},
	"expm1":              {"e to the power x, less 1", ofDouble(math.Expm1)},
	"floor":              {"the next whole number down", append(ofDouble(math.Floor), ofBig("B(B)", fails, wholeBig(column.Floor))...)},
	"floorDiv":           {"the quotient, rounded down", exact2(floorDiv[int32], floorDiv[int64])},
	"floorMod":           {"the remainder with the sign of y", exact2(floorMod[int32], floorMod[int64])},
	"getExponent":        {"the exponent to base 2", []overload{{"int(double)", f1(exponent), 0}}},
	"hypot":              {"the square root of x*x + y*y", ofDoubles2(math.Hypot)},
	"incrementExact":     {"x + 1; an error if it does not fit", exact1(incrementExact[int32], incrementExact[int64])},
	"isFinite":           {"whether x is neither null, NaN nor infinite", each("boolean(T)", present, r1(isFinite[int8]), r1(isFinite[int16]), r1(isFinite[int32]), r1(isFinite[int64]), r1(isFinite[float32]), r1(isFinite[float64]))},
	"isInf":              {"whether x is infinite", each("boolean(T)", present, r1(isInf[int8]), r1(isInf[int16]), r1(isInf[int32]), r1(isInf[int64]), r1(isInf[float32]), r1(isInf[float64]))},
	"isNaN":              {"whether x is not a number", each("boolean(T)", present, r1(isNaN[int8]), r1(isNaN[int16]), r1(isNaN[int32]), r1(isNaN[int64]), r1(isNaN[float32]), r1(isNaN[float64]))},
	"log":                {"the natural logarithm", ofDouble(math.Log)},
	"log10":              {"the logarithm to base 10", ofDouble(math.Log10)},
	"log1p":              {"the natural logarithm of x + 1", ofDouble(math.Log1p)},
	"multiplyExact":      {"x * y; an error if it does not fit", exact2(multiplyExact[int32], multiplyExact[int64])},
	"negateExact":        {"-x; an error if it does not fit", exact1(negateExact[int32], negateExact[int64])},
	"nextAfter":          {"the next double after x towards y", ofDoubles2(math.Nextafter)},
	"nextDown":           {"the next double below x", ofDouble(func(x float64) float64 { return math.Nextafter(x, math.Inf(-1)) })},
	"nextUp":             {"the next double above x", ofDouble(func(x float64) float64 { return math.Nextafter(x, math.Inf(1)) })},
	"pow":                {"x to the power y", ofDoubles2(math.Pow)},
	"random":             {"a random number from 0 to 1", []overload{{"double()", r0(rand.Float64), impure | present}}},
	"randomBool":         {"true or false at random", []overload{{"boolean()", r0(func() int8 { return int8(rand.IntN(2)) }), impure | present}}},
	"randomDouble":       {"a random number from min to max", []overload{{"double(double, double)", f2(func(a, b float64) float64 { return a + rand.Float64()*(b-a) }), impure}}},
	"randomFloat":        {"a random number from min to max", []overload{{"float(float, float)", f2(func(a, b float32) float32 { return a + rand.Float32()*(b-a) }), impure}}},
	"randomGaussian":     {"a random number of a normal distribution (mean, standard deviation)", []overload{{"double(double, double)", f2(func(m, s float64) float64 { return m + s*rand.NormFloat64() }), impure}}},
	"randomInt":          {"a random whole number, from min up to, not including, max", []overload{{"int(int, int)", fe2(randomWhole[int32]), impure | fails}}},
	"randomLong":         {"a random whole number, from min up to, not including, max", []overload{{"long(long, long)", fe2(randomWhole[int64]), impure | fails}}},
	"rint":               {"the nearest whole number, halves to the even one", ofDouble(math.RoundToEven)},
	"round":              {"the nearest whole number, halves up", []overload{{"long(long)", f1(func(x int64) int64 { return x }), 0}, {"long(double)", f1(roundDouble), 0}, {"BigDecimal(BigDecimal)", fe1(roundBig), fails}, {"BigInteger(BigInteger)", f1(func(x any) any { return x }), 0}}},
	"scalb":              {"x times 2 to the power n", []overload{{"double(double, int)", f2(func(x float64, n int32) float64 { return math.Ldexp(x, int(n)) }), 0}}},
	"signum":             {"-1, 0 or 1 by the sign", append(each("int(T)", 0, f1(signum[int8]), f1(signum[int16]), f1(signum[int32]), f1(signum[int64]), f1(signum[float32]), f1(signum[float64])), ofBig("int(B)", 0, f1(signumBig))...)},
	"sin":                {"the sine of an angle in radians", ofDouble(math.Sin)},
	"sinh":               {"the hyperbolic sine", ofDouble(math.Sinh)},
	"sqrt":               {"the square root", ofDouble(math.Sqrt)},
	"subtractExact":      {"x - y; an error if it does not fit", exact2(subtractExact[int32], subtractExact[int64])},
	"tan":                {"the tangent of an angle in radians", ofDouble(math.Tan)},
	"tanh":               {"the hyperbolic tangent", ofDouble(math.Tanh)},
	"toDegrees":          {"radians as degrees", ofDouble(degrees)},
	"toIntExact":         {"a long as an int; an error if it does not fit", []overload{{"int(long)", fe1(toIntExact), fails}}},
	"toRadians":          {"degrees as radians", ofDouble(radians)},
	"ulp":                {"the distance to the next double", ofDouble(ulp)},
}

var (
	absolute = each("T(T)", 0, f1(abs[int8]), f1(abs[int16]), f1(abs[int32]), f1(abs[int64]), f1(abs[float32]), f1(abs[float64]))
	rounding = []overload{{"int(float)", f1(roundFloat), 0}, {"long(double)", f1(roundDouble), 0}}
	larger   = []overload{{"int(int, int)", f2(max2[int32]), 0}, {"long(long, long)", f2(max2[int64]), 0}, {"float(float, float)", f2(max2[float32]), 0}, {"double(double, double)", f2(max2[float64]), 0}}
	smaller  = []overload{{"int(int, int)", f2(min2[int32]), 0}, {"long(long, long)", f2(min2[int64]), 0}, {"float(float, float)", f2(min2[float32]), 0}, {"double(double, double)", f2(min2[float64]), 0}}
)

func ofDouble(f func(float64) float64) []overload { return []overload{{"double(double)", f1(f), 0}} }

func ofDoubles2(f func(x, y float64) float64) []overload {
	return []overload{{"double(double, double)", f2(f), 0}}
}

func exact1(i func(int32) (int32, error), l func(int64) (int64, error)) []overload {
	return []overload{{"int(int)", fe1(i), fails}, {"long(long)", fe1(l), fails}}
}

func exact2(i func(x, y int32) (int32, error), l func(x, y int64) (int64, error)) []overload {
	return []overload{{"int(int, int)", fe2(i), fails}, {"long(long, long)", fe2(l), fails}}
}

func remainder32(x, y float32) float32 { return float32(math.Remainder(float64(x), float64(y))) }

func abs[T numeric](x T) T {
	if x < 0 || x == 0 {
		return 0 - x
	}
	return x
}

func sign(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return x
}

func signum[T numeric](x T) int32 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

func clamp[T numeric](x, low, high T) T { return min(max(x, low), high) }

func compareNumbers[T numeric](x, y T) int32 { return int32(order(x, y, column.Null[T]())) }

func isNaN[T numeric](x T) int8 { return bit(x != x) }

func isInf[T numeric](x T) int8 { return bit(math.IsInf(float64(x), 0)) }

func isFinite[T numeric](x T) int8 {
	return bit(x != column.Null[T]() && !math.IsInf(float64(x), 0) && x == x)
}

func roundDouble(x float64) int64 { return saturate[int64](math.Floor(x + 0.5)) }

func roundFloat(x float32) int32 { return saturate[int32](math.Floor(float64(x) + 0.5)) }

func degrees(x float64) float64 { return x * (180 / math.Pi) }

func radians(x float64) float64 { return x * (math.Pi / 180) }

func ulp(x float64) float64 { return math.Nextafter(math.Abs(x), math.Inf(1)) - math.Abs(x) }

func exponent(x float64) int32 {
	switch {
	case x == 0:
		return -1023
	case x != x || math.IsInf(x, 0):
		return 1024
	}
	return int32(max(math.Ilogb(x), -1023))
}

var (
	errOverflow = errors.New("the result does not fit its type")
	errDivide   = errors.New("/ by zero")
)

func addExact[T int32 | int64](x, y T) (T, error) {
	r := x + y
	return r, overflow((x^r)&(y^r) < 0)
}

func subtractExact[T int32 | int64](x, y T) (T, error) {
	r := x - y
	return r, overflow((x^y)&(x^r) < 0)
}

func multiplyExact[T int32 | int64](x, y T) (T, error) {
	r := x * y
	return r, overflow(x != 0 && r/x != y)
}

func negateExact[T int32 | int64](x T) (T, error) { return -x, nil }

func incrementExact[T int32 | int64](x T) (T, error) { return addExact(x, 1) }

func decrementExact[T int32 | int64](x T) (T, error) { return subtractExact(x, 1) }

func overflow(yes bool) error {
	if yes {
		return errOverflow
	}
	return nil
}

func toIntExact(x int64) (int32, error) { return int32(x), overflow(int64(int32(x)) != x) }

func floorDiv[T int32 | int64](x, y T) (T, error) {
	if y == 0 {
		return 0, errDivide
	}
	q := x / y
	if x%y != 0 && (x < 0) != (y < 0) {
		q--
	}
	return q, nil
}

func floorMod[T int32 | int64](x, y T) (T, error) {
	if y == 0 {
		return 0, errDivide
	}
	m := x % y
	if m != 0 && (m < 0) != (y < 0) {
		m += y
	}
	return m, nil
}

func randomWhole[T int32 | int64](low, high T) (T, error) {
	if low >= high {
		return 0, errors.New("the lower bound is not below the upper bound")
	}
	return T(int64(low) + int64(rand.Uint64N(uint64(high)-uint64(low)))), nil
}

// binNumber is the multiple of step, plus offset, at or below x; upper, at or above x.
func binWhole[T int8 | int16 | int32 | int64](upper bool) func(x, step, offset T) (T, error) {
	return func(x, step, offset T) (T, error) {
		if step == 0 {
			return 0, errDivide
		}
		m := (x - offset) % step
		if m < 0 {
			m += abs(step)
		}
		if upper && m != 0 {
			return x - m + abs(step), nil
		}
		return x - m, nil
	}
}

func binDouble(upper bool) func(x, step, offset float64) float64 {
	return func(x, step, offset float64) float64 {
		if upper {
			return math.Ceil((x-offset)/step)*step + offset
		}
		return math.Floor((x-offset)/step)*step + offset
	}
}
