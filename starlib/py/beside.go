package py

import (
	"context"

	"go.starlark.net/starlark"
)

// What the host calls by itself without any lock: functions that are told of what happened,
// such as listeners. They run beside the script, in turns with it.

// CallBeside runs f with the session lock, on a thread of its own, until ctx ends or the
// interpreter is closed. f can go outside as a script can, and lets no rows in by that. An
// error is an *Error, as of a script.
func (ip *Interp) CallBeside(ctx context.Context, f func(th *starlark.Thread) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(ip.ctx, cancel)()
	if ctx.Err() != nil || ip.ctx.Err() != nil {
		return ErrInterrupted
	}
	r := &runner{th: ip.newThread("listener"), ctx: ctx, end: cancel, beside: true}
	r.enter(r.th)
	r.watch()
	defer func() { r.unwatch() }()
	done := make(chan struct{})
	defer close(done)
	go ip.memory.over(r, done)
	ip.gil.lock(r)
	defer ip.gil.unlock()
	err := func() (err error) {
		defer rescue(&err)
		return f(r.th)
	}()
	if err == nil {
		err = r.err()
	}
	if err != nil {
		err = ip.runtimeError(r, program{}, err)
	}
	return err
}

// Beside reports whether what runs now is a call of CallBeside.
func (ip *Interp) Beside() bool { r := ip.gil.holder; return r != nil && r.beside }

// Scripted reports whether what runs now is the script itself, which neither the host called by
// itself nor from inside.
func (ip *Interp) Scripted() bool {
	r := ip.gil.holder
	return r != nil && !r.beside && r.inside == nil
}

// wait is the host's Wait for r, whose own business rows are only if it is the script.
func (ip *Interp) wait(r *runner) (release func()) {
	if r.beside {
		return nil
	}
	return ip.Host.Wait()
}
