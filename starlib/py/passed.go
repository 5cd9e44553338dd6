package py

import (
	"go.starlark.net/starlark"
)

// found is err with the place at which r is, which an iterator could not tell otherwise. An error
// of this very thread has one.
func (ip *Interp) found(r *runner, err error) error {
	if _, has := err.(*starlark.EvalError); has || r.th == nil {
		return err
	}
	return ip.placed(err, &starlark.EvalError{CallStack: r.th.CallStack()})
}

// placed is err with a place around the one that it may have, from another thread.
func (ip *Interp) placed(err error, at *starlark.EvalError) error {
	if t, ok := err.(*thrown); at == nil || evalError(err) != nil || ok && t.at != nil {
		return err
	}
	o, _ := ip.exceptionOf(err, 0)
	return &thrown{o: o, before: exceptionIn(o).trace, at: at}
}

// causedBy is what is raised in the place of err, which is its cause, by who goes through a generator.
func (ip *Interp) causedBy(err, instead error) error {
	cause, _ := ip.exceptionOf(err, 0)
	o := ip.materialized(instead)
	x := exceptionIn(o)
	x.cause, x.context, x.suppress = cause, cause, true
	return &thrown{o: o}
}
