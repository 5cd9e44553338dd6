package engine

import (
	"fmt"
	"slices"

	"starling/engine/column"
	"starling/engine/expr"
	"starling/engine/plan"
)

// Where rows come, go and change anywhere, a formula cannot use positions, since those of other
// rows change too. But V_[i-1] it can: it is the value of a neighbour, of which a window that has
// just that row knows when it changes. So such a formula is over the table with columns of its
// neighbours, which the result does not have.

// shift is a column of the values that another has some rows on.
type shift struct {
	name, of string
	by       int64
	typ      column.Type
}

func shiftName(of string, by int64) string {
	if by < 0 {
		return fmt.Sprintf("__%s_Shifted_Minus_%d__", of, -by)
	}
	return fmt.Sprintf("__%s_Shifted_Plus_%d__", of, by)
}

// Shifted is expr.Shifter's: of a table that has columns of neighbours, or is about to get them.
func (s *scope) Shifted(base string, by int64) (string, bool) {
	name := shiftName(base, by)
	if s.shifts == nil {
		_, ok := s.Column(name)
		return name, ok
	}
	typ, ok := s.Column(base)
	if ok && !slices.ContainsFunc(*s.shifts, func(x shift) bool { return x.name == name }) {
		*s.shifts = append(*s.shifts, shift{name, base, by, typ})
	}
	return name, ok
}

// withShifted is the table of b with columns of the neighbours that its formulas name, or as it is
// where there is no need of them.
func withShifted(b *building, formulas []plan.Formula) (*Table, error) {
	t := b.in[0]
	if a := t.Attrs; !a.Refreshing || a.AppendOnly || a.Blink {
		return t, nil
	}
	var shifts []shift
	for _, f := range formulas {
		_, text, err := expr.ParseAssignment(f.Text)
		if err != nil {
			continue // who compiles it for the table says so
		}
		some := slices.Clone(shifts)
		e, err := expr.Compile(text, &scope{schema: t.Schema, env: b.env, shifts: &some}, b.env.Objects)
		if err == nil && !e.Position && !e.RowKey && len(e.Arrays) == 0 {
			shifts = some
		}
	}
	if len(shifts) == 0 {
		return t, nil
	}
	var windows []Window
	var firsts []plan.Formula
	for _, s := range shifts {
		group := s.name + "Group"
		windows = append(windows, Window{Name: "rolling_group", Pairs: []Pair{{New: group, Old: s.of}}, Back: int(1 - s.by), Ahead: int(s.by)})
		firsts = append(firsts, plan.Formulas(s.name+" = "+group+"[0]")...)
	}
	around, err := build(plan.UpdateBy{Ops: windows}, Env{}, t)
	if err != nil {
		return nil, err
	}
	around.lend()
	defer b.graph().orphan(around.node)
	out, err := build(plan.UpdateView{Formulas: firsts}, Env{}, around)
	if err == nil {
		out.lend()
	}
	return out, err
}
