package enginetest

import (
	"fmt"
	"slices"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
)

func drawAj(d *Draw, t int) *Step {
	return drawNearest(d, t, []plan.Compare{engine.AtOrAfter, engine.StrictlyAfter}, (*engine.Table).Aj)
}

func drawRaj(d *Draw, t int) *Step {
	return drawNearest(d, t, []plan.Compare{engine.AtOrBefore, engine.StrictlyBefore}, (*engine.Table).Raj)
}

// drawNearest draws an as-of join: keys of which the last has an order.
func drawNearest(d *Draw, t int, ways []plan.Compare, join func(t, right *engine.Table, on []engine.OnKey, joins []engine.Pair) (*engine.Table, error)) *Step {
	right := d.IntN(len(d.nodes))
	on := drawOn(d, d.nodes[t].Schema, d.nodes[right].Schema)
	joins := drawJoins(d, t, right, on)
	if joins == nil {
		return nil
	}
	by := ways[d.IntN(len(ways))]
	keys := make([]engine.OnKey, len(on))
	for i, p := range on {
		keys[i].Pair = p
	}
	last := &keys[len(keys)-1]
	last.By = by
	if i := slices.IndexFunc(d.nodes[t].Schema, func(f column.Field) bool { return f.Name == last.New }); !ordered(d.nodes[t].Schema[i].Type) {
		return nil
	}
	return &Step{
		Args: fmt.Sprintf("on %v joins %s", keys, pairText(joins)), In: []int{t, right}, Keys: -1, Sense: perOrder, // of rows that are as near
		Apply: func(in []*engine.Table) (*engine.Table, error) { return join(in[0], in[1], keys, joins) },
		Ref:   func(in []*Rel) (*Rel, error) { return nearest(in[0], in[1], keys, joins), nil },
	}
}

func nearest(left, right *Rel, on []engine.OnKey, joins []engine.Pair) *Rel {
	pairs := make([]engine.Pair, len(on))
	for i, k := range on {
		pairs[i] = k.Pair
	}
	lkeys, rkeys := keysOf(left, right, pairs)
	out, from := taking(left, right, withKeys(left, pairs, joins))
	last := len(on) - 1
	by := on[last].By
	for _, l := range left.Rows {
		var best []any
		for _, r := range right.Rows {
			if keyText(l, lkeys[:last]) != keyText(r, rkeys[:last]) {
				continue
			}
			c := compare(l[lkeys[last]], r[rkeys[last]])
			fits := map[plan.Compare]bool{engine.AtOrAfter: c >= 0, engine.StrictlyAfter: c > 0, engine.AtOrBefore: c <= 0, engine.StrictlyBefore: c < 0}[by]
			if !fits {
				continue
			}
			if best != nil {
				d := compare(r[rkeys[last]], best[rkeys[last]])
				if after := by == engine.AtOrAfter || by == engine.StrictlyAfter; after && d < 0 || !after && d >= 0 {
					continue
				}
			}
			best = r
		}
		row := slices.Clone(l)
		for _, i := range from {
			if best == nil {
				row = append(row, nil)
			} else {
				row = append(row, best[i])
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// withKeys is joins after the right keys that no left column has the name of, whether they are in joins or not.
func withKeys(left *Rel, on, joins []engine.Pair) []engine.Pair {
	var keys, rest []engine.Pair
	isKey := map[string]bool{}
	for _, k := range on {
		if k.New == k.Old {
			continue
		}
		isKey[k.Old] = true
		p, asked := engine.Pair{New: k.Old, Old: k.Old}, false
		for _, j := range joins {
			if j.Old == k.Old && !asked {
				p, asked = j, true
			}
		}
		taken := slices.ContainsFunc(joins, func(j engine.Pair) bool { return j.New == k.Old }) ||
			slices.ContainsFunc(left.Fields, func(f column.Field) bool { return f.Name == k.Old })
		if asked || !taken {
			keys = append(keys, p)
		}
	}
	for _, j := range joins {
		if !isKey[j.Old] || !slices.Contains(keys, j) {
			rest = append(rest, j)
		}
	}
	return append(keys, rest...)
}
