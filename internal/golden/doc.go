// Package golden runs the cases recorded from the real Deephaven (testdata/deephaven)
// and compares what Starling makes of them: tables, topics, and where a script or a
// table fails, and tables once more as a user gets them, by write_csv and meta_table.
// Every deliberate difference is a line of the table in differences.go,
// with its reason. What Starling gives instead, and the text of every error, is in
// testdata/starling.
//
// It stands beside the commands, at the top of the import order, and nothing imports it.
package golden
