package engine

import "starling/engine/plan"

var _ = builds(buildSelectDistinct)

// buildSelectDistinct is an aggregation without aggregations: a row per key, in the order in
// which keys appear. The keys are the columns that the formulas make, computed when they are
// read; the index keeps the distinct ones.
func buildSelectDistinct(b *building, s plan.SelectDistinct) (*Table, error) {
	keys, err := build(plan.View{Formulas: s.Formulas}, b.env, b.in...)
	if err != nil {
		return nil, err
	}
	over := &building{op: s, env: b.env, in: []*Table{keys}}
	by := make([]Pair, len(keys.Schema))
	for i, f := range keys.Schema {
		by[i] = Pair{New: f.Name, Old: f.Name}
	}
	out, err := aggregate(over, nil, by)
	if err != nil {
		b.graph().orphan(keys.node)
	}
	return out, err
}
