package starling

import (
	"errors"
	"fmt"
	"strconv"

	"starling/starlib/py"
)

// Error is a script that failed: what is wrong and where. Unwrap leads to the cause, such as the
// error that a function given to Session.Func returned, or context.Canceled.
type Error struct {
	// File, Line and Column are the innermost place of the script, counted from 1, Column in
	// characters. Line is 0 if there is none.
	File         string
	Line, Column int
	// Kind is the class of the exception, as "NameError", and Message what it says.
	Kind, Message string
	// Traceback is the whole as Python prints it, in several lines.
	Traceback string

	cause error
}

// Error is the place, the class and the message, in a line.
func (e *Error) Error() string {
	text := e.Kind
	if e.Message != "" {
		text += ": " + e.Message
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
	e := &Error{Kind: script.Kind, Message: script.Msg + script.Hint, Traceback: script.Error(), cause: err}
	if n := len(script.Frames); n > 0 {
		at := script.Frames[n-1]
		e.File, e.Line, e.Column = at.File, at.Line, at.Col
	}
	return e
}
