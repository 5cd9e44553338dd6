package enginetest

import (
	"errors"
	"fmt"
	"slices"

	"starling/engine"
	"starling/engine/column"
)

var matches = []string{"error_on_duplicate", "first_match", "last_match", "exactly_one_match"}

func drawNaturalJoin(d *Draw, t int) *Step {
	right := d.IntN(len(d.nodes))
	on := drawOn(d, d.nodes[t].Schema, d.nodes[right].Schema)
	joins := drawJoins(d, t, right, on)
	if joins == nil {
		return nil
	}
	match := engine.Match(d.IntN(4))
	if d.IntN(2) == 0 { // one that cannot fail
		match = engine.FirstMatch + engine.Match(d.IntN(2))
	}
	return &Step{
		Args: fmt.Sprintf("on %s joins %s %s", pairText(on), pairText(joins), matches[match]), In: []int{t, right}, Keys: -1,
		Apply: func(in []*engine.Table) (*engine.Table, error) { return in[0].NaturalJoin(in[1], on, joins, match) },
		Ref:   func(in []*Rel) (*Rel, error) { return naturalJoined(in[0], in[1], on, joins, match) },
	}
}

// drawOn draws up to two pairs of columns of one type.
func drawOn(d *Draw, left, right []column.Field) []engine.Pair {
	var on []engine.Pair
	for _, l := range pick(d, left, 2, keyable) {
		r := pick(d, right, 1, func(t column.Type) bool { return t == l.Type })
		if len(r) == 0 || slices.ContainsFunc(on, func(p engine.Pair) bool { return p.Old == r[0].Name }) {
			continue
		}
		on = append(on, engine.Pair{New: l.Name, Old: r[0].Name})
	}
	return on
}

// drawJoins draws the columns taken over, under names that are free.
func drawJoins(d *Draw, t, right int, on []engine.Pair) []engine.Pair {
	if len(on) == 0 {
		return nil
	}
	var joins []engine.Pair
	for _, f := range pick(d, d.nodes[right].Schema, 3, func(column.Type) bool { return true }) {
		joins = append(joins, engine.Pair{New: d.fresh("J"), Old: f.Name})
	}
	return joins
}

func naturalJoined(left, right *Rel, on, joins []engine.Pair, match engine.Match) (*Rel, error) {
	var lkeys, rkeys, from []int
	for _, p := range on {
		lkeys, rkeys = append(lkeys, left.at(p.New)...), append(rkeys, right.at(p.Old)...)
	}
	out := &Rel{Fields: slices.Clone(left.Fields)}
	for _, p := range joins {
		from = append(from, right.at(p.Old)...)
		out.Fields = append(out.Fields, column.Field{Name: p.New, Type: right.field(p.Old).Type})
	}
	index, count := map[string][]any{}, map[string]int{}
	for _, row := range right.Rows {
		k := keyText(row, rkeys)
		if count[k]++; count[k] == 1 || match != engine.FirstMatch {
			index[k] = row
		}
	}
	for _, row := range left.Rows {
		k := keyText(row, lkeys)
		r := index[k]
		if r == nil && match == engine.ExactlyOneMatch {
			return nil, errors.New("a left row has no match")
		}
		if count[k] > 1 && match != engine.FirstMatch && match != engine.LastMatch {
			return nil, errors.New("a left row has several matches")
		}
		row = slices.Clone(row)
		for _, i := range from {
			if r == nil {
				row = append(row, nil)
			} else {
				row = append(row, r[i])
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out, nil
}
