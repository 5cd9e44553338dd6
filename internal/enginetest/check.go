package enginetest

import (
	"errors"
	"fmt"
	"slices"

	"starling/engine"
)

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
		return r.stays(t)
	}
	want, err := r.reference(n)
	if err == nil && slices.Contains(r.nodes, n) && errors.Is(t.Err(), ErrTripped) {
		err = ErrTripped
	}
	if err != nil {
		r.dead[n] = true
		if t.Err() == nil {
			return "did not fail although " + err.Error()
		}
		if w := r.twins[n]; w != nil && w.failed != 1 {
			return fmt.Sprintf("its listener was told %d times that it failed", w.failed)
		}
		return r.stays(t)
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

// stays says where a failed table is not what it last showed, which is what the shadow has:
// the cycle in which it failed is none of its own.
func (r *run) stays(t *engine.Table) string {
	if t == nil {
		return ""
	}
	if what := windows(t, r.shadow.rel(t)); what != "" {
		return "it failed and did not stay as it was: " + what
	}
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
		for k, v := range f.Cols {
			for i := range got.Rows {
				got.Rows[i] = append(got.Rows[i], get(f.Schema[k].Type, v, i))
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
	return !steady
}
