package starlib

import (
	"context"
	"errors"

	"go.starlark.net/starlark"

	"starling/starlib/pysyntax"
)

// run executes a script or an input, and gives the value of its last expression.
func (h *Host) run(ctx context.Context, filename, text string) (starlark.Value, error) {
	h.main.lock(nil)
	defer h.main.unlock()
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
	over := make(chan struct{})
	defer close(over)
	defer context.AfterFunc(ctx, func() { h.formulas.stopStuck(over) })() // one may keep the graph, and so the script
	h.holdRows()
	v, err := h.execute(&runner{th: h.newThread("script"), ctx: ctx, end: cancel}, progs)
	if err == nil || errors.As(err, new(*Exit)) {
		h.LetRows()
	}
	return v, err
}

// execute runs the statements, for as long as r's context lasts.
func (h *Host) execute(r *runner, progs []program) (starlark.Value, error) {
	defer context.AfterFunc(r.ctx, func() { r.th.Cancel(interrupted) })()
	done := make(chan struct{})
	defer close(done)
	go h.memory.over(r, done)
	h.gil.lock(r)
	defer h.gil.unlock()
	defer h.texts.forget()
	s := h.session
	s.value = nil
	for i, p := range progs {
		last := i == len(progs)-1
		if last {
			s.value = nil
		}
		globals, err := p.run(r.th, s.names)
		for name, v := range globals {
			s.set(name, v)
		}
		if err != nil {
			return nil, h.runtimeError(r, p, err)
		}
	}
	v := s.value
	s.value = nil
	return v, nil
}
