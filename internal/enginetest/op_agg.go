package enginetest

import (
	"fmt"
	"slices"
	"strings"

	"starling/engine"
	"starling/engine/agg"
	"starling/engine/column"
)

// drawKeys draws the columns to group by, perhaps none, perhaps renamed.
func drawKeys(d *Draw, t int) []engine.Pair {
	var by []engine.Pair
	if d.IntN(6) == 0 {
		return by
	}
	for _, f := range pick(d, d.nodes[t].Schema, 3, keyable) {
		p := engine.Pair{New: f.Name, Old: f.Name}
		if d.IntN(4) == 0 {
			p.New = d.fresh("Key")
		}
		by = append(by, p)
	}
	return by
}

func drawAggBy(d *Draw, t int) *Step {
	by := drawKeys(d, t)
	var aggs []engine.Aggregation
	for range 1 + d.IntN(4) {
		if a, ok := drawAggregation(d, d.nodes[t]); ok {
			aggs = append(aggs, a)
		}
	}
	if len(aggs) == 0 {
		return nil
	}
	s := aggStep(t, aggs, by)
	s.Apply = func(in []*engine.Table) (*engine.Table, error) { return in[0].AggBy(aggs, by) }
	return s
}

// drawAggregation draws one of agg's table with fitting columns.
func drawAggregation(d *Draw, t *engine.Table) (engine.Aggregation, bool) {
	defs := agg.Defs()
	def := defs[d.IntN(len(defs))]
	a := engine.Aggregation{Name: def.Name}
	if references[def.Name] == nil || def.Ordered && t.Attrs.Blink {
		return a, false
	}
	for range 1 + d.IntN(2) {
		in := make([]column.Type, def.Inputs)
		names := make([]string, def.Inputs)
		for i := range in {
			f := t.Schema[d.IntN(len(t.Schema))]
			in[i], names[i] = f.Type, f.Name
		}
		if len(a.Pairs) > 0 && def.Inputs == 2 {
			break
		}
		if _, err := def.Result(in, agg.Args{}); err != nil {
			continue
		}
		p := engine.Pair{New: d.fresh("A")}
		if def.Inputs > 0 {
			p.Old = names[def.Inputs-1]
		}
		if def.Inputs == 2 {
			a.Weight = names[0]
		}
		a.Pairs = append(a.Pairs, p)
	}
	return a, len(a.Pairs) > 0
}

func drawAllBy(d *Draw, t int) *Step {
	by := drawKeys(d, t)
	name := []string{"sum", "abs_sum", "avg", "min", "max", "first", "last"}[d.IntN(7)]
	def, _ := agg.Lookup(name)
	a, ok := allOf(name, d.nodes[t].Schema, by, func(t column.Type) bool {
		_, err := def.Result([]column.Type{t}, agg.Args{})
		return err == nil
	})
	if !ok {
		return nil
	}
	s := aggStep(t, []engine.Aggregation{a}, by)
	s.Apply = func(in []*engine.Table) (*engine.Table, error) { return in[0].AllBy(name, by) }
	return s
}

func drawFirstBy(d *Draw, t int) *Step { return drawPick(d, t, "first", (*engine.Table).FirstBy) }
func drawLastBy(d *Draw, t int) *Step  { return drawPick(d, t, "last", (*engine.Table).LastBy) }

func drawPick(d *Draw, t int, name string, f func(*engine.Table, []engine.Pair) (*engine.Table, error)) *Step {
	by := drawKeys(d, t)
	a, ok := allOf(name, d.nodes[t].Schema, by, func(column.Type) bool { return true })
	if !ok {
		return nil
	}
	s := aggStep(t, []engine.Aggregation{a}, by)
	s.Apply = func(in []*engine.Table) (*engine.Table, error) { return f(in[0], by) }
	return s
}

func drawSelectDistinct(d *Draw, t int) *Step {
	made, srcs, sense := drawAssigned(d, t)
	var by []engine.Pair
	for _, m := range made {
		if !keyable(m.typ) {
			return nil
		}
		if p := (engine.Pair{New: m.name, Old: m.name}); !slices.Contains(by, p) {
			by = append(by, p)
		}
	}
	return &Step{
		Args: strings.Join(srcs, ", "), In: []int{t}, Keys: len(by), Sense: sense,
		Apply: func(in []*engine.Table) (*engine.Table, error) { return in[0].SelectDistinct(engine.Env{}, srcs...) },
		Ref: func(in []*Rel) (*Rel, error) {
			keys, err := computed(in[0], made, false)
			if err != nil {
				return nil, err
			}
			return aggregated(keys, nil, by), nil
		},
	}
}

func drawGroupBy(d *Draw, t int) *Step {
	by, all, ok := drawGroups(d, t)
	if !ok {
		return nil
	}
	s := aggStep(t, []engine.Aggregation{all}, engine.Names(by))
	s.Apply = func(in []*engine.Table) (*engine.Table, error) { return in[0].GroupBy(by) }
	return s
}

// drawGroups draws the keys of groups of all other columns, of which there must be some.
func drawGroups(d *Draw, t int) (by []string, all engine.Aggregation, ok bool) {
	for _, p := range drawKeys(d, t) {
		by = append(by, p.Old)
	}
	all, _ = allOf("group", d.nodes[t].Schema, engine.Names(by), func(column.Type) bool { return true })
	return by, all, len(all.Pairs) > 0
}

// drawUngroup takes groups apart again, whose rows come together.
func drawUngroup(d *Draw, t int) *Step {
	if d.nodes[t].Attrs.Blink || d.IntN(2) == 0 {
		return drawUngroupPairs(d, t)
	}
	s, _ := ungrouped(d, t)
	return s
}

// ungrouped is a step that groups and takes the groups apart, and the keys.
func ungrouped(d *Draw, t int) (s *Step, by []string) {
	by, all, ok := drawGroups(d, t)
	if !ok {
		return nil, nil
	}
	var names []string
	for _, p := range all.Pairs {
		names = append(names, p.Old)
	}
	keys := make([]int, len(by))
	for i := range keys {
		keys[i] = i
	}
	return &Step{
		Args: "groups by " + strings.Join(by, ", "), In: []int{t}, Keys: len(by), Sense: perOrder,
		Apply: func(in []*engine.Table) (*engine.Table, error) {
			groups, err := in[0].GroupBy(by)
			if err != nil {
				return nil, err
			}
			return groups.Ungroup(names)
		},
		Ref: func(in []*Rel) (*Rel, error) {
			at := in[0].at(append(slices.Clone(by), names...)...)
			var fields []column.Field
			for _, i := range at {
				fields = append(fields, in[0].Fields[i])
			}
			rows := in[0].project(at, fields)
			firsts := map[string]int{}
			for i, row := range rows.Rows {
				k := keyText(row, keys)
				if _, ok := firsts[k]; !ok {
					firsts[k] = i
				}
				for c := range by { // as the group shows them
					row[c] = asKey(row[c])
				}
			}
			slices.SortStableFunc(rows.Rows, func(a, b []any) int { return firsts[keyText(a, keys)] - firsts[keyText(b, keys)] })
			return rows, nil
		},
	}, by
}

// drawUngroupPairs takes lists of two apart, of which some are null.
func drawUngroupPairs(d *Draw, t int) *Step {
	ints := pick(d, d.nodes[t].Schema, 1, func(t column.Type) bool { return t == column.Of(column.Int) })
	if len(ints) == 0 {
		return nil
	}
	n, l := ints[0].Name, d.fresh("L")
	return &Step{
		Args: "pairs of " + n, In: []int{t}, Keys: -1,
		Apply: func(in []*engine.Table) (*engine.Table, error) {
			lists, err := in[0].Update(engine.Env{}, fmt.Sprintf("%s = %s == 1 ? null : new int[]{%s, 7}", l, n, n))
			if err != nil {
				return nil, err
			}
			return lists.Ungroup([]string{l})
		},
		Ref: func(in []*Rel) (*Rel, error) {
			out := &Rel{Fields: append(slices.Clone(in[0].Fields), column.Field{Name: l, Type: column.Of(column.Int)})}
			for _, row := range in[0].Rows {
				if x := row[in[0].at(n)[0]]; x != int32(1) {
					out.Rows = append(out.Rows, append(slices.Clone(row), x), append(slices.Clone(row), int32(7)))
				}
			}
			return out, nil
		},
	}
}

// allOf is the aggregation of all columns that are no key, false if one will not do.
func allOf(name string, schema []column.Field, by []engine.Pair, ok func(column.Type) bool) (engine.Aggregation, bool) {
	a := engine.Aggregation{Name: name}
	for _, f := range schema {
		if slices.ContainsFunc(by, func(p engine.Pair) bool { return p.New == f.Name || p.Old == f.Name }) {
			continue
		}
		if !ok(f.Type) {
			return a, false
		}
		a.Pairs = append(a.Pairs, engine.Pair{New: f.Name, Old: f.Name})
	}
	return a, true
}

// aggStep is a step of the given aggregations, without its Apply.
func aggStep(t int, aggs []engine.Aggregation, by []engine.Pair) *Step {
	s := &Step{In: []int{t}, Keys: len(by), Approx: true, Sense: perSet}
	var text []string
	for _, a := range aggs {
		text = append(text, strings.TrimSpace(a.Name+" "+a.Weight)+" "+pairText(a.Pairs))
		if a.Name == "first" || a.Name == "last" || a.Name == "group" {
			s.Sense = perOrder
		}
	}
	s.Args = fmt.Sprintf("[%s] by %s", strings.Join(text, "; "), pairText(by))
	s.Ref = func(in []*Rel) (*Rel, error) { return aggregated(in[0], aggs, by), nil }
	return s
}
