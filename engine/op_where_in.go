package engine

import "starling/engine/plan"

var _ = builds(buildWhereIn)

func buildWhereIn(b *building, w plan.WhereIn) (*Table, error) { return whereIn(b, w.On, "!isNull(") }

var _ = builds(buildWhereNotIn)

func buildWhereNotIn(b *building, w plan.WhereNotIn) (*Table, error) {
	return whereIn(b, w.On, "isNull(")
}

// whereIn is four tables in a line: the set with a column that says that a key is there, the
// left table with that of the first row that has its key, the rows that test lets through, and
// these without the column.
func whereIn(b *building, on []Pair, test string) (*Table, error) {
	t := b.in[0]
	there := "There"
	for t.Position(there) >= 0 || b.in[1].Position(there) >= 0 {
		there += "_"
	}
	steps := []func(last *Table) (*Table, error){
		func(set *Table) (*Table, error) {
			return build(plan.UpdateView{Formulas: plan.Formulas(there + " = true")}, Env{}, set)
		},
		func(set *Table) (*Table, error) {
			return build(plan.NaturalJoin{On: on, Joins: plan.Names([]string{there}), Match: FirstMatch}, Env{}, t, set)
		},
		func(joined *Table) (*Table, error) {
			return build(plan.Where{Filters: plan.Formulas(test + there + ")")}, Env{}, joined)
		},
		func(passed *Table) (*Table, error) {
			return build(plan.DropColumns{Columns: []string{there}}, Env{}, passed)
		},
	}
	last := b.in[1]
	for i, step := range steps {
		next, err := step(last)
		if err != nil {
			if i > 0 {
				b.graph().orphan(last.node)
			}
			return nil, err
		}
		if last = next; i < len(steps)-1 {
			last.lend()
		}
	}
	last.Attrs = plan.AttrsOf(b.op, t.Attrs, b.in[1].Attrs)
	last.plan = &plan.Node{Op: b.op, In: []*plan.Node{t.plan, b.in[1].plan}, Schema: last.Schema, Attrs: last.Attrs}
	return last, nil
}
