package engine

import "strings"

// overError is why an operation cannot be made over columns: "sum(Ts): unsupported type …". The
// errors of its own package begin with its name, which is said once.
type overError struct {
	name, cols string
	err        error
}

func (e *overError) Error() string {
	return e.name + "(" + e.cols + "): " + strings.TrimPrefix(e.err.Error(), e.name+": ")
}

func (e *overError) Unwrap() error { return e.err }
