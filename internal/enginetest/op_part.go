package enginetest

import (
	"fmt"
	"slices"

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

// drawTables merges the tables that a table is divided into by keys, perhaps sorted by them, perhaps without some.
func drawTables(d *Draw, t int) *Step {
	n := d.nodes[t]
	var by []string
	for _, f := range pick(d, n.Schema, 2, keyable) {
		by = append(by, f.Name)
	}
	if len(by) == 0 || !n.Attrs.Refreshing || n.Attrs.Blink { // the order of a blink table's groups is history
		return nil
	}
	var filter []string
	var holds []func(r *Rel, row []any) bool
	if f := n.Schema[n.Position(by[0])]; len(literals(f.Type.Kind)) > 0 && d.IntN(3) == 0 {
		b := drawTest(d, f)
		filter = append(filter, b.text)
		holds = append(holds, func(r *Rel, row []any) bool { return b.holds(row[r.at(f.Name)[0]]) })
	}
	var keys []engine.SortKey
	for _, name := range by {
		if !slices.ContainsFunc(by, func(name string) bool { return !ordered(n.Schema[n.Position(name)].Type) }) {
			keys = append(keys, engine.SortKey{Column: name, Descending: true})
		}
	}
	sort := d.IntN(3) == 0 && len(keys) > 0
	return &Step{
		Args: fmt.Sprintf("by %v, filter %v, sorted %t", by, filter, sort), In: []int{t}, Keys: 0, Sense: perOrder,
		Apply: func(in []*engine.Table) (*engine.Table, error) {
			p, err := in[0].PartitionedBy(by, false)
			if err == nil && len(filter) > 0 {
				p, err = p.Filter(engine.Env{}, filter...)
			}
			if err == nil && sort {
				p, err = p.Sort(keys)
			}
			if err != nil {
				return nil, err
			}
			return p.Merge()
		},
		Ref: func(in []*Rel) (*Rel, error) {
			var rows [][]any
			for _, row := range in[0].Rows {
				if len(holds) == 0 || holds[0](in[0], row) {
					rows = append(rows, row)
				}
			}
			at := in[0].at(by...)
			firsts := map[string]int{}
			for i, row := range rows {
				if _, ok := firsts[keyText(row, at)]; !ok {
					firsts[keyText(row, at)] = i
				}
			}
			slices.SortStableFunc(rows, func(a, b []any) int { return firsts[keyText(a, at)] - firsts[keyText(b, at)] })
			out := in[0].with(rows)
			if sort {
				out = sorted(out, keys)
			}
			return out, nil
		},
	}
}
