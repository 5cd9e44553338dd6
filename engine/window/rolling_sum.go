package window

import "starling/engine/column"

var rollingSums = column.ByType[rollingOf]{
	Int8: rollingSumOf[int8], Int16: rollingSumOf[int16], Uint16: rollingSumOf[uint16], Int32: rollingSumOf[int32], Int64: rollingSumOf[int64],
	Float32: rollingFloatSumOf[float32], Float64: rollingFloatSumOf[float64],
	Any: func(t column.Type, args Args) Rolling {
		return roll[any, any](t, &treeWindow[any, any]{newRing[any](nil, exactly(t, args, exact64).add), itself[any]})
	},
}

func rollingSumOf[T whole](column.Type, Args) Rolling {
	return roll[T, int64](long, &rollingSum[T]{null: column.Null[T]()})
}

// rollingSum is a sum of n whole numbers, as long.
type rollingSum[T whole] struct {
	null T
	n    int
	sum  int64
}

// Reset implements Window.
func (w *rollingSum[T]) Reset(int) { w.n, w.sum = 0, 0 }

// Push implements Window.
func (w *rollingSum[T]) Push(x T) {
	if x != w.null {
		w.n++
		w.sum += int64(x)
	}
}

// Pop implements Window.
func (w *rollingSum[T]) Pop(x T) {
	if x != w.null {
		w.n--
		w.sum -= int64(x)
	}
}

// Value implements Window.
func (w *rollingSum[T]) Value() int64 {
	if w.n == 0 {
		return column.NullLong
	}
	return w.sum
}

func rollingFloatSumOf[T floats](column.Type, Args) Rolling {
	return roll[T, float64](double, &treeWindow[T, float64]{newRing(column.NullDouble, plus), toDouble[T]})
}
