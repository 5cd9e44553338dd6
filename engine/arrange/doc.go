// Package arrange owns sequences of rows: lists in an order that only the caller knows, the
// ordered rows of many groups, and the pages that hold them. It knows no table, column or key
// and imports of the engine rowset, and of column only what Cur and Prev are.
package arrange
