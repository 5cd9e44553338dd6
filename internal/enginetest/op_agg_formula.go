package enginetest

import (
	"fmt"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
)

// drawFormulas counts the rows of each group that pass filters, perhaps with the groups of now first, and, where rows can be seen again,
// makes formulas of the groups: with a parameter, of a column by its name, and of a key.
func drawFormulas(d *Draw, t int) *Step {
	by := drawKeys(d, t)
	filters, holds := drawTests(d, t, 2)
	of := d.nodes[t].Schema[d.IntN(len(d.nodes[t].Schema))].Name
	aggs := []engine.Aggregation{
		{Name: "count_where", Pairs: []engine.Pair{{New: d.fresh("A")}}, Filters: filters},
		{Name: "count", Pairs: []engine.Pair{{New: d.fresh("A")}}},
	}
	formulas := !d.nodes[t].Attrs.Blink && d.IntN(3) > 0
	if formulas {
		aggs = append(aggs,
			engine.Aggregation{Name: "formula", Param: "each", Formula: plan.Formula{Text: "each.size() + 1"}, Pairs: []engine.Pair{{New: d.fresh("A"), Old: of}}},
			engine.Aggregation{Name: "group", Pairs: []engine.Pair{{New: d.fresh("A"), Old: of}}},
		)
		if len(by) > 0 {
			aggs = append(aggs, engine.Aggregation{Name: "formula", Formula: plan.Formula{Text: fmt.Sprintf("%s = isNull(%s) ? 1 : 2", d.fresh("A"), by[0].Old)}})
		}
	}
	op := plan.AggBy{Aggs: aggs, By: by, Empty: d.nodes[t].Attrs.AddOnly && len(by) > 0 && d.IntN(2) == 0} // where rows go, keys stay that a larger batch never sees
	seeded := len(by) > 0 && d.IntN(3) == 0 && !op.Empty
	s := &Step{
		Args: fmt.Sprintf("%v by %s, empty %t, seeded %t", aggs, pairText(by), op.Empty, seeded), In: []int{t}, Keys: len(by), Sense: perSet,
		Apply: func(in []*engine.Table) (*engine.Table, error) {
			if seeded {
				in = append(in[:1:1], in[0])
			}
			return engine.Build(op, engine.Env{}, in...)
		},
		Ref: func(in []*Rel) (*Rel, error) { return formulated(in[0], aggs, by, of, holds), nil },
	}
	if formulas {
		s.Sense = perOrder
	}
	return s
}

// formulated is what the aggregations of drawFormulas give.
func formulated(r *Rel, aggs []engine.Aggregation, by []engine.Pair, of string, holds []func(r *Rel, row []any) bool) *Rel {
	var keys []int
	for _, p := range by {
		keys = append(keys, r.at(p.Old)...)
	}
	passed := map[string]int64{}
	for _, row := range r.Rows {
		pass := true
		for _, h := range holds {
			pass = pass && h(r, row)
		}
		passed[keyText(row, keys)] += int64(bit(pass))
	}
	long := column.Of(column.Long)
	plain := []engine.Aggregation{aggs[1]}
	if len(aggs) > 2 {
		plain = append(plain, aggs[3])
	}
	out := aggregated(r, plain, by)
	n := len(by)
	at := make([]int, n)
	for i := range at {
		at[i] = i
	}
	fields := append(out.Fields[:n:n], column.Field{Name: aggs[0].Pairs[0].New, Type: long}, out.Fields[n])
	if len(aggs) > 2 {
		fields = append(fields, column.Field{Name: aggs[2].Pairs[0].New, Type: long}, out.Fields[n+1])
	}
	if len(aggs) > 4 {
		fields = append(fields, column.Field{Name: aggs[4].Formula.Text[:len(aggs[4].Formula.Text)-len(" = isNull("+by[0].Old+") ? 1 : 2")], Type: column.Of(column.Int)})
	}
	for i, row := range out.Rows {
		made := append(row[:n:n], passed[keyText(row, at)], row[n])
		if len(aggs) > 2 {
			made = append(made, row[n].(int64)+1, row[n+1])
		}
		if len(aggs) > 4 {
			made = append(made, int32(2-bit(row[0] == nil)))
		}
		out.Rows[i] = made
	}
	return &Rel{Fields: fields, Rows: out.Rows}
}
