package window

import "starling/engine/column"

// Window is the values that a rolling operation has in its window.
type Window[T, R any] interface {
	// Reset empties it. The next value is at this position of its group.
	Reset(at int)
	// Push takes in the value behind the last one.
	Push(x T)
	// Pop gives up the first value, which is x.
	Pop(x T)
	// Value is the result of the values within.
	Value() R
}

// Span is the places [Lo, Hi) of the values of a window.
type Span struct{ Lo, Hi int }

// Run is windows of one group, [From, To) of those given: neither end moves back. The value at
// place i is at position i+Shift of the group.
type Run struct{ From, To, Shift int }

// Rolling is a rolling operation.
type Rolling interface {
	// Type is that of the results.
	Type() column.Type
	// Roll appends to out a result for each of windows, over the values of in, a vector per input.
	// Each window is in one of runs, which are in order.
	Roll(out column.Vector, in []column.Vector, windows []Span, runs []Run)
}

// rolling moves one window, which is W, over values of T.
type rolling[T, R any, W Window[T, R]] struct {
	typ    column.Type
	window W
	values func(buf *[]T, in []column.Vector) []T
	buf    []T
}

// roll is a rolling operation over the values of one column.
func roll[T, R any, W Window[T, R]](t column.Type, w W) Rolling { return rollOver(t, w, only[T]) }

// rollOver is a rolling operation over what values makes of the columns.
func rollOver[T, R any, W Window[T, R]](t column.Type, w W, values func(*[]T, []column.Vector) []T) Rolling {
	return &rolling[T, R, W]{typ: t, window: w, values: values}
}

// only is the values of the one input.
func only[T any](_ *[]T, in []column.Vector) []T { return in[0].(*column.Vec[T]).V }

// rollDoubles is a rolling operation over the numbers of one column as doubles.
func rollDoubles[W Window[float64, float64]](t column.Type, w W) Rolling {
	return rollOver(t, w, func(buf *[]float64, in []column.Vector) []float64 {
		*buf = doubles((*buf)[:0], in[0])
		return *buf
	})
}

func (r *rolling[T, R, W]) Type() column.Type { return r.typ }

func (r *rolling[T, R, W]) Roll(out column.Vector, in []column.Vector, windows []Span, runs []Run) {
	values, dst, w := r.values(&r.buf, in), out.(*column.Vec[R]), r.window
	for _, run := range runs {
		lo, hi := -1, -1
		for _, span := range windows[run.From:run.To] {
			if lo < 0 || span.Lo >= hi { // nothing of what is in it stays
				lo, hi = span.Lo, span.Lo
				w.Reset(lo + run.Shift)
			}
			for ; lo < span.Lo; lo++ {
				w.Pop(values[lo])
			}
			for ; hi < span.Hi; hi++ {
				w.Push(values[hi])
			}
			dst.V = append(dst.V, w.Value())
		}
	}
}
