// Package repl owns the console: reading statements from a terminal or a pipe, running
// them, completing them, and showing tables as text.
//
// One rule holds for the terminal: whatever is printed while a statement is being edited, or
// a view is shown, goes through Screen, which whoever draws empties above what is drawn.
//
// The editor, the views and what draws them are packages below; this one gives them the
// process's terminal and the script's host. It must not import cmd, nor anything of kafka.
package repl
