package py

import (
	"errors"

	"go.starlark.net/starlark"
)

// thrown is an exception on its way: the error that it is for Go code.
type thrown struct {
	o      *instance
	before []Place             // where it was raised first, if it is raised again
	at     *starlark.EvalError // the error of Go code that it was made of, with its place; nil: this one's
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
	ev := evalError(err)
	if t == nil {
		t = &thrown{o: ip.materialized(err), at: ev}
		err = t
	}
	var stack starlark.CallStack
	if t.at != nil {
		ev = t.at
	}
	if ev != nil {
		stack = entered(ev)
	}
	if depth <= len(stack) {
		stack = stack[depth:]
	}
	exceptionIn(t.o).trace = append(ip.Frames(stack), t.before...)
	return t.o, err
}

// evalError is the innermost place that the interpreter noted for err.
func evalError(err error) (ev *starlark.EvalError) {
	for err != nil {
		switch e := err.(type) {
		case *starlark.EvalError:
			ev = e
		case *thrown:
			return ev
		}
		err = errors.Unwrap(err)
	}
	return ev
}

// materialized makes an exception of an error of Go code.
func (ip *Interp) materialized(err error) *instance {
	kind, args, hint := ip.explained(err)
	o := newException(ip.exceptionClass(kind), args)
	x := exceptionIn(o)
	x.hint, x.err = hint, err
	for _, k := range o.class.mro {
		if fill := exceptionFills[k.name]; fill != nil {
			_ = fill(o, x) // what does not fit has no fields
			break
		}
	}
	return o
}

// carried is an error of another thread, for the one that called it: its place is that of the call, and then
// where it was there.
func (ip *Interp) carried(err error) error {
	if err == nil {
		return nil
	}
	o, _ := ip.exceptionOf(err, 0)
	return &thrown{o: o, before: exceptionIn(o).trace}
}
