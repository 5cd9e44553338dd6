package enginetest

import (
	"fmt"
	"slices"

	"starling/engine"
	"starling/engine/column"
)

func drawExactJoin(d *Draw, t int) *Step {
	right := d.IntN(len(d.nodes))
	on := drawOn(d, d.nodes[t].Schema, d.nodes[right].Schema)
	joins := drawJoins(d, t, right, on)
	if joins == nil {
		return nil
	}
	return &Step{
		Args: fmt.Sprintf("on %s joins %s", pairText(on), pairText(joins)), In: []int{t, right}, Keys: -1,
		Apply: func(in []*engine.Table) (*engine.Table, error) { return in[0].ExactJoin(in[1], on, joins) },
		Ref: func(in []*Rel) (*Rel, error) {
			return naturalJoined(in[0], in[1], on, joins, engine.ExactlyOneMatch)
		},
	}
}

// drawCross draws a join of all pairs of rows; it keeps rows of the left, of the right table that are in none.
func drawCross(left, right bool, join func(t, right *engine.Table, on, joins []engine.Pair) (*engine.Table, error)) func(d *Draw, t int) *Step {
	return func(d *Draw, t int) *Step {
		other := d.IntN(len(d.nodes))
		on := drawOn(d, d.nodes[t].Schema, d.nodes[other].Schema)
		joins := drawJoins(d, t, other, on)
		if joins == nil {
			return nil
		}
		return &Step{
			Args: fmt.Sprintf("on %s joins %s", pairText(on), pairText(joins)), In: []int{t, other}, Keys: -1,
			Apply: func(in []*engine.Table) (*engine.Table, error) { return join(in[0], in[1], on, joins) },
			Ref:   func(in []*Rel) (*Rel, error) { return crossed(in[0], in[1], on, joins, left, right), nil },
		}
	}
}

func crossed(left, right *Rel, on, joins []engine.Pair, keepLeft, keepRight bool) *Rel {
	var lkeys, rkeys, from []int
	for _, p := range on {
		lkeys, rkeys = append(lkeys, left.at(p.New)...), append(rkeys, right.at(p.Old)...)
	}
	out := &Rel{Fields: slices.Clone(left.Fields)}
	for _, p := range joins {
		from = append(from, right.at(p.Old)...)
		out.Fields = append(out.Fields, column.Field{Name: p.New, Type: right.field(p.Old).Type})
	}
	paired := map[int]bool{}
	add := func(l, r []any) {
		row := slices.Clone(l)
		for _, i := range from {
			if r == nil {
				row = append(row, nil)
			} else {
				row = append(row, r[i])
			}
		}
		out.Rows = append(out.Rows, row)
	}
	for _, l := range left.Rows {
		found := false
		for i, r := range right.Rows {
			if keyText(l, lkeys) == keyText(r, rkeys) {
				add(l, r)
				paired[i], found = true, true
			}
		}
		if !found && keepLeft {
			add(l, nil)
		}
	}
	for i, r := range right.Rows {
		if !paired[i] && keepRight {
			l := make([]any, len(left.Fields))
			for _, p := range on {
				if p.New == p.Old {
					l[left.at(p.New)[0]] = r[right.at(p.Old)[0]]
				}
			}
			add(l, r)
		}
	}
	return out
}
