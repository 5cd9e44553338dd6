package agg

import "starling/engine/column"

// newCountWhere is the number of true values of a group, as long.
func newCountWhere(in []column.Type, args Args, _ bool) (Agg, error) {
	if _, err := countWhereType(in, args); err != nil {
		return nil, err
	}
	return &countWhere{count{out: newOut[int64](column.Of(column.Long))}}, nil
}

func countWhereType(in []column.Type, _ Args) (column.Type, error) {
	if in[0].Kind != column.Bool {
		return column.Type{}, unsupported("count_where", in[0])
	}
	return column.Of(column.Long), nil
}

type countWhere struct{ count }

func (a *countWhere) Add(groups []int32, in []column.Vector)    { a.apply(groups, in, 1) }
func (a *countWhere) Remove(groups []int32, in []column.Vector) { a.apply(groups, in, -1) }

func (a *countWhere) apply(groups []int32, in []column.Vector, sign int64) {
	a.touched.AddAll(groups)
	v := in[0].(*column.Vec[int8]).V
	for i, g := range groups {
		if v[i] == 1 {
			a.n[g] += sign
		}
	}
}
