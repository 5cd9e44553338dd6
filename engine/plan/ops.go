package plan

type (
	// Where is the rows for which all filters hold.
	Where struct {
		Filters []Formula `arg:"filters"`
	}
	// WhereOneOf is the rows for which one filter holds.
	WhereOneOf struct {
		Filters []Formula `arg:"filters"`
	}
	// WhereIn is the rows whose keys are among those of another table.
	WhereIn struct {
		On []Pair `arg:"cols"`
	}
	// WhereNotIn is the rows whose keys are not among those of another table.
	WhereNotIn struct {
		On []Pair `arg:"cols"`
	}

	// Update is the table with columns added or replaced, kept.
	Update struct {
		Formulas []Formula `arg:"formulas"`
	}
	// UpdateView is Update with columns computed whenever they are read.
	UpdateView struct {
		Formulas []Formula `arg:"formulas"`
	}
	// Select is just the columns named or computed, kept; all without formulas.
	Select struct {
		Formulas []Formula `arg:"formulas"`
	}
	// View is Select with columns computed whenever they are read.
	View struct {
		Formulas []Formula `arg:"formulas"`
	}
	// SelectDistinct is the distinct rows of the columns named or computed; of all without formulas.
	SelectDistinct struct {
		Formulas []Formula `arg:"formulas"`
	}
	// LazyUpdate is UpdateView.
	LazyUpdate struct {
		Formulas []Formula `arg:"formulas"`
	}
	// MoveColumns puts columns at a position, perhaps under other names.
	MoveColumns struct {
		Index int    `arg:"idx"`
		Pairs []Pair `arg:"cols"`
	}
	// MoveColumnsUp puts columns in front.
	MoveColumnsUp struct {
		Pairs []Pair `arg:"cols"`
	}
	// MoveColumnsDown puts columns at the end.
	MoveColumnsDown struct {
		Pairs []Pair `arg:"cols"`
	}
	// RenameColumns gives columns other names.
	RenameColumns struct {
		Pairs []Pair `arg:"cols"`
	}
	// DropColumns is the table without some columns.
	DropColumns struct {
		Columns []string `arg:"cols"`
	}

	// Head is the first rows.
	Head struct {
		Rows int `arg:"num_rows"`
	}
	// Tail is the last rows.
	Tail struct {
		Rows int `arg:"num_rows"`
	}
	// HeadPct is the first part of the rows, from 0 to 1.
	HeadPct struct {
		Part float64 `arg:"pct"`
	}
	// TailPct is the last part of the rows, from 0 to 1.
	TailPct struct {
		Part float64 `arg:"pct"`
	}
	// Slice is the rows from one position to before another; negative ones count from the end.
	Slice struct {
		Start int `arg:"start"`
		Stop  int `arg:"stop"`
	}
	// SlicePct is the rows from one part to another, from 0 to 1.
	SlicePct struct {
		Start float64 `arg:"start_pct"`
		Stop  float64 `arg:"end_pct"`
	}
	// HeadBy is the first rows per key.
	HeadBy struct {
		Rows int      `arg:"num_rows"`
		By   []string `arg:"by"`
	}
	// TailBy is the last rows per key.
	TailBy struct {
		Rows int      `arg:"num_rows"`
		By   []string `arg:"by"`
	}
	// Reverse is the rows the other way round.
	Reverse struct{}
	// Flatten is the same rows, one after the other, which they are here.
	Flatten struct{}
	// Sort is the rows in the order of keys, of which the first counts most.
	Sort struct {
		Keys []SortKey `arg:"order_by"`
	}

	// AggBy is a row per key with aggregations. A second table has the keys that come first.
	AggBy struct {
		Aggs  []Agg  `arg:"aggs"`
		By    []Pair `arg:"by"`
		Empty bool   `arg:"preserve_empty"` // keys that have no rows have a row too
	}
	// FirstBy is the first row per key.
	FirstBy struct {
		By []Pair `arg:"by"`
	}
	// LastBy is the last row per key.
	LastBy struct {
		By []Pair `arg:"by"`
	}
	// GroupBy is a row per key with all values of the other columns.
	GroupBy struct {
		By []string `arg:"by"`
	}
	// Ungroup is a row per element of the lists of some columns, of all that have lists without names.
	Ungroup struct {
		Columns []string `arg:"cols"`
	}
	// UpdateBy is the table with columns added or replaced that are made of the rows around each in its group.
	UpdateBy struct {
		Ops []Window `arg:"ops"`
		By  []Pair   `arg:"by"`
	}
	// NaturalJoin is the table with columns of the one row of another that has the same key.
	NaturalJoin struct {
		On    []Pair `arg:"on"`
		Joins []Pair `arg:"joins"`
		Match Match  `arg:"type"`
	}
	// ExactJoin is NaturalJoin where each row has just one row of the other table.
	ExactJoin struct {
		On    []Pair `arg:"on"`
		Joins []Pair `arg:"joins"`
	}
	// Join is a row for each pair of rows of two tables with the same key.
	Join struct {
		On    []Pair `arg:"on"`
		Joins []Pair `arg:"joins"`
	}
	// LeftOuterJoin is Join with the rows of the first table that are in no pair.
	LeftOuterJoin struct {
		On    []Pair `arg:"on"`
		Joins []Pair `arg:"joins"`
	}
	// FullOuterJoin is Join with the rows of both tables that are in no pair.
	FullOuterJoin struct {
		On    []Pair `arg:"on"`
		Joins []Pair `arg:"joins"`
	}
	// Aj is the table with columns of the last row of another with the same keys whose last key is
	// not above the table's.
	Aj struct {
		On    []OnKey `arg:"on"`
		Joins []Pair  `arg:"joins"`
	}
	// Raj is Aj with the first row whose last key is not below.
	Raj struct {
		On    []OnKey `arg:"on"`
		Joins []Pair  `arg:"joins"`
	}
	// Part is the rows of one key, that which appears as the Number-th.
	Part struct {
		By     []Pair `arg:"by"`
		Number int    `arg:"number"`
		Drop   bool   `arg:"drop_keys"`
	}
	// RangeJoin is the table with the rows of another that have the same keys and whose value of one
	// column is in a range, aggregated.
	RangeJoin struct {
		On   []Pair `arg:"on"`
		Over Range  `arg:"range"`
		Aggs []Agg  `arg:"aggs"`
	}
	// Merge is the rows of all tables, one after the other.
	Merge struct {
		Later *Attrs // of the tables of a table of tables, those that may still come too; else nil
	}

	// Rollup is the rows of aggregations by none, one, two … of the keys, and perhaps of what was
	// aggregated, with columns that say which row of the level above each belongs to: a Tree.
	Rollup struct {
		By []string `arg:"by"`
	}
	// Tree is the rows that a root leads to, a row whose parent key is null, each behind the row whose
	// id is its parent key, with its depth and whether what is below it is shown.
	Tree struct {
		IDs     []string `arg:"id_col"`
		Parents []string `arg:"parent_col"`
		Open    int      `arg:"depth"`  // nodes of at most this depth are open if nothing is said of them
		Action  string   `arg:"action"` // the column that says Expand, ExpandAll or Contract of nodes, "" without
	}

	// Lineage is the rows for which filters hold, and all rows that these are below, as Tree has it.
	Lineage struct {
		Filters []Formula `arg:"filters"`
		ID      string    `arg:"id_col"`
		Parent  string    `arg:"parent_col"`
	}

	// BlinkToAppendOnly is all rows that a blink table has from now on.
	BlinkToAppendOnly struct{}
	// AddOnlyToBlink is the rows that a table adds, each for one cycle.
	AddOnlyToBlink struct{}
	// RemoveBlink is the rows of a blink table, which may go as others do.
	RemoveBlink struct{}
	// RingTable is the last rows that a table added.
	RingTable struct {
		Capacity   int  `arg:"capacity"`
		Initialize bool `arg:"initialize"` // with those that are there
	}
	// SnapshotWhen is the rows as of the last change of another table, with columns of its last row.
	SnapshotWhen struct {
		Stamp       []Pair `arg:"stamp_cols"` // none: all
		Initial     bool   `arg:"initial"`    // there is one at the start
		Incremental bool   `arg:"incremental"`
		History     bool   `arg:"history"` // of each row that comes, one after the other
	}
	// TimeWindow is the table with a column that says whether an instant is not longer ago than a
	// number of nanoseconds.
	TimeWindow struct {
		Column string `arg:"ts_col"`
		Window int64  `arg:"window"`
		Bool   string `arg:"bool_col"`
	}
	// Compacted is the last row per key without keys whose last row is a delete, which the
	// source marks.
	Compacted struct {
		By []Pair `arg:"by"`
	}
	// Newest is the rows of the highest life, a column that counts how often all was deleted.
	Newest struct {
		Column string `arg:"col"`
	}
	// Snapshot is the rows of one moment.
	Snapshot struct{}
	// MetaTable is a table of the columns.
	MetaTable struct{}

	// Source is rows that come from outside, or that are given.
	Source struct {
		Kind   string // what scripts call: "consume", "time_table", "new_table"
		Params []Arg  // those that its text has
		More   []Arg  // all others: properties, with references as they were written and secrets hidden, formats, offsets
		Keep   Keep
		Size   int // of a ring
	}
	// Sink is where the rows of a table go. It makes no table.
	Sink struct {
		Kind   string // what scripts call: "produce"
		Params []Arg  // those that its text has
		More   []Arg  // as a source's
	}
)

func (AddOnlyToBlink) Name() string    { return "add_only_to_blink" }
func (RemoveBlink) Name() string       { return "remove_blink" }
func (RingTable) Name() string         { return "ring_table" }
func (SnapshotWhen) Name() string      { return "snapshot_when" }
func (TimeWindow) Name() string        { return "time_window" }
func (GroupBy) Name() string           { return "group_by" }
func (Ungroup) Name() string           { return "ungroup" }
func (HeadPct) Name() string           { return "head_pct" }
func (TailPct) Name() string           { return "tail_pct" }
func (Slice) Name() string             { return "slice" }
func (SlicePct) Name() string          { return "slice_pct" }
func (HeadBy) Name() string            { return "head_by" }
func (TailBy) Name() string            { return "tail_by" }
func (Reverse) Name() string           { return "reverse" }
func (Flatten) Name() string           { return "flatten" }
func (LazyUpdate) Name() string        { return "lazy_update" }
func (MoveColumns) Name() string       { return "move_columns" }
func (MoveColumnsUp) Name() string     { return "move_columns_up" }
func (MoveColumnsDown) Name() string   { return "move_columns_down" }
func (WhereIn) Name() string           { return "where_in" }
func (WhereNotIn) Name() string        { return "where_not_in" }
func (WhereOneOf) Name() string        { return "where_one_of" }
func (Where) Name() string             { return "where" }
func (Update) Name() string            { return "update" }
func (UpdateView) Name() string        { return "update_view" }
func (Select) Name() string            { return "select" }
func (View) Name() string              { return "view" }
func (SelectDistinct) Name() string    { return "select_distinct" }
func (RenameColumns) Name() string     { return "rename_columns" }
func (DropColumns) Name() string       { return "drop_columns" }
func (Head) Name() string              { return "head" }
func (Tail) Name() string              { return "tail" }
func (Sort) Name() string              { return "sort" }
func (AggBy) Name() string             { return "agg_by" }
func (FirstBy) Name() string           { return "first_by" }
func (LastBy) Name() string            { return "last_by" }
func (UpdateBy) Name() string          { return "update_by" }
func (NaturalJoin) Name() string       { return "natural_join" }
func (Aj) Name() string                { return "aj" }
func (Raj) Name() string               { return "raj" }
func (ExactJoin) Name() string         { return "exact_join" }
func (Join) Name() string              { return "join" }
func (LeftOuterJoin) Name() string     { return "left_outer_join" }
func (FullOuterJoin) Name() string     { return "full_outer_join" }
func (Part) Name() string              { return "part" }
func (RangeJoin) Name() string         { return "range_join" }
func (Merge) Name() string             { return "merge" }
func (Rollup) Name() string            { return "rollup" }
func (Tree) Name() string              { return "tree" }
func (Lineage) Name() string           { return "lineage" }
func (BlinkToAppendOnly) Name() string { return "blink_to_append_only" }
func (Compacted) Name() string         { return "compacted" }
func (Newest) Name() string            { return "newest" }
func (Snapshot) Name() string          { return "snapshot" }
func (MetaTable) Name() string         { return "meta_table" }
func (Sink) Name() string              { return "sink" }
func (Source) Name() string            { return "source" }
