// Package flight is the tables of a session over Arrow Flight: to pyarrow, polars, pandas, ADBC and
// other clients of Flight and Flight SQL, and to pydeephaven as a server of Deephaven's.
//
// A client reads tables by their names: as they are, or live, with what becomes of their rows. What
// it reads is copied between cycles and written without any lock; a client that reads slowly gets
// fewer and larger changes, and one that stops reading is left.
package flight
