package py

import (
	"errors"

	"go.starlark.net/starlark"
)

// thrown is an exception on its way: the error that it is for Go code.
type thrown struct {
	o      *instance
	before []Place            // where it was raised first, if it is raised again
	at     starlark.CallStack // where the error of Go code was found that it was made of; nil: where this one is
}

// Error is the text of the exception, with the way out.
func (t *thrown) Error() string {
	return t.o.message() + exceptionIn(t.o).hint
}

// Unwrap is the error of Go code behind the exception.
func (t *thrown) Unwrap() error {
	x := exceptionIn(t.o)
	if x.err == nil && t.o.class.is(t.o.class.ip.exceptions["SystemExit"]) {
		return &Exit{Code: exitCode(orNone(t.o.attrs.get("code")))}
	}
	return x.err
}

func (t *thrown) pyKind() string { return t.o.class.name }

// kinded is an error that says which class of exception it is.
type kinded interface {
	error
	pyKind() string
}

// thrownIn is the exception that err is, nil if it is an error of Go code yet.
func thrownIn(err error) *thrown {
	var k kinded
	if errors.As(err, &k) {
		t, _ := k.(*thrown)
		return t
	}
	return nil
}

// exceptionOf is the exception that err is, or that is made of it. depth is of the call stack up to the
// function that catches it, from where on its place is noted.
func (ip *Interp) exceptionOf(err error, depth int) (*instance, error) {
	t := thrownIn(err)
	calls := callsOf(err)
	if t == nil {
		t = &thrown{o: ip.materialized(err), at: calls}
		err = t
	}
	if depth <= len(calls) {
		calls = calls[depth:]
	}
	exceptionIn(t.o).trace = append(ip.Frames(calls), t.before...)
	return t.o, err
}

// materialized makes an exception of an error of Go code.
func (ip *Interp) materialized(err error) *instance {
	kind, args, hint := ip.explained(err)
	o := newException(ip.exceptionClass(kind), args)
	x := exceptionIn(o)
	x.hint, x.err = hint, err
	if fill := exceptionFills[kind]; fill != nil {
		_ = fill(o, x) // what does not fit has no fields
	}
	return o
}
