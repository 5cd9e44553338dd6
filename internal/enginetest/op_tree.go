package enginetest

import (
	"fmt"
	"slices"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
)

// drawRollup draws levels by up to three keys, with or without what they are of, open down to some depth.
func drawRollup(d *Draw, t int) *Step {
	if isTree(d.nodes[t]) {
		return nil
	}
	var by []string
	sort := true
	if d.IntN(6) > 0 {
		for _, f := range pick(d, d.nodes[t].Schema, 3, keyable) {
			by = append(by, f.Name)
			sort = sort && ordered(f.Type)
		}
	}
	var aggs []engine.Aggregation
	for range 1 + d.IntN(3) {
		if a, ok := drawAggregation(d, d.nodes[t]); ok {
			aggs = append(aggs, a)
		}
	}
	if len(aggs) == 0 || d.IntN(2) == 0 { // of which each level can be made of the next
		aggs = []engine.Aggregation{{Name: "count", Pairs: []engine.Pair{{New: d.fresh("A")}}}}
	}
	open, constituents := d.IntN(len(by)+3), !d.nodes[t].Attrs.Blink && d.IntN(2) == 0
	s := aggStep(t, aggs, engine.Names(by))
	s.Args += fmt.Sprintf(", open to %d, sorted: %v, constituents: %v", open, sort, constituents)
	s.Keys = 2 + len(by)
	if constituents {
		s.Sense = perOrder
	}
	if sort {
		s.Keys = -1
	}
	s.Apply = func(in []*engine.Table) (*engine.Table, error) {
		levels, err := in[0].Levels(engine.Env{}, aggs, by)
		if err != nil {
			return nil, err
		}
		for k := range levels {
			if sort && k > 0 {
				if levels[k], err = levels[k].Sort(ascending(by[:k])); err != nil {
					return nil, err
				}
			}
		}
		if constituents {
			return engine.Rolled(by, levels, in[0], open, nil)
		}
		return engine.Rolled(by, levels, nil, open, nil)
	}
	s.Ref = func(in []*Rel) (*Rel, error) {
		r := &rolling{aggs: aggs, by: by, sort: sort, constituents: constituents, open: open}
		return r.all(in[0]), nil
	}
	return s
}

func ascending(names []string) []engine.SortKey {
	keys := make([]engine.SortKey, len(names))
	for i, n := range names {
		keys[i].Column = n
	}
	return keys
}

// isTree reports whether t has the columns of a tree already.
func isTree(t *engine.Table) bool { return t.Position(plan.TreeDepth) >= 0 }

// rolling is a naive rollup.
type rolling struct {
	aggs               []engine.Aggregation
	by                 []string
	sort, constituents bool
	open               int
	more               []int // columns of constituents that are no keys
	out                *Rel
}

func (r *rolling) all(in *Rel) *Rel {
	lowest := aggregated(in.with(nil), r.aggs, engine.Names(r.by))
	r.out = &Rel{Fields: append(treeFields(), lowest.Fields...)}
	for i, f := range in.Fields {
		if r.constituents && !slices.Contains(r.by, f.Name) {
			r.more = append(r.more, i)
			r.out.Fields = append(r.out.Fields, f)
		}
	}
	if len(in.Rows) > 0 {
		r.node(in, 0)
	}
	return r.out
}

// treeFields is the columns of a tree that its rows do not have.
func treeFields() []column.Field {
	return []column.Field{{Name: plan.TreeDepth, Type: column.Of(column.Int)}, {Name: plan.TreeExpanded, Type: column.Of(column.Bool)}}
}

// node adds the row of level k that stands for all of some rows, and what is below it.
func (r *rolling) node(of *Rel, k int) {
	rest := aggregated(of, r.aggs, engine.Names(r.by[:k])).Rows[0]
	isLeaf := k == len(r.by) && !r.constituents
	row := []any{int32(k + 1), nil}
	if !isLeaf {
		row[1] = k+1 <= r.open
	}
	row = append(row, rest[:k]...)
	row = append(row, make([]any, len(r.by)-k)...)
	row = append(row, rest[k:]...)
	r.out.Rows = append(r.out.Rows, append(row, make([]any, len(r.more))...))
	switch {
	case isLeaf || k+1 > r.open:
	case k == len(r.by):
		for _, in := range of.Rows {
			row := []any{int32(k + 2), nil}
			for _, i := range of.at(r.by...) {
				row = append(row, in[i])
			}
			row = append(row, make([]any, len(rest)-k)...)
			for _, i := range r.more {
				row = append(row, in[i])
			}
			r.out.Rows = append(r.out.Rows, row)
		}
	default:
		r.below(of, k)
	}
}

// below adds the nodes of level k+1 of some rows.
func (r *rolling) below(of *Rel, k int) {
	at := of.at(r.by[k])
	groups := aggregated(of, nil, engine.Names(r.by[k:k+1]))
	if r.sort {
		groups = sorted(groups, ascending(r.by[k:k+1]))
	}
	for _, g := range groups.Rows {
		sub := of.with(nil)
		for _, row := range of.Rows {
			if keyText(row, at) == keyText(g, []int{0}) {
				sub.Rows = append(sub.Rows, row)
			}
		}
		r.node(sub, k+1)
	}
}

// drawTree draws a tree of ids that appear once, whose parents come and go and go in circles.
func drawTree(d *Draw, t int) *Step { return drawTreeOf(d, t, nil, nil) }

// drawLineage draws such a tree of the rows for which filters hold, and of all that these are below.
func drawLineage(d *Draw, t int) *Step {
	filters, holds := drawTests(d, t, 2)
	if len(filters) == 0 {
		return nil
	}
	return drawTreeOf(d, t, filters, func(r *Rel, row []any) bool {
		return !slices.ContainsFunc(holds, func(f func(*Rel, []any) bool) bool { return !f(r, row) })
	})
}

func drawTreeOf(d *Draw, t int, filters []plan.Formula, holds func(r *Rel, row []any) bool) *Step {
	schema := d.nodes[t].Schema
	has := func(name string, kinds ...column.Kind) bool {
		return slices.ContainsFunc(schema, func(f column.Field) bool { return f.Name == name && slices.Contains(kinds, f.Type.Kind) })
	}
	if !has("G", column.Int) || !has("N", column.Int, column.Long) || isTree(d.nodes[t]) {
		return nil
	}
	in, act, open := d.fresh("In"), d.fresh("Act"), d.IntN(4)
	said := d.IntN(2) == 0
	return &Step{
		Args: fmt.Sprintf("G in (int)N, open to %d, actions: %v, filters: %v", open, said, filters), In: []int{t}, Keys: -1, Sense: perOrder,
		Apply: func(of []*engine.Table) (*engine.Table, error) {
			rows, err := of[0].LastBy(engine.Names([]string{"G"}))
			if err == nil {
				rows, err = rows.Sort(ascending([]string{"G"}))
			}
			if err == nil {
				rows, err = rows.UpdateView(engine.Env{}, in+" = (int)N", act+" = (byte)(N % 5)")
			}
			if err == nil && filters != nil {
				rows, err = engine.Build(plan.Lineage{Filters: filters, ID: "G", Parent: in}, engine.Env{}, rows)
			}
			if err != nil {
				return nil, err
			}
			p := plan.Tree{IDs: []string{"G"}, Parents: []string{in}, Open: open}
			if said {
				p.Action = act
			}
			return engine.Build(p, engine.Env{}, rows)
		},
		Ref: func(of []*Rel) (*Rel, error) {
			a, _ := allOf("last", of[0].Fields, engine.Names([]string{"G"}), func(column.Type) bool { return true })
			rows := sorted(aggregated(of[0], []engine.Aggregation{a}, engine.Names([]string{"G"})), ascending([]string{"G"}))
			g := &growing{in: rows, holds: holds, open: open, said: said, g: rows.at("G")[0], n: rows.at("N")[0]}
			g.out = &Rel{Fields: append(slices.Clone(rows.Fields), column.Field{Name: in, Type: column.Of(column.Int)}, column.Field{Name: act, Type: column.Of(column.Byte)})}
			g.out.Fields = append(g.out.Fields, treeFields()...)
			g.below(nil, 1, false)
			return g.out, nil
		},
	}
}

// growing is a naive tree.
type growing struct {
	in, out *Rel
	holds   func(r *Rel, row []any) bool // nil: all rows are kept
	open    int
	said    bool
	g, n    int
}

// parent is the parent key of a row.
func (g *growing) parent(row []any) any {
	if row[g.n] == nil {
		return nil
	}
	if p := int32(asLong(row[g.n])); p != column.NullInt {
		return p
	}
	return nil
}

// kids is the rows with a parent key that are kept.
func (g *growing) kids(key any) (kids [][]any) {
	for _, row := range g.in.Rows {
		if g.parent(row) == key && (g.holds == nil || g.holds(g.in, row) || row[g.g] != nil && len(g.kids(row[g.g])) > 0) {
			kids = append(kids, row)
		}
	}
	return kids
}

// below adds the rows with a parent key and what is below them, if they are open or all are.
func (g *growing) below(key any, depth int, all bool) {
	for _, row := range g.kids(key) {
		act := any(nil)
		if row[g.n] != nil {
			act = int8(asLong(row[g.n]) % 5)
		}
		open, every := depth <= g.open || all, all
		if g.said {
			switch act {
			case plan.Expand:
				open = true
			case plan.ExpandAll:
				open, every = true, true
			case plan.Contract:
				open = false
			}
		}
		inner := row[g.g] != nil && len(g.kids(row[g.g])) > 0
		var shown any
		if inner {
			shown = open
		}
		g.out.Rows = append(g.out.Rows, append(slices.Clone(row), key, act, int32(depth), shown))
		if inner && open {
			g.below(row[g.g], depth+1, every)
		}
	}
}
