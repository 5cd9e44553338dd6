package enginetest

import "starling/engine"

// Op enrols an operation of the engine in the law.
type Op struct {
	Name    string // in the table of plans
	Blink   blinkRule
	Draw    func(d *Draw, t int) *Step // over node t; nil if it has no fitting columns
	Variant string                     // tells entries of one name apart
	Grows   bool                       // it may have a row, or an element of a list, for each pair of its parents' rows
}

// blinkRule is what an operation makes of a blink table.
type blinkRule int

// The rules.
const (
	Keeps       blinkRule = iota // a blink table
	Accumulates                  // of all rows since it was made, not blink
	Drops                        // of the rows of this cycle, not blink
	Refuses                      // an error
)

// Ops is THE table of operations under the law, by name. A test fails where an
// operation of the engine is not in it.
var Ops = []Op{
	{Name: "add_only_to_blink", Blink: Accumulates, Draw: drawAddOnlyToBlink},
	{Name: "agg_by", Blink: Accumulates, Draw: drawAggBy},
	{Name: "agg_by", Blink: Accumulates, Draw: drawFormulas, Variant: " of formulas"},
	{Name: "agg_by", Blink: Keeps, Draw: drawTables, Variant: " of partitions"},
	{Name: "agg_by", Blink: Accumulates, Draw: drawSortedPick, Variant: " of sorted rows"},
	{Name: "agg_by", Blink: Accumulates, Draw: drawAllBy, Variant: "all"},
	{Name: "aj", Blink: Drops, Draw: drawAj},
	{Name: "blink_to_append_only", Blink: Accumulates, Draw: drawBlinkToAppendOnly},
	{Name: "compacted", Blink: Accumulates, Draw: drawCompacted},
	{Name: "drop_columns", Blink: Keeps, Draw: drawDropColumns},
	{Name: "exact_join", Blink: Keeps, Draw: drawExactJoin},
	{Name: "first_by", Blink: Accumulates, Draw: drawFirstBy},
	{Name: "flatten", Blink: Keeps, Draw: drawFlatten},
	{Name: "full_outer_join", Blink: Drops, Draw: drawCross(true, true, (*engine.Table).FullOuterJoin), Grows: true},
	{Name: "group_by", Blink: Refuses, Draw: drawGroupBy},
	{Name: "head", Blink: Accumulates, Draw: drawHead},
	{Name: "head_by", Blink: Refuses, Draw: drawHeadBy},
	{Name: "head_pct", Blink: Refuses, Draw: drawHeadPct},
	{Name: "join", Blink: Drops, Draw: drawCross(false, false, (*engine.Table).Join), Grows: true},
	{Name: "last_by", Blink: Accumulates, Draw: drawLastBy},
	{Name: "lazy_update", Blink: Keeps, Draw: drawLazyUpdate},
	{Name: "left_outer_join", Blink: Drops, Draw: drawCross(true, false, (*engine.Table).LeftOuterJoin), Grows: true},
	{Name: "lineage", Blink: Accumulates, Draw: drawLineage},
	{Name: "merge", Blink: Keeps, Draw: drawMerge},
	{Name: "merge", Blink: Keeps, Draw: drawPartitioned, Variant: " of partitions"},
	{Name: "move_columns", Blink: Keeps, Draw: drawMoveColumns},
	{Name: "move_columns_down", Blink: Keeps, Draw: drawMoveColumnsDown},
	{Name: "move_columns_up", Blink: Keeps, Draw: drawMoveColumnsUp},
	{Name: "natural_join", Blink: Keeps, Draw: drawNaturalJoin},
	{Name: "part", Blink: Drops, Draw: drawConstituent},
	{Name: "raj", Blink: Drops, Draw: drawRaj},
	{Name: "range_join", Blink: Drops, Draw: drawRangeJoin, Grows: true},
	{Name: "remove_blink", Blink: Drops, Draw: drawRemoveBlink},
	{Name: "rename_columns", Blink: Keeps, Draw: drawRenameColumns},
	{Name: "reverse", Blink: Keeps, Draw: drawReverse},
	{Name: "ring_table", Blink: Accumulates, Draw: drawRingTable},
	{Name: "rollup", Blink: Accumulates, Draw: drawRollup},
	{Name: "select", Blink: Keeps, Draw: drawSelect},
	{Name: "select_distinct", Blink: Accumulates, Draw: drawSelectDistinct},
	{Name: "slice", Blink: Refuses, Draw: drawSlice},
	{Name: "slice_pct", Blink: Refuses, Draw: drawSlicePct},
	{Name: "snapshot", Blink: Drops, Draw: drawSnapshot},
	{Name: "snapshot_when", Blink: Drops, Draw: drawSnapshotWhen},
	{Name: "sort", Blink: Keeps, Draw: drawSort},
	{Name: "tail", Blink: Accumulates, Draw: drawTail},
	{Name: "tail_by", Blink: Refuses, Draw: drawTailBy},
	{Name: "tail_pct", Blink: Refuses, Draw: drawTailPct},
	{Name: "time_window", Blink: Drops, Draw: drawTimeWindow},
	{Name: "tree", Blink: Accumulates, Draw: drawTree},
	{Name: "ungroup", Blink: Keeps, Draw: drawUngroup},
	{Name: "update", Blink: Keeps, Draw: drawUpdate},
	{Name: "update", Blink: Keeps, Draw: drawShifted, Variant: " of neighbours"},
	{Name: "update_by", Blink: Drops, Draw: drawUpdateBy},
	{Name: "update_by", Blink: Drops, Draw: drawUpdateByTime, Variant: " time"},
	{Name: "update_view", Blink: Keeps, Draw: drawUpdateView},
	{Name: "view", Blink: Keeps, Draw: drawView},
	{Name: "where", Blink: Keeps, Draw: drawWhere},
	{Name: "where", Blink: Keeps, Draw: drawJoined, Variant: " of joined filters"},
	{Name: "where_in", Blink: Keeps, Draw: drawWhereIn},
	{Name: "where_not_in", Blink: Keeps, Draw: drawWhereNotIn},
	{Name: "where_one_of", Blink: Keeps, Draw: drawWhereOneOf},
}
