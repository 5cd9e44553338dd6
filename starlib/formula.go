package starlib

import (
	"context"
	"errors"
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

// errInFormula is why a builtin cannot wait in a function that a formula calls.
var errInFormula = errors.New("not possible inside a function that a formula calls: the tables are locked meanwhile; pass what it needs as an argument")

// inFormula runs f with the session lock, on a thread for a page of a formula. The caller
// has the graph's lock. It ends with the statement that builds the table, if one does, and
// else with the host: functions of tables that go on are nobody else's to end.
func (h *Host) inFormula(f func(th *starlark.Thread) error) error {
	ctx := h.Life()
	if building := h.cfg.Graph.Working(); building != nil {
		ctx = building
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	return h.CallInside(ctx, errInFormula, func(th *starlark.Thread) error {
		page := &formulaPage{began: time.Now(), end: cancel}
		h.formulas.begin(page)
		defer h.formulas.end(page)
		return f(th)
	})
}
