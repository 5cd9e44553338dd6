package starling

import (
	"errors"
	"fmt"
	"strconv"

	"starling/internal/native"
	"starling/starlib/py"
)

// Error is a script or a table that failed: what is wrong and where. Unwrap leads to the cause, such as
// the error that a function given to Session.Func returned, or context.Canceled.
type Error struct {
	// File, Line and Column are the innermost place of the script, counted from 1, Column in
	// characters. Line is 0 if there is none.
	File         string
	Line, Column int
	// Table is the name of the table that failed, "" for a script. Its Message says which operation,
	// formula and row.
	Table string
	// Kind is the class of the exception, as "NameError", and Message what it says.
	Kind, Message string
	// Traceback is the whole as Python prints it, in several lines.
	Traceback string
	// Stack is where a Go function panicked that the script or a formula called, "" if none did.
	Stack string

	cause error
}

// Error is the place, the class and the message, in a line.
func (e *Error) Error() string {
	text := e.Message
	switch {
	case e.Table != "":
		return fmt.Sprintf("table %s failed: %s", e.Table, text)
	case text == "":
		text = e.Kind
	default:
		text = e.Kind + ": " + text
	}
	if e.Line == 0 {
		return text
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, text)
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.cause }

// failure is an error of the interpreter as programs have it; nil is none, and so is exit(0).
func failure(err error) error {
	var script *py.Error
	var exit *py.Exit
	switch {
	case err == nil:
		return nil
	case errors.As(err, &exit):
		if exit.Code == 0 {
			return nil
		}
		return &Error{Kind: "SystemExit", Message: strconv.Itoa(exit.Code), Traceback: err.Error(), cause: err}
	case !errors.As(err, &script):
		return fmt.Errorf("starling: %w", err)
	}
	e := &Error{Kind: script.Kind, Message: script.Msg + script.Hint, Traceback: script.Error(), Stack: stackOf(err), cause: err}
	if n := len(script.Frames); n > 0 {
		at := script.Frames[n-1]
		e.File, e.Line, e.Column = at.File, at.Line, at.Col
	}
	return e
}

// failed is why a table failed, as programs have it; nil if it did not.
func (t *Table) failed(err error) error {
	if err == nil {
		return nil
	}
	return &Error{Table: t.name, Message: err.Error(), Traceback: err.Error(), Stack: stackOf(err), cause: err}
}

// stackOf is where a function of the program panicked.
func stackOf(err error) string {
	if p := (*native.Panic)(nil); errors.As(err, &p) {
		return p.Stack
	}
	return ""
}
