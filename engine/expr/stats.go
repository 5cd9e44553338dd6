package expr

import (
	"math"
	"slices"

	"starling/engine/column"
)

// The functions of arrays. Nulls are left out; NaN makes the result NaN, and no value null.

func sumLong[T int8 | int16 | int32 | int64](s []T) int64 {
	null, sum, n := column.Null[T](), int64(0), 0
	for _, x := range s {
		if x != null {
			sum += int64(x)
			n++
		}
	}
	if n == 0 {
		return column.NullLong
	}
	return sum
}

func sumDouble[T float32 | float64](s []T) float64 {
	null, sum, n := column.Null[T](), 0.0, 0
	for _, x := range s {
		if x != null {
			sum += float64(x)
			n++
		}
	}
	if n == 0 {
		return column.NullDouble
	}
	return sum
}

func productLong[T int8 | int16 | int32 | int64](s []T) int64 {
	null, p, n := column.Null[T](), int64(1), 0
	for _, x := range s {
		if x != null {
			p *= int64(x)
			n++
		}
	}
	if n == 0 {
		return column.NullLong
	}
	return p
}

func productDouble[T float32 | float64](s []T) float64 {
	null, p, n := column.Null[T](), 1.0, 0
	for _, x := range s {
		if x != null {
			p *= float64(x)
			n++
		}
	}
	if n == 0 {
		return column.NullDouble
	}
	return p
}

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

func median(s []float64) float64 {
	v := nonNull(s)
	if len(v) == 0 || slices.ContainsFunc(v, math.IsNaN) {
		return math.NaN()
	}
	slices.Sort(v)
	if m := len(v) / 2; len(v)%2 == 0 {
		return (v[m-1] + v[m]) / 2
	}
	return v[len(v)/2]
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

func percentile[T numeric](p float64, s []T) T {
	v := nonNull(s)
	if len(v) == 0 || p == column.NullDouble || !(p >= 0 && p <= 1) {
		return column.Null[T]()
	}
	slices.Sort(v)
	return v[int(math.Floor(p*float64(len(v)-1)+0.5))]
}

// pairs are the values of x and y where neither is null.
func pairs(x, y []float64) (a, b []float64) {
	for i := range x {
		if x[i] != column.NullDouble && y[i] != column.NullDouble {
			a, b = append(a, x[i]), append(b, y[i])
		}
	}
	return a, b
}

func cov(a, b []float64) float64 {
	n := float64(len(a))
	sx, sy, sxy := 0.0, 0.0, 0.0
	for i := range a {
		sx, sy, sxy = sx+a[i], sy+b[i], sxy+a[i]*b[i]
	}
	return sxy/n - sx*sy/n/n
}

func cor(a, b []float64) float64 {
	return cov(a, b) / math.Sqrt(cov(a, a)*cov(b, b))
}

func wsum(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

func wavg(x, w []float64) float64 {
	weight := 0.0
	for _, v := range w {
		weight += v
	}
	return wsum(x, w) / weight
}

func wvar(a, b []float64) float64 {
	var sw, sw2, swx, swx2 float64
	for i := range a {
		sw, sw2 = sw+b[i], sw2+b[i]*b[i]
		swx, swx2 = swx+b[i]*a[i], swx2+b[i]*a[i]*a[i]
	}
	return (sw*swx2 - swx*swx) / (sw*sw - sw2)
}

func wstd(x, w []float64) float64 { return math.Sqrt(wvar(x, w)) }

func wste(x, w []float64) float64 {
	var sw, sw2 float64
	for _, v := range w {
		sw, sw2 = sw+v, sw2+v*v
	}
	return wstd(x, w) * math.Sqrt(sw2/(sw*sw))
}

func wtstat(x, w []float64) float64 { return wavg(x, w) / wste(x, w) }

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

func indexOfMax[T numeric](s []T) int64 { return nullIndex(best(s, 1)) }

func indexOfMin[T numeric](s []T) int64 { return nullIndex(best(s, -1)) }

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

// distinct are the different values, in the order of their first appearance.
func distinct[T numeric](s []T) []T {
	seen := make(map[T]bool, len(s))
	nan := false
	var out []T
	for _, x := range nonNull(s) {
		switch {
		case x != x:
			if !nan {
				out = append(out, x)
			}
			nan = true
		case !seen[x]:
			seen[x] = true
			out = append(out, x)
		}
	}
	return out
}

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

// sorted puts nulls first and NaN last.
func sorted[T numeric](s []T) []T {
	out := slices.Clone(s)
	null := column.Null[T]()
	slices.SortStableFunc(out, func(a, b T) int { return order(a, b, null) })
	return out
}

func sortedDown[T numeric](s []T) []T { return reversed(sorted(s)) }

// order is -1, 0 or 1: nulls first, NaN last.
func order[T numeric](a, b, null T) int {
	switch {
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
