package py

import (
	"errors"
	"fmt"

	"go.starlark.net/starlark"
)

// raised is an error of a given Python kind.
type raised struct {
	kind string
	err  error
	hint string         // the way out, which the exception's text does not have
	args starlark.Tuple // of the exception; nil: the text
}

func (r *raised) Error() string  { return r.err.Error() + r.hint }
func (r *raised) Unwrap() error  { return r.err }
func (r *raised) pyKind() string { return r.kind }

// Raise is an error of a Python kind, such as ValueError.
func Raise(kind, format string, args ...any) error {
	return &raised{kind: kind, err: fmt.Errorf(format, args...)}
}

// OfKind is err as one of a Python kind.
func OfKind(kind string, err error) error { return &raised{kind: kind, err: err} }

// Hinted is err, an error of Raise, with a hint that is shown behind its text, but is no part of what a script
// gets as the text of the exception.
func Hinted(err error, hint string) error {
	if r, ok := err.(*raised); ok && hint != "" {
		return &raised{r.kind, r.err, r.hint + hint, r.args}
	}
	return err
}

// KindOf is the kind that err brings along, otherwise if it has none.
func KindOf(err error, otherwise string) string {
	var k kinded
	if errors.As(err, &k) {
		return k.pyKind()
	}
	return otherwise
}
