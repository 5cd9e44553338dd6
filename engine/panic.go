package engine

import (
	"fmt"
	"path"
	"runtime"
	"slices"
	"strings"

	"starling/engine/column"
	"starling/internal/invariants"
)

// fault is how code that cannot return an error, such as a column computed when it
// is read, fails the node or the reader that asked. A column.TextError is another.
type fault struct{ err error }

// InternalError is a bug that showed: a panic within the work of a table, of a listener or
// of a reader. It fails that table, listener or reader, and not the process.
type InternalError struct {
	In    string // what was at work, as in "last_by"
	Cause any    // what the panic said
	calls []string
}

func (e *InternalError) Error() string {
	if e.In == "" {
		return fmt.Sprintf("internal error: %v", e.Cause)
	}
	return fmt.Sprintf("%s: internal error: %v", e.In, e.Cause)
}

func (e *InternalError) Unwrap() error {
	err, _ := e.Cause.(error)
	return err
}

// Trace is where it happened: the innermost calls, one a line.
func (e *InternalError) Trace() string { return strings.Join(e.calls, "\n") }

// catch, deferred, makes a panic the error that is returned: of a fault its own, of all
// else an InternalError. Under the invariants tag these stay fatal.
func catch(err *error, in string) {
	switch r := recover().(type) {
	case nil:
	case fault:
		*err = within(in, r.err)
	case *column.TextError: // see named
		*err = r
	default:
		if invariants.Enabled {
			panic(r)
		}
		*err = &InternalError{In: in, Cause: r, calls: panicked()}
	}
}

func within(in string, err error) error {
	if in == "" {
		return err
	}
	return fmt.Errorf("%s: %w", in, err)
}

// named is err as an error in an operation; of too much text with the name of the column.
func named(err error, in string, schema []column.Field, cols []column.Column) error {
	e, ok := err.(*column.TextError)
	if !ok {
		return err
	}
	if i := slices.Index(cols, column.Column(e.Store)); i >= 0 {
		e.Column = schema[i].Name
	}
	return within(in, e)
}

// traceMax bounds the calls that an InternalError keeps.
const traceMax = 12

// panicked is the calls that led to the panic that is being recovered, the innermost first.
func panicked() []string {
	pc := make([]uintptr, 64)
	frames := runtime.CallersFrames(pc[:runtime.Callers(1, pc)])
	var calls []string
	for more := true; more && len(calls) < traceMax; {
		var f runtime.Frame
		f, more = frames.Next()
		switch name := path.Base(f.Function); {
		case name == "runtime.gopanic":
			calls = nil // what came before is the recovery
		case !strings.HasPrefix(name, "runtime."):
			calls = append(calls, fmt.Sprintf("%s %s:%d", name, path.Base(f.File), f.Line))
		}
	}
	return calls
}
