package agg

import (
	"slices"
	"unsafe"

	"starling/engine/column"
)

func groupType(in []column.Type, _ Args) (column.Type, error) { return column.GroupOf(in[0]), nil }

// newGroup is all values of a group, nulls too, in the order they are added, as a slice that
// never changes.
func newGroup(in []column.Type, _ Args, _ bool) (Agg, error) {
	return newGroups.OfKind(in[0].Kind)(column.GroupOf(in[0])), nil
}

// newGroups makes aggregations of groups of a type.
var newGroups = column.ByType[func(column.Type) Agg]{
	Int8: newGroupOf[int8], Int16: newGroupOf[int16], Uint16: newGroupOf[uint16], Int32: newGroupOf[int32], Int64: newGroupOf[int64],
	Float32: newGroupOf[float32], Float64: newGroupOf[float64], String: newTextGroup, Any: newGroupOf[any],
}

// groupOf keeps the values of each group in a slice that is only appended to, so that
// results share it.
type groupOf[T any] struct {
	out[any]
	vals [][]T
	held int // bytes of the values
}

func newGroupOf[T any](t column.Type) Agg { return &groupOf[T]{out: newOut[any](t)} }

func newTextGroup(t column.Type) Agg {
	return &textGroup{groupOf: groupOf[string]{out: newOut[any](t)}}
}

func (a *groupOf[T]) Grow(groups int) {
	a.touched.Grow(groups)
	a.vals = grow(a.vals, groups)
}

func (a *groupOf[T]) Add(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	a.add(groups, in[0].(*column.Vec[T]).V)
}

func (a *groupOf[T]) add(groups []int32, v []T) {
	for i, g := range groups {
		old := a.vals[g]
		a.vals[g] = append(old, v[i])
		if len(old) == cap(old) {
			a.held += bytesOf(a.vals[g]) - bytesOf(old)
		}
	}
}

// Remove panics: values leave by Cut.
func (a *groupOf[T]) Remove([]int32, []column.Vector) {
	panic("agg: a value is removed from the midst of a group")
}

// Cut takes out the values of group g from the n-th on. Results share the others, so they are copied.
func (a *groupOf[T]) Cut(g int32, n int) int {
	old := a.vals[g]
	if n >= len(old) {
		return len(old)
	}
	a.touched.Add(g)
	a.vals[g] = slices.Clone(old[:n:n])
	a.held += bytesOf(a.vals[g]) - bytesOf(old)
	return n
}

// Flush writes the values of the touched groups.
func (a *groupOf[T]) Flush() {
	a.flush(func(g int32) any {
		n := len(a.vals[g])
		return a.vals[g][:n:n]
	})
}

// textGroup is a groupOf strings, which it copies into text of its own.
type textGroup struct {
	groupOf[string]
	text []byte // only appended to; full ones are left to the strings in them
	buf  []string
}

func (a *textGroup) Add(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	v := in[0].(*column.Vec[string]).V
	d := sized(&a.buf, len(v))
	for i, s := range v {
		d[i] = a.keep(s)
	}
	a.add(groups, d)
}

// Cut leaves the text of what is taken out to those who hold it.
func (a *textGroup) Cut(g int32, n int) int {
	for i, s := range a.vals[g] {
		if i >= n {
			a.held -= len(s)
		}
	}
	return a.groupOf.Cut(g, n)
}

// keep is a copy of s.
func (a *textGroup) keep(s string) string {
	if s == "" || column.IsNullString(s) {
		return s
	}
	n := len(a.text)
	if n+len(s) > cap(a.text) {
		a.text, n = make([]byte, 0, max(1<<16, len(s))), 0
		a.held += cap(a.text)
	}
	a.text = append(a.text, s...)
	return unsafe.String(&a.text[n], len(s))
}
