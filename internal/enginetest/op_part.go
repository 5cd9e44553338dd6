package enginetest

import (
	"fmt"

	"starling/engine"
	"starling/engine/plan"
)

// drawConstituent draws the rows of one key of a table that does not change.
func drawConstituent(d *Draw, t int) *Step {
	n := d.nodes[t]
	if n.Attrs.Refreshing {
		return nil
	}
	var by []engine.Pair
	for _, f := range pick(d, n.Schema, 2, keyable) {
		by = append(by, engine.Pair{New: f.Name, Old: f.Name})
	}
	number := d.IntN(3)
	return &Step{
		Args: fmt.Sprintf("%d by %s", number, pairText(by)), In: []int{t}, Keys: -1,
		Apply: func(in []*engine.Table) (*engine.Table, error) {
			return engine.Build(plan.Part{By: by, Number: number}, engine.Env{}, in[0])
		},
		Ref: func(in []*Rel) (*Rel, error) { return part(in[0], by, number), nil },
	}
}

func part(r *Rel, by []engine.Pair, number int) *Rel {
	var at []int
	for _, p := range by {
		at = append(at, r.at(p.Old)...)
	}
	numbers := map[string]int{}
	var rows [][]any
	for _, row := range r.Rows {
		k := keyText(row, at)
		if _, ok := numbers[k]; !ok {
			numbers[k] = len(numbers)
		}
		if numbers[k] == number {
			rows = append(rows, row)
		}
	}
	return r.with(rows)
}
