package window

import "starling/engine/column"

var cumProds = column.ByType[carryOf]{
	Int8: cumProdOf[int8], Int16: cumProdOf[int16], Int32: cumProdOf[int32], Int64: cumProdOf[int64],
	Float32: cumFloatProdOf[float32], Float64: cumFloatProdOf[float64], Any: cumBigProdOf,
}

func cumProdOf[T whole](column.Type, Args) Cumulative {
	return carry[T, int64](long, cumProd[T]{column.Null[T]()})
}

// cumProd is a product of whole numbers, as long.
type cumProd[T whole] struct{ null T }

// Next implements Carry.
func (c cumProd[T]) Next(s int64, x T) int64 {
	switch {
	case x == c.null:
		return s
	case s == column.NullLong:
		return int64(x)
	}
	return s * int64(x)
}

func cumFloatProdOf[T floats](column.Type, Args) Cumulative {
	return carry[T, float64](double, cumFloatProd[T]{column.Null[T]()})
}

// cumFloatProd is a product of floating-point numbers, as double.
type cumFloatProd[T floats] struct{ null T }

// Next implements Carry.
func (c cumFloatProd[T]) Next(s float64, x T) float64 {
	switch {
	case x == c.null:
		return s
	case s == column.NullDouble:
		return float64(x)
	}
	return s * float64(x)
}

func cumBigProdOf(t column.Type, args Args) Cumulative {
	return carry[any, any](t, cumBigProd{exactly(t, args, exact64)})
}

// cumBigProd is a product of numbers of any size.
type cumBigProd struct{ exact }

// Next implements Carry.
func (c cumBigProd) Next(s, x any) any { return c.mul(s, x) }
