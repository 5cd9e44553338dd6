package agg

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// touched is the groups whose result is to be written.
type touched struct {
	mark []bool // by group
	list []int32
}

// touch notes groups, each once.
func (t *touched) touch(groups []int32) {
	for _, g := range groups {
		if !t.mark[g] {
			t.mark[g] = true
			t.list = append(t.list, g)
		}
	}
}

// reset forgets the groups noted.
func (t *touched) reset() {
	for _, g := range t.list {
		t.mark[g] = false
	}
	t.list = t.list[:0]
}

// out is a result column of Go type T and its touched groups.
type out[T any] struct {
	touched
	store store[T]
}

// store is a *column.Store[T], or *column.Strings for string.
type store[T any] interface {
	column.Writable
	Set(r rowset.Row, x T)
}

func newOut[T any](t column.Type) out[T] {
	return out[T]{store: column.NewStore(t).(store[T])}
}

// Result is the result column.
func (o *out[T]) Result() column.Writable { return o.store }

// Commit ends the cycle.
func (o *out[T]) Commit() { o.store.Commit() }

// flush writes value(g) for every touched group.
func (o *out[T]) flush(value func(g int32) T) {
	for _, g := range o.list {
		o.store.Set(rowset.Row(g), value(g))
	}
	o.reset()
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
