package enginetest

import (
	"fmt"
	"math"
	"slices"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
)

// drawRangeJoin draws a range join of what two tables hold now, of which the right one is sorted.
func drawRangeJoin(d *Draw, t int) *Step {
	right := d.IntN(len(d.nodes))
	schema := d.nodes[t].Schema
	if d.nodes[t].Attrs.Refreshing || d.nodes[right].Attrs.Refreshing {
		return nil
	}
	ends := pick(d, schema, 2, func(typ column.Type) bool { return ordered(typ) && typ.Kind != column.Char })
	if len(ends) < 2 || ends[0].Type != ends[1].Type {
		return nil
	}
	in := pick(d, d.nodes[right].Schema, 1, func(typ column.Type) bool { return typ == ends[0].Type })
	of := pick(d, d.nodes[right].Schema, 1, func(typ column.Type) bool { return typ.Kind != column.List && typ.Kind != column.Bytes })
	if len(in) == 0 || len(of) == 0 {
		return nil
	}
	over := plan.Range{Start: ends[0].Name, Column: in[0].Name, End: ends[1].Name, After: d.IntN(2) == 0, Until: d.IntN(2) == 0}
	agg := engine.Aggregation{Name: "group", Pairs: []engine.Pair{{New: d.fresh("J"), Old: of[0].Name}}}
	return &Step{
		Args: fmt.Sprintf("%s %v", over, agg), In: []int{t, right}, Keys: -1,
		Apply: func(in []*engine.Table) (*engine.Table, error) {
			sorted, err := in[1].Sort([]engine.SortKey{{Column: over.Column}})
			if err != nil {
				return nil, err
			}
			return in[0].RangeJoin(sorted, nil, over, []engine.Aggregation{agg})
		},
		Ref: func(in []*Rel) (*Rel, error) {
			return rangeJoined(in[0], sorted(in[1], []engine.SortKey{{Column: over.Column}}), over, agg.Pairs[0]), nil
		},
	}
}

func rangeJoined(left, right *Rel, over plan.Range, p engine.Pair) *Rel {
	from, to, at, of := left.at(over.Start)[0], left.at(over.End)[0], right.at(over.Column)[0], right.at(p.Old)[0]
	out := &Rel{Fields: append(slices.Clone(left.Fields), column.Field{Name: p.New, Type: column.GroupOf(right.Fields[of].Type)})}
	for _, l := range left.Rows {
		lo, hi := l[from], l[to]
		c := compare(lo, hi)
		if unfit(lo) && lo != nil || unfit(hi) && hi != nil || lo != nil && hi != nil && (c > 0 || c == 0 && (over.After || over.Until)) {
			out.Rows = append(out.Rows, append(slices.Clone(l), nil))
			continue
		}
		all := []any{}
		for _, r := range right.Rows {
			v := r[at]
			if unfit(v) {
				continue
			}
			a, b := compare(v, lo), compare(v, hi)
			if (lo == nil || a > 0 || a == 0 && !over.After) && (hi == nil || b < 0 || b == 0 && !over.Until) {
				all = append(all, r[of])
			}
		}
		out.Rows = append(out.Rows, append(slices.Clone(l), listOf(all)))
	}
	return out
}

// unfit reports whether x is null or NaN.
func unfit(x any) bool {
	switch x := x.(type) {
	case nil:
		return true
	case float32:
		return x != x
	case float64:
		return math.IsNaN(x)
	}
	return false
}
