package engine

import (
	"starling/engine/plan"
)

// Names is a pair for each name, of a column that keeps it.
func Names(names []string) []Pair { return plan.Names(names) }

// Where is the rows of t for which every formula of filters holds: a boolean
// expression or a match such as "Symbol in `A`, `B`".
func (t *Table) Where(env Env, filters ...string) (*Table, error) {
	return Build(plan.Where{Filters: plan.Formulas(filters...)}, env, t)
}

// Update is t with the columns "Name = formula" added or replaced; a formula sees the
// columns of those before it. The results are stored.
func (t *Table) Update(env Env, formulas ...string) (*Table, error) {
	return Build(plan.Update{Formulas: plan.Formulas(formulas...)}, env, t)
}

// UpdateView is Update with the new columns computed whenever they are read.
func (t *Table) UpdateView(env Env, formulas ...string) (*Table, error) {
	return Build(plan.UpdateView{Formulas: plan.Formulas(formulas...)}, env, t)
}

// Select is a table of just the columns named or computed; without formulas, of all.
func (t *Table) Select(env Env, formulas ...string) (*Table, error) {
	return Build(plan.Select{Formulas: plan.Formulas(formulas...)}, env, t)
}

// View is Select with columns computed whenever they are read.
func (t *Table) View(env Env, formulas ...string) (*Table, error) {
	return Build(plan.View{Formulas: plan.Formulas(formulas...)}, env, t)
}

// SelectDistinct is the distinct rows of the columns named or computed, in order of first
// appearance; without formulas, of all columns.
func (t *Table) SelectDistinct(env Env, formulas ...string) (*Table, error) {
	return Build(plan.SelectDistinct{Formulas: plan.Formulas(formulas...)}, env, t)
}

// RenameColumns renames columns, all at once; each keeps its place, and a column that had
// a new name before goes.
func (t *Table) RenameColumns(pairs []Pair) (*Table, error) {
	return Build(plan.RenameColumns{Pairs: pairs}, Env{}, t)
}

// DropColumns is t without the named columns.
func (t *Table) DropColumns(names []string) (*Table, error) {
	return Build(plan.DropColumns{Columns: names}, Env{}, t)
}

// Head is the first n rows of t. Of a blink table it is the first n rows that ever come,
// which stay.
func (t *Table) Head(n int) (*Table, error) { return Build(plan.Head{Rows: n}, Env{}, t) }

// Tail is the last n rows of t. Of a blink table it is the last n rows that have come,
// which stay until others do.
func (t *Table) Tail(n int) (*Table, error) { return Build(plan.Tail{Rows: n}, Env{}, t) }

// Sort is t in the order of keys, the first of which counts most; rows equal in all of
// them stay in the order they have in t. Null comes first, NaN last, the other way round
// where a key descends.
func (t *Table) Sort(keys []SortKey) (*Table, error) { return Build(plan.Sort{Keys: keys}, Env{}, t) }

// AggBy is one row per distinct key, in order of first appearance, with the given
// aggregations; without keys, one row for all. An empty table has no groups.
func (t *Table) AggBy(aggs []Aggregation, by []Pair) (*Table, error) {
	return Build(plan.AggBy{Aggs: aggs, By: by}, Env{}, t)
}

// AllBy applies one aggregation to every column that is no key.
func (t *Table) AllBy(name string, by []Pair) (*Table, error) {
	return t.AggBy([]Aggregation{t.others(name, by)}, by)
}

// LastBy is the last row of each group: the keys, then all other columns.
func (t *Table) LastBy(by []Pair) (*Table, error) { return Build(plan.LastBy{By: by}, Env{}, t) }

// FirstBy is the first row of each group: the keys, then all other columns.
func (t *Table) FirstBy(by []Pair) (*Table, error) { return Build(plan.FirstBy{By: by}, Env{}, t) }

// GroupBy is one row per distinct key, with the values of all other columns as groups, in table order.
func (t *Table) GroupBy(by []string) (*Table, error) { return Build(plan.GroupBy{By: by}, Env{}, t) }

// Ungroup is a row for each element of the lists in the named columns, which are as long in one
// row, and the other columns as they are; without names, of all columns of lists. A list that is
// null or empty has no row.
func (t *Table) Ungroup(names []string) (*Table, error) {
	return Build(plan.Ungroup{Columns: names}, Env{}, t)
}

// UpdateBy is t with columns added or replaced that show something of the rows around each row
// in its group.
func (t *Table) UpdateBy(env Env, ops []Window, by []Pair) (*Table, error) {
	return Build(plan.UpdateBy{Ops: ops, By: by}, env, t)
}

// NaturalJoin is t with the columns joins of the one row of right that has the same
// key, null where there is none. on pairs are left name = right name; without joins,
// all columns of right that are no key are taken.
func (t *Table) NaturalJoin(right *Table, on, joins []Pair, match Match) (*Table, error) {
	return Build(plan.NaturalJoin{On: on, Joins: joins, Match: match}, Env{}, t, right)
}

// ExactJoin is NaturalJoin where each row of t has just one row of right.
func (t *Table) ExactJoin(right *Table, on, joins []Pair) (*Table, error) {
	return Build(plan.ExactJoin{On: on, Joins: joins}, Env{}, t, right)
}

// Join is a row for each pair of rows of t and right with the same key, with the columns of t
// and joins; without on, for each pair.
func (t *Table) Join(right *Table, on, joins []Pair) (*Table, error) {
	return Build(plan.Join{On: on, Joins: joins}, Env{}, t, right)
}

// LeftOuterJoin is Join with the rows of t that are in no pair; FullOuterJoin also with those
// of right, which come last.
func (t *Table) LeftOuterJoin(right *Table, on, joins []Pair) (*Table, error) {
	return Build(plan.LeftOuterJoin{On: on, Joins: joins}, Env{}, t, right)
}

// FullOuterJoin is LeftOuterJoin with the rows of right that are in no pair.
func (t *Table) FullOuterJoin(right *Table, on, joins []Pair) (*Table, error) {
	return Build(plan.FullOuterJoin{On: on, Joins: joins}, Env{}, t, right)
}

// Aj is t with columns of the last row of right that has the same keys and whose value of the
// last key, which is compared by AtOrAfter or StrictlyAfter, is not above that of t's row, null where
// there is none.
func (t *Table) Aj(right *Table, on []OnKey, joins []Pair) (*Table, error) {
	return Build(plan.Aj{On: on, Joins: joins}, Env{}, t, right)
}

// Raj is Aj with the first row whose value is not below, compared by AtOrBefore or StrictlyBefore.
func (t *Table) Raj(right *Table, on []OnKey, joins []Pair) (*Table, error) {
	return Build(plan.Raj{On: on, Joins: joins}, Env{}, t, right)
}

// RangeJoin is t with the values of the rows of right that have the same keys and are in a range of
// each row of t, as lists: aggs are groups. Both tables are static, and the rows of right ascend in
// each key. A range that starts after its end gives null.
func (t *Table) RangeJoin(right *Table, on []Pair, over plan.Range, aggs []Aggregation) (*Table, error) {
	return Build(plan.RangeJoin{On: on, Over: over, Aggs: aggs}, Env{}, t, right)
}

// Merge is the rows of all tables, one after the other. They must have the same columns,
// of which the first table gives the order. Blink tables give a blink table.
func Merge(tables []*Table) (*Table, error) { return Build(plan.Merge{}, Env{}, tables...) }

// BlinkToAppendOnly is all rows that the blink table t has from now on, including those of
// this cycle: cycle after cycle, each in table order.
func (t *Table) BlinkToAppendOnly() (*Table, error) {
	return Build(plan.BlinkToAppendOnly{}, Env{}, t)
}

// AddOnlyToBlink is a blink table of the rows that t adds, those of now first. It fails where rows
// of t go or change.
func (t *Table) AddOnlyToBlink() (*Table, error) { return Build(plan.AddOnlyToBlink{}, Env{}, t) }

// RemoveBlink is the rows of t, which do not count as those of a blink table.
func (t *Table) RemoveBlink() (*Table, error) { return Build(plan.RemoveBlink{}, Env{}, t) }

// Ring is the last n rows that t added, with initial those that it has now included. It fails where
// rows of t change.
func (t *Table) Ring(n int, initial bool) (*Table, error) {
	return Build(plan.RingTable{Capacity: n, Initialize: initial}, Env{}, t)
}

// SnapshotWhen is the rows that t had when trigger last changed, with columns of its last row.
func (t *Table) SnapshotWhen(trigger *Table, how plan.SnapshotWhen) (*Table, error) {
	return Build(how, Env{}, t, trigger)
}

// TimeWindow is t with a column of Booleans: whether the instant in another is not longer ago than
// a number of nanoseconds.
func (t *Table) TimeWindow(col string, window int64, name string) (*Table, error) {
	return Build(plan.TimeWindow{Column: col, Window: window, Bool: name}, Env{}, t)
}

// Snapshot is a static copy of the rows that t has now, in table order. It works on a
// failed table too.
func (t *Table) Snapshot() (*Table, error) { return Build(plan.Snapshot{}, Env{}, t) }

// MetaTable is a static table with a row per column of t: its name, its type as Java
// names it, its place in the table ("Normal"; there are no others yet), and whether it
// partitions the table.
func (t *Table) MetaTable() (*Table, error) { return Build(plan.MetaTable{}, Env{}, t) }
