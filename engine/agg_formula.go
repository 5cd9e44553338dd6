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

// formulated is an agg_by with formulas on its way: an aggregation with the groups that the
// formulas read, whose names nobody sees, and over it a table of the results.
type formulated struct {
	env    Env
	in     *Table
	by     []Pair        // of the groups: hidden names
	keys   []Pair        // as they were given
	aggs   []Aggregation // of the groups
	groups map[string]int
	made   []made
}

// made is a column of the result: of the n-th aggregation of the groups, or a formula.
type made struct {
	name    string
	agg     int
	formula *plan.Formula
	text    string
	param   Pair // of a formula with a parameter: it, and the column that it stands for
}

// aggregateFormulas makes the node of aggregations among which are formulas.
func aggregateFormulas(b *building, a plan.AggBy) (*Table, error) {
	f := &formulated{env: b.env, in: b.in[0], keys: distinct(a.By), groups: map[string]int{}}
	if _, err := f.in.keys(f.keys); err != nil {
		return nil, err
	}
	for i, p := range f.keys {
		f.by = append(f.by, Pair{New: fmt.Sprintf("key%d", i), Old: p.Old})
	}
	for i := range a.Aggs {
		if err := f.use(&a.Aggs[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", a.Aggs[i].Name, err)
		}
	}
	groups, err := aggregate(&building{op: b.op, env: b.env, in: b.in}, f.aggs, f.by)
	if err != nil {
		return nil, err
	}
	groups.lend()
	out, err := f.over(groups, b.op)
	if err != nil {
		b.graph().orphan(groups.node)
	}
	return out, err
}

// use takes in an aggregation.
func (f *formulated) use(a *Aggregation) error {
	if def, _ := agg.Lookup(a.Name); !def.Formula {
		for _, p := range a.Pairs {
			if err := expr.CheckName(p.New); err != nil {
				return err
			}
			f.made = append(f.made, made{name: p.New, agg: len(f.aggs)})
			one := *a
			one.Pairs = []Pair{{New: fmt.Sprintf("agg%d", len(f.aggs)), Old: p.Old}}
			f.aggs = append(f.aggs, one)
		}
		return nil
	}
	if a.Param == "" {
		name, text, err := expr.ParseAssignment(a.Formula.Text)
		if err != nil {
			return err
		}
		if len(a.Pairs) > 0 {
			return errors.New("cols needs a formula_param, which stands for the column in the formula")
		}
		return f.formula(made{name: name, formula: &a.Formula, text: text})
	}
	for _, p := range a.Pairs {
		if _, err := f.in.positions([]string{p.Old}); err != nil {
			return err
		}
		if err := f.formula(made{name: p.New, formula: &a.Formula, text: a.Formula.Text, param: Pair{New: a.Param, Old: p.Old}}); err != nil {
			return err
		}
	}
	return nil
}

// formula notes a formula and the groups that it reads.
func (f *formulated) formula(m made) error {
	sc := &scope{env: f.env}
	for _, c := range f.in.Schema {
		sc.schema = append(sc.schema, f.named(m, c)...)
	}
	used := []string{m.text}
	if !slices.ContainsFunc(sc.schema, func(c column.Field) bool { return c.Name == m.text }) {
		e, err := expr.Compile(m.text, sc, f.env.Objects)
		switch {
		case err != nil:
			return err
		case e.Position || e.RowKey || len(e.Arrays) > 0:
			return errors.New("a formula over groups knows no i, ii, k or whole columns")
		}
		used = e.Columns
	}
	for _, name := range used {
		if m.param.New != "" {
			name = m.param.Old
		}
		if _, ok := f.groups[name]; ok || m.param.New == "" && f.key(name) >= 0 {
			continue
		}
		f.groups[name] = len(f.aggs)
		f.aggs = append(f.aggs, Aggregation{Name: "group", Pairs: []Pair{{New: fmt.Sprintf("agg%d", len(f.aggs)), Old: name}}})
	}
	f.made = append(f.made, m)
	return nil
}

// named is what formula m knows column c of the table as: that which a parameter stands for by both names.
func (f *formulated) named(m made, c column.Field) []column.Field {
	group := column.Field{Name: c.Name, Type: column.GroupOf(c.Type)}
	switch {
	case m.param.New == "" && f.key(c.Name) >= 0:
		return []column.Field{c}
	case m.param.New == "" || m.param == Pair{New: c.Name, Old: c.Name}:
		return []column.Field{group}
	case m.param.Old == c.Name:
		return []column.Field{group, {Name: m.param.New, Type: group.Type}}
	}
	return nil
}

// key is the place of a column among the keys, -1 if it is none.
func (f *formulated) key(name string) int {
	return slices.IndexFunc(f.keys, func(p Pair) bool { return p.Old == name })
}

// over makes the table of the results over that of the groups.
func (f *formulated) over(groups *Table, op plan.Op) (*Table, error) {
	c := &computing{op: &computeOp{name: op.Name(), in: groups}, env: f.env}
	add := func(to *columnsOf, name string, at int) {
		to.set(column.Field{Name: name, Type: groups.Schema[at].Type}, groups.Cols[at], Cols(at))
	}
	for i, p := range f.keys {
		if !slices.ContainsFunc(f.made, func(m made) bool { return m.name == p.New }) {
			add(&c.made, p.New, i)
		}
	}
	for _, m := range f.made {
		if m.formula == nil {
			add(&c.made, m.name, len(f.by)+m.agg)
			continue
		}
		c.seen = columnsOf{}
		for _, s := range f.in.Schema {
			for _, field := range f.named(m, s) {
				if at, group := f.groups[s.Name]; m.param.New == "" && f.key(s.Name) >= 0 {
					add(&c.seen, field.Name, f.key(s.Name))
				} else if group {
					add(&c.seen, field.Name, len(f.by)+at)
				}
			}
		}
		m.formula.Column = m.name
		field, col, deps, err := c.column(m.formula, m.text)
		if err != nil {
			return nil, err
		}
		c.made.add([]column.Field{field}, []column.Column{col}, []ColSet{deps})
	}
	out, err := c.op.build(&building{op: op, in: []*Table{groups}}, c.made)
	if err == nil {
		p := *out.plan
		p.In = []*plan.Node{f.in.plan}
		out.plan, groups.plan = &p, &p
	}
	return out, err
}
