package starlib

import (
	"context"
	"errors"
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

// newThread is a thread that prints to the host's output and gives way to others.
func (h *Host) newThread(name string) *starlark.Thread {
	th := &starlark.Thread{Name: name}
	th.SetLocal(hostKey, h)
	th.SetMaxExecutionSteps(switchSteps)
	th.OnMaxSteps = func(th *starlark.Thread) {
		th.Steps = 0
		if err := h.nested(th); err != nil {
			h.gil.holder.stop(err)
			return
		}
		var release func()
		if h.intake.busy.Add(1) == longBusy && !h.gil.holder.formula {
			release = h.takeIntake()
		}
		if h.gil.wanted.Load() > 0 || release != nil {
			r := h.gil.holder
			h.gil.unlock()
			if release != nil {
				release()
			}
			h.gil.lock(r)
		}
	}
	return th
}

const hostKey = "starling host"

var errInFormula = errors.New("not possible inside a function that a formula calls: the tables are locked meanwhile; pass what it needs as an argument")

// Outside runs f with the session lock released. Every call that takes the graph's
// lock, or waits, is made in it. f must not touch Starlark values. Without a running
// script it just runs f.
func (h *Host) Outside(f func() error) error {
	r := h.gil.holder
	if r == nil {
		return f()
	}
	if r.formula {
		return errInFormula
	}
	if err := r.err(); err != nil {
		return err
	}
	defer r.away()()
	h.gil.unlock()
	defer h.gil.lock(r)
	return f()
}

// away says that r waits, until back is called.
func (r *runner) away() (back func()) {
	r.outside.Store(true)
	return func() { r.outside.Store(false) }
}

// build is Outside for f that builds tables, which ends when the statement is interrupted.
func (h *Host) build(f func() error) error { return h.Outside(h.wanted(f)) }

// look is Waiting for f that reads tables, which ends when the statement is interrupted.
func (h *Host) look(f func() error) error { return h.Waiting(h.wanted(f)) }

// wanted is f for as long as what runs now is to go on.
func (h *Host) wanted(f func() error) func() error {
	r := h.gil.holder
	if r == nil {
		return f
	}
	return func() error {
		r.outside.Store(false) // it is r that takes the memory
		defer r.outside.Store(true)
		return h.cfg.Graph.Within(r.ctx, f)
	}
}

// Context ends when the running statement is interrupted or the host is closed. Only
// builtins call it.
func (h *Host) Context() context.Context { return h.gil.holder.ctx }

// Sleep waits for d with the session lock released; also within a formula, though the
// tables wait too then.
func (h *Host) Sleep(d time.Duration) error {
	r := h.gil.holder
	var release func()
	if !r.formula {
		release = h.takeIntake()
	}
	defer r.away()()
	h.gil.unlock()
	defer h.gil.lock(r)
	if release != nil {
		release()
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
func (h *Host) Locked(f func()) {
	h.gil.lock(&runner{ctx: h.ctx})
	defer h.gil.unlock()
	f()
}

// lockedInGraph is Locked for a caller that has the graph's lock.
func (h *Host) lockedInGraph(f func()) {
	h.gil.lock(&runner{ctx: h.ctx, formula: true})
	defer h.gil.unlock()
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

func (t baton) unlock() { <-t }
