package engine

import (
	"fmt"
	"slices"
	"sync"
)

// Listen tells l of every later update of t, and with initial of its present rows
// first, as one Added. The function it returns ends the listening.
func (g *Graph) Listen(t *Table, l Listener, initial bool) (stop func(), err error) {
	return g.ListenAll([]*Table{t}, l, func() error {
		if !initial || t.Rows.Empty() {
			return nil
		}
		return (&listening{Listener: l}).hear(t, &Update{Added: t.Rows})
	})
}

// ListenAll tells l of every later update of each of the tables, of all from the same moment
// on. At that moment begin is called, which may read the tables and must not build any; an
// error of it ends the call. The function it returns ends the listening.
func (g *Graph) ListenAll(tables []*Table, l Listener, begin func() error) (stop func(), err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, t := range tables {
		if err := t.node.err; err != nil {
			return nil, fmt.Errorf("can not listen to failed table: %w", err)
		}
	}
	if err := g.reading(begin); err != nil {
		return nil, err
	}
	ears := make([]*listening, len(tables))
	for i, t := range tables {
		ears[i] = &listening{Listener: l}
		t.node.listeners = append(t.node.listeners, ears[i])
		t.node.hold()
	}
	g.reroute()
	return sync.OnceFunc(func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		for i, t := range tables {
			ears[i].dead = true
			t.node.listeners = slices.DeleteFunc(t.node.listeners, func(x *listening) bool { return x == ears[i] })
		}
		g.reroute()
		for _, t := range tables {
			g.release(t.node)
		}
	}), nil
}

// reading runs f, which reads tables, with the graph's lock held.
func (g *Graph) reading(f func() error) (err error) {
	defer catch(&err, "")
	defer g.begin()()
	return f()
}
