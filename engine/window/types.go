package window

import (
	"fmt"
	"math"

	"starling/engine/column"
)

// unsupported is the error for an input that an operation cannot take.
func unsupported(name string, t column.Type) error {
	return fmt.Errorf("%s: unsupported type %s", name, t)
}

// whole is the Go types of whole numbers, of characters and of Booleans.
type whole interface {
	~int8 | ~int16 | ~uint16 | ~int32 | ~int64
}

// floats is the Go types of floating-point numbers.
type floats interface{ ~float32 | ~float64 }

// Types in results.
var (
	long   = column.Of(column.Long)
	double = column.Of(column.Double)
)

// addable reports whether values of t have a sum.
func addable(t column.Type) bool {
	return numeric(t) || t.Kind == column.Bool || t.Kind == column.Char
}

// numeric reports whether t is a type of numbers.
func numeric(t column.Type) bool { return t.Kind.Numeric() || t.Big() }

func floating(t column.Type) bool { return t.Kind == column.Float || t.Kind == column.Double }

// ordered reports whether values of t can be compared; Booleans are not, as in Deephaven.
func ordered(t column.Type) bool {
	switch t.Kind {
	case column.Bytes, column.List, column.Bool:
		return false
	case column.Object:
		return t.Ordered()
	}
	return true
}

func anything(column.Type) bool { return true }

// bit is 1 for true.
func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// toDoubles appends values of numbers as doubles.
var toDoubles = column.ByType[func([]float64, column.Vector) []float64]{
	Int8: doublesOf[int8], Int16: doublesOf[int16], Uint16: doublesOf[uint16], Int32: doublesOf[int32], Int64: doublesOf[int64],
	Float32: doublesOf[float32], Float64: doublesOf[float64],
}

func doubles(dst []float64, v column.Vector) []float64 { return toDoubles.Of(v)(dst, v) }

func doublesOf[T whole | floats](dst []float64, v column.Vector) []float64 {
	for _, x := range v.(*column.Vec[T]).V {
		dst = append(dst, toDouble(x))
	}
	return dst
}

// plus is a + b; a null counts as nothing.
func plus(a, b float64) float64 {
	switch {
	case a == column.NullDouble:
		return b
	case b == column.NullDouble:
		return a
	}
	return a + b
}

// known is 1, and 0 for null.
func known[T whole | floats](x T) int {
	if x == column.Null[T]() {
		return 0
	}
	return 1
}

// subtractable reports whether values of t have differences.
func subtractable(t column.Type) bool {
	return numeric(t) || t.Kind == column.Char || t.Kind == column.Instant
}

// multiplied reports whether values of t have a product in a window; cum_prod takes no characters.
func multiplied(t column.Type) bool { return numeric(t) || t.Kind == column.Char }

// ulp is the distance of x to the next number.
func ulp(x float64) float64 {
	x = math.Abs(x)
	return math.Nextafter(x, math.Inf(1)) - x
}
