package enginetest

import (
	"context"
	"errors"
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
}

// Play runs the case in a batching, with the operations made before cycle builtAt, and
// holds every table against its reference after every cycle.
func (c *Case) Play(b Batching, builtAt int) (r *run, fail *Failure) {
	r = &run{Case: c, graph: engine.NewGraph()}
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

// inputs is what the reference of s works on.
func (r *run) inputs(s *Step) []*Rel {
	in := make([]*Rel, len(s.In))
	for i, p := range s.In {
		if r.tables[p].Attrs.Blink && s.Op.Blink == Accumulates {
			in[i] = r.ever[p]
		} else {
			in[i] = r.shadow.rel(r.tables[p])
		}
	}
	return in
}

// see notes the rows of node n if it is a blink table.
func (r *run) see(n int) {
	t := r.tables[n]
	if t == nil || !t.Attrs.Blink {
		return
	}
	now := r.shadow.rel(t)
	if r.ever[n] == nil {
		r.ever[n] = now
		return
	}
	r.ever[n] = now.with(append(r.ever[n].Rows[:len(r.ever[n].Rows):len(r.ever[n].Rows)], now.Rows...))
}

// check says what is wrong with node n after a cycle.
func (r *run) check(n int, t *engine.Table) (what string) {
	if r.dead[n] {
		return ""
	}
	want, err := r.reference(n)
	if err != nil {
		r.dead[n] = true
		if t.Err() == nil {
			return "did not fail although " + err.Error()
		}
		if w := r.twins[n]; w != nil && w.failed != 1 {
			return fmt.Sprintf("its listener was told %d times that it failed", w.failed)
		}
		return ""
	}
	if err := t.Err(); err != nil {
		return "failed: " + err.Error()
	}
	if n >= len(r.Sources) {
		if what := r.checkAttrs(r.Steps[n-len(r.Sources)], t); what != "" {
			return what
		}
	}
	var breach error
	if err := r.graph.Read(func() { breach = r.shadow.Settled(t) }); err != nil {
		return err.Error()
	}
	if breach != nil {
		return breach.Error()
	}
	got := r.shadow.rel(t)
	eq, keys := r.tolerance(n)
	if what = diff(got, want, eq, keys); what != "" {
		return what
	}
	if what = windows(t, got); what != "" {
		return what
	}
	if w := r.twins[n]; w != nil {
		if c := r.shadow.tables[t]; c != nil {
			what = w.differs(c)
		}
		if what != "" || w.failed > 0 {
			return fmt.Sprintf("%s (failures told: %d)", what, w.failed)
		}
	}
	if !t.Attrs.Refreshing {
		r.frozen[n] = got
	}
	r.see(n)
	return ""
}

// windows says where reading a part of t gives other than its rows.
func windows(t *engine.Table, all *Rel) string {
	n := len(all.Rows)
	for _, w := range [][2]int{{0, n}, {n / 3, n/3 + 2}} {
		f, err := t.Read(w[0], w[1], nil)
		if err != nil {
			return err.Error()
		}
		if f.Size != n || f.Len() < 0 || f.Hi > n {
			return fmt.Sprintf("reading [%d, %d): [%d, %d) of %d, there are %d rows", w[0], w[1], f.Lo, f.Hi, f.Size, n)
		}
		got := &Rel{Fields: f.Schema, Rows: make([][]any, f.Len())}
		for _, v := range f.Cols {
			for i := range got.Rows {
				got.Rows[i] = append(got.Rows[i], get(v, i))
			}
		}
		if what := diff(got, all.with(all.Rows[f.Lo:f.Hi]), same, -1); what != "" {
			return fmt.Sprintf("reading [%d, %d): %s", w[0], w[1], what)
		}
	}
	return ""
}

// reference is what node n must be; an error says why it must have failed.
func (r *run) reference(n int) (*Rel, error) {
	if n < len(r.Sources) {
		return r.feeds[n].want(), nil
	}
	if r.frozen[n] != nil {
		return r.frozen[n], nil
	}
	s := r.Steps[n-len(r.Sources)]
	for _, p := range s.In {
		if r.dead[p] {
			return nil, errors.New("a parent failed")
		}
	}
	return s.Ref(r.inputs(s))
}

// tolerance is how node n compares with its reference: values, and rows as diff takes them.
func (r *run) tolerance(n int) (eq func(a, b any) bool, keys int) {
	eq, keys = same, -1
	if n < len(r.Sources) {
		return eq, keys
	}
	s := r.Steps[n-len(r.Sources)]
	if s.Approx {
		eq = near
	}
	if s.Keys >= 0 && r.loose(s) {
		keys = s.Keys
	}
	return eq, keys
}

// adopt shows a static table to the shadow, which sees no update of it.
func (r *run) adopt(t *engine.Table) {
	if t.Attrs.Refreshing {
		return
	}
	if err := r.graph.Read(func() { r.shadow.Adopt(t) }); err != nil {
		r.shadow.err = err
	}
}

// checkAttrs says what is wrong with the attributes of the result of s.
func (r *run) checkAttrs(s *Step, t *engine.Table) string {
	blink, all := false, true
	for _, p := range s.In {
		blink = blink || r.tables[p].Attrs.Blink
		all = all && r.tables[p].Attrs.Blink
	}
	if len(s.In) > 1 && s.Op.Name != "merge" {
		all = r.tables[s.In[0]].Attrs.Blink
	}
	if want := all && s.Op.Blink == Keeps; t.Attrs.Blink != want {
		return fmt.Sprintf("blink is %v, want %v", t.Attrs.Blink, want)
	}
	return ""
}

// loose reports whether the order of s's rows is the engine's to choose: groups are
// numbered as they first appear, and rows of the parent appear otherwise than in order.
func (r *run) loose(s *Step) bool {
	t := r.tables[s.In[0]]
	steady := t.Attrs.AppendOnly || t.Attrs.Blink || !t.Attrs.Refreshing
	return !steady || t.Order != nil
}
