// Package enginetest owns the proof of the engine's law: any batching of the same
// history gives the same table, and every update is exactly what happened.
//
// A Case is sources, a history of their rows, and a pipeline of operations. It is
// drawn from a seed and played to the engine a row a cycle, in random batches, and at
// once. After every cycle each table is held against a reference that computes it from
// scratch out of plain Go values, and a Shadow holds every Update against its own copy
// of the table. What fails is shrunk to a few rows and printed.
//
// STARLING_LAW_CYCLES sets how many cycles the tests play, STARLING_LAW_SEED plays the one
// seed that a failure names. Under the build tag invariants pages, chunks and gaps of
// labels are tiny.
//
// To enrol an operation, add one entry to Ops.
//
// It imports the engine, and nothing of the application but tests imports it.
package enginetest
