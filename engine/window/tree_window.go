package window

import "starling/engine/column"

// treeWindow is a window whose result is what a ring makes of its values, each of which is made
// by of.
type treeWindow[T, R any] struct {
	ring[R]
	of func(T) R
}

// Reset implements Window.
func (w *treeWindow[T, R]) Reset(at int) { w.reset(at) }

// Push implements Window.
func (w *treeWindow[T, R]) Push(x T) { w.push(w.of(x)) }

// Pop implements Window.
func (w *treeWindow[T, R]) Pop(T) { w.pop() }

// Value implements Window.
func (w *treeWindow[T, R]) Value() R { return w.all() }

func itself[T any](x T) T { return x }

// toDouble is x as double.
func toDouble[T whole | floats](x T) float64 {
	if x == column.Null[T]() {
		return column.NullDouble
	}
	return float64(x)
}
