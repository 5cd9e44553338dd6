package expr

import (
	"slices"

	"starling/engine/column"
)

// objectArrayFuncs work on an array or group of objects, or on arguments one after the other:
// text, times, booleans, numbers of any size, dates.
var objectArrayFuncs = join(
	expand(objectKinds(objectLines[int8](compareNumbers[int8]), objectLines[int64](compareNumbers[int64]), objectLines(compareTexts), objectLines[any])...),
)

func objectLines[T any](order func(x, y T) int32) []line {
	up := func(x, y T) int { return int(order(x, y)) }
	down := func(x, y T) int { return int(order(y, x)) }
	null := func(x T) bool { return order(x, column.Null[T]()) == 0 }
	some := func(f func([]T) []T) func([]T) []T {
		return func(s []T) []T { return f(without(s, null)) }
	}
	return []line{
		{"arrayObj", "the values as an array", "T[](T[])", toArray(same[T]), 0},
		{"concat", "arrays one after the other", "T[](T[]...)", joinArrays[T], apart},
		{"countDistinctObj", "how many different values there are; with true, null is one", "long(T...)", a1(func(s []T) int64 { return lenOf(distinctObjects(without(s, null), up)) }), unboxed},
		{"countDistinctObj", "how many different values there are; with true, null is one", "long(T[], boolean)", a1b(func(s []T, nulls int8) int64 { return lenOf(distinctObjects(withoutIf(s, null, nulls), up)) }), 0},
		{"countObj", "how many values are not null", "long(T...)", a1(func(s []T) int64 { return lenOf(without(s, null)) }), 0},
		{"distinctObj", "the different values, in order of appearance; with true, null is one", "T[](T...)", toArray(some(func(s []T) []T { return distinctObjects(s, up) })), unboxed},
		{"distinctObj", "the different values, in order of appearance; with true, null is one", "T[](T[], boolean)", toArray2(func(s []T, nulls int8) []T { return distinctObjects(withoutIf(s, null, nulls), up) }), 0},
		{"firstIndexOfObj", "the first place of a value, null if it is not there", "long(T, T...)", va(func(x T, s []T) int64 {
			for i, y := range s {
				if order(x, y) == 0 {
					return int64(i)
				}
			}
			return column.NullLong
		}), 0},
		{"firstObj", "the first value", "T(T...)", a1(firstOf[T]), unboxed},
		{"forwardFillObj", "nulls replaced by the value before them", "T[](T...)", toArray(func(s []T) []T {
			out := append([]T(nil), s...)
			for i := 1; i < len(out); i++ {
				if null(out[i]) {
					out[i] = out[i-1]
				}
			}
			return out
		}), unboxed},
		{"ifelseObj", "one of two values where a is true, else the other; null where a is null", "T[](Boolean[], T, T)", choose[T], 0},
		{"ifelseObj", "one of two values where a is true, else the other; null where a is null", "T[](Boolean[], T[], T[])", chooseEach[T], fails},
		{"inObj", "whether a value is one of others", "boolean(T, T...)", va(func(x T, s []T) int8 {
			return bit(slices.ContainsFunc(s, func(y T) bool { return order(x, y) == 0 }))
		}), 0},
		{"indexOfMaxObj", "the place of the largest value", "long(T...)", a1(func(s []T) int64 { return nullIndex(bestObject(s, null, up)) }), unboxed},
		{"indexOfMinObj", "the place of the smallest value", "long(T...)", a1(func(s []T) int64 { return nullIndex(bestObject(s, null, down)) }), unboxed},
		{"lastObj", "the last value", "T(T...)", a1(lastOf[T]), unboxed},
		{"len", "the number of values, nulls counted", "long(T[])", a1(lenOf[T]), 0},
		{"maxObj", "the largest value, nulls left out", "T(T...)", a1(func(s []T) T { return nthOf(int64(bestObject(s, null, up)), s) }), unboxed},
		{"minObj", "the smallest value, nulls left out", "T(T...)", a1(func(s []T) T { return nthOf(int64(bestObject(s, null, down)), s) }), unboxed},
		{"nthObj", "the value at a place from 0, null if there is none", "T(long, T...)", va(nthOf[T]), unboxed},
		{"rankDescendingObj", "the places of the values in descending order", "int[](T...)", toArray(rank(down)), unboxed},
		{"rankDescendingObj", "the places of the values in descending order", "int[](T[], Comparator)", compared(rank[T], down, null), fails},
		{"rankObj", "the places of the values in ascending order", "int[](T...)", toArray(rank(up)), unboxed},
		{"rankObj", "the places of the values in ascending order", "int[](T[], Comparator)", compared(rank[T], up, null), fails},
		{"repeat", "an array of a value, so many times", "T[](T, int)", repeated[T], fails},
		{"replaceIfNull", "the array with another value where it is null", "T[](T[], T)", toArray2(inArray(func(x, with T) T {
			if null(x) {
				return with
			}
			return x
		})), 0},
		{"reverseObj", "the values from last to first", "T[](T...)", toArray(reversed[T]), unboxed},
		{"sortDescendingObj", "the values in descending order", "T[](T...)", toArray(sorted(down)), unboxed},
		{"sortDescendingObj", "the values in descending order", "T[](T[], Comparator)", compared(sorted[T], down, null), fails},
		{"sortObj", "the values in ascending order", "T[](T...)", toArray(sorted(up)), unboxed},
		{"sortObj", "the values in ascending order", "T[](T[], Comparator)", compared(sorted[T], up, null), fails},
		{"vecObj", "the values as a vector", "Vector<T>(T...)", toArray(same[T]), 0},
	}
}

func compareTexts(x, y string) int32 {
	switch {
	case lessText(x, y):
		return -1
	case lessText(y, x):
		return 1
	}
	return 0
}

// without is s without the values that are null.
func without[T any](s []T, null func(T) bool) []T {
	out := make([]T, 0, len(s))
	for _, x := range s {
		if !null(x) {
			out = append(out, x)
		}
	}
	return out
}

// withoutIf keeps nulls if it is told to.
func withoutIf[T any](s []T, null func(T) bool, keep int8) []T {
	if keep == 1 {
		return s
	}
	return without(s, null)
}

// distinctObjects are the different values, in order of appearance.
func distinctObjects[T any](s []T, order func(x, y T) int) []T {
	places := rank(order)(s)
	first := make([]bool, len(s))
	for i, p := range places {
		first[p] = i == 0 || order(s[places[i-1]], s[p]) != 0
	}
	var out []T
	for i, x := range s {
		if first[i] {
			out = append(out, x)
		}
	}
	return out
}

// bestObject is the place of the last in order, the first of equal ones, -1 if all are null.
func bestObject[T any](s []T, null func(T) bool, order func(x, y T) int) int {
	at := -1
	for i, x := range s {
		if !null(x) && (at < 0 || order(x, s[at]) > 0) {
			at = i
		}
	}
	return at
}
