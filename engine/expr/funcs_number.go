package expr

import "starling/engine/column"

// numberFuncs are the statistics of arrays of numbers and char, or of arguments one after
// the other.
var numberFuncs = join(expand(
	kind{"byte", "long", numberLines[int8, int64]()},
	kind{"short", "long", numberLines[int16, int64]()},
	kind{"int", "long", numberLines[int32, int64]()},
	kind{"long", "long", numberLines[int64, int64]()},
	kind{"float", "double", numberLines[float32, float64]()},
	kind{"double", "double", numberLines[float64, float64]()},
	kind{"char", "long", numberLines[uint16, int64]()},
), expand(
	kind{"float", "double", floatLines[float32]()},
	kind{"double", "double", floatLines[float64]()},
), table{
	"max": {"the largest value, nulls left out", ofBig("B(B, B)", 0, r2(largerBig(1)))},
	"min": {"the smallest value, nulls left out", ofBig("B(B, B)", 0, r2(largerBig(-1)))},
}, pairFuncs)

func numberLines[T numeric, W int64 | float64]() []line {
	return []line{
		{"absAvg", "the average of the absolute values", "double(T...)", doublesIn[T](absAvg), 0},
		{"absSum", "the sum of the absolute values", "W(T...)", a1(absSum[T, W]), 0},
		{"avg", "the average; null if there is no value", "double(T...)", doublesIn[T](avg), 0},
		{"containsNonFinite", "whether a value is null, NaN or infinite", "boolean(T...)", a1(containsNonFinite[T]), 0},
		{"countNeg", "how many values are negative", "long(T...)", a1(countNeg[T]), 0},
		{"countPos", "how many values are positive", "long(T...)", a1(countPos[T]), 0},
		{"countZero", "how many values are zero", "long(T...)", a1(countZero[T]), 0},
		{"cummax", "the largest value so far, at each place", "T[](T...)", toArray(cummax[T]), 0},
		{"cummin", "the smallest value so far, at each place", "T[](T...)", toArray(cummin[T]), 0},
		{"cumprod", "the product so far, at each place", "W[](T...)", toArray(cumprod[T, W]), 0},
		{"cumsum", "the sum so far, at each place", "W[](T...)", toArray(cumsum[T, W]), 0},
		{"indexOfMax", "the place of the largest value; null if one is NaN", "long(T...)", a1(indexOfMax[T]), 0},
		{"indexOfMin", "the place of the smallest value; null if one is NaN", "long(T...)", a1(indexOfMin[T]), 0},
		{"max", "the largest value, nulls left out", "T(T...)", a1(maxOf[T]), 0},
		{"median", "the middle value; null if there is none", "double(T...)", a1(median[T]), 0},
		{"min", "the smallest value, nulls left out", "T(T...)", a1(minOf[T]), 0},
		{"percentile", "the value below which a part (0 to 1) of the values lie", "T(double, T...)", vae(percentile[T]), fails},
		{"product", "the product of the values", "W(T...)", a1(product[T, W]), 0},
		{"std", "the standard deviation of the sample", "double(T...)", doublesIn[T](std), 0},
		{"ste", "the standard error of the average", "double(T...)", doublesIn[T](ste), 0},
		{"sum", "the sum of the values, nulls left out", "W(T...)", a1(sum[T, W]), 0},
		{"tstat", "the average over its standard error", "double(T...)", doublesIn[T](tstat), 0},
		{"var", "the variance of the sample", "double(T...)", doublesIn[T](variance), 0},
	}
}

// floatLines are the functions that replace what is no number, in values and in arrays.
func floatLines[T float32 | float64]() []line {
	nan, finite, null := replaceIf(isNaN[T]), replaceIf(isNotFinite[T]), replaceIf(isNullNaN[T])
	return []line{
		{"replaceIfNaN", "x, or another value where x is NaN", "T(T, T)", r2(nan), 0},
		{"replaceIfNaN", "x, or another value where x is NaN", "T[](T[], T)", toArray2(inArray(nan)), 0},
		{"replaceIfNonFinite", "x, or another value where x is null, NaN or infinite", "T(T, T)", r2(finite), 0},
		{"replaceIfNonFinite", "x, or another value where x is null, NaN or infinite", "T[](T[], T)", toArray2(inArray(finite)), 0},
		{"replaceIfNullNaN", "x, or another value where x is null or NaN", "T(T, T)", r2(null), 0},
		{"replaceIfNullNaN", "x, or another value where x is null or NaN", "T[](T[], T)", toArray2(inArray(null)), 0},
	}
}

// inArray is f of each value of an array.
func inArray[T any](f func(x, with T) T) func(s []T, with T) []T {
	return func(s []T, with T) []T {
		out := make([]T, len(s))
		for i, x := range s {
			out[i] = f(x, with)
		}
		return out
	}
}

// vae is va of a function that may fail.
func vae[A, T, R any](f func(A, []T) (R, error)) kernel {
	null := column.Null[R]()
	return func(c *call) error {
		a, in, out := vals[A](c.args[0]), arraysOf[T](c.args[1]), grow[R](c.out, c.n)
		for i := range out {
			out[i] = null
			if s, ok := in.at(i); ok {
				r, err := f(a[i], s)
				if err != nil {
					return &RowError{Index: i, Err: err}
				}
				out[i] = r
			}
		}
		return nil
	}
}
