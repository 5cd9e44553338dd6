package expr

import (
	"math"
	"math/rand/v2"

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
	"Math.getExponent":   {"the exponent of 2 in the number", []overload{{"int(float)", r1(func(x float32) int32 { return exponentOf(float64(x), 127) }), 0}, {"int(double)", r1(func(x float64) int32 { return exponentOf(x, 1023) }), 0}}},
	"Math.hypot":         {"the square root of x*x + y*y", ofDoubles2(math.Hypot)},
	"Math.log":           {"the natural logarithm", ofDouble(log)},
	"Math.log10":         {"the logarithm to base 10", ofDouble(log10)},
	"Math.log1p":         {"the natural logarithm of x + 1", ofDouble(math.Log1p)},
	"Math.max":           {"the larger of two, of which null is the lowest", larger},
	"Math.min":           {"the smaller of two", smaller},
	"Math.multiplyExact": {"x * y; an error if it does not fit", exact2(multiplyExact[int32], multiplyExact[int64])},
	"Math.negateExact":   {"-x; an error if it does not fit", exact1(negateExact[int32], negateExact[int64])},
	"Math.pow":           {"x to the power y", ofDoubles2(pow)},
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
	"Math.toIntExact":    {"a long as an int; an error if it does not fit", []overload{{"int(long)", fe1(fitting[int64, int32, int32]), fails}}},
	"Math.toRadians":     {"degrees as radians", ofDouble(radians)},
	"acos":               {"the arc cosine, an angle in radians", ofDouble(math.Acos)},
	"asin":               {"the arc sine, an angle in radians", ofDouble(math.Asin)},
	"atan":               {"the arc tangent, an angle in radians", ofDouble(math.Atan)},
	"atan2":              {"the angle of the point (x, y), given as (y, x)", ofDoubles2(math.Atan2)},
	"cbrt":               {"the cube root", ofDouble(math.Cbrt)},
	"ceil":               {"the next whole number up", append(ofDouble(math.Ceil), ofBig("B(B)", fails, wholeBig(column.Ceiling))...)},
	"cos":                {"the cosine of an angle in radians", ofDouble(math.Cos)},
	"cosh":               {"the hyperbolic cosine", ofDouble(math.Cosh)},
	"exp":                {"e to the power x", ofDouble(math.Exp)},
	"expm1":              {"e to the power x, less 1", ofDouble(math.Expm1)},
	"floor":              {"the next whole number down", append(ofDouble(math.Floor), ofBig("B(B)", fails, wholeBig(column.Floor))...)},
	"hypot":              {"the square root of x*x + y*y", ofDoubles2(math.Hypot)},
	"log":                {"the natural logarithm", ofDouble(log)},
	"log10":              {"the logarithm to base 10", ofDouble(log10)},
	"log1p":              {"the natural logarithm of x + 1", ofDouble(math.Log1p)},
	"pow":                {"x to the power y", ofDoubles2(pow)},
	"rint":               {"the nearest whole number, halves to the even one", ofDouble(math.RoundToEven)},
	"sin":                {"the sine of an angle in radians", ofDouble(math.Sin)},
	"sinh":               {"the hyperbolic sine", ofDouble(math.Sinh)},
	"sqrt":               {"the square root", ofDouble(math.Sqrt)},
	"tan":                {"the tangent of an angle in radians", ofDouble(math.Tan)},
	"tanh":               {"the hyperbolic tangent", ofDouble(math.Tanh)},
	"toDegrees":          {"radians as degrees", ofDouble(degrees)},
	"toRadians":          {"degrees as radians", ofDouble(radians)},
}

var (
	absolute = []overload{{"int(int)", f1(abs[int32]), 0}, {"long(long)", f1(abs[int64]), 0}, {"float(float)", f1(abs[float32]), 0}, {"double(double)", f1(abs[float64]), 0}}
	rounding = []overload{{"int(float)", f1(roundFloat), 0}, {"long(double)", f1(roundDouble), 0}}
	larger   = []overload{{"int(int, int)", r2(max2[int32]), 0}, {"long(long, long)", r2(max2[int64]), 0}, {"float(float, float)", r2(max2[float32]), 0}, {"double(double, double)", r2(max2[float64]), 0}}
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

func negateExact[T wholeNumber](x T) (T, error) { return subtractExact(0, x) }

// pow is Java's: 1 to the power of NaN or infinity is NaN, as is -1 to infinity.
func pow(x, y float64) float64 {
	if abs(x) == 1 && (y != y || math.IsInf(y, 0)) {
		return math.NaN()
	}
	return math.Pow(x, y)
}

// log and log10 scale numbers below the normal ones, which the assembly of math.Log takes
// for larger ones on some processors.
func log(x float64) float64 {
	if x > 0 && x < 0x1p-1022 {
		return math.Log(x*0x1p64) - 64*math.Ln2
	}
	return math.Log(x)
}

func log10(x float64) float64 {
	if x > 0 && x < 0x1p-1022 {
		return log(x) / math.Ln10
	}
	return math.Log10(x)
}

// exponentOf is Java's exponent of a number in a format of that bias.
func exponentOf(x float64, bias int32) int32 {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		return bias + 1
	case x == 0:
		return -bias
	}
	_, e := math.Frexp(x)
	return max(int32(e)-1, -bias)
}
