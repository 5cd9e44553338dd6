package window

import "starling/engine/column"

var rollingCounts = column.ByType[rollingOf]{
	Int8: rollingCountOf[int8], Int16: rollingCountOf[int16], Uint16: rollingCountOf[uint16], Int32: rollingCountOf[int32], Int64: rollingCountOf[int64],
	Float32: rollingCountOf[float32], Float64: rollingCountOf[float64],
	String: rollingCountBy(func(v column.Vector, i int) bool { return column.IsNullString(v.(*column.Vec[string]).V[i]) }),
	Any:    rollingCountBy(column.Vector.Null), Lists: rollingCountBy(column.Vector.Null),
}

func rollingCountOf[T comparable](column.Type, Args) Rolling {
	null := column.Null[T]()
	return rollingCountBy(func(v column.Vector, i int) bool { return v.(*column.Vec[T]).V[i] == null })(long, Args{})
}

// rollingCountBy is the count of the values that are not null.
func rollingCountBy(null func(v column.Vector, i int) bool) rollingOf {
	return func(column.Type, Args) Rolling {
		return rollOver[bool, int64](long, &rollingCount{}, func(buf *[]bool, in []column.Vector) []bool {
			there := (*buf)[:0]
			for i := range in[0].Len() {
				there = append(there, !null(in[0], i))
			}
			*buf = there
			return there
		})
	}
}

// rollingCount is how many of the values are true.
type rollingCount struct{ n int64 }

// Reset implements Window.
func (w *rollingCount) Reset(int) { w.n = 0 }

// Push implements Window.
func (w *rollingCount) Push(x bool) { w.n += bit(x) }

// Pop implements Window.
func (w *rollingCount) Pop(x bool) { w.n -= bit(x) }

// Value implements Window.
func (w *rollingCount) Value() int64 { return w.n }
