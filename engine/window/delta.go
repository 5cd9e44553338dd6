package window

import (
	"math/big"

	"starling/engine/column"
)

var deltas = column.ByType[rollingOf]{
	Int8: deltaOf[int8], Int16: deltaOf[int16], Uint16: deltaOf[uint16], Int32: deltaOf[int32], Int64: deltaOf[int64],
	Float32: deltaOf[float32], Float64: deltaOf[float64],
	Any: func(t column.Type, args Args) Rolling {
		e := exactly(t, args, exact64)
		var zero any = column.Decimal{}
		if e.whole {
			zero = new(big.Int)
		}
		return &delta[any]{t, args.Delta, zero, func(x any) bool { return x == nil }, e.sub}
	},
}

func deltaOf[T whole | floats](t column.Type, args Args) Rolling {
	if t.Kind == column.Instant {
		t = long
	}
	null := column.Null[T]()
	return &delta[T]{t, args.Delta, 0, func(x T) bool { return x == null }, func(a, b T) T { return a - b }}
}

// delta is the difference of a row's value to that of the row ahead, the one other in its window.
type delta[T any] struct {
	typ     column.Type
	control DeltaControl
	zero    T
	null    func(T) bool
	sub     func(a, b T) T
}

func (d *delta[T]) Type() column.Type { return d.typ }

func (d *delta[T]) Roll(out column.Vector, in []column.Vector, windows []Span, _ []Run) {
	values, dst := in[0].(*column.Vec[T]).V, out.(*column.Vec[T])
	for _, w := range windows {
		switch x := values[w.Hi-1]; {
		case d.null(x):
			dst.AppendNull()
		case w.Hi-w.Lo > 1 && !d.null(values[w.Lo]):
			dst.Append(d.sub(x, values[w.Lo]))
		case d.control == ValueDominates:
			dst.Append(x)
		case d.control == ZeroDominates:
			dst.Append(d.zero)
		default:
			dst.AppendNull()
		}
	}
}
