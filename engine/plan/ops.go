package plan

import (
	"strconv"

	"starling/engine/agg"
	"starling/engine/window"
)

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

// Pair is "New=Old": the column New is made of the column Old, or without Old of the rows. In a join's keys New is the
// left table's and Old the right one's.
type Pair struct{ New, Old string }

// Names is a pair for each name, of a column that keeps it.
func Names(names []string) []Pair {
	out := make([]Pair, len(names))
	for i, n := range names {
		out[i] = Pair{New: n, Old: n}
	}
	return out
}

func (p Pair) String() string {
	if p.New == p.Old || p.Old == "" {
		return p.New
	}
	return p.New + "=" + p.Old
}

// SortKey is a column to sort by.
type SortKey struct {
	Column     string
	Descending bool
}

// String is the column, of a descending key with a minus.
func (k SortKey) String() string {
	if k.Descending {
		return "-" + k.Column
	}
	return k.Column
}

// Agg is one kind of aggregation and the columns it makes.
type Agg struct {
	Name    string    // as in agg's table: "sum", "last", "weighted_sum"
	Pairs   []Pair    // the columns it makes, and of which
	Weight  string    // the weight column of weighted aggregations
	Filters []Formula // of one that counts what passes
	Formula Formula   // of one that is a formula
	Param   string    // what stands for the column in it; "" if it names columns and result itself
	Args    agg.Args
}

func (a Agg) String() string {
	s := a.Name + "("
	for _, x := range []string{a.Weight, a.Formula.Text, a.Param} {
		if x != "" {
			s += x + "; "
		}
	}
	for i, p := range a.Pairs {
		if i > 0 {
			s += ", "
		}
		s += p.String()
	}
	for _, f := range texts(a.Filters) {
		s += "; " + f
	}
	return s + ")"
}

// Window is an operation over the rows around each, and the columns it makes.
type Window struct {
	Name   string // as in window's table: "cum_sum", "rolling_avg"
	Pairs  []Pair // the columns it makes, and of which; none is all columns that are no key
	Weight string // the weight column of a weighted one
	Time   string // the column of times of one by time, else ""
	// Back and Ahead are how many rows a rolling one reaches back, with the row itself, and ahead,
	// or how many nanoseconds.
	Back, Ahead int
	Filters     []Formula // of one that counts what passes
	Formula     Formula   // of one that has a formula
	Param       string    // what stands for the column in it; "" if it names columns and result itself
	Args        window.Args
}

func (w Window) String() string {
	s := w.Name + "("
	if w.Formula.Text != "" {
		s += w.Formula.Text + "; "
	}
	if w.Param != "" {
		s += w.Param + "; "
	}
	for i, p := range w.Pairs {
		if i > 0 {
			s += ", "
		}
		s += p.String()
	}
	if w.Weight != "" {
		s += "; " + w.Weight
	}
	for _, f := range texts(w.Filters) {
		s += "; " + f
	}
	if w.Time != "" {
		s += "; by " + w.Time
	}
	if w.Back != 0 || w.Ahead != 0 {
		s += "; " + strconv.Itoa(w.Back) + " back, " + strconv.Itoa(w.Ahead) + " ahead"
	}
	return s + ")"
}

// Match says which right row a natural join takes where several match.
type Match uint8

// The ways to match, as in Deephaven's NaturalJoinType.
const (
	ErrorOnDuplicate Match = iota
	FirstMatch
	LastMatch
	ExactlyOneMatch
)

// String is the name of the constant in scripts.
func (m Match) String() string {
	return [...]string{"ERROR_ON_DUPLICATE", "FIRST_MATCH", "LAST_MATCH", "EXACTLY_ONE_MATCH"}[m]
}

// OnKey is a key of a join that compares otherwise than by equality: the left column New with the
// right column Old.
type OnKey struct {
	Pair
	By Compare
}

func (k OnKey) String() string {
	if k.By == Equal {
		return k.Pair.String()
	}
	return k.New + " " + k.By.String() + " " + k.Old
}

// Compare is how a left value relates to the right ones that it matches.
type Compare uint8

// The ways to compare.
const (
	Equal Compare = iota
	AtOrAfter
	StrictlyAfter
	AtOrBefore
	StrictlyBefore
)

// String is the operator in scripts.
func (c Compare) String() string { return [...]string{"=", ">=", ">", "<=", "<"}[c] }

// Range is the right values that a range join takes: those between two columns of the left row.
type Range struct {
	Start, Column, End string
	After, Until       bool // the start, the end itself is not within
	Preceding          bool // the last value before the start is within
	Following          bool // the first value after the end is within
}

// String is the range in scripts: "Start <= Column < End".
func (r Range) String() string {
	op := map[bool]string{false: " <= ", true: " < "}
	s := r.Start + op[r.After] + r.Column + op[r.Until] + r.End
	if r.Preceding {
		s = "<- " + s
	}
	if r.Following {
		s += " ->"
	}
	return s
}

// Keep says which rows a source's table keeps.
type Keep uint8

// What a table keeps of its source.
const (
	All    Keep = iota // every row
	Cycle              // the rows of the running cycle
	Last               // the last rows, a ring
	Edited             // the rows that a program adds, modifies and removes
	Given              // the rows that it had at first: it never changes
)

// String is what scripts call it.
func (k Keep) String() string { return [...]string{"append", "blink", "ring", "edited", "static"}[k] }

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
