package plan

import (
	"slices"
	"strings"
)

// Def describes an operation.
type Def struct {
	Name  string
	In    int // tables it is made from; -1: one or more
	Doc   string
	Attrs rule // of the result, see attrs.go
}

// defs is THE table of operations, by name. The engine builds each (its table of makers), the law
// test plays each.
var defs = []Def{
	{Name: "agg_by", In: 1, Attrs: accumulates, Doc: "A row per key with aggregations, as [agg.sum_(\"Total = Qty\")]."},
	{Name: "blink_to_append_only", In: 1, Attrs: remembers, Doc: "All rows that a blink table has from now on."},
	{Name: "compacted", In: 1, Attrs: accumulates, Doc: "The last row per key, without keys that are deleted."},
	{Name: "drop_columns", In: 1, Attrs: keeps, Doc: "The table without some columns."},
	{Name: "first_by", In: 1, Attrs: accumulates, Doc: "The first row per key."},
	{Name: "head", In: 1, Attrs: begins, Doc: "The first rows."},
	{Name: "last_by", In: 1, Attrs: accumulates, Doc: "The last row per key."},
	{Name: "merge", In: -1, Attrs: merges, Doc: "The rows of all tables, one after the other."},
	{Name: "meta_table", In: 1, Attrs: freezes, Doc: "A table of the columns: Name, DataType, ColumnType, IsPartitioning."},
	{Name: "natural_join", In: 2, Attrs: reorders, Doc: "The table with columns of the one row of another that has the same key."},
	{Name: "newest", In: 1, Attrs: keeps, Doc: "The rows that came after all was deleted the last time."},
	{Name: "rename_columns", In: 1, Attrs: keeps, Doc: "The table with columns renamed, as [\"New = Old\"]."},
	{Name: "select", In: 1, Attrs: keeps, Doc: "Only these columns, kept: names or formulas."},
	{Name: "snapshot", In: 1, Attrs: freezes, Doc: "A copy of the table that does not change."},
	{Name: "sort", In: 1, Attrs: reorders, Doc: "The rows in the order of columns; order is SortDirection.ASCENDING or DESCENDING, or one per column."},
	{Name: "source", In: 0, Attrs: comes, Doc: "Rows that come from outside, or that are given."},
	{Name: "tail", In: 1, Attrs: ends, Doc: "The last rows."},
	{Name: "update", In: 1, Attrs: keeps, Doc: "The table with columns added or replaced, as [\"Total = Price * Qty\"], kept."},
	{Name: "update_view", In: 1, Attrs: keeps, Doc: "As update, but the columns are computed whenever they are read."},
	{Name: "view", In: 1, Attrs: keeps, Doc: "Only these columns, computed whenever they are read."},
	{Name: "where", In: 1, Attrs: keeps, Doc: "The rows for which all filters hold, as [\"Price > 100\", \"Sym in `A`, `B`\"]."},
}

// Defs is the operations, by name.
func Defs() []Def { return slices.Clone(defs) }

// Lookup is the operation of a name.
func Lookup(name string) (Def, bool) {
	i, ok := slices.BinarySearchFunc(defs, name, func(d Def, name string) int { return strings.Compare(d.Name, name) })
	if !ok {
		return Def{}, false
	}
	return defs[i], true
}

// AttrsOf is the attributes of the result of an operation over tables with these.
func AttrsOf(op Op, in ...Attrs) Attrs {
	d, ok := Lookup(op.Name())
	if !ok {
		panic("plan: " + op.Name() + " is not in the table of operations")
	}
	return d.Attrs(op, in)
}
