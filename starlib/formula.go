package starlib

import (
	"sync"
	"time"

	"go.starlark.net/starlark"
)

// formulas is the functions that formulas are calling now, by thread.
type formulas struct {
	mu      sync.Mutex
	started map[*starlark.Thread]time.Time
}

func (f *formulas) begin(th *starlark.Thread) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.started == nil {
		f.started = map[*starlark.Thread]time.Time{}
	}
	f.started[th] = time.Now()
}

func (f *formulas) end(th *starlark.Thread) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.started, th)
}

// stop cancels what has run for longer than limit.
func (f *formulas) stop(limit time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for th, at := range f.started {
		if time.Since(at) > limit {
			th.Cancel(interrupted)
		}
	}
}

// inFormula runs f with the session lock, on a thread for a page of a formula. The
// caller has the graph's lock.
func (h *Host) inFormula(f func(th *starlark.Thread) error) error {
	th := h.threads.Get().(*starlark.Thread)
	defer h.threads.Put(th)
	h.gil.lock(&runner{th: th, ctx: h.ctx, formula: true})
	defer h.gil.unlock()
	h.formulas.begin(th)
	defer th.Uncancel()
	defer h.formulas.end(th)
	return f(th)
}
