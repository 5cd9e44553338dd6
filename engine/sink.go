package engine

import (
	"math"
	"slices"
)

// Sink is a listener that carries a table's rows out of the process, where it may have to
// wait. It waits on a goroutine of its own, never in OnUpdate: the graph asks it how it
// stands instead. Its methods must not block; they are called within a cycle or under
// Graph.Read, and may lock only what is never held while the graph is called.
type Sink interface {
	Listener
	// Full reports whether it has taken in so much that it wants no more: the sources that
	// feed its table are not drained meanwhile, so that they slow down, and nobody else.
	// It calls Graph.Wake when it is full no more.
	Full() bool
	// Settled is the last cycle for which it owes nothing: all that it was told of in it
	// and before has arrived where it is to be. Everything if it owes nothing at all. A sink
	// that failed stays at the last cycle before the failure.
	Settled() uint64
	// Owes says for what it waits, as in "1204 records for topic out"; "" if it owes nothing.
	Owes() string
}

// Everything is the Settled of a sink that owes nothing.
const Everything uint64 = math.MaxUint64

// Running is the number of the cycle that is running, or of the last one between cycles. It
// is for listeners, in OnUpdate.
func (t *Table) Running() uint64 { return t.node.graph.running }

// Told is the number of the last cycle of which listeners were told. It is for listeners, in
// OnFailure: the table failed after that cycle, and showed all of it.
func (t *Table) Told() uint64 { return t.node.graph.told }

// Settled is the last cycle of which every sink that t feeds, through whatever operations,
// owes nothing; Everything if there is no sink or none owes anything. It is asked under
// Graph.Read.
func (t *Table) Settled() uint64 {
	at := Everything
	for _, s := range t.node.graph.sinksOf(t.node) {
		at = min(at, s.Settled())
	}
	return at
}

// HeldUp says for which sink t's source waits: what a full sink that t feeds owes; "" if
// there is none. It is asked under Graph.Read.
func (t *Table) HeldUp() string {
	for _, s := range t.node.graph.sinksOf(t.node) {
		if s.Full() {
			return s.Owes()
		}
	}
	return ""
}

// full reports whether a sink that n feeds wants no more.
func (g *Graph) full(n *node) bool {
	return slices.ContainsFunc(g.sinksOf(n), Sink.Full)
}

// sinksOf is the sinks of the tables that n feeds, its own among them. They are found for
// all nodes at once and kept until the graph changes, see reroute.
func (g *Graph) sinksOf(n *node) []Sink {
	if g.sinks == nil {
		g.sinks = map[*node][]Sink{}
		for _, m := range g.nodes {
			for _, l := range m.listeners {
				if s, ok := l.Listener.(Sink); ok {
					g.feeds(m, s)
				}
			}
		}
	}
	return g.sinks[n]
}

// feeds notes that n and all above it feed s.
func (g *Graph) feeds(n *node, s Sink) {
	if slices.Contains(g.sinks[n], s) {
		return
	}
	g.sinks[n] = append(g.sinks[n], s)
	for _, a := range n.after {
		g.feeds(a, s)
	}
}

// reroute forgets which node feeds which sink: a node or listener came or went. The graph's
// lock is held.
func (g *Graph) reroute() { g.sinks = nil }

// Hold keeps the sources that are added from now on from handing over rows, until the
// function that it returns is called. So whoever builds a line of tables sees to it that
// the end of the line is there when the first row comes: a sink misses none of a blink table.
func (g *Graph) Hold() (release func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	h := &hold{}
	g.holds = append(g.holds, h)
	return func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		if n := slices.Index(g.holds, h); n >= 0 {
			g.holds = slices.Delete(g.holds, n, n+1)
			h.over = true
			g.Wake()
		}
	}
}

// hold is one call of Hold. The sources added meanwhile keep it.
type hold struct{ over bool }

// held is the hold that a new source waits for, nil for none.
func (g *Graph) held() *hold {
	if n := len(g.holds); n > 0 {
		return g.holds[n-1]
	}
	return nil
}
