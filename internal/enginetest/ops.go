package enginetest

// Op enrols an operation of the engine in the law.
type Op struct {
	Name    string // in the engine's table of attributes
	Method  string // of engine.Table
	Blink   blinkRule
	Draw    func(d *Draw, t int) *Step // over node t; nil if it has no fitting columns
	Variant string                     // tells entries of one name apart
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
	{Name: "agg_by", Method: "AggBy", Blink: Accumulates, Draw: drawAggBy},
	{Name: "agg_by", Method: "AllBy", Blink: Accumulates, Draw: drawAllBy, Variant: "all"},
	{Name: "blink_to_append_only", Method: "BlinkToAppendOnly", Blink: Accumulates, Draw: drawBlinkToAppendOnly},
	{Name: "compacted", Method: "Compacted", Blink: Accumulates, Draw: drawCompacted},
	{Name: "drop_columns", Method: "DropColumns", Blink: Keeps, Draw: drawDropColumns},
	{Name: "first_by", Method: "FirstBy", Blink: Accumulates, Draw: drawFirstBy},
	{Name: "head", Method: "Head", Blink: Accumulates, Draw: drawHead},
	{Name: "last_by", Method: "LastBy", Blink: Accumulates, Draw: drawLastBy},
	{Name: "merge", Method: "Merge", Blink: Keeps, Draw: drawMerge},
	{Name: "merge", Method: "Partitioned.Merge", Blink: Keeps, Draw: drawPartitioned, Variant: " of partitions"},
	{Name: "natural_join", Method: "NaturalJoin", Blink: Keeps, Draw: drawNaturalJoin},
	{Name: "rename_columns", Method: "RenameColumns", Blink: Keeps, Draw: drawRenameColumns},
	{Name: "select", Method: "Select", Blink: Keeps, Draw: drawSelect},
	{Name: "snapshot", Method: "Snapshot", Blink: Drops, Draw: drawSnapshot},
	{Name: "sort", Method: "Sort", Blink: Keeps, Draw: drawSort},
	{Name: "tail", Method: "Tail", Blink: Accumulates, Draw: drawTail},
	{Name: "update", Method: "Update", Blink: Keeps, Draw: drawUpdate},
	{Name: "update_view", Method: "UpdateView", Blink: Keeps, Draw: drawUpdateView},
	{Name: "view", Method: "View", Blink: Keeps, Draw: drawView},
	{Name: "where", Method: "Where", Blink: Keeps, Draw: drawWhere},
}
