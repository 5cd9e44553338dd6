package agg

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// out is a result column of Go type T.
type out[T any] struct{ vecOut }

func newOut[T any](t column.Type) out[T] { return out[T]{newVecOut(t)} }

// flush writes value(g) for every touched group.
func (o *out[T]) flush(value func(g int32) T) {
	dst := o.values.(*column.Vec[T])
	o.flushPages(func(p rowset.Page) {
		for i := range p.Len() {
			dst.V = append(dst.V, value(int32(p.Row(i))))
		}
	})
}

// grow is s with length n at least; what is new is zero.
func grow[T any](s []T, n int) []T {
	if n <= len(s) {
		return s
	}
	return append(s, make([]T, n-len(s))...)
}

// sized is *buf with length n, its values whatever they are.
func sized[T any](buf *[]T, n int) []T {
	if n > cap(*buf) {
		*buf = make([]T, n, max(n, rowset.PageSize))
	}
	*buf = (*buf)[:n]
	return *buf
}
