package engine

import (
	"fmt"
	"slices"

	"starling/engine/column"
	"starling/engine/expr"
	"starling/engine/plan"
	"starling/engine/window"
)

// moving is an updateByOp on its way.
type moving struct {
	o     *updateByOp
	env   Env
	made  columnsOf
	named map[string]bool // results that there are
}

// input is what an operation reads.
type input struct {
	types []column.Type
	cols  []column.Column
	deps  ColSet // columns of the parent
}

func (in *input) add(t column.Type, c column.Column, deps ColSet) {
	in.types, in.cols, in.deps = append(in.types, t), append(in.cols, c), in.deps.Union(deps)
}

// use adds the columns of an operation to the result.
func (m *moving) use(w *plan.Window, by []Pair) error {
	def, ok := window.Lookup(w.Name)
	if !ok {
		return fmt.Errorf("there is no operation %q", w.Name)
	}
	if def.Pair {
		w.Back = 2
	}
	if err := checkWindow(&def, w); err != nil {
		return fmt.Errorf("%s: %w", w.Name, err)
	}
	text := w.Formula.Text
	switch {
	case def.Formula && w.Param == "" && len(w.Pairs) == 0:
		name, formula, err := expr.ParseAssignment(text)
		if err != nil {
			return fmt.Errorf("%s: %w", w.Name, err)
		}
		text, w.Pairs = formula, []Pair{{New: name}}
	case def.Formula && w.Param == "":
		return fmt.Errorf("%s: cols needs a formula_param, which stands for the column in the formula", w.Name)
	case len(w.Pairs) == 0:
		w.Pairs = m.o.in.others(w.Name, by).Pairs
	}
	for _, p := range w.Pairs {
		if m.named[p.New] {
			return fmt.Errorf("two results are named %q", p.New)
		}
		m.named[p.New] = true
		if err := m.pair(&def, w, p, text); err != nil {
			return &overError{w.Name, p.String(), err}
		}
	}
	return nil
}

// pair adds the column of pair p to the result; text is its formula, of what has one.
func (m *moving) pair(def *window.Def, w *plan.Window, p Pair, text string) error {
	in, err := m.inputs(def, w, p)
	switch {
	case err != nil:
		return err
	case def.Formula:
		return m.formula(def, w, p, text)
	}
	return m.add(def, w, p, in)
}

// checkWindow is an error if no row has a window.
func checkWindow(def *window.Def, w *plan.Window) error {
	n := w.Back + w.Ahead
	switch {
	case def.Rolls == nil || n > 0 || n == 0 && (def.Empty || w.Time != ""):
		return nil
	case w.Time != "":
		return fmt.Errorf("the window ends before it begins, rev_time and fwd_time are %d ns together", n)
	}
	return fmt.Errorf("the window has no row: rev_ticks=%d, fwd_ticks=%d; rev_ticks counts the row itself", w.Back, w.Ahead)
}

// inputs is what the operation reads for pair p.
func (m *moving) inputs(def *window.Def, w *plan.Window, p Pair) (in input, err error) {
	var names []string
	if def.Inputs > 0 && p.Old != "" {
		names = append(names, p.Old)
	}
	if def.Inputs > 1 {
		names = append(names, w.Weight)
	}
	if w.Time != "" {
		names = append(names, w.Time)
	}
	from, err := m.o.in.positions(names)
	if err != nil {
		return in, err
	}
	if def.Filters {
		w.Filters = slices.Clone(w.Filters)
		pass, err := newPassing(m.env, m.o.in, w.Filters)
		if err != nil {
			return in, err
		}
		m.o.passes = append(m.o.passes, pass)
		in.add(column.Of(column.Bool), pass.col, pass.deps)
	}
	for _, c := range from {
		in.add(m.o.in.Schema[c].Type, m.o.in.Cols[c], Cols(c))
	}
	if w.Time != "" {
		if k := in.types[len(in.types)-1].Kind; k != column.Instant && k != column.Long {
			return in, fmt.Errorf("ts_col: column %q is %s, want java.time.Instant or long", w.Time, in.types[len(in.types)-1])
		}
	}
	m.o.deps = m.o.deps.Union(in.deps)
	return in, nil
}

// add makes what gives the column of pair p.
func (m *moving) add(def *window.Def, w *plan.Window, p Pair, in input) error {
	args := w.Args
	args.Timed = w.Time != ""
	if def.Carries != nil {
		c, err := def.Carries(in.types, args)
		if err != nil {
			return err
		}
		m.result(p, c.Types()[0], newCarrying(m.o, c, in).stores[0], in.deps)
		return nil
	}
	if w.Time != "" { // the times are the lane's
		n := len(in.cols) - 1
		in.types, in.cols = in.types[:n], in.cols[:n]
	}
	r, err := def.Rolls(in.types, args)
	if err != nil {
		return err
	}
	m.result(p, r.Type(), m.o.lane(w).add(r, in).store, in.deps)
	return nil
}

func (m *moving) result(p Pair, t column.Type, c column.Column, deps ColSet) {
	m.made.set(column.Field{Name: p.New, Type: t}, c, deps)
}
