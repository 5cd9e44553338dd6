package window

import (
	"slices"
	"strings"

	"starling/engine/column"
)

// Def describes an operation: one of Rolls and Carries makes it, for columns of these types, or
// says why they do not do.
type Def struct {
	Name    string // as scripts have it, rolling and moving ones without _tick and _time
	Doc     string // one line
	Params  string // of scripts, beside those that all of its kind have
	Inputs  int    // columns it reads; the weight comes second
	Filters bool   // its input is made by filters
	Formula bool   // it is a formula of what Rolls makes
	Decays  bool   // it fades, by rows or by time: then the times come after its input
	Pair    bool   // its window is always the row and the one ahead
	Empty   bool   // its window may be of no rows at all
	Rolls   func(in []column.Type, args Args) (Rolling, error)
	Carries func(in []column.Type, args Args) (Cumulative, error)
}

// defs is THE table of operations, by name: scripts and tables get them from here.
var defs = [...]Def{
	{Name: "cum_count_where", Doc: "How many rows up to the row pass all filters.", Params: "col, filters", Filters: true, Carries: newCumCountWhere},
	{Name: "cum_max", Doc: "The greatest value up to the row.", Params: "cols", Inputs: 1, Carries: carriesOf("cum_max", ordered, cumMaxs)},
	{Name: "cum_min", Doc: "The least value up to the row.", Params: "cols", Inputs: 1, Carries: carriesOf("cum_min", ordered, cumMins)},
	{Name: "cum_prod", Doc: "The product of the values up to the row.", Params: "cols", Inputs: 1, Carries: carriesOf("cum_prod", numeric, cumProds)},
	{Name: "cum_sum", Doc: "The sum of the values up to the row.", Params: "cols", Inputs: 1, Carries: carriesOf("cum_sum", addable, cumSums)},
	{Name: "delta", Doc: "The difference to the value of the row ahead.", Params: "cols, delta_control=DeltaControl.NULL_DOMINATES", Inputs: 1, Pair: true, Rolls: rollsOf("delta", subtractable, deltas)},
	{Name: "ema", Doc: "The exponentially moving average.", Params: "cols", Inputs: 1, Decays: true, Carries: moves[ema]("ema")},
	{Name: "emmax", Doc: "The exponentially moving greatest value.", Params: "cols", Inputs: 1, Decays: true, Carries: moves[emmax]("emmax")},
	{Name: "emmin", Doc: "The exponentially moving least value.", Params: "cols", Inputs: 1, Decays: true, Carries: moves[emmin]("emmin")},
	{Name: "ems", Doc: "The exponentially moving sum.", Params: "cols", Inputs: 1, Decays: true, Carries: moves[ems]("ems")},
	{Name: "emstd", Doc: "The exponentially moving standard deviation.", Params: "cols", Inputs: 1, Decays: true, Carries: newEmStd},
	{Name: "forward_fill", Doc: "The last value up to the row that is not null.", Params: "cols", Inputs: 1, Carries: carriesOf("forward_fill", anything, forwardFills)},
	{Name: "rolling_avg", Doc: "The average of the values in the window.", Params: "cols", Inputs: 1, Rolls: rollsOf("rolling_avg", addable, rollingAvgs)},
	{Name: "rolling_count", Doc: "How many values in the window are not null.", Params: "cols", Inputs: 1, Rolls: rollsOf("rolling_count", anything, rollingCounts)},
	{Name: "rolling_count_where", Doc: "How many rows in the window pass all filters.", Params: "col, filters", Filters: true, Rolls: newRollingCountWhere},
	{Name: "rolling_formula", Doc: "What a formula makes of the values in the window: of formula_param, or of all columns that it names.", Params: "formula, formula_param=None, cols=None", Inputs: 1, Formula: true, Rolls: newRollingGroup},
	{Name: "rolling_group", Doc: "The values in the window, as an array.", Params: "cols", Inputs: 1, Empty: true, Rolls: newRollingGroup},
	{Name: "rolling_max", Doc: "The greatest value in the window.", Params: "cols", Inputs: 1, Rolls: rollsOf("rolling_max", ordered, rollingMaxs)},
	{Name: "rolling_min", Doc: "The least value in the window.", Params: "cols", Inputs: 1, Rolls: rollsOf("rolling_min", ordered, rollingMins)},
	{Name: "rolling_prod", Doc: "The product of the values in the window.", Params: "cols", Inputs: 1, Rolls: rollsOf("rolling_prod", multiplied, rollingProds)},
	{Name: "rolling_std", Doc: "The standard deviation of the values in the window, as a sample.", Params: "cols", Inputs: 1, Rolls: rollsOf("rolling_std", addable, rollingStds)},
	{Name: "rolling_sum", Doc: "The sum of the values in the window.", Params: "cols", Inputs: 1, Rolls: rollsOf("rolling_sum", addable, rollingSums)},
	{Name: "rolling_wavg", Doc: "The average of the values in the window, weighted by a column.", Params: "wcol, cols", Inputs: 2, Rolls: newRollingWavg},
}

// Lookup is the operation of a name.
func Lookup(name string) (Def, bool) {
	i, ok := slices.BinarySearchFunc(defs[:], name, func(d Def, n string) int { return strings.Compare(d.Name, n) })
	if !ok {
		return Def{}, false
	}
	return defs[i], true
}

// Defs is all operations, by name.
func Defs() []Def { return slices.Clone(defs[:]) }

// Sigs is how scripts call it.
func (d *Def) Sigs() []string {
	switch {
	case d.Decays:
		return []string{
			d.Name + "_tick(decay_ticks, " + d.Params + ", op_control=None)",
			d.Name + "_time(ts_col, decay_time, " + d.Params + ", op_control=None)",
		}
	case d.Carries != nil, d.Pair:
		return []string{d.Name + "(" + d.Params + ")"}
	}
	if d.Formula { // all that follows a default has one
		return []string{
			d.Name + "_tick(" + d.Params + ", rev_ticks=0, fwd_ticks=0)",
			d.Name + "_time(ts_col, " + d.Params + ", rev_time=0, fwd_time=0)",
		}
	}
	return []string{
		d.Name + "_tick(" + d.Params + ", rev_ticks, fwd_ticks=0)",
		d.Name + "_time(ts_col, " + d.Params + ", rev_time, fwd_time=0)",
	}
}

type (
	rollingOf = func(t column.Type, args Args) Rolling
	carryOf   = func(t column.Type, args Args) Cumulative
)

// rollsOf is the Rolls of a Def: what by has for the Go type of a type that will do.
func rollsOf(name string, will func(column.Type) bool, by column.ByType[rollingOf]) func([]column.Type, Args) (Rolling, error) {
	return func(in []column.Type, args Args) (Rolling, error) {
		if !will(in[0]) {
			return nil, unsupported(name, in[0])
		}
		return by.OfKind(in[0].Kind)(in[0], args), nil
	}
}

// carriesOf is rollsOf for a Carries.
func carriesOf(name string, will func(column.Type) bool, by column.ByType[carryOf]) func([]column.Type, Args) (Cumulative, error) {
	return func(in []column.Type, args Args) (Cumulative, error) {
		if !will(in[0]) {
			return nil, unsupported(name, in[0])
		}
		return by.OfKind(in[0].Kind)(in[0], args), nil
	}
}
