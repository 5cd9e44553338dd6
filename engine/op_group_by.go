package engine

import "starling/engine/plan"

var _ = builds(buildGroupBy)

// buildGroupBy is an aggregation of every column that is no key: its values, in table order.
func buildGroupBy(b *building, g plan.GroupBy) (*Table, error) {
	return aggregateAll(b, "group", plan.Names(g.By))
}
