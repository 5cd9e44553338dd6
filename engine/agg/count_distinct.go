package agg

import "starling/engine/column"

func countDistinctType(in []column.Type, _ Args) (column.Type, error) {
	if !ordered(in[0]) {
		return column.Type{}, unsupported("count_distinct", in[0])
	}
	return column.Of(column.Long), nil
}

// newCountDistinct is the number of distinct values of a group, null if there are none;
// args.CountNulls counts null and NaN as some.
func newCountDistinct(in []column.Type, args Args, _ bool) (Agg, error) {
	t, err := countDistinctType(in, args)
	if err != nil {
		return nil, err
	}
	return &countDistinct{out: newOut[int64](t), set: newSet(in[0], args.CountNulls)}, nil
}

type countDistinct struct {
	out[int64]
	set set
}

func (a *countDistinct) Grow(groups int) {
	a.touched.Grow(groups)
	a.set.grow(groups)
}

func (a *countDistinct) Add(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	a.set.apply(groups, in[0], 1)
}

func (a *countDistinct) Remove(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	a.set.apply(groups, in[0], -1)
}

// Flush writes the counts of the touched groups.
func (a *countDistinct) Flush() {
	a.flush(func(g int32) int64 {
		if n := a.set.count(g); n > 0 {
			return int64(n)
		}
		return column.NullLong
	})
}
