package engine

import (
	"errors"
	"fmt"
	"slices"

	"starling/engine/agg"
	"starling/engine/column"
	"starling/engine/expr"
	"starling/engine/plan"
)

var _ = builds(buildAggBy)

func buildAggBy(b *building, a plan.AggBy) (*Table, error) {
	if len(a.Aggs) == 0 {
		return nil, errors.New("at least one aggregation must be given")
	}
	a.Aggs = slices.Clone(a.Aggs)
	formulas := false
	for i := range a.Aggs {
		x := &a.Aggs[i]
		def, _ := agg.Lookup(x.Name)
		formulas = formulas || def.Formula
		x.Filters = slices.Clone(x.Filters)
	}
	b.op = a
	make := func(b *building) (*Table, error) {
		if formulas {
			return aggregateFormulas(b, a)
		}
		return aggregate(b, a.Aggs, a.By)
	}
	if !a.Empty && len(b.in) == 1 {
		return make(b)
	}
	return aggregateSeeded(b, a, make)
}

// aggregateSeeded makes the node of an aggregation with groups that need no rows, over a table that has them.
func aggregateSeeded(b *building, a plan.AggBy, make func(*building) (*Table, error)) (*Table, error) {
	var initial *Table
	if len(b.in) > 2 {
		return nil, fmt.Errorf("one table of initial groups at most, got %d", len(b.in)-1)
	}
	if len(b.in) == 2 {
		initial = b.in[1]
	}
	t, err := seeded(b.in[0], initial, distinct(a.By), a.Empty)
	if err != nil {
		return nil, err
	}
	t.lend()
	out, err := make(&building{op: a, env: b.env, in: []*Table{t}})
	if err != nil {
		b.graph().orphan(t.node)
		return nil, err
	}
	p := *out.plan
	p.In = nil
	for _, in := range b.in {
		p.In = append(p.In, in.plan)
	}
	out.plan = &p
	return out, nil
}

var _ = builds(buildFirstBy)

func buildFirstBy(b *building, f plan.FirstBy) (*Table, error) {
	return aggregateAll(b, "first", f.By)
}

var _ = builds(buildLastBy)

func buildLastBy(b *building, l plan.LastBy) (*Table, error) {
	return aggregateAll(b, "last", l.By)
}

// aggregateAll aggregates every column that is no key, of which there must be one.
func aggregateAll(b *building, name string, by []Pair) (*Table, error) {
	all := b.in[0].others(name, by)
	if len(all.Pairs) == 0 && len(b.in[0].Schema) > 0 {
		return nil, errors.New("every column is a key: there is none to aggregate")
	}
	return aggregate(b, []Aggregation{all}, by)
}

// others is the named aggregation of every column that is no key.
func (t *Table) others(name string, by []Pair) Aggregation {
	keys := map[string]bool{}
	for _, p := range by {
		keys[p.Old], keys[p.New] = true, true
	}
	a := Aggregation{Name: name}
	for _, f := range t.Schema {
		if !keys[f.Name] {
			a.Pairs = append(a.Pairs, Pair{New: f.Name, Old: f.Name})
		}
	}
	return a
}

// keys is the positions of the key columns.
func (t *Table) keys(by []Pair) ([]int, error) {
	olds := make([]string, len(by))
	for i, p := range by {
		olds[i] = p.Old
	}
	return t.positions(olds)
}

// aggregate makes the node of an aggregation.
func aggregate(b *building, aggs []Aggregation, by []Pair) (*Table, error) {
	t, g := b.in[0], b.graph()
	by = distinct(by)
	keys, err := t.keys(by)
	if err != nil {
		return nil, err
	}
	ix, err := g.index(t, keys)
	if err != nil {
		return nil, err
	}
	if t.Attrs.Blink {
		ix.numbers().onward = true // groups stay in the order in which they appear
	}
	op := &aggOp{name: b.op.Name(), env: b.env, in: t, ix: ix, by: keys, keys: Cols(keys...), blink: t.Attrs.Blink, lasts: lasts(t.Attrs), ids: column.NewVec[int32](column.Int)}
	op.empty = t.seeds != nil && t.seeds.empty
	made, err := op.make(b, aggs, by)
	if err != nil {
		for _, n := range op.holds() {
			g.orphan(n)
		}
		for _, a := range op.arrangements() {
			g.orphan(a.node)
		}
		g.orphan(ix.node)
	}
	return made, err
}

// distinct is by with each key once.
func distinct(by []Pair) []Pair {
	var out []Pair
	for _, p := range by {
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// make makes the table of aggregations, beside those keys whose name no result has.
func (o *aggOp) make(b *building, aggs []Aggregation, by []Pair) (_ *Table, err error) {
	var schema []column.Field
	var cols []column.Column
	for i, c := range o.ix.columns() {
		if !makes(aggs, by[i].New) {
			schema, cols = append(schema, column.Field{Name: by[i].New, Type: c.Type()}), append(cols, c)
		}
	}
	for _, a := range aggs {
		if schema, cols, err = o.use(a, by, schema, cols); err != nil {
			return nil, err
		}
	}
	if o.out, err = b.table(schema, cols); err != nil {
		return nil, err
	}
	o.out.Order = nil
	out, err := b.add(o, o.out)
	if err == nil && o.split != nil {
		o.split.owner = out.node
	}
	return out, err
}

// makes reports whether one of the aggregations gives the named column.
func makes(aggs []Aggregation, name string) bool {
	return slices.ContainsFunc(aggs, func(a Aggregation) bool {
		return slices.ContainsFunc(a.Pairs, func(p Pair) bool { return p.New == name })
	})
}

// use adds the columns of an aggregation to the result.
func (o *aggOp) use(a Aggregation, by []Pair, schema []column.Field, cols []column.Column) ([]column.Field, []column.Column, error) {
	def, ok := agg.Lookup(a.Name)
	if !ok {
		return nil, nil, fmt.Errorf("unknown aggregation %q", a.Name)
	}
	if def.Ordered && o.blink {
		return nil, nil, refused(a.Name)
	}
	for _, p := range a.Pairs {
		if err := expr.CheckName(p.New); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", a.Name, err)
		}
		var names []string
		if def.Inputs > 0 && !def.Filters {
			names = append(names, p.Old)
		}
		if def.Inputs > 1 {
			names = append([]string{a.Weight}, names...)
		}
		from, err := o.in.positions(names)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", a.Name, err)
		}
		if def.Tables {
			tables, err := o.divide(a, by)
			if err != nil {
				return nil, nil, err
			}
			schema, cols = append(schema, column.Field{Name: p.New, Type: tables.Type()}), append(cols, tables)
			continue
		}
		if def.RowOrder {
			pick, err := o.pick(a)
			if err != nil {
				return nil, nil, err
			}
			schema = append(schema, column.Field{Name: p.New, Type: o.in.Schema[from[0]].Type})
			cols = append(cols, pick.show(from[0], len(cols)))
			continue
		}
		acc := &accumulator{out: len(cols)}
		var in input
		for _, c := range from {
			in.add(o.in.Schema[c].Type, o.in.Cols[c], Cols(c))
		}
		if def.Filters {
			pass, err := newPassing(o.env, o.in, a.Filters)
			if err != nil {
				return nil, nil, fmt.Errorf("%s: %w", a.Name, err)
			}
			o.passes = append(o.passes, pass)
			in.add(column.Of(column.Bool), pass.col, pass.deps)
		}
		acc.cols, acc.deps = in.cols, in.deps
		for _, t := range in.types {
			acc.vecs = append(acc.vecs, column.NewVector(t))
		}
		if acc.agg, err = def.New(in.types, a.Args, !o.lasts); err != nil {
			return nil, nil, &overError{a.Name, p.Old, err}
		}
		if seq, ok := acc.agg.(agg.Sequence); ok && !o.appends() {
			if err := o.arrange(); err != nil {
				return nil, nil, err
			}
			o.seqs = append(o.seqs, &sequenced{accumulator: acc, seq: seq, rows: o.rows})
		} else {
			o.accs = append(o.accs, acc)
		}
		schema = append(schema, column.Field{Name: p.New, Type: acc.agg.Result().Type()})
		cols = append(cols, acc.agg.Result())
	}
	return schema, cols, nil
}
