package starlib

import (
	"errors"
	"fmt"
	"slices"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/starlib/py"
)

// A partitioned table that changes gets its constituents while the script runs: in the cycle in which
// their keys appear. What a script makes of them is made then too, between cycles, by a listener of the
// keys and tables; the result is a partitioned table to which the tables that the function gives are added.

// live is the partitioned table that a method is called on if it changes, else nil.
func (c *call) live() *engine.Partitioned {
	p, _ := c.parts().(*engine.Partitioned)
	return p
}

// growing is the script value of the partitioned table that f makes.
func (c *call) growing(f func() (*engine.Partitioned, error)) (starlark.Value, error) {
	var p *engine.Partitioned
	err := c.host.build(func() (err error) {
		if p, err = f(); err == nil {
			p.Retain()
		}
		return err
	})
	if err != nil {
		return nil, c.failed(err)
	}
	return c.host.NewPartitioned(p), nil
}

// making is what a function makes of the constituents of partitioned tables that change, of which
// there may be several with the same keys.
type making struct {
	c      *call
	from   *Table // keys, and a column of tables for each partitioned table
	keys   []column.Field
	fn     func(th *starlark.Thread, of []*Table) (starlark.Value, error)
	to     *engine.Partitioned
	handle *listenerHandle
	ready  *Table            // made of the first constituent that there is, until it is added
	begun  bool              // all that there were at first are taken in
	early  []*engine.Changes // what was heard before
}

// eitherLive is the first partitioned table that changes, nil if none does.
func eitherLive(all ...Partitions) *engine.Partitioned {
	for _, p := range all {
		if live, ok := p.(*engine.Partitioned); ok {
			return live
		}
	}
	return nil
}

// matched is a table of the keys of the first of some partitioned tables and its constituents, and those of the
// others with the same keys.
func matched(all []Partitions) (*engine.Table, error) {
	p := all[0]
	t := p.Table()
	for n, q := range all[1:] {
		mine, theirs := p.KeyFields(), q.KeyFields()
		if len(mine) != len(theirs) {
			return nil, errors.New("the partitioned tables have different key columns")
		}
		var on []engine.Pair
		for i, f := range mine {
			if theirs[i].Type != f.Type {
				return nil, errors.New("the partitioned tables have different key columns")
			}
			on = append(on, engine.Pair{New: f.Name, Old: theirs[i].Name})
		}
		var err error
		joins := []engine.Pair{{New: fmt.Sprintf("__CONSTITUENT_%d__", n+1), Old: q.ConstituentColumn()}}
		if t, err = t.Join(q.Table(), on, joins); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// changing is what fn makes of the constituents of partitioned tables that have the same keys; p is one of
// them that changes, and all there is without others. What there is now is made at once, more as it comes.
func (c *call) changing(p *engine.Partitioned, all []Partitions, fn func(th *starlark.Thread, of []*Table) (starlark.Value, error)) (starlark.Value, error) {
	if all == nil {
		all = []Partitions{p}
	}
	m := &making{c: c, fn: fn, keys: all[0].KeyFields()}
	v, err := c.table(func() (*engine.Table, error) { return matched(all) })
	if err != nil {
		return nil, err
	}
	m.from = v.(*Table)
	hear := starlark.NewBuiltin(c.Name, func(th *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
		u := args[0].(*tableUpdate).c
		if !m.begun {
			m.early = append(m.early, u)
			return starlark.None, nil
		}
		if err := m.hear(th, u); err != nil {
			return nil, err
		}
		return starlark.None, m.shown()
	})
	if m.handle, err = c.newHandle(&listening{listener: hear, onError: starlark.None, dependencies: starlark.None, description: starlark.None}, []*Table{m.from}, false); err != nil {
		return nil, err
	}
	if err := c.start(m.handle, false); err != nil {
		return nil, err
	}
	var now *engine.Changes
	if err := c.host.look(func() error { return c.host.cfg.Graph.Read(func() { now = m.from.t.Present() }) }); err != nil {
		return nil, c.failed(err)
	}
	first, err := m.first(all, now)
	if err != nil {
		return nil, err
	}
	out, err := c.growing(func() (*engine.Partitioned, error) { return engine.NewPartitionedLike(p, m.keys, first.t) })
	if err != nil {
		return nil, err
	}
	m.to = out.(*PartitionedTable).p.(*engine.Partitioned)
	m.to.Table().Keep(m.from.t)
	if m.count(now.Added) > 0 {
		m.ready = first
	}
	for m.early = append([]*engine.Changes{now}, m.early...); len(m.early) > 0; {
		u := m.early[0]
		m.early = m.early[1:]
		if err := m.hear(c.Thread, u); err != nil {
			return nil, err
		}
	}
	m.begun = true
	return out, nil
}

// first is what fn makes of one constituent, which shows what all will be like.
func (m *making) first(all []Partitions, now *engine.Changes) (*Table, error) {
	var of []*engine.Table
	for _, q := range all {
		var like *engine.Table
		if tables := q.Constituents(); len(tables) > 0 {
			like = tables[0]
		} else if live, ok := q.(*engine.Partitioned); ok {
			like = live.Like()
		}
		of = append(of, like)
	}
	if m.count(now.Added) > 0 {
		of = m.tables(now.Added, 0)
	}
	if slices.Contains(of, nil) {
		return nil, m.c.failed(errors.New("there is no table yet, of which the function could make another: wait for the first"))
	}
	return m.made(m.c.Thread, of)
}

// made is what fn makes of tables.
func (m *making) made(th *starlark.Thread, of []*engine.Table) (*Table, error) {
	var values []*Table
	for _, t := range of {
		values = append(values, m.c.held(t))
	}
	v, err := m.fn(th, values)
	if err != nil {
		return nil, err
	}
	t, ok := v.(*Table)
	if !ok {
		return nil, py.Raise("TypeError", "%s: the function gave a %s, want a table", m.c.Name, py.TypeOf(v))
	}
	return t, nil
}

func (m *making) count(rows []column.Vector) int { return rows[len(rows)-1].Len() }

// tables is the constituents in a row.
func (m *making) tables(rows []column.Vector, i int) (of []*engine.Table) {
	for _, v := range rows {
		if t, ok := v.Any(i).(*engine.Table); ok {
			of = append(of, t)
		}
	}
	return of
}

// hear takes in constituents that came or went.
func (m *making) hear(th *starlark.Thread, u *engine.Changes) error {
	if m.to.Gone() {
		return m.c.host.endOf(m.handle)
	}
	keys := func(rows []column.Vector) []column.Vector {
		var out []column.Vector
		for _, f := range m.keys {
			out = append(out, rows[slices.IndexFunc(u.Schema, func(g column.Field) bool { return g.Name == f.Name })])
		}
		return out
	}
	gone, came := keys(u.Removed), keys(u.Added)
	for i := range m.count(u.Removed) {
		if err := m.c.host.Outside(func() error { _, err := m.to.Show(gone, i, false); return err }); err != nil {
			return err
		}
	}
	for i := range m.count(u.Added) {
		if err := m.add(th, came, u.Added, i); err != nil {
			return err
		}
	}
	return nil
}

// shown has tables made of the result have taken in what was heard, when the listener is through with it: who
// waits for listeners, such as sync, sees it.
func (m *making) shown() error {
	h := m.c.host
	return h.Outside(func() error { return h.cfg.Graph.Step(h.Life()) })
}

// add has what is made of the i-th constituent be seen, and makes it first if it was not.
func (m *making) add(th *starlark.Thread, keys, rows []column.Vector, i int) error {
	known := false
	err := m.c.host.Outside(func() (err error) { known, err = m.to.Show(keys, i, true); return err })
	if err != nil || known {
		return err
	}
	t := m.ready
	if m.ready = nil; t == nil {
		if t, err = m.made(th, m.tables(rows, i)); err != nil {
			return err
		}
	}
	return m.c.host.Outside(func() error { return m.to.AddAt(keys, i, t.t) })
}

// endOf ends a listening of the host's own.
func (h *Host) endOf(l *listenerHandle) error {
	if l.stop == nil {
		return nil
	}
	now, stop := l.now, l.stop
	l.now, l.stop = nil, nil
	now.end(true)
	return h.Outside(func() error { stop(); return nil })
}
