package py

import (
	"context"
	"time"

	"go.starlark.net/starlark"
)

// How a script goes on after an error, and how an interrupt ends it all the same.
//
// An interrupt is a KeyboardInterrupt for the script, which finally, with and a handler of it see. What they
// do has a little time, with a context of its own; the script may go on by itself as long. Then it is
// ended, and nothing of it runs any more. So is what runs when the interpreter is closed, what takes too
// much memory, and what the host called from inside, at once.

// graceTime is how long a script runs on after an interrupt.
const graceTime = 2 * time.Second

// watch has the end of its context stop the thread of r.
func (r *runner) watch() {
	done := make(chan struct{})
	stop := context.AfterFunc(r.ctx, func() { r.interrupt(); close(done) })
	r.unwatch = func() {
		if !stop() {
			<-done
		}
	}
}

// resumed has the thread go on after err, of which it gives the cause; false if it must not.
func (r *runner) resumed(ip *Interp, err error) (error, bool) {
	why := r.err()
	switch {
	case why == nil:
		return err, true
	case r.starved.Load() != nil, ip.ctx.Err() != nil:
		return why, false
	case r.ctx.Err() != nil:
		if !r.grace(ip) {
			return err, false
		}
		return &raised{kind: interruptKind, err: err, args: starlark.Tuple{}}, true
	}
	return r.take(), true
}

const interruptKind = "KeyboardInterrupt"

// grace gives an interrupted thread the time for what is to be done at its end, once.
func (r *runner) grace(ip *Interp) bool {
	if r.ended != nil || r.inside != nil || r.unwatch == nil || ip.ctx.Err() != nil {
		return false
	}
	r.ended, r.cause = r.ctx.Err(), nil
	r.unwatch()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), graceTime)
	context.AfterFunc(ip.ctx, cancel)
	r.ctx = ctx
	r.th.Uncancel()
	r.watch()
	return true
}
