package agg

import "starling/engine/column"

func distinctType(in []column.Type, _ Args) (column.Type, error) {
	if !ordered(in[0]) {
		return column.Type{}, unsupported("distinct", in[0])
	}
	return column.GroupOf(in[0]), nil
}

// newDistinct is the distinct values of a group, ascending, as a slice that never
// changes; null if there are none. args.IncludeNulls counts null as one.
func newDistinct(in []column.Type, args Args, _ bool) (Agg, error) {
	t, err := distinctType(in, args)
	if err != nil {
		return nil, err
	}
	return &distinct{out: newOut[any](t), of: in[0], set: newSet(in[0], args.IncludeNulls)}, nil
}

type distinct struct {
	out[any]
	of  column.Type
	set set
}

func (a *distinct) Grow(groups int) {
	a.touched.Grow(groups)
	a.set.grow(groups)
}

func (a *distinct) Add(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	a.set.apply(groups, in[0], 1)
}

func (a *distinct) Remove(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	a.set.apply(groups, in[0], -1)
}

// Flush writes the values of the touched groups.
func (a *distinct) Flush() {
	a.flush(func(g int32) any {
		if a.set.count(g) == 0 {
			return nil
		}
		v := column.NewVector(a.of)
		a.set.appendTo(v, g)
		return v.Slice()
	})
}
