package window

import (
	"fmt"

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

// truth is a value as 1 or 0.
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
