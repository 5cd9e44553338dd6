package native

import (
	"starling/engine/column"
	"starling/engine/expr"
)

// rank is the order in which numbers are widened, as in Java.
var rank = map[column.Kind]int{column.Byte: 1, column.Short: 2, column.Int: 3, column.Long: 4, column.Float: 5, column.Double: 6}

// isNull reports whether t is the type of the literal null.
func isNull(t column.Type) bool { return t.Kind == column.Object && t.String() == "null" }

// fits reports whether a parameter of type p takes values of type a.
func fits(a, p column.Type) bool {
	if a == p || isNull(a) {
		return true
	}
	if x, ok := a.Elem(); ok && a.Kind == column.List {
		y, ok := p.Elem()
		return ok && p.Kind == column.List && x == y // arrays and groups alike
	}
	return rank[a.Kind] > 0 && rank[a.Kind] < rank[p.Kind]
}

// widened is n values as a parameter of type p takes them.
func widened(a expr.Values, p column.Type, n int) column.Vector {
	if a.Kind() == p.Kind {
		return a.Vector
	}
	out := column.NewVector(p)
	if a.Kind() == column.Object { // of the literal null, all that fits
		for range n {
			out.AppendNull()
		}
		return out
	}
	wideners.Of(a.Vector)(a.Vector, out)
	return out
}

// wideners append the values of a vector of numbers to one of wider numbers.
var wideners = column.ByType[func(v, out column.Vector)]{
	Int8: widen[int8], Int16: widen[int16], Int32: widen[int32], Int64: widen[int64], Float32: widen[float32],
}

type numeric interface {
	int8 | int16 | int32 | int64 | float32 | float64
}

func widen[A numeric](v, out column.Vector) {
	in := v.(*column.Vec[A]).V
	switch out := out.(type) {
	case *column.Vec[int16]:
		widenTo(in, out)
	case *column.Vec[int32]:
		widenTo(in, out)
	case *column.Vec[int64]:
		widenTo(in, out)
	case *column.Vec[float32]:
		widenTo(in, out)
	case *column.Vec[float64]:
		widenTo(in, out)
	}
}

func widenTo[A, B numeric](in []A, out *column.Vec[B]) {
	null := column.Null[A]()
	for _, x := range in {
		if x == null {
			out.AppendNull()
		} else {
			out.Append(B(x))
		}
	}
}
