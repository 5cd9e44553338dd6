package enginetest

import (
	"slices"
	"strings"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
)

func drawWhere(d *Draw, t int) *Step {
	var srcs []string
	var tests []func(r *Rel, row []any) bool
	for _, f := range pick(d, d.nodes[t].Schema, 2, func(t column.Type) bool { return len(literals(t.Kind)) > 0 }) {
		b := drawTest(d, f)
		srcs = append(srcs, b.text)
		tests = append(tests, func(r *Rel, row []any) bool { return b.holds(row[r.at(f.Name)[0]]) })
	}
	if len(srcs) == 0 {
		return nil
	}
	return &Step{
		Args: strings.Join(srcs, " AND "), In: []int{t}, Keys: -1,
		Apply: func(in []*engine.Table) (*engine.Table, error) { return in[0].Where(engine.Env{}, srcs...) },
		Ref: func(in []*Rel) (*Rel, error) {
			rows := slices.DeleteFunc(slices.Clone(in[0].Rows), func(row []any) bool {
				return slices.ContainsFunc(tests, func(f func(*Rel, []any) bool) bool { return !f(in[0], row) })
			})
			return in[0].with(rows), nil
		},
	}
}

// assigned is a formula and the column it makes.
type assigned struct {
	name string
	formula
}

func drawAssigned(d *Draw, t int) (made []assigned, srcs []string, s sense) {
	seen := &Rel{Fields: slices.Clone(d.nodes[t].Schema)}
	for range 1 + d.IntN(3) {
		f := drawFormula(d, seen.Fields)
		if d.nodes[t].Attrs.AppendOnly && d.IntN(4) == 0 {
			f, s = drawPositional(d, seen.Fields), perOrder
		}
		name := d.fresh("X")
		if d.IntN(3) == 0 { // in place of a column
			name = seen.Fields[d.IntN(len(seen.Fields))].Name
		}
		seen.set(column.Field{Name: name, Type: f.typ})
		made = append(made, assigned{name, f})
		srcs = append(srcs, name+" = "+f.text)
	}
	return made, srcs, s
}

// set is the position of f in r, in the place of a column of that name if there is one.
func (r *Rel) set(f column.Field) int {
	i := slices.IndexFunc(r.Fields, func(g column.Field) bool { return g.Name == f.Name })
	if i < 0 {
		i = len(r.Fields)
		r.Fields = append(r.Fields, f)
	}
	r.Fields[i] = f
	return i
}

// computed is r with the columns made, each of which sees those before it; or just these.
// A formula that fails on a row fails the table.
func computed(r *Rel, made []assigned, keep bool) (*Rel, error) {
	seen := &Rel{Fields: slices.Clone(r.Fields)}
	for _, row := range r.Rows {
		seen.Rows = append(seen.Rows, slices.Clone(row))
	}
	out := &Rel{}
	for _, m := range made {
		vals := make([]any, len(seen.Rows))
		for i := range vals {
			vals[i] = m.eval(seen, i)
			if err, failed := vals[i].(failure); failed {
				return nil, err
			}
		}
		f := column.Field{Name: m.name, Type: m.typ}
		at := seen.set(f)
		out.set(f)
		for i, row := range seen.Rows {
			seen.Rows[i] = append(row[:at:at], append([]any{vals[i]}, row[min(at+1, len(row)):]...)...)
		}
	}
	if keep {
		return seen, nil
	}
	names := make([]string, len(out.Fields))
	for i, f := range out.Fields {
		names[i] = f.Name
	}
	return seen.project(seen.at(names...), out.Fields), nil
}

type compute func(t *engine.Table, env engine.Env, formulas ...string) (*engine.Table, error)

func drawComputed(d *Draw, t int, keep bool, f compute) *Step {
	made, srcs, sense := drawAssigned(d, t)
	if !keep && len(made) == 1 && d.IntN(4) == 0 { // no formulas: all columns
		made, srcs, keep = nil, nil, true
	}
	return &Step{
		Args: strings.Join(srcs, ", "), In: []int{t}, Keys: -1, Sense: sense,
		Apply: func(in []*engine.Table) (*engine.Table, error) { return f(in[0], engine.Env{}, srcs...) },
		Ref:   func(in []*Rel) (*Rel, error) { return computed(in[0], made, keep) },
	}
}

func drawUpdate(d *Draw, t int) *Step { return drawComputed(d, t, true, (*engine.Table).Update) }

func drawUpdateView(d *Draw, t int) *Step {
	return drawComputed(d, t, true, (*engine.Table).UpdateView)
}

func drawLazyUpdate(d *Draw, t int) *Step {
	return drawComputed(d, t, true, func(t *engine.Table, env engine.Env, formulas ...string) (*engine.Table, error) {
		return engine.Build(plan.LazyUpdate{Formulas: plan.Formulas(formulas...)}, env, t)
	})
}

func drawSelect(d *Draw, t int) *Step { return drawComputed(d, t, false, (*engine.Table).Select) }
func drawView(d *Draw, t int) *Step   { return drawComputed(d, t, false, (*engine.Table).View) }

func drawRenameColumns(d *Draw, t int) *Step {
	schema := d.nodes[t].Schema
	var pairs []engine.Pair
	for _, f := range pick(d, schema, 2, func(column.Type) bool { return true }) {
		pairs = append(pairs, engine.Pair{New: d.fresh("R"), Old: f.Name})
	}
	if len(pairs) == 2 && d.IntN(2) == 0 { // swap
		pairs[0].New, pairs[1].New = pairs[1].Old, pairs[0].Old
	}
	return &Step{
		Args: pairText(pairs), In: []int{t}, Keys: -1,
		Apply: func(in []*engine.Table) (*engine.Table, error) { return in[0].RenameColumns(pairs) },
		Ref: func(in []*Rel) (*Rel, error) {
			fields := slices.Clone(in[0].Fields)
			for _, p := range pairs {
				fields[in[0].at(p.Old)[0]].Name = p.New
			}
			return &Rel{fields, in[0].Rows}, nil
		},
	}
}

func drawDropColumns(d *Draw, t int) *Step {
	schema := d.nodes[t].Schema
	if len(schema) < 4 {
		return nil
	}
	names := []string{schema[d.IntN(len(schema))].Name}
	return &Step{
		Args: strings.Join(names, ", "), In: []int{t}, Keys: -1,
		Apply: func(in []*engine.Table) (*engine.Table, error) { return in[0].DropColumns(names) },
		Ref: func(in []*Rel) (*Rel, error) {
			var at []int
			var fields []column.Field
			for i, f := range in[0].Fields {
				if !slices.Contains(names, f.Name) {
					at, fields = append(at, i), append(fields, f)
				}
			}
			return in[0].project(at, fields), nil
		},
	}
}

func pairText(pairs []engine.Pair) string {
	t := make([]string, len(pairs))
	for i, p := range pairs {
		t[i] = p.New + "=" + p.Old
	}
	return strings.Join(t, ", ")
}
