package expr

import (
	"errors"
	"fmt"
	"math"

	"starling/engine/column"
)

// scalarFuncs are the functions of single numbers and char that are written once for all
// kinds; the others are those of doubles, in mathFuncs.
var scalarFuncs = join(expand(
	kind{"byte", "", scalarLines(differenceOf[int8], copySignWhole[int8], roundAsFloat[int8], signWhole[int8])},
	kind{"short", "", scalarLines(differenceOf[int16], copySignWhole[int16], roundAsFloat[int16], signWhole[int16])},
	kind{"int", "", scalarLines(compareNumbers[int32], copySignWhole[int32], roundAsFloat[int32], signWhole[int32])},
	kind{"long", "", scalarLines(compareNumbers[int64], copySignWhole[int64], roundAsFloat[int64], signWhole[int64])},
	kind{"float", "", scalarLines(compareNumbers[float32], copySignFloat[float32], roundAsFloat[float32], signFloat[float32])},
	kind{"double", "", scalarLines(compareNumbers[float64], copySignFloat[float64], roundDouble, signFloat[float64])},
	kind{"char", "", scalarLines(differenceOf[uint16], copySignWhole[uint16], roundAsFloat[uint16], signWhole[uint16])},
), expand(
	kind{"float", "", nextLines(nextFloat, float32Bits)},
	kind{"double", "", nextLines(math.Nextafter, float64Bits)},
), table{
	"abs":    {"the absolute value", ofBig("B(B)", 0, f1(absBig))},
	"round":  {"the nearest whole number, halves up", []overload{{"BigDecimal(BigDecimal)", fe1(roundBig), fails}, {"BigInteger(BigInteger)", f1(func(x any) any { return x }), 0}}},
	"signum": {"-1, 0 or 1 by the sign", ofBig("int(B)", 0, f1(signumBig))},
})

// scalarLines take what differs between whole numbers and others.
func scalarLines[T numeric](compare func(x, y T) int32, copySign func(x, y T) T, round func(T) int64, sign func(T) int32) []line {
	return []line{
		{"abs", "the absolute value", "T(T)", f1(abs[T]), 0},
		{"clamp", "x, but at least min and at most max", "T(T, T, T)", re3(clamp[T]), fails},
		{"compare", "negative, 0 or positive by the order of x and y; null is lowest, NaN highest", "int(T, T)", r2(compare), present},
		{"copySign", "x with the sign of y", "T(T, T)", f2(copySign), 0},
		{"isFinite", "whether x is neither null, NaN nor infinite", "boolean(T)", r1(isFinite[T]), present},
		{"isInf", "whether x is infinite", "boolean(T)", r1(isInf[T]), present},
		{"isNaN", "whether x is not a number", "boolean(T)", r1(isNaN[T]), present},
		{"round", "the nearest whole number, halves up, as Deephaven has it: of all but double by way of a float", "long(T)", f1(round), 0},
		{"signum", "-1, 0 or 1 by the sign of x as an int", "int(T)", f1(sign), 0},
	}
}

// bitsOf are the sizes of a floating-point type.
type bitsOf struct{ least, most int32 }

var (
	float32Bits = bitsOf{-127, 128}
	float64Bits = bitsOf{-1023, 1024}
)

func nextLines[T float32 | float64](next func(x, y T) T, bits bitsOf) []line {
	inf := T(math.Inf(1))
	return []line{
		{"getExponent", "the exponent to base 2", "int(T)", f1(func(x T) int32 { return exponent(float64(x), bits) }), 0},
		{"nextAfter", "the next number after x towards y", "T(T, T)", f2(notNull(next)), 0},
		{"nextDown", "the next number below x", "T(T)", f1(func(x T) T { return notNull(next)(x, -inf) }), 0},
		{"nextUp", "the next number above x", "T(T)", f1(func(x T) T { return notNull(next)(x, inf) }), 0},
		{"scalb", "x times 2 to the power n", "T(T, int)", f2(func(x T, n int32) T { return T(math.Ldexp(float64(x), int(n))) }), 0},
		{"ulp", "the distance to the next number", "T(T)", f1(func(x T) T { return ulp(x, next) }), 0},
	}
}

func nextFloat(x, y float32) float32 { return math.Nextafter32(x, y) }

// notNull goes one further where the next number is the one that means null.
func notNull[T float32 | float64](next func(x, y T) T) func(x, y T) T {
	return func(x, y T) T {
		r := next(x, y)
		if r == column.Null[T]() {
			r = next(r, y)
		}
		return r
	}
}

func ulp[T float32 | float64](x T, next func(x, y T) T) T {
	x = abs(x)
	inf := T(math.Inf(1))
	switch up := next(x, inf); {
	case x == inf:
		return inf
	case up == inf:
		return x - next(x, 0)
	default:
		return up - x
	}
}

func exponent(x float64, bits bitsOf) int32 {
	switch {
	case x == 0:
		return bits.least
	case x != x || math.IsInf(x, 0):
		return bits.most
	}
	return max(int32(math.Ilogb(x)), bits.least)
}

// differenceOf is how Java compares bytes, shorts and chars.
func differenceOf[T int8 | int16 | uint16](x, y T) int32 {
	null := column.Null[T]()
	if x == null || y == null {
		return compareNumbers(x, y)
	}
	return int32(x) - int32(y)
}

func copySignWhole[T wholeNumber](x, y T) T {
	if (x < 0) != (y < 0) {
		return -x
	}
	return x
}

func copySignFloat[T float32 | float64](x, y T) T {
	return T(math.Copysign(float64(x), float64(y)))
}

func roundAsFloat[T numeric](x T) int64 { return int64(roundFloat(float32(x))) }

func signWhole[T wholeNumber](x T) int32 { return signum(int32(x)) }

func signFloat[T float32 | float64](x T) int32 { return signum(saturate[int32](float64(x))) }

var errClamp = errors.New("min is above max")

func clamp[T numeric](x, low, high T) (T, error) {
	if !(low <= high) {
		return 0, fmt.Errorf("%w: %v, %v", errClamp, low, high)
	}
	if x == column.Null[T]() {
		return x, nil
	}
	return min(max(x, low), high), nil
}
