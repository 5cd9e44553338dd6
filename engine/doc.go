// Package engine owns tables that update by themselves: rows, the graph of
// operations, and the contract of the updates that flow through it. It knows
// neither Kafka nor the script language nor any format.
//
// # Rows and values
//
// A row is a slot: an int64 that its source hands out once. A table that numbers
// rows itself, a merge or one row per group, may give the number of a row that went
// to another in a later cycle. Values stay in columns, readable as of now (Cur) and
// as of before the running cycle (Prev) until the cycle commits. Table order is ascending row, unless an
// Order attaches labels to rows, which everything downstream inherits.
//
// # Updates
//
// In a cycle every node receives one Update per parent and makes one of its own:
//
//   - Removed rows were in the table before the cycle. They are read at Prev.
//   - Added rows were not, or are in Removed too: such a row went and came back
//     (its place or its group changed). They are read at Cur.
//   - Modified rows were and are in the table; Cols names every column of theirs
//     that may differ between Prev and Cur. They are in neither other set. Same is those
//     of Cols of which it is known that no value differs, though they were written anew:
//     a sink sends such rows, as Deephaven does, and nobody need compute anything of them.
//
// Rows after the cycle are (rows before − Removed) ∪ Added.
//
// # Construction
//
// An operation is built empty and handed its parents' whole content as one big
// Added. There is no second code path, so one law holds for every operation: any
// batching of the same history gives the same table. The exceptions:
//
//   - the order of keyed results under removal (a group that lost its rows keeps its
//     place until its number is reclaimed, and then a new group may get it), and over
//     a sorted or merged table (groups that come in one cycle are in its order);
//   - floating-point sums, which agree to a tolerance;
//   - which of equal numbers a key shows, 1.5 or 1.50;
//   - what is about the cycle by definition: the rows of a blink table, i on it;
//   - the stream a sink sees (its final map of keys to values agrees);
//   - a duplicate right key of natural_join that is gone when the cycle ends.
//
// # Failure
//
// Bad arguments are errors of the call that builds the operation. An error in a
// cycle, or a panic, fails that node and all that depends on it. Their tables show
// for good what they showed before the cycle, with all rows and values, whatever
// becomes of their parents, and the rest of the graph goes on. A source that ends
// with an error fails after the cycle, so its last good rows are shown. Under the
// invariants tag a panic is fatal.
package engine
