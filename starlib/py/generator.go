package py

import (
	"fmt"
	"runtime"
	"slices"
	"weak"

	"go.starlark.net/starlark"
)

// How generators run.
//
// A generator is a Starlark thread of its own on a coroutine. Whoever asks it for a value waits
// for it, and what runs by then is the generator's thread, as a part of what the same runner does:
// an interrupt, a bound or a stop finds it there. Between two values it belongs to nobody, so that
// threads, listeners and functions of formulas can all ask it, one at a time.
//
// Nothing that a generator runs refers to the generator itself, only to what is suspended of it.
// So the former can be collected while it waits, and then the latter is closed: see abandon.go.

// generator is a generator as scripts have it.
type generator struct {
	lazy
	*suspended
}

// suspended is what a generator runs. It is used with the session lock held.
type suspended struct {
	ip       *Interp
	name     string
	begin    func(th *starlark.Thread) (starlark.Value, error) // what it runs
	state    generatorState
	th       *starlark.Thread
	co       *coroutine
	handle   weak.Pointer[generator] // nil once nobody has it
	number   int                     // in the order in which they began
	loops    []*suspended            // the generators that loops in it go through, made for these
	handling []*handled              // the exceptions that it handles
	from     delegate                // what yield from waits for; nil: nothing

	sent   starlark.Value // to it: what yield gives
	thrown error          // to it: what yield fails with
	value  starlark.Value // from it: what it yielded or, in the end, returned
	err    error          // from it, in the end
}

type generatorState int8

const (
	created generatorState = iota
	paused
	executing
	ended
)

func (ip *Interp) newGenerator(name string, begin func(th *starlark.Thread) (starlark.Value, error)) *generator {
	s := &suspended{ip: ip, name: name, begin: begin}
	g := &generator{suspended: s}
	g.lazy = lazy{ip: ip, kind: "generator", deep: 1, make: func(p *starlark.Value) (bool, error) {
		v, more, err := s.resume(starlark.None, nil)
		*p = v
		return more, err
	}}
	return g
}

func (g *generator) String() string {
	return fmt.Sprintf("<generator object %s at %s>", g.name, address(g))
}

// Iterate goes on where the generator stands.
func (g *generator) Iterate() starlark.Iterator { return &generatorIterator{g} }

// generatorIterator keeps the generator from being collected meanwhile.
type generatorIterator struct{ *generator }

// Done leaves the rest for later.
func (generatorIterator) Done() {}

// Next is the next value. It may be the first, from which on it matters whether somebody has it.
func (g *generator) Next(p *starlark.Value) bool {
	defer runtime.KeepAlive(g)
	g.watch()
	return g.lazy.Next(p)
}

// advance is resume of a generator that a script has.
func (g *generator) advance(sent starlark.Value, thrown error) (v starlark.Value, more bool, err error) {
	defer runtime.KeepAlive(g)
	g.watch()
	return g.resume(sent, thrown)
}

// deepestGenerators is how many generators may run, each for the one before: those of a tree are
// as many as it is deep. Each takes a stack of its own.
const deepestGenerators = 1500

// resume goes on with it until the next value; without more it has returned v. What is thrown is
// raised where it stands.
func (s *suspended) resume(sent starlark.Value, thrown error) (v starlark.Value, more bool, err error) {
	ip := s.ip
	r := ip.gil.holder
	switch {
	case s.state == executing:
		return nil, false, Raise("ValueError", "generator already executing")
	case s.state == ended:
		return starlark.None, false, thrown
	case r.nested >= deepestGenerators:
		return nil, false, Raise("RecursionError", "maximum recursion depth exceeded: %d generators wait, each for the next", r.nested)
	}
	if err := r.err(); err != nil {
		return nil, false, err
	}
	if s.state == created {
		if thrown != nil {
			s.state = ended
			return nil, false, thrown
		}
		if err := ip.start(s); err != nil {
			return nil, false, err
		}
	}
	s.state = executing
	outer, counted, handling, th := r.generator, r.counted, r.handling, r.th
	r.generator, r.counted, r.handling = s, 0, append(slices.Clip(handling), s.handling...)
	r.nested++
	defer func() {
		r.nested--
		s.handling = slices.Clone(r.handling[len(handling):])
		r.generator, r.counted, r.handling = outer, counted, handling
		r.enter(th)
	}()
	if s.from != nil {
		if v, more, err = s.from.advance(sent, thrown); more {
			s.state = paused
			return v, true, nil
		}
		s.from, sent, thrown = nil, v, err
	}
	s.run(r, sent, thrown)
	for s.state == paused && s.from != nil { // it began to wait for another
		s.state = executing
		if v, more, err = s.from.advance(starlark.None, nil); more {
			s.state = paused
			return v, true, nil
		}
		s.from = nil
		s.run(r, v, err)
	}
	if s.state == paused {
		v, s.value = s.value, nil
		return v, true, nil
	}
	return s.end(r)
}

// run has the thread of s run until it yields, waits for another generator or ends.
func (s *suspended) run(r *runner, sent starlark.Value, thrown error) {
	s.state, s.sent, s.thrown = executing, sent, thrown
	s.th.Uncancel() // what it was stopped for is over
	r.enter(s.th)
	s.co.work()
}

// end is the outcome, once it has ended.
func (s *suspended) end(r *runner) (v starlark.Value, more bool, err error) {
	s.ip.ended(s)
	v, err = s.value, s.err
	s.value, s.err, s.th = nil, nil, nil
	if why := r.take(); why != nil { // it was stopped, and its own error only says so
		err = s.ip.placed(why, evalError(err))
	}
	if err == nil {
		return v, false, nil
	}
	return nil, false, s.ip.carried(s.ip.ofGenerator(err))
}
