// Package expr owns the formula language: the Java expressions that update, view and
// where take. A formula is lexed, parsed, type-checked against a Scope and compiled to
// kernels that work on pages: typed loops over slices, chosen once when compiled.
//
// Values are those of package column. An array is an Object whose Type.Class is the
// Java name ("[I") and whose value is a Go slice ([]int32); byte[] is the kind Bytes;
// boolean arrays are []int8, Instant arrays []int64. Dates and the like are the types
// of time_types.go in an Object of class "java.time.…".
//
// The package imports rowset, column and the standard library. It knows neither tables
// nor the script language: what a script brings comes in through Scope and Objects.
package expr
