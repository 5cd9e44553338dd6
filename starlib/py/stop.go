package py

import (
	"context"
	"errors"
	"sync/atomic"

	"go.starlark.net/starlark"
)

// How a script is stopped in the middle of something.
//
// Starlark has no exceptions and its iterators give no errors. So whatever has to end a
// script from within a builtin, an operator or an iterator stops the thread that runs it:
// the first cause is kept and the thread is cancelled, so that the interpreter takes no
// further step. An iterator that stopped its thread says that it is at its end, and what
// consumes it gives the interpreter a part of a result, which no script ever sees. What goes
// on outside of the interpreter looks at the runner's err: builtins in their loops, and
// Outside before it does anything that cannot be undone.

// runner is who runs a script: a Starlark thread at work, or that of a generator which it waits
// for. It is used with the session lock held.
type runner struct {
	th      *starlark.Thread // that runs now; nil for a caller outside of a script
	ctx     context.Context
	inside  error // why it cannot go outside, nil if it can: see CallInside
	beside  bool  // it is no script: see CallBeside
	cause   error // why its thread was stopped from within
	counted int   // builtins that count what iterators give them, one within the other
	ended   error // why its first context ended, when it runs on for a little: see grace.go

	handling []*handled // the exceptions being handled, the innermost last
	unwatch  func()     // ends the watch over its context

	generator *suspended // that runs now, of which th is; nil: none
	nested    int        // generators that run, each for the one before
	until     *until     // the innermost of any and all that run

	writing []starlark.Value // what is being written while a __repr__ of the script's runs: see reprpath.go

	end     context.CancelFunc              // of ctx, nil if it is inside
	running atomic.Pointer[starlark.Thread] // th, for any goroutine
	outside atomic.Bool                     // it waits; any goroutine
	starved atomic.Pointer[error]           // it takes too much memory; any goroutine
}

// ErrInterrupted is why a call from inside the host ended before it was through.
var ErrInterrupted error = &raised{kind: interruptKind, err: errors.New(interrupted), args: starlark.Tuple{}}

const interrupted = "interrupted"

// stop ends the thread before its next step; of several causes the first counts.
func (r *runner) stop(cause error) {
	if r.cause == nil {
		r.cause = cause
	}
	if r.th != nil {
		r.th.Cancel(interrupted)
	}
}

// enter has a thread run from now on.
func (r *runner) enter(th *starlark.Thread) {
	r.th = th
	r.running.Store(th)
	if th != nil && (r.cause != nil || r.ctx.Err() != nil || r.starved.Load() != nil) {
		th.Cancel(interrupted)
	}
}

// interrupt ends what runs before its next step; from any goroutine, once the context has ended
// or it is starved.
func (r *runner) interrupt() {
	if th := r.running.Load(); th != nil {
		th.Cancel(interrupted)
	}
}

// take is the cause that stopped the thread, which goes on from here if it may.
func (r *runner) take() error {
	err := r.err()
	if err == nil || r.ctx.Err() != nil || r.starved.Load() != nil {
		return err
	}
	r.cause = nil
	if r.th != nil {
		r.th.Uncancel()
		r.enter(r.th)
	}
	return err
}

// err is why the thread must not go on, which then it does not, nil if it may.
func (r *runner) err() error {
	if why := r.starved.Load(); why != nil && r.cause == nil {
		r.cause = *why
	}
	if r.cause != nil {
		return r.cause
	}
	if r.ctx.Err() == nil {
		return nil
	}
	if r.th != nil { // whoever ended the context may be about to
		r.th.Cancel(interrupted)
	}
	return ErrInterrupted
}

// blame is the cause behind an error of the thread, which may be the interpreter's word for it.
func (r *runner) blame(err error) error {
	if why := r.err(); err != nil && why != nil {
		return why
	}
	return err
}

// paceSteps is how many rounds of a loop go by before it looks whether it is to end: cheap
// rounds for well below a tenth of a second.
const paceSteps = 1 << 12

// Beat is a loop that works outside of the session lock and looks up from time to time.
type Beat struct {
	Context context.Context
	n       int
}

// Step is one round; an error ends the loop.
func (b *Beat) Step() error {
	if b.n++; b.n%paceSteps != 0 {
		return nil
	}
	return b.Context.Err()
}

// Pace is a loop of a builtin that looks up from time to time.
type Pace struct {
	r *runner
	n int
}

// Err is why what runs now must not go on, nil if it may.
func (ip *Interp) Err() error {
	if r := ip.gil.holder; r != nil {
		return r.err()
	}
	return nil
}

// Blame is the cause behind an error of what runs now, which may be the interpreter's word for it.
func (ip *Interp) Blame(err error) error { return ip.gil.holder.blame(err) }

// Pace begins a loop of what runs now.
func (ip *Interp) Pace() Pace { return Pace{r: ip.gil.holder} }

// Step is one round; an error ends the loop.
func (p *Pace) Step() error {
	if p.n++; p.n%paceSteps != 0 || p.r == nil {
		return nil
	}
	return p.r.err()
}
