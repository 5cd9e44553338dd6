package expr

import (
	"slices"

	"starling/engine/column"
)

// arrayFuncs work on an array, a whole column (Col_), or on arguments one after the other.
var arrayFuncs = table{
	"absAvg":         {"the average of the absolute values", ofDoubles(absAvg)},
	"array":          {"the values as an array", each("T[](T[])", 0, toArray(same[int8]), toArray(same[int16]), toArray(same[int32]), toArray(same[int64]), toArray(same[float32]), toArray(same[float64]), toArray(same[uint16]))},
	"avg":            {"the average; null if there is no value", ofDoubles(avg)},
	"cor":            {"the correlation of two arrays", failing(ofPairs(cor))},
	"count":          {"how many values are not null", each("long(T...)", 0, a1(countAll[int8]), a1(countAll[int16]), a1(countAll[int32]), a1(countAll[int64]), a1(countAll[float32]), a1(countAll[float64]), a1(countAll[uint16]))},
	"countDistinct":  {"how many different values there are", each("long(T...)", 0, a1(countDistinct[int8]), a1(countDistinct[int16]), a1(countDistinct[int32]), a1(countDistinct[int64]), a1(countDistinct[float32]), a1(countDistinct[float64]), a1(countDistinct[uint16]))},
	"countNeg":       {"how many values are negative", each("long(T...)", 0, a1(countNeg[int8]), a1(countNeg[int16]), a1(countNeg[int32]), a1(countNeg[int64]), a1(countNeg[float32]), a1(countNeg[float64]))},
	"countObj":       {"how many values are not null", []overload{{"long(String...)", a1(countText), 0}, {"long(Object...)", a1(countObject), 0}}},
	"countPos":       {"how many values are positive", each("long(T...)", 0, a1(countPos[int8]), a1(countPos[int16]), a1(countPos[int32]), a1(countPos[int64]), a1(countPos[float32]), a1(countPos[float64]))},
	"countZero":      {"how many values are zero", each("long(T...)", 0, a1(countZero[int8]), a1(countZero[int16]), a1(countZero[int32]), a1(countZero[int64]), a1(countZero[float32]), a1(countZero[float64]))},
	"cov":            {"the covariance of two arrays", failing(ofPairs(cov))},
	"cummax":         {"the largest value so far, at each place", each("T[](T...)", 0, toArray(cummax[int8]), toArray(cummax[int16]), toArray(cummax[int32]), toArray(cummax[int64]), toArray(cummax[float32]), toArray(cummax[float64]))},
	"cummin":         {"the smallest value so far, at each place", each("T[](T...)", 0, toArray(cummin[int8]), toArray(cummin[int16]), toArray(cummin[int32]), toArray(cummin[int64]), toArray(cummin[float32]), toArray(cummin[float64]))},
	"cumprod":        {"the product so far, at each place", []overload{{"long[](byte...)", toArray(cumprod[int8, int64]), 0}, {"long[](short...)", toArray(cumprod[int16, int64]), 0}, {"long[](int...)", toArray(cumprod[int32, int64]), 0}, {"long[](long...)", toArray(cumprod[int64, int64]), 0}, {"double[](float...)", toArray(cumprod[float32, float64]), 0}, {"double[](double...)", toArray(cumprod[float64, float64]), 0}}},
	"cumsum":         {"the sum so far, at each place", []overload{{"long[](byte...)", toArray(cumsum[int8, int64]), 0}, {"long[](short...)", toArray(cumsum[int16, int64]), 0}, {"long[](int...)", toArray(cumsum[int32, int64]), 0}, {"long[](long...)", toArray(cumsum[int64, int64]), 0}, {"double[](float...)", toArray(cumsum[float32, float64]), 0}, {"double[](double...)", toArray(cumsum[float64, float64]), 0}}},
	"diff":           {"the differences to the values a stride on", each("T[](int, T...)", 0, vaArray(diff[int8]), vaArray(diff[int16]), vaArray(diff[int32]), vaArray(diff[int64]), vaArray(diff[float32]), vaArray(diff[float64]))},
	"distinct":       {"the different values, in order of appearance", each("T[](T...)", 0, toArray(distinct[int8]), toArray(distinct[int16]), toArray(distinct[int32]), toArray(distinct[int64]), toArray(distinct[float32]), toArray(distinct[float64]), toArray(distinct[uint16]))},
	"enlist":         {"the values as an array", each("T[](T...)", 0, toArray(same[int8]), toArray(same[int16]), toArray(same[int32]), toArray(same[int64]), toArray(same[float32]), toArray(same[float64]), toArray(same[uint16]))},
	"first":          {"the first value", each("T(T...)", 0, a1(firstOf[int8]), a1(firstOf[int16]), a1(firstOf[int32]), a1(firstOf[int64]), a1(firstOf[float32]), a1(firstOf[float64]), a1(firstOf[uint16]))},
	"firstIndexOf":   {"the first place of a value, null if it is not there", each("long(T, T...)", 0, va(firstIndexOf[int8]), va(firstIndexOf[int16]), va(firstIndexOf[int32]), va(firstIndexOf[int64]), va(firstIndexOf[float32]), va(firstIndexOf[float64]), va(firstIndexOf[uint16]))},
	"firstObj":       {"the first value", []overload{{"String(String...)", a1(firstOf[string]), 0}, {"Instant(Instant...)", a1(firstOf[int64]), 0}, {"Object(Object...)", a1(firstOf[any]), 0}}},
	"forwardFill":    {"nulls replaced by the value before them", each("T[](T...)", 0, toArray(forwardFill[int8]), toArray(forwardFill[int16]), toArray(forwardFill[int32]), toArray(forwardFill[int64]), toArray(forwardFill[float32]), toArray(forwardFill[float64]), toArray(forwardFill[uint16]))},
	"in":             {"whether a value is one of others", append(each("boolean(T, T...)", 0, va(isIn[int8]), va(isIn[int16]), va(isIn[int32]), va(isIn[int64]), va(isIn[float32]), va(isIn[float64]), va(isIn[uint16])), overload{"boolean(String, String...)", va(isIn[string]), 0}, overload{"boolean(Instant, Instant...)", va(isIn[int64]), 0})},
	"inObj":          {"whether a value is one of others", []overload{{"boolean(String, String...)", va(isIn[string]), 0}, {"boolean(Instant, Instant...)", va(isIn[int64]), 0}, {"boolean(Object, Object...)", va(isInObjects), 0}}},
	"indexOfMax":     {"the place of the largest value", each("long(T...)", 0, a1(indexOfMax[int8]), a1(indexOfMax[int16]), a1(indexOfMax[int32]), a1(indexOfMax[int64]), a1(indexOfMax[float32]), a1(indexOfMax[float64]))},
	"indexOfMin":     {"the place of the smallest value", each("long(T...)", 0, a1(indexOfMin[int8]), a1(indexOfMin[int16]), a1(indexOfMin[int32]), a1(indexOfMin[int64]), a1(indexOfMin[float32]), a1(indexOfMin[float64]))},
	"last":           {"the last value", each("T(T...)", 0, a1(lastOf[int8]), a1(lastOf[int16]), a1(lastOf[int32]), a1(lastOf[int64]), a1(lastOf[float32]), a1(lastOf[float64]), a1(lastOf[uint16]))},
	"lastObj":        {"the last value", []overload{{"String(String...)", a1(lastOf[string]), 0}, {"Instant(Instant...)", a1(lastOf[int64]), 0}, {"Object(Object...)", a1(lastOf[any]), 0}}},
	"len":            {"the number of values, nulls counted", append(each("long(T[])", 0, a1(lenOf[int8]), a1(lenOf[int16]), a1(lenOf[int32]), a1(lenOf[int64]), a1(lenOf[float32]), a1(lenOf[float64]), a1(lenOf[uint16])), overload{"long(String[])", a1(lenOf[string]), 0}, overload{"long(Instant[])", a1(lenOf[int64]), 0}, overload{"long(boolean[])", a1(lenOf[int8]), 0}, overload{"long(Object[])", a1(lenOf[any]), 0})},
	"max":            {"the largest value, nulls left out", slices.Concat(each("T(T, T)", 0, r2(max2[int8]), r2(max2[int16]), r2(max2[int32]), r2(max2[int64]), r2(max2[float32]), r2(max2[float64])), each("T(T...)", 0, a1(maxOf[int8]), a1(maxOf[int16]), a1(maxOf[int32]), a1(maxOf[int64]), a1(maxOf[float32]), a1(maxOf[float64])), ofBig("B(B, B)", 0, r2(largerBig(1))))},
	"maxObj":         {"the largest value, nulls left out", []overload{{"String(String...)", a1(maxText), 0}, {"Instant(Instant...)", a1(maxOf[int64]), 0}}},
	"median":         {"the middle value; null if there is none", ofDoubles(median)},
	"min":            {"the smallest value, nulls left out", slices.Concat(each("T(T, T)", 0, r2(min2[int8]), r2(min2[int16]), r2(min2[int32]), r2(min2[int64]), r2(min2[float32]), r2(min2[float64])), each("T(T...)", 0, a1(minOf[int8]), a1(minOf[int16]), a1(minOf[int32]), a1(minOf[int64]), a1(minOf[float32]), a1(minOf[float64])), ofBig("B(B, B)", 0, r2(largerBig(-1))))},
	"minObj":         {"the smallest value, nulls left out", []overload{{"String(String...)", a1(minText), 0}, {"Instant(Instant...)", a1(minOf[int64]), 0}}},
	"nth":            {"the value at a place from 0, null if there is none", each("T(long, T...)", 0, va(nthOf[int8]), va(nthOf[int16]), va(nthOf[int32]), va(nthOf[int64]), va(nthOf[float32]), va(nthOf[float64]), va(nthOf[uint16]))},
	"percentile":     {"the value below which a part (0 to 1) of the values lie", each("T(double, T...)", 0, va(percentile[int8]), va(percentile[int16]), va(percentile[int32]), va(percentile[int64]), va(percentile[float32]), va(percentile[float64]))},
	"product":        {"the product of the values", []overload{{"long(byte...)", a1(productLong[int8]), 0}, {"long(short...)", a1(productLong[int16]), 0}, {"long(int...)", a1(productLong[int32]), 0}, {"long(long...)", a1(productLong[int64]), 0}, {"double(float...)", a1(productDouble[float32]), 0}, {"double(double...)", a1(productDouble[float64]), 0}}},
	"reverse":        {"the values from last to first", each("T[](T...)", 0, toArray(reversed[int8]), toArray(reversed[int16]), toArray(reversed[int32]), toArray(reversed[int64]), toArray(reversed[float32]), toArray(reversed[float64]), toArray(reversed[uint16]))},
	"sort":           {"the values in ascending order", each("T[](T...)", 0, toArray(sorted[int8]), toArray(sorted[int16]), toArray(sorted[int32]), toArray(sorted[int64]), toArray(sorted[float32]), toArray(sorted[float64]))},
	"sortDescending": {"the values in descending order", each("T[](T...)", 0, toArray(sortedDown[int8]), toArray(sortedDown[int16]), toArray(sortedDown[int32]), toArray(sortedDown[int64]), toArray(sortedDown[float32]), toArray(sortedDown[float64]))},
	"std":            {"the standard deviation of the sample", ofDoubles(std)},
	"ste":            {"the standard error of the average", ofDoubles(ste)},
	"sum":            {"the sum of the values, nulls left out", []overload{{"long(byte...)", a1(sumLong[int8]), 0}, {"long(short...)", a1(sumLong[int16]), 0}, {"long(int...)", a1(sumLong[int32]), 0}, {"long(long...)", a1(sumLong[int64]), 0}, {"double(float...)", a1(sumDouble[float32]), 0}, {"double(double...)", a1(sumDouble[float64]), 0}}},
	"tstat":          {"the average over its standard error", ofDoubles(tstat)},
	"var":            {"the variance of the sample", ofDoubles(variance)},
	"vec":            {"the values as an array", each("T[](T...)", 0, toArray(same[int8]), toArray(same[int16]), toArray(same[int32]), toArray(same[int64]), toArray(same[float32]), toArray(same[float64]), toArray(same[uint16]))},
	"wavg":           {"the average weighted by a second array", failing(ofPairs(wavg))},
	"wstd":           {"the standard deviation weighted by a second array", failing(ofPairs(wstd))},
	"wste":           {"the standard error weighted by a second array", failing(ofPairs(wste))},
	"wsum":           {"the sum of the products with a second array", failing(ofPairs(wsum))},
	"wtstat":         {"the t-statistic weighted by a second array", failing(ofPairs(wtstat))},
	"wvar":           {"the variance weighted by a second array", failing(ofPairs(wvar))},
}

func same[T any](s []T) []T { return s }

// failing marks overloads that may fail.
func failing(o []overload) []overload {
	for i := range o {
		o[i].flags |= fails
	}
	return o
}

// vaArray is va for a result that is an array.
func vaArray[A, T, R any](f func(A, []T) []R) kernel {
	swap := toArray2(func(s []T, a A) []R { return f(a, s) })
	return flip(swap)
}

func countText(s []string) int64 { return int64(len(nonNull(s))) }

func countObject(s []any) int64 {
	n := int64(0)
	for _, x := range s {
		if x != nil {
			n++
		}
	}
	return n
}

func isInObjects(x any, s []any) int8 {
	for _, y := range s {
		if column.Equal(x, y) {
			return 1
		}
	}
	return 0
}

func maxText(s []string) string { return extremeText(s, 1) }

func minText(s []string) string { return extremeText(s, -1) }

func extremeText(s []string, sign int) string {
	best := column.Null[string]()
	for i, x := range nonNull(s) {
		if i == 0 || compareText(x, best)*sign > 0 {
			best = x
		}
	}
	return best
}
