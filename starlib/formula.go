package starlib

import (
	"context"
	"fmt"
	"sync"
	"time"

	"go.starlark.net/starlark"
)

// stuck is how long a function may run for one page of a formula before an interrupt of the
// script that waits for the tables, or the end of the host, ends it.
const stuck = time.Second

// formulas is the pages for which formulas are calling functions now.
type formulas struct {
	mu      sync.Mutex
	running map[*formulaPage]struct{}
}

// formulaPage is one page of a formula.
type formulaPage struct {
	began time.Time
	end   context.CancelFunc
}

func (f *formulas) begin(p *formulaPage) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.running == nil {
		f.running = map[*formulaPage]struct{}{}
	}
	f.running[p] = struct{}{}
}

func (f *formulas) end(p *formulaPage) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.running, p)
}

// stop ends what has run for longer than limit.
func (f *formulas) stop(limit time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for p := range f.running {
		if time.Since(p.began) > limit {
			p.end()
		}
	}
}

// stopStuck ends again and again what is stuck, until done.
func (f *formulas) stopStuck(done <-chan struct{}) {
	tick := time.NewTicker(stuck / 10)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
			f.stop(stuck)
		}
	}
}

// inFormula runs f with the session lock, on a thread for a page of a formula. The caller
// has the graph's lock. It ends with the statement that builds the table, if one does, and
// else with the host: functions of tables that go on are nobody else's to end.
func (h *Host) inFormula(f func(th *starlark.Thread) error) error {
	ctx := h.ctx
	if building := h.cfg.Graph.Working(); building != nil {
		ctx = building
	}
	if ctx.Err() != nil || h.ctx.Err() != nil {
		return errInterrupted
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	th := h.threads.Get().(*starlark.Thread)
	sleeping := context.AfterFunc(ctx, func() { th.Cancel(interrupted) })
	h.gil.lock(&runner{th: th, ctx: ctx, formula: true})
	defer h.gil.unlock()
	page := &formulaPage{began: time.Now(), end: cancel}
	h.formulas.begin(page)
	err := rescued(f, th)
	h.formulas.end(page)
	if sleeping() { // else the thread is cancelled, or about to be
		th.Uncancel()
		h.threads.Put(th)
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
		return fmt.Errorf("%s: %w", ownKind(bug, "Error"), bug)
	}
	return err
}
