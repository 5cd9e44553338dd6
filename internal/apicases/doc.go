// Package apicases runs the scripts and formulas of Deephaven's table API that were recorded from
// the real one (testdata/deephaven-api) and compares what Starling gives: the columns of tables
// with their types, their rows in order, as write_csv and meta_table show them, and what a script
// prints. A case that fails there has to fail here, but not for want of a name.
//
// testdata/deephaven-api/passing.txt says how many cases of each area pass; fewer never may. What
// is different on purpose is in the tables of differences there, with its reason.
//
// It stands beside the commands, at the top of the import order, and nothing imports it.
package apicases
