package py

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"weak"

	"go.starlark.net/starlark"
)

// generators is the generators that were begun and have not ended. But for dropped it is used with
// the session lock held.
type generators struct {
	live    map[*suspended]struct{}
	idle    idle
	most    int // live ones that are there when garbage is looked for
	mu      sync.Mutex
	dropped []*suspended // that nobody has any more, and are to be closed
	closing bool         // somebody is about to close them
	begun   int          // so many so far
	looks   int          // how often settle has looked for garbage
}

// fewGenerators is how many live ones there are at least before garbage is looked for.
const fewGenerators = 4000

// stackBytes is about what a generator takes while it waits.
const stackBytes = 16 << 10

// start gives a generator a thread and a coroutine.
func (ip *Interp) start(s *suspended) error {
	g := &ip.generators
	ip.closeDropped()
	if len(g.live) >= max(g.most, fewGenerators) {
		runtime.GC()
		ip.closeDropped()
		g.most = 2 * len(g.live)
		if limit := ip.memory.limit / 4 / stackBytes; int64(len(g.live)) > limit {
			return Raise("MemoryError", "more than %d generators were begun and have not ended", limit)
		}
	}
	if g.live == nil {
		g.live = map[*suspended]struct{}{}
	}
	g.live[s] = struct{}{}
	g.begun++
	s.number = g.begun
	s.th = ip.newThread("generator")
	s.co = g.idle.get(func() {
		s.value, s.err = rescuedValue(s.begin, s.th)
		s.begin, s.state = nil, ended
	})
	return nil
}

// rescuedValue is f, or what its panic has become.
func rescuedValue(f func(th *starlark.Thread) (starlark.Value, error), th *starlark.Thread) (v starlark.Value, err error) {
	defer rescue(&err)
	return f(th)
}

// ended takes back what start gave.
func (ip *Interp) ended(s *suspended) {
	delete(ip.generators.live, s)
	if ip.ctx.Err() != nil {
		s.co.stop()
	} else {
		ip.generators.idle.put(s.co)
	}
	s.co = nil
}

// watch has what is suspended of g closed when nobody has g any more.
func (g *generator) watch() {
	if g.state == created {
		g.handle = weak.Make(g)
		runtime.AddCleanup(g, (*suspended).drop, g.suspended)
	}
}

// drop notes that nobody has the generator any more. Whoever begins the next one closes it, or the
// goroutine that waits for its turn here.
func (s *suspended) drop() {
	ip, g := s.ip, &s.ip.generators
	g.mu.Lock()
	g.dropped = append(g.dropped, s)
	first := !g.closing
	g.closing = true
	g.mu.Unlock()
	if !first {
		return
	}
	go func() {
		_ = ip.CallBeside(ip.ctx, func(*starlark.Thread) error { // fails if the interpreter is closed, which ends them all
			ip.closeDropped()
			return nil
		})
	}()
}

// closeDropped closes the generators that nobody has any more.
func (ip *Interp) closeDropped() {
	g := &ip.generators
	g.mu.Lock()
	dropped := g.dropped
	g.dropped, g.closing = nil, false
	g.mu.Unlock()
	for i, s := range dropped {
		if ip.gil.holder.err() != nil { // others do it later
			g.mu.Lock()
			g.dropped = append(g.dropped, dropped[i:]...)
			g.mu.Unlock()
			return
		}
		s.dispose()
	}
}

// dispose closes a generator for which nobody waits. What it fails with is only told.
func (s *suspended) dispose() {
	if s.state != paused {
		return
	}
	r := s.ip.gil.holder
	cause := r.cause
	r.cause = nil
	err := s.close()
	if err != nil && r.err() == nil {
		kind, msg := s.ip.Explain(err)
		fmt.Fprintf(s.ip.cfg.Stderr, "Exception ignored in: <generator object %s>\n%s: %s\n", s.name, kind, msg)
	}
	if cause != nil {
		r.cause = cause
		r.enter(r.th)
	}
}

// mostLooks is how often after a statement of one text garbage is looked for, and mostOwing among how
// many generators.
const (
	mostLooks = 30
	mostOwing = 100
)

// settle closes the generators that nobody has any more and that have something to do at their end,
// after a statement: Python does so at once.
func (ip *Interp) settle() {
	g := &ip.generators
	if len(g.live) == 0 || len(g.live) > mostOwing || g.looks >= mostLooks {
		return
	}
	owing := g.owing()
	if len(owing) == 0 {
		return
	}
	g.looks++
	runtime.GC()
	for _, s := range owing {
		if s.handle.Value() == nil {
			s.dispose()
		}
	}
}

// owing is the generators that have something to do at their end, in the order in which they began.
func (g *generators) owing() (all []*suspended) {
	for s := range g.live {
		if s.owes() {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b *suspended) int { return a.number - b.number })
	return all
}

// CloseGenerators closes the generators that have something to do at their end, whoever has them: a script is over, and
// Python does so as it forgets the script's variables. It takes no longer than ctx lasts.
func (ip *Interp) CloseGenerators(ctx context.Context) {
	if ctx.Err() != nil {
		return
	}
	_ = ip.CallBeside(ctx, func(*starlark.Thread) error { // what they fail with is told by dispose
		for _, s := range ip.generators.owing() {
			if err := ip.gil.holder.err(); err != nil {
				return err
			}
			s.dispose()
		}
		return nil
	})
}

// owes reports whether it waits within a try or a with, or for another one that does.
func (s *suspended) owes() bool {
	if s.state != paused {
		return false
	}
	if sub, ok := s.from.(subgenerator); ok && sub.owes() || slices.ContainsFunc(s.loops, (*suspended).owes) {
		return true
	}
	for i := range s.th.CallStackDepth() {
		switch s.th.CallFrame(i).Name {
		case "__try__", "__with__":
			return true
		}
	}
	return false
}

// endGenerators ends all of them, as the interpreter is closed. Nothing of a script runs any more.
func (ip *Interp) endGenerators() {
	for s := range ip.generators.live {
		if s.state == paused {
			ip.gil.holder.enter(s.th)
			s.th.Cancel(interrupted)
			s.co.stop()
		}
		delete(ip.generators.live, s)
	}
	ip.generators.idle.end()
}
