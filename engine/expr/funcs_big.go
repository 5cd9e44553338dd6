package expr

import (
	"errors"
	"fmt"
	"math"
	"math/big"

	"starling/engine/column"
)

// bigFuncs are the constructors and methods of BigDecimal.
var bigFuncs = table{
	"BigDecimal#abs":                   {"without its sign", []overload{{"BigDecimal(BigDecimal#)", ofDecimal(func(d column.Decimal) any { return d.Abs() }), present}}},
	"BigDecimal#add":                   {"the sum, with the larger scale", ofDecimals(column.Decimal.Add)},
	"BigDecimal#byteValue":             {"the low 8 bits of its whole part", bigCast("byte", "BigDecimal")},
	"BigDecimal#compareTo":             {"-1, 0 or 1 by the order of the two; 1.5 is 1.50", []overload{{"int(BigDecimal#, BigDecimal)", re2(compareToBig), fails | present}}},
	"BigDecimal#divide":                {"the quotient: to its end, or of a scale", append(ofDecimals(column.Decimal.QuoExact), overload{"BigDecimal(BigDecimal#, BigDecimal, RoundingMode)", re3(divideRounded), fails | present}, overload{"BigDecimal(BigDecimal#, BigDecimal, MathContext)", re3(dividePrecisely), fails | present}, divideToScale)},
	"BigDecimal#divideToIntegralValue": {"the whole part of the quotient", ofDecimals(column.Decimal.QuoWhole)},
	"BigDecimal#doubleValue":           {"the nearest double", bigCast("double", "BigDecimal")},
	"BigDecimal#equals":                {"whether the two are the same number of the same scale; == compares by value", []overload{{"boolean(BigDecimal#, Object)", r2(func(a, b any) int8 { return bit(a == b) }), present}}},
	"BigDecimal#floatValue":            {"the nearest float", bigCast("float", "BigDecimal")},
	"BigDecimal#intValue":              {"the low 32 bits of its whole part", bigCast("int", "BigDecimal")},
	"BigDecimal#intValueExact":         {"its value as an int; an error if it is none", []overload{{"int(BigDecimal#)", re1(exactly[int32]), fails | present}}},
	"BigDecimal#longValue":             {"the low 64 bits of its whole part", bigCast("long", "BigDecimal")},
	"BigDecimal#longValueExact":        {"its value as a long; an error if it is none", []overload{{"long(BigDecimal#)", re1(exactly[int64]), fails | present}}},
	"BigDecimal#max":                   {"the larger of two", choice("BigDecimal", 1)},
	"BigDecimal#min":                   {"the smaller of two", choice("BigDecimal", -1)},
	"BigDecimal#movePointLeft":         {"the number divided by 10 to the power n", []overload{{"BigDecimal(BigDecimal#, int)", re2(func(x any, n int32) (any, error) { return movePoint(x, int64(n)) }), fails | present}}},
	"BigDecimal#movePointRight":        {"the number times 10 to the power n", []overload{{"BigDecimal(BigDecimal#, int)", re2(func(x any, n int32) (any, error) { return movePoint(x, -int64(n)) }), fails | present}}},
	"BigDecimal#multiply":              {"the product; its scale is the sum of the scales", ofDecimals(column.Decimal.Mul)},
	"BigDecimal#negate":                {"with the other sign", []overload{{"BigDecimal(BigDecimal#)", ofDecimal(func(d column.Decimal) any { return d.Neg() }), present}}},
	"BigDecimal#plus":                  {"the number itself", []overload{{"BigDecimal(BigDecimal#)", ofDecimal(func(d column.Decimal) any { return d }), present}}},
	"BigDecimal#pow":                   {"to the power n", []overload{{"BigDecimal(BigDecimal#, int)", re2(func(x any, n int32) (any, error) { return decimalResult(x.(column.Decimal).Pow(int(n))) }), fails | present}}},
	"BigDecimal#precision":             {"how many digits it has", []overload{{"int(BigDecimal#)", ofDecimal(func(d column.Decimal) int32 { return int32(d.Precision()) }), present}}},
	"BigDecimal#remainder":             {"what is left of a division, with the sign of the first", ofDecimals(column.Decimal.Rem)},
	"BigDecimal#round":                 {"with as many digits as a MathContext has", []overload{{"BigDecimal(BigDecimal#, MathContext)", re2(roundTo), fails | present}}},
	"BigDecimal#scale":                 {"how many digits are after the point", []overload{{"int(BigDecimal#)", ofDecimal(func(d column.Decimal) int32 { return int32(d.Scale()) }), present}}},
	"BigDecimal#scaleByPowerOfTen":     {"the number times 10 to the power n", []overload{{"BigDecimal(BigDecimal#, int)", re2(shiftScale), fails | present}}},
	"BigDecimal#setScale":              {"with as many digits after the point; an error if digits would be lost and no RoundingMode is given", setScale},
	"BigDecimal#shortValue":            {"the low 16 bits of its whole part", bigCast("short", "BigDecimal")},
	"BigDecimal#signum":                {"-1, 0 or 1 by the sign", []overload{{"int(BigDecimal#)", ofDecimal(func(d column.Decimal) int32 { return int32(d.Sign()) }), present}}},
	"BigDecimal#stripTrailingZeros":    {"without zeros at the end: 1.50 is 1.5, 100 is 1E+2", []overload{{"BigDecimal(BigDecimal#)", ofDecimal(func(d column.Decimal) any { return d.Strip() }), present}}},
	"BigDecimal#subtract":              {"the difference, with the larger scale", ofDecimals(column.Decimal.Sub)},
	"BigDecimal#toBigInteger":          {"its whole part", []overload{{"BigInteger(BigDecimal#)", re1(func(x any) (any, error) { return wholePart(x, column.RoundDown) }), fails | present}}},
	"BigDecimal#toBigIntegerExact":     {"its value as a BigInteger; an error if it is none", []overload{{"BigInteger(BigDecimal#)", re1(func(x any) (any, error) { return wholePart(x, column.Unnecessary) }), fails | present}}},
	"BigDecimal#toPlainString":         {"its text without an exponent", []overload{{"String(BigDecimal#)", re1(func(x any) (string, error) { s, err := x.(column.Decimal).Plain(); return s, tooLarge(err) }), fails | present}}},
	"BigDecimal#ulp":                   {"1 in its last digit", []overload{{"BigDecimal(BigDecimal#)", ofDecimal(func(d column.Decimal) any { return column.NewDecimal(big.NewInt(1), d.Scale()) }), present}}},
	"BigDecimal#unscaledValue":         {"its digits as a whole number", []overload{{"BigInteger(BigDecimal#)", ofDecimal(func(d column.Decimal) any { return d.Number() }), present}}},
	"BigDecimal.valueOf": {"the decimal of a number, or of a number and how many of its digits are after the point", []overload{
		{"BigDecimal(long)", f1(func(x int64) any { d, _ := column.DecimalOf(x); return d }), 0},
		{"BigDecimal(double)", fe1(shortDecimal), fails},
		{"BigDecimal(long, int)", fe2(func(x int64, scale int32) (any, error) { return decimalOf(big.NewInt(x), scale) }), fails},
	}},
	"new BigDecimal": {"the decimal in a text, or of a number; of a double to its last binary digit", []overload{
		{"BigDecimal(String)", fe1(parseDecimal), fails},
		{"BigDecimal(long)", f1(func(x int64) any { d, _ := column.DecimalOf(x); return d }), 0},
		{"BigDecimal(double)", fe1(exactDecimal), fails},
		{"BigDecimal(BigInteger)", f1(func(x any) any { d, _ := column.DecimalOf(x); return d }), 0},
		{"BigDecimal(BigInteger, int)", fe2(func(x any, scale int32) (any, error) { return decimalOf(x.(*big.Int), scale) }), fails},
	}},
	"new MathContext": {"how many digits a result has", []overload{
		{"MathContext(int)", fe1(func(n int32) (any, error) { return mathContext(n, column.HalfUp) }), fails},
		{"MathContext(int, RoundingMode)", fe2(func(n int32, m any) (any, error) { return mathContext(n, m.(column.Rounding)) }), fails},
	}},
}

var (
	errNullNumber = errors.New("the argument is null; guard it with isNull")
	errNotExact   = errors.New("the number has digits after the point, or does not fit")
)

// ofDecimal is a method without arguments.
func ofDecimal[R any](f func(column.Decimal) R) kernel {
	return r1(func(x any) R { return f(x.(column.Decimal)) })
}

// ofDecimals are the overloads of a method of two decimals.
func ofDecimals(f func(x, y column.Decimal) (column.Decimal, error)) []overload {
	return []overload{{"BigDecimal(BigDecimal#, BigDecimal)", re2(unlessNull(decimals(f))), fails | present}}
}

// unlessNull is f with an error where the argument is null.
func unlessNull(f func(x, y any) (any, error)) func(x, y any) (any, error) {
	return func(x, y any) (any, error) {
		if y == nil {
			return nil, errNullNumber
		}
		return f(x, y)
	}
}

// bigCast are the overloads of doubleValue and the like.
func bigCast(to, class string) []overload {
	return []overload{{to + "(" + class + "#)", bigCastKernel(mustType(to).Kind), 0}}
}

// choice is the larger of two numbers if sign is 1, the smaller if it is -1; of equal
// ones the first.
func choice(class string, sign int) []overload {
	return []overload{{class + "(" + class + "#, " + class + ")", re2(unlessNull(chosen(sign))), fails | present}}
}

func chosen(sign int) func(x, y any) (any, error) {
	return func(x, y any) (any, error) {
		if sign*column.CompareBig(x, y) >= 0 {
			return x, nil
		}
		return y, nil
	}
}

func compareToBig(x, y any) (int32, error) {
	if y == nil {
		return 0, errNullNumber
	}
	return int32(column.CompareBig(x, y)), nil
}

// decimalResult is a result as a value of a column.
func decimalResult(d column.Decimal, err error) (any, error) {
	if err != nil {
		return nil, tooLarge(err)
	}
	return d, nil
}

var divideToScale = overload{"BigDecimal(BigDecimal#, BigDecimal, int, RoundingMode)", func(c *call) error {
	out, y, scale, mode := grow[any](c.out, c.n), vals[any](c.args[1]), vals[int32](c.args[2]), vals[any](c.args[3])
	for i, x := range vals[any](c.args[0]) {
		if y[i] == nil || mode[i] == nil {
			return &RowError{Index: i, Err: errNullNumber}
		}
		d, err := x.(column.Decimal).QuoScale(y[i].(column.Decimal), int(scale[i]), mode[i].(column.Rounding))
		if err != nil {
			return &RowError{Index: i, Err: tooLarge(err)}
		}
		out[i] = d
	}
	return nil
}, fails | present}

func divideRounded(x, y, mode any) (any, error) {
	if y == nil || mode == nil {
		return nil, errNullNumber
	}
	d := x.(column.Decimal)
	return decimalResult(d.QuoScale(y.(column.Decimal), d.Scale(), mode.(column.Rounding)))
}

// dividePrecisely is a quotient of so many digits; one that is exact with fewer has no
// zeros more than the difference of the scales asks for.
func dividePrecisely(x, y, context any) (any, error) {
	if y == nil || context == nil {
		return nil, errNullNumber
	}
	a, b, m := x.(column.Decimal), y.(column.Decimal), context.(column.MathContext)
	if m.Digits == 0 {
		return decimalResult(a.QuoExact(b))
	}
	if d, err := a.QuoExact(b); err == nil && d.Precision() <= int(m.Digits) {
		return d, nil
	}
	scale := int(m.Digits) - (a.Precision() - a.Scale()) + (b.Precision() - b.Scale()) + 3
	d, err := a.QuoScale(b, scale, column.RoundDown)
	if err != nil {
		return nil, tooLarge(err)
	}
	if back, err := d.Mul(b); err == nil && back.Cmp(a) != 0 { // a digit that says that there are more
		if d, err = d.Round(scale+1, column.HalfUp); err == nil {
			d, err = d.Add(column.NewDecimal(big.NewInt(int64(a.Sign()*b.Sign())), scale+1))
		}
		if err != nil {
			return nil, tooLarge(err)
		}
	}
	return decimalResult(d.Precise(int(m.Digits), m.Mode))
}

func movePoint(x any, left int64) (any, error) {
	d := x.(column.Decimal)
	if left == 0 {
		return d, nil
	}
	if d, err := decimalOf(d.Number(), int32(min(max(int64(d.Scale())+left, math.MinInt32), math.MaxInt32))); err != nil || d.(column.Decimal).Scale() >= 0 {
		return d, err
	} else {
		return decimalResult(d.(column.Decimal).Round(0, column.HalfUp))
	}
}

func shiftScale(x any, n int32) (any, error) {
	d := x.(column.Decimal)
	return decimalOf(d.Number(), int32(min(max(int64(d.Scale())-int64(n), math.MinInt32), math.MaxInt32)))
}

// decimalOf is number / 10^scale if the scale is one to compute with.
func decimalOf(number *big.Int, scale int32) (any, error) {
	if scale > 2*column.MaxDigits || scale < -2*column.MaxDigits {
		return nil, tooLarge(column.ErrDigits)
	}
	return column.NewDecimal(number, int(scale)), nil
}

func roundTo(x, context any) (any, error) {
	if context == nil {
		return nil, errNullNumber
	}
	m := context.(column.MathContext)
	return decimalResult(x.(column.Decimal).Precise(int(m.Digits), m.Mode))
}

var setScale = []overload{
	{"BigDecimal(BigDecimal#, int)", re2(func(x any, n int32) (any, error) {
		return decimalResult(x.(column.Decimal).Round(int(n), column.Unnecessary))
	}), fails | present},
	{"BigDecimal(BigDecimal#, int, RoundingMode)", re3(func(x any, n int32, m any) (any, error) {
		if m == nil {
			return nil, errNullNumber
		}
		return decimalResult(x.(column.Decimal).Round(int(n), m.(column.Rounding)))
	}), fails | present},
	{"BigDecimal(BigDecimal#, int, int)", re3(func(x any, n, m int32) (any, error) {
		if m < 0 || int(m) >= len(column.Roundings) {
			return nil, fmt.Errorf("%d is no RoundingMode", m)
		}
		return decimalResult(x.(column.Decimal).Round(int(n), column.Rounding(m)))
	}), fails | present},
}

func wholePart(x any, mode column.Rounding) (any, error) {
	d, err := x.(column.Decimal).Round(0, mode)
	if err != nil {
		return nil, tooLarge(err)
	}
	return d.Number(), nil
}

func exactly[T int32 | int64](x any) (T, error) {
	d, _ := column.DecimalOf(x)
	d, err := d.Round(0, column.Unnecessary)
	n := d.Number()
	if err != nil || !n.IsInt64() || int64(T(n.Int64())) != n.Int64() {
		return 0, errNotExact
	}
	return T(n.Int64()), nil
}

func shortDecimal(x float64) (any, error) {
	d, ok := column.DecimalOf(x)
	if !ok {
		return nil, fmt.Errorf("%s is no BigDecimal", column.AppendDouble(nil, x))
	}
	return d, nil
}

func exactDecimal(x float64) (any, error) {
	d, ok := column.ExactDecimal(x)
	if !ok {
		return nil, fmt.Errorf("%s is no BigDecimal", column.AppendDouble(nil, x))
	}
	return d, nil
}

func parseDecimal(s string) (any, error) {
	d, err := column.ParseDecimal(s)
	if err != nil {
		return nil, fmt.Errorf("%.40q %w", s, err)
	}
	return d, nil
}

func mathContext(n int32, mode column.Rounding) (any, error) {
	if n < 0 {
		return nil, fmt.Errorf("%d digits", n)
	}
	return column.MathContext{Digits: n, Mode: mode}, nil
}
