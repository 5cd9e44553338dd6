// Package flink compiles the plan of tables that scripts publish to Flink SQL, for a query that is to
// run on more than one machine. What comes out is text, in statements that a SQL gateway takes one after
// the other, and every rule keeps Deephaven's meaning where SQL has another: null is less than all values
// and equal to itself, whole numbers divide to a double, true and false are never unknown.
//
// What has no rule is refused, with the reason and the place in the script: a plan is handed over whole
// or not at all. It imports engine/plan and what plans are made of, and knows no table, row or cycle.
package flink
