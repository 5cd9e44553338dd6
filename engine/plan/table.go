package plan

import (
	"slices"
	"strings"
)

// Def describes an operation.
type Def struct {
	Name  string
	In    int  // tables it is made from; -1: one or more
	Attrs rule // of the result, see attrs.go
	// Op is the operation without arguments, and Sig how scripts call it as a method of the first
	// table: parameters are the fields of Op, and table the second table. Sig is "" where scripts
	// have it another way, or not at all.
	Op  Op
	Sig string
	Doc string // one line
}

// defs is THE table of operations, by name. The engine builds each, the law test plays each, and
// scripts have those with a Sig.
var defs = []Def{
	{Name: "add_only_to_blink", In: 1, Attrs: passes, Op: AddOnlyToBlink{}},
	{Name: "agg_by", In: -1, Attrs: accumulates, Op: AggBy{}},
	{Name: "aj", In: 2, Attrs: pairs, Op: Aj{}, Sig: "aj(table, on, joins=None)", Doc: "The table with columns of the nearest row of another that is not later: on ends with what is compared, as [\"Sym\", \"Time >= QuoteTime\"]."},
	{Name: "blink_to_append_only", In: 1, Attrs: remembers, Op: BlinkToAppendOnly{}},
	{Name: "compacted", In: 1, Attrs: accumulates, Op: Compacted{}},
	{Name: "drop_columns", In: 1, Attrs: keeps, Op: DropColumns{}, Sig: "drop_columns(cols)", Doc: "The table without some columns."},
	{Name: "exact_join", In: 2, Attrs: reorders, Op: ExactJoin{}, Sig: "exact_join(table, on, joins=None)", Doc: "The table with columns of the row of another that has the same key, of which there must be just one."},
	{Name: "first_by", In: 1, Attrs: accumulates, Op: FirstBy{}, Sig: "first_by(by=None)", Doc: "The first row per key."},
	{Name: "flatten", In: 1, Attrs: keeps, Op: Flatten{}, Sig: "flatten()", Doc: "The same table: rows follow each other anyway."},
	{Name: "full_outer_join", In: 2, Attrs: pairs, Op: FullOuterJoin{}},
	{Name: "group_by", In: 1, Attrs: accumulates, Op: GroupBy{}, Sig: "group_by(by=None)", Doc: "A row per key with all values of the other columns, as arrays in the order of the rows."},
	{Name: "head", In: 1, Attrs: begins, Op: Head{}, Sig: "head(num_rows)", Doc: "The first rows."},
	{Name: "head_by", In: 1, Attrs: accumulates, Op: HeadBy{}, Sig: "head_by(num_rows, by=None)", Doc: "The first rows per key, those of a key together."},
	{Name: "head_pct", In: 1, Attrs: cuts, Op: HeadPct{}, Sig: "head_pct(pct)", Doc: "The first part of the rows, from 0 to 1."},
	{Name: "join", In: 2, Attrs: pairs, Op: Join{}, Sig: "join(table, on=None, joins=None)", Doc: "A row for each pair of rows with the same key; without on, for each pair of rows."},
	{Name: "last_by", In: 1, Attrs: accumulates, Op: LastBy{}, Sig: "last_by(by=None)", Doc: "The last row per key."},
	{Name: "lazy_update", In: 1, Attrs: keeps, Op: LazyUpdate{}, Sig: "lazy_update(formulas)", Doc: "As update_view."},
	{Name: "left_outer_join", In: 2, Attrs: pairs, Op: LeftOuterJoin{}},
	{Name: "lineage", In: 1, Attrs: cuts, Op: Lineage{}},
	{Name: "merge", In: -1, Attrs: merges, Op: Merge{}},
	{Name: "meta_table", In: 1, Attrs: freezes, Op: MetaTable{}, Sig: "meta_table", Doc: "A table of the columns: Name, DataType, ColumnType, IsPartitioning."},
	{Name: "move_columns", In: 1, Attrs: keeps, Op: MoveColumns{}, Sig: "move_columns(idx, cols)", Doc: "The table with columns moved to a position, as \"Col\" or \"New = Col\"."},
	{Name: "move_columns_down", In: 1, Attrs: keeps, Op: MoveColumnsDown{}, Sig: "move_columns_down(cols)", Doc: "The table with columns moved to the end."},
	{Name: "move_columns_up", In: 1, Attrs: keeps, Op: MoveColumnsUp{}, Sig: "move_columns_up(cols)", Doc: "The table with columns moved to the front."},
	{Name: "natural_join", In: 2, Attrs: reorders, Op: NaturalJoin{}, Sig: "natural_join(table, on, joins=None, type=NaturalJoinType.ERROR_ON_DUPLICATE)", Doc: "The table with columns of the one row of another that has the same key."},
	{Name: "newest", In: 1, Attrs: keeps, Op: Newest{}},
	{Name: "part", In: 1, Attrs: keeps, Op: Part{}},
	{Name: "raj", In: 2, Attrs: pairs, Op: Raj{}, Sig: "raj(table, on, joins=None)", Doc: "The table with columns of the nearest row of another that is not earlier: on ends with what is compared, as [\"Sym\", \"Time <= QuoteTime\"]."},
	{Name: "range_join", In: 2, Attrs: pairs, Op: RangeJoin{}},
	{Name: "remove_blink", In: 1, Attrs: lasts, Op: RemoveBlink{}, Sig: "remove_blink()", Doc: "The rows of a blink table, in a table whose rows go as those of others do: what is made of it is of one cycle."},
	{Name: "rename_columns", In: 1, Attrs: keeps, Op: RenameColumns{}, Sig: "rename_columns(cols)", Doc: "The table with columns renamed, as [\"New = Old\"]."},
	{Name: "reverse", In: 1, Attrs: reorders, Op: Reverse{}, Sig: "reverse()", Doc: "The rows the other way round."},
	{Name: "ring_table", In: 1, Attrs: rings, Op: RingTable{}},
	{Name: "rollup", In: -1, Attrs: merges, Op: Rollup{}},
	{Name: "select", In: 1, Attrs: keeps, Op: Select{}, Sig: "select(formulas=None)", Doc: "Only these columns, kept: names or formulas."},
	{Name: "select_distinct", In: 1, Attrs: accumulates, Op: SelectDistinct{}, Sig: "select_distinct(formulas=None)", Doc: "The distinct rows of these columns: names or formulas."},
	{Name: "sink", In: 1, Attrs: keeps, Op: Sink{}},
	{Name: "slice", In: 1, Attrs: cuts, Op: Slice{}, Sig: "slice(start, stop)", Doc: "The rows from one position to before another; negative ones count from the end."},
	{Name: "slice_pct", In: 1, Attrs: cuts, Op: SlicePct{}, Sig: "slice_pct(start_pct, end_pct)", Doc: "The rows from one part of them to another, from 0 to 1."},
	{Name: "snapshot", In: 1, Attrs: freezes, Op: Snapshot{}, Sig: "snapshot()", Doc: "A copy of the table that does not change."},
	{Name: "snapshot_when", In: 2, Attrs: waits, Op: SnapshotWhen{}, Sig: "snapshot_when(trigger_table, stamp_cols=None, initial=False, incremental=False, history=False)", Doc: "The rows as of the last change of another table, with columns of its last row; with history one snapshot for each row that comes, with incremental only what changed gets new stamps."},
	{Name: "sort", In: 1, Attrs: reorders, Op: Sort{}},
	{Name: "source", In: 0, Attrs: comes, Op: Source{}},
	{Name: "tail", In: 1, Attrs: ends, Op: Tail{}, Sig: "tail(num_rows)", Doc: "The last rows."},
	{Name: "tail_by", In: 1, Attrs: accumulates, Op: TailBy{}, Sig: "tail_by(num_rows, by=None)", Doc: "The last rows per key, those of a key together."},
	{Name: "tail_pct", In: 1, Attrs: cuts, Op: TailPct{}, Sig: "tail_pct(pct)", Doc: "The last part of the rows, from 0 to 1."},
	{Name: "time_window", In: 1, Attrs: fades, Op: TimeWindow{}},
	{Name: "tree", In: 1, Attrs: cuts, Op: Tree{}},
	{Name: "ungroup", In: 1, Attrs: spreads, Op: Ungroup{}, Sig: "ungroup(cols=None)", Doc: "A row per element of the arrays in some columns, without names of all that have arrays."},
	{Name: "update", In: 1, Attrs: keeps, Op: Update{}, Sig: "update(formulas)", Doc: "The table with columns added or replaced, as [\"Total = Price * Qty\"], kept."},
	{Name: "update_by", In: 1, Attrs: surrounds, Op: UpdateBy{}, Sig: "update_by(ops, by=None)", Doc: "The table with columns made of the rows around each in its group, as [rolling_avg_tick(\"Avg = Price\", 10)] of deephaven.updateby."},
	{Name: "update_view", In: 1, Attrs: keeps, Op: UpdateView{}, Sig: "update_view(formulas)", Doc: "As update, but the columns are computed whenever they are read."},
	{Name: "view", In: 1, Attrs: keeps, Op: View{}, Sig: "view(formulas)", Doc: "Only these columns, computed whenever they are read."},
	{Name: "where", In: 1, Attrs: keeps, Op: Where{}, Sig: "where(filters=None)", Doc: "The rows for which all filters hold, as [\"Price > 100\", \"Sym in `A`, `B`\"]."},
	{Name: "where_in", In: 2, Attrs: chooses, Op: WhereIn{}, Sig: "where_in(filter_table, cols)", Doc: "The rows whose values are in columns of another table, as it changes: names or \"Col = Other\"."},
	{Name: "where_not_in", In: 2, Attrs: chooses, Op: WhereNotIn{}, Sig: "where_not_in(filter_table, cols)", Doc: "The rows whose values are not in columns of another table."},
	{Name: "where_one_of", In: 1, Attrs: keeps, Op: WhereOneOf{}, Sig: "where_one_of(filters)", Doc: "The rows for which one of the filters holds."},
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
