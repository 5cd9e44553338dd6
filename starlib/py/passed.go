package py

import (
	"errors"

	"go.starlark.net/starlark"
)

// passed is an error on its way from one thread to the one that waits for it, as from a generator
// to the loop over it: with the calls of the latter, which go around the place of the error.
type passed struct {
	calls starlark.CallStack
	err   error
}

func (p *passed) Error() string { return p.err.Error() }
func (p *passed) Unwrap() error { return p.err }

// found is err with the place at which r is, which an iterator could not tell otherwise. An error
// of this very thread has one.
func (r *runner) found(err error) error {
	if _, has := err.(*starlark.EvalError); has || r.th == nil {
		return err
	}
	return &passed{r.th.CallStack(), err}
}

// callsOf is the calls that led to err, through all threads, the outermost first.
func callsOf(err error) starlark.CallStack {
	var calls starlark.CallStack
	last := 0 // of calls, those before the thread that is looked at
	for at := true; err != nil; err = errors.Unwrap(err) {
		switch e := err.(type) {
		case *passed: // from here on it is another thread
			calls, at = append(calls, e.calls...), true
			last = len(calls)
		case *starlark.EvalError:
			if at {
				calls, at = append(calls, e.CallStack...), false
			}
		case *thrown: // what it was made of has no other place
			if e.at != nil {
				calls = append(calls[:last], e.at...)
			}
			return calls
		}
	}
	return calls
}
