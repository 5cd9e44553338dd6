package starlib

import (
	"context"
	"errors"
	"time"

	"go.starlark.net/starlark"

	"starling/starlib/pysyntax"
)

// run executes a script or an input, and gives the value of its last expression.
func (h *Host) run(ctx context.Context, filename, text string) (starlark.Value, error) {
	h.main.Lock()
	defer h.main.Unlock()
	src := h.sources.add(filename, text)
	r, err := pysyntax.Rewrite(filename, text)
	if err != nil {
		return nil, h.syntaxError(src, err)
	}
	src.rewritten = r
	progs, err := compile(src.path, r.Source)
	if err != nil {
		return nil, h.syntaxError(src, err)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(h.ctx, cancel)()
	h.holdRows()
	v, err := h.execute(ctx, progs)
	if err == nil || errors.As(err, new(*Exit)) {
		h.LetRows()
	}
	return v, err
}

func (h *Host) execute(ctx context.Context, progs []*starlark.Program) (starlark.Value, error) {
	th := h.newThread("script")
	done := make(chan struct{})
	defer close(done)
	defer context.AfterFunc(ctx, func() {
		th.Cancel(interrupted)
		h.unblock(done)
	})()
	h.gil.lock(&runner{th: th, ctx: ctx})
	defer h.gil.unlock()
	s := h.session
	s.value = nil
	for i, p := range progs {
		last := i == len(progs)-1
		if last {
			s.value = nil
		}
		globals, err := p.Init(th, s.names)
		for name, v := range globals {
			s.set(name, v)
		}
		if err != nil {
			return nil, h.runtimeError(ctx, err)
		}
	}
	v := s.value
	s.value = nil
	return v, nil
}

const interrupted = "interrupted"

// stuck is how long a function may run for one page of a formula before an interrupt
// of the script that waits for the tables ends it too.
const stuck = time.Second

// unblock ends the functions of formulas that run for long, until done: a script that
// was interrupted while it built a table may wait for one of them for ever.
func (h *Host) unblock(done chan struct{}) {
	tick := time.NewTicker(stuck / 10)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
			h.formulas.stop(stuck)
		}
	}
}
