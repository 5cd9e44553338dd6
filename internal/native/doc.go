// Package native is Go's own types as columns and back: which column a Go type has, structs as
// rows, and Go functions as functions of formulas, by column. What is to be done is found out once
// for a type, by reflection, and then done value by value.
package native
