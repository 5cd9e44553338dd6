// Package edit is the editor of the prompt: a statement of as many lines as it needs, earlier
// statements, completion, what is pasted. An Editor takes keys and makes pictures; a Painter
// sends what of a picture is not on the screen yet. Neither reads, and of the console they
// know only the functions that they are given.
package edit
