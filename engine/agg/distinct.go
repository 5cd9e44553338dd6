package agg

import "starling/engine/column"

func distinctType(in []column.Type, _ Args) (column.Type, error) {
	if !ordered(in[0]) {
		return column.Type{}, unsupported("distinct", in[0])
	}
	return column.GroupOf(in[0]), nil
}

// newDistinct is the distinct values of a group, ascending; null if there are none. args.IncludeNulls
// counts null and NaN as some.
func newDistinct(in []column.Type, args Args, _ bool) (Agg, error) {
	t, err := distinctType(in, args)
	if err != nil {
		return nil, err
	}
	return &distinct{vecOut: newVecOut(t), set: newSet(in[0], args.IncludeNulls)}, nil
}

type distinct struct {
	vecOut
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
	a.flush(func(dst column.Vector, g int32) {
		if a.set.count(g) == 0 {
			dst.AppendNull()
			return
		}
		l := dst.(*column.Lists)
		a.set.appendTo(l.Open(), g)
		l.Close()
	})
}
