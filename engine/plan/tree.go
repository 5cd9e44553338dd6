package plan

import "strconv"

// The columns of a tree beside those of its rows, with the names that Deephaven's viewers know.
const (
	TreeDepth    = "__DEPTH__"    // 1 for a root
	TreeExpanded = "__EXPANDED__" // whether what is below is shown, null where nothing is
)

// What the action of a tree says of a node, as Deephaven's viewers do.
const (
	Expand    int8 = 1 // what is below it is shown
	ExpandAll int8 = 3 // so is all below that
	Contract  int8 = 4 // nothing below it is shown
)

// RollupID and RollupParent are the names of the columns that are the id of a row of a rollup
// and its parent key: the number of the level first, then the keys.
func RollupID(i int) string { return "__ID_" + strconv.Itoa(i) + "__" }

// RollupParent is that of the parent key.
func RollupParent(i int) string { return "__IN_" + strconv.Itoa(i) + "__" }
