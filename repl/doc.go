// Package repl owns the console: reading lines from a terminal or a pipe, running
// them, completing them, and showing tables as text.
//
// One rule holds for the terminal: whatever is printed while a line is being edited
// goes through Screen, which the editor's own goroutine empties above the prompt.
// render.go and cell.go are pure: a frame of a table in, text out.
//
// It must not import cmd. Of kafka it knows only how a password is kept out of the history.
package repl
