package expr

// arrayFuncs work on an array, a group, a whole column (Col_), or on arguments one after the
// other, of any kind of numbers and char.
var arrayFuncs = join(expand(
	kind{"byte", "long", arrayLines[int8]()},
	kind{"short", "long", arrayLines[int16]()},
	kind{"int", "long", arrayLines[int32]()},
	kind{"long", "long", arrayLines[int64]()},
	kind{"float", "double", arrayLines[float32]()},
	kind{"double", "double", arrayLines[float64]()},
	kind{"char", "long", arrayLines[uint16]()},
), expand(
	kind{"byte", "long", signedLines[int8]()},
	kind{"short", "long", signedLines[int16]()},
	kind{"int", "long", signedLines[int32]()},
	kind{"long", "long", signedLines[int64]()},
	kind{"float", "double", signedLines[float32]()},
	kind{"double", "double", signedLines[float64]()},
))

func arrayLines[T numeric]() []line {
	return []line{
		{"array", "the values as an array", "T[](T[])", toArray(same[T]), 0},
		{"concat", "arrays one after the other", "T[](T[]...)", joinArrays[T], apart},
		{"count", "how many values are not null", "long(T...)", a1(countAll[T]), 0},
		{"countDistinct", "how many different values there are; with true, null is one", "long(T...)", a1(countDistinct[T]), 0},
		{"countDistinct", "how many different values there are; with true, null is one", "long(T[], boolean)", a1b(countDistinctNull[T]), 0},
		{"distinct", "the different values, in order of appearance; with true, null is one", "T[](T...)", toArray(distinct[T]), 0},
		{"distinct", "the different values, in order of appearance; with true, null is one", "T[](T[], boolean)", toArray2(distinctNull[T]), 0},
		{"enlist", "the values as an array", "T[](T...)", toArray(same[T]), 0},
		{"first", "the first value", "T(T...)", a1(firstOf[T]), 0},
		{"firstIndexOf", "the first place of a value, null if it is not there", "long(T, T...)", va(firstIndexOf[T]), 0},
		{"forwardFill", "nulls replaced by the value before them", "T[](T...)", toArray(forwardFill[T]), 0},
		{"ifelse", "one of two values where a is true, else the other; null where a is null", "T[](Boolean[], T, T)", choose[T], 0},
		{"ifelse", "one of two values where a is true, else the other; null where a is null", "T[](Boolean[], T[], T[])", chooseEach[T], fails},
		{"in", "whether a value is one of others", "boolean(T, T...)", va(isIn[T]), 0},
		{"last", "the last value", "T(T...)", a1(lastOf[T]), 0},
		{"len", "the number of values, nulls counted", "long(T[])", a1(lenOf[T]), 0},
		{"nth", "the value at a place from 0, null if there is none", "T(long, T...)", va(nthOf[T]), 0},
		{"rank", "the places of the values in ascending order", "int[](T...)", toArray(rank(ascending[T])), 0},
		{"rankDescending", "the places of the values in descending order", "int[](T...)", toArray(rank(descending[T])), 0},
		{"repeat", "an array of a value, so many times", "T[](T, int)", repeated[T], fails},
		{"replaceIfNull", "the array with another value where it is null", "T[](T[], T)", toArray2(replaceNulls[T]), 0},
		{"reverse", "the values from last to first", "T[](T...)", toArray(reversed[T]), 0},
		{"sort", "the values in ascending order", "T[](T...)", toArray(sorted(ascending[T])), 0},
		{"sortDescending", "the values in descending order", "T[](T...)", toArray(sorted(descending[T])), 0},
		{"unbox", "the values as an array", "T[](T...)", toArray(same[T]), 0},
		{"vec", "the values as a vector", "Vector<T>(T...)", toArray(same[T]), 0},
	}
}

// signedLines are the functions of arrays that char does not have.
func signedLines[T int8 | int16 | int32 | int64 | float32 | float64]() []line {
	return []line{
		{"diff", "the differences to the values a stride on", "T[](int, T...)", vaArray(diff[T]), 0},
		{"sequence", "the numbers from start to end, both included, by a step", "T[](T, T, T)", sequence[T], fails},
	}
}

// vaArray is va for a result that is an array.
func vaArray[A, T, R any](f func(A, []T) []R) kernel {
	swap := toArray2(func(s []T, a A) []R { return f(a, s) })
	return flip(swap)
}

// a1b is a kernel of an array and a value; a null array gives null.
func a1b[T, B, R any](f func([]T, B) R) kernel {
	return flip(va(func(b B, s []T) R { return f(s, b) }))
}

func same[T any](s []T) []T { return s }
