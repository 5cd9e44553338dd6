package window

import "starling/engine/column"

var cumSums = column.ByType[carryOf]{
	Int8: cumSumOf[int8], Int16: cumSumOf[int16], Uint16: cumSumOf[uint16], Int32: cumSumOf[int32], Int64: cumSumOf[int64],
	Float32: cumFloatSumOf[float32], Float64: cumFloatSumOf[float64], Any: cumBigSumOf,
}

func cumSumOf[T whole](column.Type, Args) Cumulative {
	return carry[T, int64](long, cumSum[T]{column.Null[T]()})
}

// cumSum is a sum of whole numbers, as long.
type cumSum[T whole] struct{ null T }

// Next implements Carry.
func (c cumSum[T]) Next(s int64, x T) int64 {
	switch {
	case x == c.null:
		return s
	case s == column.NullLong:
		return int64(x)
	}
	return s + int64(x)
}

func cumFloatSumOf[T floats](column.Type, Args) Cumulative {
	return carry[T, float64](double, cumFloatSum[T]{column.Null[T]()})
}

// cumFloatSum is a sum of floating-point numbers, as double.
type cumFloatSum[T floats] struct{ null T }

// Next implements Carry.
func (c cumFloatSum[T]) Next(s float64, x T) float64 {
	switch {
	case x == c.null:
		return s
	case s == column.NullDouble:
		return float64(x)
	}
	return s + float64(x)
}

func cumBigSumOf(t column.Type, args Args) Cumulative {
	return carry[any, any](t, cumBigSum{exactly(t, args, exact64)})
}

// cumBigSum is a sum of numbers of any size.
type cumBigSum struct{ exact }

// Next implements Carry.
func (c cumBigSum) Next(s, x any) any { return c.add(s, x) }
