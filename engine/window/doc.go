// Package window owns the operations of update_by: what a row shows of the rows around it in its
// group. A rolling operation moves a window over the values, a cumulative one carries a state from
// row to row. They work on vectors of values in the order of the rows, of many groups end to end,
// and know no table, row or key; the package imports column only.
package window
