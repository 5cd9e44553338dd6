// Package starlib owns the script side of tables and Kafka: the host that runs scripts over
// one graph of tables, and the Starlark faces of tables, formulas' script functions and Kafka.
// Scripts are run by an interpreter of package py, which knows nothing of this.
//
// modules.go joins the tables of modules and builtins with Python's, table.go is that of the
// methods of tables. An entry is a signature, a line of documentation and a function that
// unpacks its arguments, makes one call of engine or kafka and wraps the result.
//
// # Locks
//
// The session lock is the interpreter's: see package py. The graph's lock comes before it,
// since formulas call script functions while a cycle holds the graph. So a builtin releases
// the session lock (Outside) around every call that takes the graph's lock or waits. Within a
// script function that a formula calls the graph's lock is held already: Outside is an error
// there.
//
// The package imports engine, kafka and specs, and is imported by repl and cmd only.
package starlib
