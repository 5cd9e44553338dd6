package expr

import (
	"fmt"
	"math"
	"slices"

	"starling/engine/column"
	"starling/internal/stable"
)

// The functions of arrays. Nulls are left out; NaN makes the result NaN, and no value null.

// fold is f over the values that are not null, from a start; null without any.
func fold[T, W numeric](s []T, start W, f func(W, T) W) W {
	null, n := column.Null[T](), 0
	for _, x := range s {
		if x != null {
			start = f(start, x)
			n++
		}
	}
	if n == 0 {
		return column.Null[W]()
	}
	return start
}

func sum[T, W numeric](s []T) W { return fold(s, 0, func(a W, x T) W { return a + W(x) }) }

func absSum[T, W numeric](s []T) W { return fold(s, 0, func(a W, x T) W { return a + abs(W(x)) }) }

func product[T, W numeric](s []T) W { return fold(s, 1, func(a W, x T) W { return a * W(x) }) }

// sums gives the sum and number of the values that are not null.
func sums(s []float64, f func(float64) float64) (sum float64, n int) {
	for _, x := range s {
		if x != column.NullDouble {
			sum += f(x)
			n++
		}
	}
	return sum, n
}

func avg(s []float64) float64 {
	sum, n := sums(s, func(x float64) float64 { return x })
	return sum / float64(n)
}

func absAvg(s []float64) float64 {
	sum, n := sums(s, math.Abs)
	return sum / float64(n)
}

// variance is that of a sample: NaN for fewer than two values.
func variance(s []float64) float64 {
	mean := avg(s)
	sum, n := sums(s, func(x float64) float64 { return (x - mean) * (x - mean) })
	if n < 2 {
		return math.NaN()
	}
	return sum / float64(n-1)
}

func std(s []float64) float64 { return math.Sqrt(variance(s)) }

func ste(s []float64) float64 {
	_, n := sums(s, math.Abs)
	return std(s) / math.Sqrt(float64(n))
}

func tstat(s []float64) float64 { return avg(s) / ste(s) }

// median is the middle value, or the average of the two: of floats, a float.
func median[T numeric](s []T) float64 {
	v := nonNull(s)
	switch {
	case len(v) == 0:
		return column.NullDouble
	case slices.ContainsFunc(v, func(x T) bool { return x != x }):
		return math.NaN()
	}
	slices.Sort(v)
	m := len(v) / 2
	if len(v)%2 == 1 {
		return float64(v[m])
	}
	if _, single := any(v[m]).(float32); single {
		return float64((v[m-1] + v[m]) / 2)
	}
	return (float64(v[m-1]) + float64(v[m])) / 2
}

// nonNull is a copy without nulls.
func nonNull[T comparable](s []T) []T {
	null := column.Null[T]()
	out := make([]T, 0, len(s))
	for _, x := range s {
		if x != null {
			out = append(out, x)
		}
	}
	return out
}

func percentile[T numeric](p float64, s []T) (T, error) {
	if !(p >= 0 && p <= 1) {
		return 0, fmt.Errorf("a percentile lies from 0 to 1, not at %v", p)
	}
	v := nonNull(s)
	if len(v) == 0 {
		return column.Null[T](), nil
	}
	if i := slices.IndexFunc(v, func(x T) bool { return x != x }); i >= 0 {
		return v[i], nil
	}
	slices.Sort(v)
	return v[int(math.Floor(p*float64(len(v)-1)+0.5))], nil
}

// best is the index of the largest (sign 1) or smallest (-1) value, -1 if all are null;
// that of a NaN, if there is one.
func best[T numeric](s []T, sign int) int {
	null, at := column.Null[T](), -1
	for i, x := range s {
		switch {
		case x == null:
		case x != x:
			return i
		case at < 0, sign > 0 && x > s[at], sign < 0 && x < s[at]:
			at = i
		}
	}
	return at
}

func maxOf[T numeric](s []T) T {
	if i := best(s, 1); i >= 0 {
		return s[i]
	}
	return column.Null[T]()
}

func minOf[T numeric](s []T) T {
	if i := best(s, -1); i >= 0 {
		return s[i]
	}
	return column.Null[T]()
}

func indexOfMax[T numeric](s []T) int64 { return indexOfBest(s, 1) }

func indexOfMin[T numeric](s []T) int64 { return indexOfBest(s, -1) }

// indexOfBest is null where best is at a NaN.
func indexOfBest[T numeric](s []T, sign int) int64 {
	i := best(s, sign)
	if i >= 0 && s[i] != s[i] {
		i = -1
	}
	return nullIndex(i)
}

func containsNonFinite[T numeric](s []T) int8 {
	return bit(slices.ContainsFunc(s, func(x T) bool { return isFinite(x) == 0 }))
}

func nullIndex(i int) int64 {
	if i < 0 {
		return column.NullLong
	}
	return int64(i)
}

// max2 and min2 are of two values; a null is left out.
func max2[T numeric](x, y T) T {
	null := column.Null[T]()
	switch {
	case x == null || y != y:
		return y
	case y == null || x != x || x > y:
		return x
	}
	return y
}

func min2[T numeric](x, y T) T {
	null := column.Null[T]()
	switch {
	case x == null || y != y:
		return y
	case y == null || x != x || x < y:
		return x
	}
	return y
}

func countIf[T numeric](s []T, f func(T) bool) int64 {
	null, n := column.Null[T](), int64(0)
	for _, x := range s {
		if x != null && f(x) {
			n++
		}
	}
	return n
}

func countAll[T numeric](s []T) int64  { return countIf(s, func(T) bool { return true }) }
func countPos[T numeric](s []T) int64  { return countIf(s, func(x T) bool { return x > 0 }) }
func countNeg[T numeric](s []T) int64  { return countIf(s, func(x T) bool { return x < 0 }) }
func countZero[T numeric](s []T) int64 { return countIf(s, func(x T) bool { return x == 0 }) }

func countDistinct[T numeric](s []T) int64 { return int64(len(distinct(s))) }

// distinct are the different values without null, in the order of their first appearance.
func distinct[T numeric](s []T) []T { return different(nonNull(s)) }

func different[T numeric](s []T) []T {
	seen := make(map[T]bool, len(s))
	nan, minus := false, false
	var out []T
	for _, x := range s {
		switch {
		case x != x:
			if !nan {
				out = append(out, x)
			}
			nan = true
		case isMinusZero(x):
			if !minus {
				out = append(out, x)
			}
			minus = true
		case !seen[x]:
			seen[x] = true
			out = append(out, x)
		}
	}
	return out
}

func isMinusZero[T numeric](x T) bool { return x == 0 && math.Signbit(float64(x)) }

// distinctNull takes null for a value if it is told to.
func distinctNull[T numeric](s []T, null int8) []T {
	if null != 1 {
		return distinct(s)
	}
	return different(s)
}

func countDistinctNull[T numeric](s []T, null int8) int64 { return int64(len(distinctNull(s, null))) }

func firstOf[T any](s []T) T { return nthOf(0, s) }

func lastOf[T any](s []T) T { return nthOf(int64(len(s)-1), s) }

// nthOf is s[i], null where there is none.
func nthOf[T any](i int64, s []T) T {
	if i < 0 || i >= int64(len(s)) {
		return column.Null[T]()
	}
	return s[i]
}

func lenOf[T any](s []T) int64 { return int64(len(s)) }

func firstIndexOf[T comparable](x T, s []T) int64 { return nullIndex(slices.Index(s, x)) }

func isIn[T comparable](x T, s []T) int8 { return bit(slices.Contains(s, x)) }

func reversed[T any](s []T) []T {
	out := slices.Clone(s)
	slices.Reverse(out)
	return out
}

// ascending orders nulls first and NaN last, descending the other way round.
func ascending[T numeric](a, b T) int { return order(a, b, column.Null[T]()) }

func descending[T numeric](a, b T) int { return order(b, a, column.Null[T]()) }

func sorted[T any](compare func(a, b T) int) func([]T) []T {
	return func(s []T) []T {
		out := slices.Clone(s)
		stable.Sort(out, compare)
		return out
	}
}

// rank are the places of the values, in order.
func rank[T any](order func(a, b T) int) func([]T) []int32 {
	return func(s []T) []int32 {
		out := make([]int32, len(s))
		for i := range out {
			out[i] = int32(i)
		}
		slices.SortStableFunc(out, func(i, k int32) int { return order(s[i], s[k]) })
		return out
	}
}

// order is -1, 0 or 1: nulls first, NaN last, -0.0 before 0.0.
func order[T numeric](a, b, null T) int {
	switch {
	case a == b && a == 0 && isMinusZero(a) != isMinusZero(b):
		if isMinusZero(a) {
			return -1
		}
		return 1
	case a == b || a != a && b != b:
		return 0
	case a == null || b != b:
		return -1
	case b == null || a != a:
		return 1
	case a < b:
		return -1
	}
	return 1
}

// running is a running result over the values so far; nulls are null until there is one.
func running[T, R numeric](s []T, f func(sum R, x T) R) []R {
	null := column.Null[T]()
	out := make([]R, len(s))
	sum, started := column.Null[R](), false
	for i, x := range s {
		switch {
		case x == null:
		case !started:
			sum, started = R(x), true
		default:
			sum = f(sum, x)
		}
		out[i] = sum
	}
	return out
}

func cumsum[T, R numeric](s []T) []R {
	return running(s, func(sum R, x T) R { return sum + R(x) })
}

func cumprod[T, R numeric](s []T) []R {
	return running(s, func(p R, x T) R { return p * R(x) })
}

func cummax[T numeric](s []T) []T { return running(s, func(m, x T) T { return max2(m, x) }) }

func cummin[T numeric](s []T) []T { return running(s, func(m, x T) T { return min2(m, x) }) }

// diff is the difference to the value stride places on, null where there is none.
func diff[T numeric](stride int32, s []T) []T {
	null := column.Null[T]()
	out := make([]T, len(s))
	for i, x := range s {
		out[i] = null
		if k := int64(i) + int64(stride); k >= 0 && k < int64(len(s)) && x != null && s[k] != null {
			out[i] = s[k] - x
		}
	}
	return out
}

// replaceNulls puts a value in the place of nulls.
func replaceNulls[T comparable](s []T, with T) []T { return inArray(replaceIfNull[T])(s, with) }

// forwardFill puts the last value before it in the place of each null.
func forwardFill[T comparable](s []T) []T {
	null := column.Null[T]()
	out := slices.Clone(s)
	for i := 1; i < len(out); i++ {
		if out[i] == null {
			out[i] = out[i-1]
		}
	}
	return out
}
