package native

import (
	"fmt"
	"runtime/debug"
)

// Panic is a panic of a Go function that a script or a formula called.
type Panic struct {
	Value any    // what it panicked with
	Stack string // where
}

// newPanic is the panic that is being recovered.
func newPanic(value any) *Panic { return &Panic{value, string(debug.Stack())} }

func (p *Panic) Error() string { return fmt.Sprintf("panic: %v", p.Value) }

// Unwrap is the error that it panicked with, if it was one.
func (p *Panic) Unwrap() error {
	err, _ := p.Value.(error)
	return err
}
