package expr

import (
	"errors"
	"fmt"
	"math"

	"starling/engine/column"
)

// exactFuncs are the functions of whole numbers and char that keep to their kind: what does
// not fit it, or is its null, is an error.
var exactFuncs = join(expand(
	kind{"byte", "", exactLines[int8]()},
	kind{"short", "", exactLines[int16]()},
	kind{"int", "", exactLines[int32]()},
	kind{"long", "", exactLines[int64]()},
	kind{"char", "", exactLines[uint16]()},
), expand(
	kind{"byte", "", binLines(lowerWhole[int8], upperWhole[int8])},
	kind{"short", "", binLines(lowerWhole[int16], upperWhole[int16])},
	kind{"int", "", binLines(lowerWhole[int32], upperWhole[int32])},
	kind{"long", "", binLines(lowerWhole[int64], upperWhole[int64])},
	kind{"float", "", binLines(lowerFloat[float32], upperFloat[float32])},
	kind{"double", "", binLines(lowerFloat[float64], upperFloat[float64])},
	kind{"char", "", binLines(lowerWhole[uint16], upperWhole[uint16])},
))

type wholeNumber interface {
	int8 | int16 | int32 | int64 | uint16
}

func exactLines[T wholeNumber]() []line {
	return []line{
		{"addExact", "x + y; an error if it does not fit", "T(T, T)", fe2(addExact[T]), fails},
		{"decrementExact", "x - 1; an error if it does not fit", "T(T)", fe1(func(x T) (T, error) { return subtractExact(x, 1) }), fails},
		{"floorDiv", "the quotient, rounded down", "T(T, T)", fe2(floorDiv[T]), fails},
		{"floorMod", "the remainder with the sign of y", "T(T, T)", fe2(floorMod[T]), fails},
		{"incrementExact", "x + 1; an error if it does not fit", "T(T)", fe1(func(x T) (T, error) { return addExact(x, 1) }), fails},
		{"multiplyExact", "x * y; an error if it does not fit", "T(T, T)", fe2(multiplyExact[T]), fails},
		{"negateExact", "-x; an error if it does not fit", "T(T)", fe1(func(x T) (T, error) { return subtractExact(0, x) }), fails},
		{"subtractExact", "x - y; an error if it does not fit", "T(T, T)", fe2(subtractExact[T]), fails},
		{"toByteExact", "x; an error if it does not fit a byte", "short(T)", fe1(fitting[T, int8, int16]), fails},
		{"toIntExact", "x as an int; an error if it does not fit", "int(T)", fe1(fitting[T, int32, int32]), fails},
		{"toShortExact", "x as a short; an error if it does not fit", "short(T)", fe1(fitting[T, int16, int16]), fails},
	}
}

var (
	errOverflow = errors.New("the result does not fit its type")
	errDivide   = errors.New("/ by zero")
)

// fitted is x if it did not overflow and is no null.
func fitted[T wholeNumber](x T, over bool) (T, error) {
	if over || x == column.Null[T]() {
		return 0, errOverflow
	}
	return x, nil
}

func addExact[T wholeNumber](x, y T) (T, error) {
	r := x + y
	return fitted(r, (r < x) != (y < 0))
}

func subtractExact[T wholeNumber](x, y T) (T, error) {
	r := x - y
	return fitted(r, (r > x) != (y < 0))
}

func multiplyExact[T wholeNumber](x, y T) (T, error) {
	r := x * y
	return fitted(r, x != 0 && r/x != y)
}

// fitting is x as an R if it fits a V.
func fitting[T, V, R wholeNumber](x T) (R, error) {
	if v := V(x); T(v) != x || (v < 0) != (x < 0) {
		return 0, errOverflow
	}
	return R(x), nil
}

func floorDiv[T wholeNumber](x, y T) (T, error) {
	if y == 0 {
		return 0, errDivide
	}
	q := x / y
	if x%y != 0 && (x < 0) != (y < 0) {
		q--
	}
	return q, nil
}

func floorMod[T wholeNumber](x, y T) (T, error) {
	if y == 0 {
		return 0, errDivide
	}
	m := x % y
	if m != 0 && (m < 0) != (y < 0) {
		m += y
	}
	return m, nil
}

// bin is the end of the interval that x lies in.
type bin[T numeric] func(x, size, offset T) (T, error)

func binLines[T numeric](lower, upper bin[T]) []line {
	from0 := func(f bin[T]) kernel {
		return fe2(func(x, size T) (T, error) { return f(x, size, 0) })
	}
	const low, high = "the multiple of step (from offset) at or below x", "the multiple of step (from offset) at or above x"
	return []line{
		{"lowerBin", low, "T(T, T)", from0(lower), fails},
		{"lowerBin", low, "T(T, T, T)", fe3(lower), fails},
		{"upperBin", high, "T(T, T)", from0(upper), fails},
		{"upperBin", high, "T(T, T, T)", fe3(upper), fails},
	}
}

func checkSize[T numeric](size T) error {
	if !(size > 0) {
		return fmt.Errorf("the interval is not positive: %v", size)
	}
	return nil
}

func lowerWhole[T wholeNumber](x, size, offset T) (T, error) {
	if err := checkSize(size); err != nil {
		return 0, err
	}
	m, _ := floorMod(x-offset, size)
	return x - m, nil
}

func upperWhole[T wholeNumber](x, size, offset T) (T, error) {
	if err := checkSize(size); err != nil {
		return 0, err
	}
	m, _ := floorMod(x-offset, size)
	if m == 0 {
		return x, nil
	}
	return x - m + size, nil
}

func lowerFloat[T float32 | float64](x, size, offset T) (T, error) {
	return T(math.Floor(float64((x-offset)/size)))*size + offset, checkSize(size)
}

func upperFloat[T float32 | float64](x, size, offset T) (T, error) {
	return T(math.Ceil(float64((x-offset)/size)))*size + offset, checkSize(size)
}
