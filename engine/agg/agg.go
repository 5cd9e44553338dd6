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

// Sequence is an aggregation that is Ordered. Values are added at the end, and leave by Cut.
type Sequence interface {
	Agg
	// Cut takes the values of group g out from the n-th on, if there are so many, and gives
	// how many are left. It does not need retract.
	Cut(g int32, n int) int
}

// Args are the parameters of aggregations; each reads only its own.
type Args struct {
	Percentile           float64 // pct: from 0 to 1
	AverageEvenlyDivided bool    // pct, median: the mean of the middle two where the values split evenly
	CountNulls           bool    // count_distinct: null is a value too
	IncludeNulls         bool    // distinct, unique: null is a value too
	NonUniqueSentinel    any     // unique: the result of a group of several values, a bool, int64, float64 or string; nil is null
}

// Def describes an aggregation.
type Def struct {
	Name   string
	Inputs int // number of input columns; the weight comes first
	// RowOrder marks an aggregation that is the value of a row chosen by its place.
	// It has a Result but no New: the caller finds the row.
	RowOrder bool
	// Ordered marks an aggregation whose result is the values in the order in which they are
	// added, a Sequence: none is removed from the midst. There is none over a blink table.
	Ordered bool
	// Result is the type of the result column, or why the types do not do.
	Result func(in []column.Type, args Args) (column.Type, error)
	// New makes an aggregation over no groups. Without retract Remove is never
	// called, which is cheaper. It fails as Result does.
	New func(in []column.Type, args Args, retract bool) (Agg, error)
}

// defs is the table of aggregations, by name.
var defs = [...]Def{
	{Name: "abs_sum", Inputs: 1, Result: sumType("abs_sum"), New: newAbsSum},
	{Name: "avg", Inputs: 1, Result: meanType("avg"), New: newAvg},
	{Name: "count", Inputs: 0, Result: longType, New: newCount},
	{Name: "count_distinct", Inputs: 1, Result: countDistinctType, New: newCountDistinct},
	{Name: "distinct", Inputs: 1, Result: distinctType, New: newDistinct},
	{Name: "first", Inputs: 1, Result: sameType, RowOrder: true},
	{Name: "group", Inputs: 1, Result: groupType, New: newGroup, Ordered: true},
	{Name: "last", Inputs: 1, Result: sameType, RowOrder: true},
	{Name: "max", Inputs: 1, Result: orderedType("max"), New: newMax},
	{Name: "median", Inputs: 1, Result: quantileType("median"), New: newMedian},
	{Name: "min", Inputs: 1, Result: orderedType("min"), New: newMin},
	{Name: "pct", Inputs: 1, Result: quantileType("pct"), New: newPct},
	{Name: "std", Inputs: 1, Result: meanType("std"), New: newStd},
	{Name: "sum", Inputs: 1, Result: sumType("sum"), New: newSum},
	{Name: "unique", Inputs: 1, Result: uniqueType, New: newUnique},
	{Name: "var", Inputs: 1, Result: meanType("var"), New: newVar},
	{Name: "weighted_avg", Inputs: 2, Result: doubleType("weighted_avg"), New: newWeightedAvg},
	{Name: "weighted_sum", Inputs: 2, Result: weightedSumType, New: newWeightedSum},
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
