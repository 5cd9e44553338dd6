// Package py is Python: an interpreter of scripts, Python's builtins and those of its small
// modules that scripts use. Starlark runs the scripts, of which package pysyntax has made
// Starlark, and this package makes up for what differs between the two: operators and methods
// (guard.go), iterators, texts of values, errors, names that are live. All that runs here knows
// bounds and can be interrupted.
//
// builtins.go is the table of the builtins, starlark.go that of Starlark's own that are replaced,
// modules.go that of the modules. An entry is a signature, a line of documentation and a
// function that unpacks its arguments.
//
// # The session lock
//
// One Starlark thread runs at a time: whoever runs script code, or touches a Starlark value
// that a script can reach, holds the session lock. A builtin releases it (Interp.Outside) around
// every call that takes a lock of the host's, or waits. A call that the host makes while it has
// locks itself (Interp.CallInside) cannot go outside: Outside is an error there.
//
// The package knows neither tables nor Kafka nor formats of records: whoever has an interpreter
// adds what else scripts can name (Library), and hears when a script begins, computes and waits
// (Host).
package py
