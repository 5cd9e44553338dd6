package enginetest

import (
	"slices"

	"starling/engine"
	"starling/engine/column"
)

// drawCompacted takes the source's unmodified column out of node t and gives it as the
// column of deletes. It needs a table that has the source's rows.
func drawCompacted(d *Draw, t int) *Step {
	deletes := d.unmodified(d.nodes[t])
	if deletes < 0 {
		return nil
	}
	name := d.nodes[t].Schema[deletes].Name
	rest := slices.Delete(slices.Clone(d.nodes[t].Schema), deletes, deletes+1)
	var by []engine.Pair
	for _, f := range pick(d, rest, 3, keyable) {
		p := engine.Pair{New: f.Name, Old: f.Name}
		if d.IntN(4) == 0 {
			p.New = d.fresh("Key")
		}
		by = append(by, p)
	}
	if len(by) == 0 {
		return nil
	}
	return &Step{
		Args: "without " + name + ", by " + pairText(by), In: []int{t}, Keys: len(by), Sense: perOrder,
		Apply: func(in []*engine.Table) (*engine.Table, error) {
			rest, err := in[0].DropColumns([]string{name})
			if err != nil {
				return nil, err
			}
			return rest.Compacted(by, in[0].Cols[deletes])
		},
		Ref: func(in []*Rel) (*Rel, error) { return compacted(in[0], by, deletes), nil },
	}
}

// unmodified is the position in t of a source's column that is never modified, -1 if t
// does not have it with the rows that the source has.
func (d *Draw) unmodified(t *engine.Table) int {
	for _, s := range d.nodes[:d.from] {
		own := s.Cols[s.Position(unmodified)]
		if i := slices.Index(t.Cols, own); i >= 0 {
			return i
		}
	}
	return -1
}

// compacted is the last row of each key, keys in order of first appearance, without those
// whose last row has true at the position deletes, and without that column.
func compacted(r *Rel, by []engine.Pair, deletes int) *Rel {
	var keys, others []int
	out := &Rel{}
	for _, p := range by {
		keys = append(keys, r.at(p.Old)...)
		out.Fields = append(out.Fields, column.Field{Name: p.New, Type: r.field(p.Old).Type})
	}
	for i, f := range r.Fields {
		if i != deletes && !slices.ContainsFunc(by, func(p engine.Pair) bool { return p.Old == f.Name || p.New == f.Name }) {
			others = append(others, i)
			out.Fields = append(out.Fields, f)
		}
	}
	var order []string
	latest := map[string][]any{}
	for _, row := range r.Rows {
		k := keyText(row, keys)
		if latest[k] == nil {
			order = append(order, k)
		}
		latest[k] = row
	}
	for _, k := range order {
		last := latest[k]
		if last[deletes] == true {
			continue
		}
		var row []any
		for _, i := range keys {
			row = append(row, asKey(last[i]))
		}
		for _, i := range others {
			row = append(row, last[i])
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}
