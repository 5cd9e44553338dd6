package agg

import "starling/engine/column"

// newCount is the number of rows of a group, as long.
func newCount([]column.Type, Args, bool) (Agg, error) {
	return &count{out: newOut[int64](column.Of(column.Long))}, nil
}

type count struct {
	out[int64]
	n []int64
}

func (a *count) Grow(groups int) {
	a.touched.Grow(groups)
	a.n = grow(a.n, groups)
}

func (a *count) Add(groups []int32, _ []column.Vector) {
	a.touched.AddAll(groups)
	for _, g := range groups {
		a.n[g]++
	}
}

func (a *count) Remove(groups []int32, _ []column.Vector) {
	a.touched.AddAll(groups)
	for _, g := range groups {
		a.n[g]--
	}
}

// Flush writes the counts of the touched groups.
func (a *count) Flush() { a.flush(func(g int32) int64 { return a.n[g] }) }
