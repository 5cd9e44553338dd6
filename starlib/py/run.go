package py

import (
	"context"
	"fmt"

	"go.starlark.net/starlark"

	"starling/starlib/pysyntax"
)

// run executes a script or an input, and gives the value of its last expression.
func (ip *Interp) run(ctx context.Context, filename, text string) (v starlark.Value, err error) {
	if !ip.main.lockFor(ctx) {
		return nil, fmt.Errorf("another script runs: %w", context.Cause(ctx))
	}
	defer ip.main.unlock()
	progs, err := ip.load(filename, text)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(ip.ctx, cancel)()
	end := ip.Host.Begin(ctx)
	defer func() { end(err) }()
	return ip.execute(&runner{th: ip.newThread("script"), ctx: ctx, end: cancel}, progs)
}

// load makes programs of a script or an input.
func (ip *Interp) load(filename, text string) ([]program, error) {
	src := ip.sources.add(filename, text)
	r, err := pysyntax.Rewrite(filename, text)
	if err != nil {
		return nil, ip.syntaxError(src, err)
	}
	src.rewritten = r
	progs, err := compile(src.path, r.Source, &ip.features)
	if err != nil {
		return nil, ip.syntaxError(src, err)
	}
	return progs, nil
}

// execute runs the statements, for as long as r's context lasts.
func (ip *Interp) execute(r *runner, progs []program) (starlark.Value, error) {
	r.enter(r.th)
	r.watch()
	defer func() { r.unwatch() }()
	done := make(chan struct{})
	defer close(done)
	go ip.memory.over(r, done)
	ip.gil.lock(r)
	defer ip.gil.unlock()
	defer ip.texts.forget()
	s := ip.session
	s.value = nil
	ip.generators.looks = 0
	for i, p := range progs {
		last := i == len(progs)-1
		if last {
			s.value = nil
		}
		if err := s.run(r.th, p); err != nil {
			return nil, ip.runtimeError(r, p, err)
		}
		ip.settle()
	}
	v := s.value
	s.value = nil
	return v, nil
}
