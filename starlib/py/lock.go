package py

import (
	"context"
	"sync/atomic"
	"time"

	"go.starlark.net/starlark"
)

// gil is the session lock. Waiters get it in the order in which they came.
type gil struct {
	token  chan struct{} // holds the one token while nobody has the lock
	wanted atomic.Int32  // how many wait
	holder *runner       // who has it; written and read by the holder
}

func newGIL() *gil {
	g := &gil{token: make(chan struct{}, 1)}
	g.token <- struct{}{}
	return g
}

func (g *gil) lock(r *runner) { g.lockBefore(r, nil) }

// lockBefore is lock, unless late comes first.
func (g *gil) lockBefore(r *runner, late <-chan time.Time) bool {
	select {
	case <-g.token:
	default:
		g.wanted.Add(1)
		defer g.wanted.Add(-1)
		select {
		case <-g.token:
		case <-late:
			return false
		}
	}
	g.holder = r
	return true
}

func (g *gil) unlock() {
	g.holder = nil
	g.token <- struct{}{}
}

// switchSteps is how many steps of a script run before others get a turn: 2 to 5 ms.
const switchSteps = 100_000

// newThread is a thread that gives way to others.
func (ip *Interp) newThread(name string) *starlark.Thread {
	th := &starlark.Thread{Name: name}
	th.SetMaxExecutionSteps(switchSteps)
	th.OnMaxSteps = func(th *starlark.Thread) {
		th.Steps = 0
		if err := ip.nested(th); err != nil {
			ip.gil.holder.stop(err)
			return
		}
		var release func()
		if r := ip.gil.holder; r.inside == nil && !r.beside {
			release = ip.Host.Turn()
		}
		if ip.gil.wanted.Load() > 0 || release != nil {
			r := ip.gil.holder
			ip.gil.unlock()
			if release != nil {
				release()
			}
			ip.gil.lock(r)
		}
	}
	return th
}

// Outside runs f with the session lock released. Every call that takes a lock of the host's,
// or waits, is made in it. f must not touch Starlark values. Without a running
// script it just runs f.
func (ip *Interp) Outside(f func() error) error {
	r := ip.gil.holder
	if r == nil {
		return f()
	}
	if r.inside != nil {
		return r.inside
	}
	if err := r.err(); err != nil {
		return err
	}
	defer r.away()()
	ip.gil.unlock()
	defer ip.gil.lock(r)
	return f()
}

// Aside is Outside for functions of the program around the host, which know nothing of its locks.
// Where nothing can go outside they run with those that are there.
func (ip *Interp) Aside(f func() error) error {
	if r := ip.gil.holder; r != nil && r.inside != nil {
		return f()
	}
	return ip.Outside(f)
}

// away says that r waits, until back is called.
func (r *runner) away() (back func()) {
	r.outside.Store(true)
	return func() { r.outside.Store(false) }
}

// Waiting is Outside for what waits for the host or looks at what it has.
func (ip *Interp) Waiting(f func() error) error {
	r := ip.gil.holder
	if r == nil || r.inside != nil {
		return ip.Outside(f)
	}
	release := ip.wait(r)
	return ip.Outside(func() error {
		if release != nil {
			release()
		}
		return f()
	})
}

// Working is f, for Outside or Waiting, as a part of what runs now: the memory that it takes is
// the script's, and within runs it for as long as that is to go on.
func (ip *Interp) Working(f func() error, within func(ctx context.Context, f func() error) error) func() error {
	r := ip.gil.holder
	if r == nil {
		return f
	}
	return func() error {
		r.outside.Store(false)
		defer r.outside.Store(true)
		return within(r.ctx, f)
	}
}

// Context ends when the running statement is interrupted or the interpreter is closed. Only
// builtins call it.
func (ip *Interp) Context() context.Context { return ip.gil.holder.ctx }

// Sleep waits for d with the session lock released; also in a call from inside the host,
// which waits too then.
func (ip *Interp) Sleep(d time.Duration) error {
	r := ip.gil.holder
	var release func()
	if r.inside == nil {
		release = ip.wait(r)
	}
	defer r.away()()
	ip.gil.unlock()
	defer ip.gil.lock(r)
	if release != nil {
		release()
	}
	if ip.cfg.Pass != nil && r.inside == nil && !r.beside {
		return ip.cfg.Pass(r.ctx, d)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-r.ctx.Done():
		return r.ctx.Err()
	case <-t.C:
		return nil
	}
}

// Locked runs f with the session lock held, for a caller outside of a script that
// touches Starlark values: String, Attr, a dict.
func (ip *Interp) Locked(f func()) {
	ip.gil.lock(&runner{ctx: ip.ctx})
	defer ip.gil.unlock()
	f()
}

// baton is a lock that can be waited for until it is too late.
type baton chan struct{}

func newBaton() baton { return make(baton, 1) }

// lock waits for it; false if late came first.
func (t baton) lock(late <-chan time.Time) bool {
	select {
	case t <- struct{}{}:
		return true
	case <-late:
		return false
	}
}

// lockFor waits for it as long as ctx lasts, and takes it if it is free.
func (t baton) lockFor(ctx context.Context) bool {
	select {
	case t <- struct{}{}:
		return true
	default:
	}
	select {
	case t <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

func (t baton) unlock() { <-t }
