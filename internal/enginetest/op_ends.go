package enginetest

import (
	"fmt"

	"starling/engine"
)

func drawHead(d *Draw, t int) *Step {
	n := drawCount(d)
	return &Step{
		Args: fmt.Sprint(n), In: []int{t}, Keys: -1, Sense: perOrder,
		Apply: func(in []*engine.Table) (*engine.Table, error) { return in[0].Head(n) },
		Ref:   func(in []*Rel) (*Rel, error) { return in[0].with(in[0].Rows[:min(n, len(in[0].Rows))]), nil },
	}
}

func drawTail(d *Draw, t int) *Step {
	n := drawCount(d)
	return &Step{
		Args: fmt.Sprint(n), In: []int{t}, Keys: -1, Sense: perOrder,
		Apply: func(in []*engine.Table) (*engine.Table, error) { return in[0].Tail(n) },
		Ref: func(in []*Rel) (*Rel, error) {
			return in[0].with(in[0].Rows[max(0, len(in[0].Rows)-n):]), nil
		},
	}
}

func drawCount(d *Draw) int { return []int{0, 1, 2, 3, 7, 20, 1000}[d.IntN(7)] }
