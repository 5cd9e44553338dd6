package engine

import (
	"errors"

	"starling/engine/plan"
)

var _ = builds(buildGroupBy)

// buildGroupBy is an aggregation of every column that is no key: its values, in table order.
func buildGroupBy(b *building, g plan.GroupBy) (*Table, error) {
	by := plan.Names(g.By)
	all := b.in[0].others("group", by)
	if len(all.Pairs) == 0 {
		return nil, errors.New("every column is a key: there is none to group")
	}
	return aggregate(b, []Aggregation{all}, by)
}
