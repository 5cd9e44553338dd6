package engine

import (
	"errors"

	"starling/engine/column"
	"starling/engine/expr"
	"starling/engine/plan"
	"starling/engine/window"
)

// windowFormula is a rolling operation that a formula makes of the groups of values in the window.
type windowFormula struct {
	*expr.Formula
	eval   *expr.Eval
	groups []window.Rolling
	lists  []column.Vector
	in     expr.Input
}

// formula makes the column of a formula: with a parameter, which is the group of the column that
// pair p names, else of the groups of all columns that it names.
func (m *moving) formula(def *window.Def, w *plan.Window, p Pair, text string) error {
	t := m.o.in
	schema := make([]column.Field, 0, len(t.Schema))
	at := map[string]int{}
	for i, f := range t.Schema {
		if w.Param == "" || f.Name == p.Old {
			name := f.Name
			if w.Param != "" {
				name = w.Param
			}
			at[name] = i
			schema = append(schema, column.Field{Name: name, Type: column.GroupOf(f.Type)})
		}
	}
	sc := &scope{schema: schema, env: m.env}
	e, err := expr.Compile(text, sc, m.env.Objects)
	if err != nil {
		return err
	}
	if e.Position || e.RowKey || len(e.Arrays) > 0 {
		return errors.New("a formula over a window knows no i, ii, k or whole columns")
	}
	w.Formula.Column, w.Formula.Tree, w.Formula.Names = p.New, e.Tree, sc.found
	f := &windowFormula{Formula: e, eval: e.NewEval()}
	args := w.Args
	args.Timed = false // no group is null
	var in input
	for _, name := range e.Columns {
		c := at[name]
		in.add(t.Schema[c].Type, t.Cols[c], Cols(c))
		g, err := def.Rolls(in.types[len(in.types)-1:], args)
		if err != nil {
			return err
		}
		f.groups = append(f.groups, g)
		f.lists = append(f.lists, column.NewVector(g.Type()))
	}
	f.in.Cols = f.lists
	if w.Time != "" {
		in.deps = in.deps.Union(Cols(t.Position(w.Time)))
	}
	m.o.deps = m.o.deps.Union(in.deps)
	m.result(p, e.Type, m.o.lane(w).add(f, in).store, in.deps)
	return nil
}

// Type is that of the results.
func (f *windowFormula) Type() column.Type { return f.Formula.Type }

// Roll implements window.Rolling.
func (f *windowFormula) Roll(out column.Vector, in []column.Vector, windows []window.Span, runs []window.Run) {
	for i, g := range f.groups {
		f.lists[i].Reset()
		g.Roll(f.lists[i], in[i:i+1], windows, runs)
	}
	f.in.N = len(windows)
	if err := f.eval.Run(f.in, out); err != nil {
		window.Fail(err)
	}
}
