// Package agg owns the aggregations: columns that hold one value per group, kept
// up to date as values come and go. It works on page vectors and group numbers
// and knows no table, row or key; it imports column and rowset only.
package agg

import (
	"slices"
	"strings"

	"starling/engine/column"
)

// Agg accumulates one result column over groups 0, 1, 2 … Values arrive as page
// vectors with one group number per value. The result after any batching of the
// same history is the same, float sums to rounding.
type Agg interface {
	// Result is the result column, with the group number as row. It shows what was
	// added and removed up to the last Flush; Prev shows the last Commit.
	Result() column.Writable
	// Grow makes groups 0 to groups-1 exist. It never shrinks.
	Grow(groups int)
	// Add takes in values: one vector per input column, as long as groups.
	// Nothing of them is kept.
	Add(groups []int32, in []column.Vector)
	// Remove takes values out that were added before. It panics on an aggregation
	// made without retract.
	Remove(groups []int32, in []column.Vector)
	// Flush writes the results of the groups touched since the last Flush.
	Flush()
	// Commit ends the cycle. It must follow a Flush.
	Commit()
	// Bytes is about the memory held besides the result, in bytes.
	Bytes() int
}

// Toucher is an aggregation that shows something of a group without values.
type Toucher interface {
	// Touch has the next Flush write groups, whose values stay as they are.
	Touch(groups []int32)
}

// Sequence is an aggregation that is Ordered. Values are added at the end, and leave by Cut.
type Sequence interface {
	Agg
	// Cut takes the values of group g out from the n-th on, if there are so many, and gives
	// how many are left. It does not need retract.
	Cut(g int32, n int) int
}

// Args are the parameters of aggregations, with their names in scripts; each reads only its own.
type Args struct {
	Percentile           float64  `arg:"percentile"`             // from 0 to 1
	AverageEvenlyDivided bool     `arg:"average_evenly_divided"` // the mean of the middle two where the values split evenly
	CountNulls           bool     `arg:"count_nulls"`            // null is a value too
	IncludeNulls         bool     `arg:"include_nulls"`          // null is a value too
	OrderBy              []string `arg:"order_by"`               // the columns that rows are sorted by
	IncludeByColumns     bool     `arg:"include_by_columns"`     // the tables have the key columns too
	Reaggregating        bool     `arg:"reaggregating"`          // levels above may use the results of those below
	NonUniqueSentinel    any      `arg:"non_unique_sentinel"`    // the result of a group of several values, a bool, int64, float64 or string; nil is null
}

// Def describes an aggregation.
type Def struct {
	Name string
	// Sig is how scripts call it: col is the name of a result without an input, cols the columns,
	// wcol the weight, and the others are Args.
	Sig    string
	Doc    string // one line
	Inputs int    // number of input columns; the weight comes first
	// RowOrder marks an aggregation that is the value of a row chosen by its place.
	// It has a Result but no New: the caller finds the row.
	RowOrder bool
	// Ordered marks an aggregation whose result is the values in the order in which they are
	// added, a Sequence: none is removed from the midst. There is none over a blink table.
	Ordered bool
	// Filters marks one whose input, a Boolean, is whether a row passes filters; the caller finds out.
	Filters bool
	// Formula marks a formula of the groups of values. It has neither Result nor New: the caller computes it.
	Formula bool
	// Tables marks the tables of the groups' rows. It has neither Result nor New: the caller makes them.
	Tables bool
	// Result is the type of the result column, or why the types do not do.
	Result func(in []column.Type, args Args) (column.Type, error)
	// New makes an aggregation over no groups. Without retract Remove is never
	// called, which is cheaper. It fails as Result does.
	New func(in []column.Type, args Args, retract bool) (Agg, error)
}

// defs is THE table of aggregations, by name: scripts and tables get them from here.
var defs = [...]Def{
	{Name: "abs_sum", Sig: "abs_sum(cols=None)", Doc: "The sum of the absolute values.", Inputs: 1, Result: sumType("abs_sum"), New: newAbsSum},
	{Name: "avg", Sig: "avg(cols=None)", Doc: "The average.", Inputs: 1, Result: meanType("avg"), New: newAvg},
	{Name: "count", Sig: "count_(col)", Doc: "The number of rows, in a column of the given name.", Inputs: 0, Result: longType, New: newCount},
	{Name: "count_distinct", Sig: "count_distinct(cols=None, count_nulls=False)", Doc: "The number of different values.", Inputs: 1, Result: countDistinctType, New: newCountDistinct},
	{Name: "count_where", Sig: "count_where(col, filters)", Doc: "The number of rows that pass all filters, in a column of the given name.", Inputs: 1, Filters: true, Result: countWhereType, New: newCountWhere},
	{Name: "distinct", Sig: "distinct(cols=None, include_nulls=False)", Doc: "The different values, as an array.", Inputs: 1, Result: distinctType, New: newDistinct},
	{Name: "first", Sig: "first(cols=None)", Doc: "The value of the first row.", Inputs: 1, Result: sameType, RowOrder: true},
	{Name: "formula", Sig: "formula(formula, formula_param=None, cols=None, reaggregating=False)", Doc: "What a formula makes of the values of a group as an array: of formula_param, or as \"New = sum(Qty)\" of all columns that it names.", Inputs: 1, Formula: true},
	{Name: "group", Sig: "group(cols=None)", Doc: "All values, as an array in the order of the rows; not of a blink table.", Inputs: 1, Result: groupType, New: newGroup, Ordered: true},
	{Name: "last", Sig: "last(cols=None)", Doc: "The value of the last row.", Inputs: 1, Result: sameType, RowOrder: true},
	{Name: "max", Sig: "max_(cols=None)", Doc: "The greatest value.", Inputs: 1, Result: orderedType("max"), New: newMax},
	{Name: "median", Sig: "median(cols=None, average_evenly_divided=True)", Doc: "The value in the middle.", Inputs: 1, Result: quantileType("median"), New: newMedian},
	{Name: "min", Sig: "min_(cols=None)", Doc: "The least value.", Inputs: 1, Result: orderedType("min"), New: newMin},
	{Name: "partition", Sig: "partition(col, include_by_columns=True)", Doc: "A table of the rows of each group, in a column of the given name.", Tables: true},
	{Name: "pct", Sig: "pct(percentile, cols=None, average_evenly_divided=False)", Doc: "The value that a part, from 0 to 1, of the values is below.", Inputs: 1, Result: quantileType("pct"), New: newPct},
	{Name: "sorted_first", Sig: "sorted_first(order_by, cols=None)", Doc: "The value of the row that comes first in the order of columns; not of a blink table.", Inputs: 1, Result: sameType, RowOrder: true},
	{Name: "sorted_last", Sig: "sorted_last(order_by, cols=None)", Doc: "The value of the row that comes last in the order of columns; not of a blink table.", Inputs: 1, Result: sameType, RowOrder: true},
	{Name: "std", Sig: "std(cols=None)", Doc: "The standard deviation of the sample.", Inputs: 1, Result: meanType("std"), New: newStd},
	{Name: "sum", Sig: "sum_(cols=None)", Doc: "The sum.", Inputs: 1, Result: sumType("sum"), New: newSum},
	{Name: "unique", Sig: "unique(cols=None, include_nulls=False, non_unique_sentinel=None)", Doc: "The one value, or the sentinel where there are several.", Inputs: 1, Result: uniqueType, New: newUnique},
	{Name: "var", Sig: "var(cols=None)", Doc: "The variance of the sample.", Inputs: 1, Result: meanType("var"), New: newVar},
	{Name: "weighted_avg", Sig: "weighted_avg(wcol, cols=None)", Doc: "The average weighted by a column.", Inputs: 2, Result: doubleType("weighted_avg"), New: newWeightedAvg},
	{Name: "weighted_sum", Sig: "weighted_sum(wcol, cols=None)", Doc: "The sum weighted by a column.", Inputs: 2, Result: weightedSumType, New: newWeightedSum},
}

// Lookup is the definition of the named aggregation.
func Lookup(name string) (Def, bool) {
	i, ok := slices.BinarySearchFunc(defs[:], name, func(d Def, n string) int { return strings.Compare(d.Name, n) })
	if !ok {
		return Def{}, false
	}
	return defs[i], true
}

// Defs is all definitions, by name.
func Defs() []Def { return slices.Clone(defs[:]) }
