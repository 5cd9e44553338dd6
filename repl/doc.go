// Package repl owns the console: reading statements from a terminal or a pipe, running
// them, completing them, and showing tables as text.
//
// One rule holds for the terminal: whatever is printed while a statement is being edited
// goes through Screen, which the terminal's reader empties above the prompt.
// render.go and cell.go are pure: a frame of a table in, text out.
//
// It must not import cmd. Of kafka it knows only how a password is kept out of the history.
package repl
