package py

import (
	"context"
	"fmt"

	"go.starlark.net/starlark"
)

// What the host calls with locks of its own that scripts wait for outside: functions in
// formulas, while the tables are locked. Nothing in such a call can go outside.

// LockedInside is Locked for a caller that has locks of the host's, as of CallInside.
func (ip *Interp) LockedInside(why error, f func()) {
	ip.gil.lock(&runner{ctx: ip.ctx, inside: why})
	defer ip.gil.unlock()
	f()
}

// CallInside runs f with the session lock, on a thread of its own, until ctx ends or the
// interpreter is closed. The caller has locks of the host's, so f cannot go outside: the
// error of that is why.
func (ip *Interp) CallInside(ctx context.Context, why error, f func(th *starlark.Thread) error) error {
	if ctx.Err() != nil || ip.ctx.Err() != nil {
		return ErrInterrupted
	}
	th := ip.threads.Get().(*starlark.Thread)
	r := &runner{ctx: ctx, inside: why}
	r.enter(th)
	sleeping := context.AfterFunc(ctx, r.interrupt)
	ip.gil.lock(r)
	defer ip.gil.unlock()
	err := rescued(f, th)
	if sleeping() { // else the thread is cancelled, or about to be
		th.Uncancel()
		ip.threads.Put(th)
	}
	return err
}

// rescued is f, or what its panic has become, named as errors of rows are.
func rescued(f func(th *starlark.Thread) error, th *starlark.Thread) error {
	var bug error
	err := func() error {
		defer rescue(&bug)
		return f(th)
	}()
	if bug != nil {
		return fmt.Errorf("%s: %w", KindOf(bug, "Error"), bug)
	}
	return err
}
