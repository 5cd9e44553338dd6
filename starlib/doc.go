// Package starlib owns the script side: the host that runs scripts over one graph
// of tables, and the Starlark faces of tables, formulas' script functions, Kafka and
// the parts of Python's library that scripts use. Python text is turned into
// Starlark by pysyntax first.
//
// modules.go is the table of modules, builtins.go that of the builtins, table.go that
// of the methods of tables. An entry is a signature, a line of documentation and a
// function that unpacks its arguments, makes one call of engine or kafka and wraps the
// result.
//
// # Locks
//
// One Starlark thread runs at a time: whoever runs script code, or touches a Starlark
// value that a script can reach, holds the session lock. The graph's lock comes before
// the session lock, since formulas call script functions while a cycle holds the graph.
// So a builtin releases the session lock (Host.Outside) around every call that takes
// the graph's lock or waits. Within a script function that a formula calls the graph's
// lock is held already: Outside is an error there.
//
// The package imports engine, kafka and specs, and is imported by repl and cmd only.
package starlib
