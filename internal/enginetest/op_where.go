package enginetest

import (
	"slices"
	"strings"

	"starling/engine/column"
	"starling/engine/plan"
)

// drawTests draws filters over node t, and what they mean.
func drawTests(d *Draw, t, n int) (filters []plan.Formula, holds []func(r *Rel, row []any) bool) {
	for _, f := range pick(d, d.nodes[t].Schema, n, func(t column.Type) bool { return len(literals(t.Kind)) > 0 }) {
		b := drawTest(d, f)
		filters = append(filters, plan.Formulas(b.text)...)
		holds = append(holds, func(r *Rel, row []any) bool { return b.holds(row[r.at(f.Name)[0]]) })
	}
	return filters, holds
}

// drawJoined draws a filter made of others.
func drawJoined(d *Draw, t int) *Step {
	filters, holds := drawTests(d, t, 3)
	if len(filters) == 0 {
		return nil
	}
	some, all, none := plan.Joined(plan.AnyOf, filters...), plan.Joined(plan.AllOf, filters...), plan.Joined(plan.NoneOf, filters...)
	one := func(r *Rel, row []any) bool {
		return slices.ContainsFunc(holds, func(f func(*Rel, []any) bool) bool { return f(r, row) })
	}
	each := func(r *Rel, row []any) bool {
		return !slices.ContainsFunc(holds, func(f func(*Rel, []any) bool) bool { return !f(r, row) })
	}
	switch d.IntN(3) {
	case 0:
		return passing(t, plan.Where{Filters: []plan.Formula{some}}, one)
	case 1:
		return passing(t, plan.Where{Filters: []plan.Formula{none}}, func(r *Rel, row []any) bool { return !one(r, row) })
	}
	return passing(t, plan.Where{Filters: []plan.Formula{plan.Joined(plan.NoneOf, all)}}, func(r *Rel, row []any) bool { return !each(r, row) })
}

func drawWhereOneOf(d *Draw, t int) *Step {
	filters, holds := drawTests(d, t, 3)
	if len(filters) == 0 {
		return nil
	}
	return passing(t, plan.WhereOneOf{Filters: filters}, func(r *Rel, row []any) bool {
		return slices.ContainsFunc(holds, func(f func(*Rel, []any) bool) bool { return f(r, row) })
	})
}

// passing is a step that keeps the rows for which holds.
func passing(t int, op plan.Op, holds func(r *Rel, row []any) bool) *Step {
	return &Step{
		Args: plan.Text(op), In: []int{t}, Keys: -1, Apply: built(op),
		Ref: func(in []*Rel) (*Rel, error) {
			return in[0].with(slices.DeleteFunc(slices.Clone(in[0].Rows), func(row []any) bool { return !holds(in[0], row) })), nil
		},
	}
}

func drawWhereIn(d *Draw, t int) *Step    { return drawIn(d, t, true) }
func drawWhereNotIn(d *Draw, t int) *Step { return drawIn(d, t, false) }

// drawIn draws a step that keeps the rows whose keys are those of another table, or not.
func drawIn(d *Draw, t int, in bool) *Step {
	right := d.IntN(len(d.nodes))
	on := drawOn(d, d.nodes[t].Schema, d.nodes[right].Schema)
	if len(on) == 0 {
		return nil
	}
	var op plan.Op = plan.WhereIn{On: on}
	if !in {
		op = plan.WhereNotIn{On: on}
	}
	return &Step{
		Args: strings.TrimSpace(pairText(on)), In: []int{t, right}, Keys: -1, Apply: built(op),
		Ref: func(of []*Rel) (*Rel, error) {
			var lkeys, rkeys []int
			for _, p := range on {
				lkeys, rkeys = append(lkeys, of[0].at(p.New)...), append(rkeys, of[1].at(p.Old)...)
			}
			there := map[string]bool{}
			for _, row := range of[1].Rows {
				there[keyText(row, rkeys)] = true
			}
			return of[0].with(slices.DeleteFunc(slices.Clone(of[0].Rows), func(row []any) bool { return there[keyText(row, lkeys)] != in })), nil
		},
	}
}
