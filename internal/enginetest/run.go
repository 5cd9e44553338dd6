package enginetest

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"

	"starling/engine"
	"starling/engine/rowset"
)

// Failure is a case that breaks the law.
type Failure struct {
	Case     *Case
	Batching Batching
	BuiltAt  int // the cycle before which the operations were made
	Cycle    int
	Node     int // -1: unknown
	What     string
}

// Error is the reproduction.
func (f *Failure) Error() string {
	built := ""
	if f.BuiltAt > 0 {
		built = fmt.Sprintf(", operations made before cycle %d", f.BuiltAt)
	}
	return fmt.Sprintf("seed %d, %s%s, cycle %d, t%d:\n%s\n\n%s", f.Case.Seed, f.Batching, built, f.Cycle, f.Node, f.What, f.Case)
}

// run is a case being played.
type run struct {
	*Case
	graph  *engine.Graph
	shadow *Shadow
	feeds  []*feed
	tables []*engine.Table // by node; nil where it could not be made
	dead   []bool          // by node: failed, as it should
	ever   []*Rel          // by node: of blink tables, all rows since the operations were made
	frozen []*Rel          // by node: of static tables, what they are
	twins  []*twin         // by node; nil of tables that cannot change
	tripped
}

// Play runs the case in a batching, with the operations made before cycle builtAt, and
// holds every table against its reference after every cycle.
func (c *Case) Play(b Batching, builtAt int) (r *run, fail *Failure) {
	return c.play(b, builtAt, tripped{})
}

func (c *Case) play(b Batching, builtAt int, trip tripped) (r *run, fail *Failure) {
	r = &run{Case: c, graph: engine.NewGraph(), tripped: trip}
	r.graph.Without = c.spares()
	r.shadow = Watch(r.graph)
	fail = &Failure{Case: c, Batching: b, BuiltAt: builtAt, Node: -1}
	defer func() {
		if p := recover(); p != nil {
			fail.What = fmt.Sprintf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	for i := range c.Sources {
		f, err := newFeed(r.graph, &c.Sources[i], c.initial(i))
		if err != nil {
			fail.What = err.Error()
			return r, fail
		}
		r.feeds = append(r.feeds, f)
		r.tables = append(r.tables, f.table)
		r.adopt(f.table)
	}
	r.dead = make([]bool, len(c.Sources)+len(c.Steps))
	r.ever = make([]*Rel, len(r.dead))
	r.frozen = make([]*Rel, len(r.dead))
	r.twins = make([]*twin, len(r.dead))
	for i, events := range c.cut(b) {
		fail.Cycle = i
		if i == builtAt {
			if fail.Node, fail.What = r.build(); fail.What != "" {
				return r, fail
			}
		}
		if i == r.at {
			r.stumble()
		}
		if err := r.cycle(events); err != nil {
			fail.What = err.Error()
			return r, fail
		}
		if err := r.shadow.err; err != nil {
			fail.Node, fail.What = slices.Index(r.tables, r.shadow.where), err.Error()
			return r, fail
		}
		for n, t := range r.tables {
			if fail.Node, fail.What = n, r.check(n, t); fail.What != "" {
				return r, fail
			}
		}
	}
	return r, nil
}

// spares is what the graph does without: nothing in every other case, in the others each
// combination.
func (c *Case) spares() engine.Mechanism {
	if c.Seed%2 == 0 {
		return 0
	}
	return engine.Mechanism(c.Seed/2) % (engine.Mechanisms + 1)
}

func (r *run) cycle(events []Event) error {
	for _, f := range r.feeds {
		f.begin()
	}
	for i := range events {
		if err := r.feeds[events[i].Source].play(&events[i]); err != nil {
			return err
		}
	}
	return r.graph.Step(context.Background())
}

// build makes the operations over what the sources are now.
func (r *run) build() (node int, what string) {
	for n := range r.tables { // what an operation accumulates starts with what is there
		r.ever[n] = nil
		r.see(n)
	}
	for i, s := range r.Steps {
		n := len(r.Sources) + i
		in := make([]*engine.Table, len(s.In))
		for k, p := range s.In {
			in[k] = r.tables[p]
			r.dead[n] = r.dead[n] || r.dead[p]
		}
		if r.dead[n] {
			r.tables = append(r.tables, nil)
			continue
		}
		t, err := s.Apply(in)
		r.tables = append(r.tables, t)
		if err != nil {
			if _, want := s.Ref(r.inputs(s)); want == nil {
				return n, "cannot be made: " + err.Error()
			}
			r.dead[n], r.tables[n] = true, nil
			continue
		}
		t.Retain()
		r.adopt(t)
		if why := r.twin(n, t); why != "" {
			return n, why
		}
		if s.Lags {
			r.see(n)
			continue
		}
		if why := r.check(n, t); why != "" {
			return n, "when made: " + why
		}
	}
	return -1, ""
}

// twin makes a listener to node n, which starts with what is there.
func (r *run) twin(n int, t *engine.Table) string {
	if !t.Attrs.Refreshing {
		return ""
	}
	r.twins[n] = &twin{rows: map[rowset.Row][]any{}}
	if _, err := r.graph.Listen(t, r.twins[n], true); err != nil {
		return err.Error()
	}
	return ""
}
