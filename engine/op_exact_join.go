package engine

import "starling/engine/plan"

var _ = builds(buildExactJoin)

// buildExactJoin makes a natural join in which every left row has just one right row.
func buildExactJoin(b *building, e plan.ExactJoin) (*Table, error) {
	return naturalJoin(b, plan.NaturalJoin{On: e.On, Joins: e.Joins, Match: ExactlyOneMatch})
}
