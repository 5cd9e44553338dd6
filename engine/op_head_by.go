package engine

import (
	"fmt"

	"starling/engine/plan"
)

var _ = builds(buildHeadBy)

func buildHeadBy(b *building, h plan.HeadBy) (*Table, error) {
	return buildEndBy(b, h.Rows, h.By, false)
}

var _ = builds(buildTailBy)

func buildTailBy(b *building, t plan.TailBy) (*Table, error) {
	return buildEndBy(b, t.Rows, t.By, true)
}

// buildEndBy takes some values at one end of each group apart again.
func buildEndBy(b *building, n int, by []string, last bool) (*Table, error) {
	if n <= 0 {
		return nil, fmt.Errorf("the number of rows must be positive, got %d", n)
	}
	groups, err := build(plan.GroupBy{By: by}, b.env, b.in...)
	if err != nil {
		return nil, err
	}
	groups.lend()
	over := &building{op: b.op, env: b.env, in: []*Table{groups}}
	var at []int
	for i := len(by); i < len(groups.Schema); i++ {
		at = append(at, i)
	}
	out, err := ungroup(over, at, end{n, last})
	if err != nil {
		b.graph().orphan(groups.node)
	}
	return out, err
}
