package engine

import (
	"errors"
	"slices"

	"starling/engine/plan"
)

var _ = builds(buildWhereOneOf)

func buildWhereOneOf(b *building, w plan.WhereOneOf) (*Table, error) {
	if len(w.Filters) == 0 {
		return nil, errors.New("no filter")
	}
	w.Filters = slices.Clone(w.Filters)
	parts, err := tests(b, w.Filters)
	if err != nil {
		return nil, err
	}
	b.op = w
	return where(b, []test{&joinedTest{plan.AnyOf, parts}})
}
