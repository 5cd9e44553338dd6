package engine

import "slices"

// Retain says that somebody outside the graph holds t. A table that was never retained
// or listened to stays for good.
func (t *Table) Retain() {
	g := t.node.graph
	g.mu.Lock()
	defer g.mu.Unlock()
	t.node.hold()
}

// hold counts a user from outside the graph.
func (n *node) hold() {
	n.users++
	n.held = true
}

// lend says that t was made for an operation over it: t leaves the graph with that
// operation, as if somebody had retained and released it.
func (t *Table) lend() { t.node.held = true }

// Keep says that t is about on: for as long as t is held, so is on. It does nothing for a
// table that has left the graph.
func (t *Table) Keep(on *Table) {
	g := t.node.graph
	g.mu.Lock()
	defer g.mu.Unlock()
	if slices.Contains(g.nodes, t.node) && slices.Contains(g.nodes, on.node) {
		g.follow(t.node, on.node)
	}
}

// Release takes back one Retain. A table that nothing holds any more leaves the
// graph, and with it every parent that only it held; a source is then closed.
func (t *Table) Release() {
	g := t.node.graph
	g.mu.Lock()
	defer g.mu.Unlock()
	g.release(t.node)
}

// Close ends a source at once: its table keeps its rows and never changes again.
// On other tables it does nothing and reports false.
func (t *Table) Close() bool {
	g := t.node.graph
	g.mu.Lock()
	defer g.mu.Unlock()
	d, ok := t.node.op.(drainer)
	if ok {
		d.close()
	}
	return ok
}

func (g *Graph) release(n *node) {
	if n.users--; n.users > 0 || n.out != nil && !n.held {
		return
	}
	i := slices.Index(g.nodes, n)
	if i < 0 {
		return // static, or gone already
	}
	g.nodes = slices.Delete(g.nodes, i, i+1)
	g.reroute()
	switch op := n.op.(type) {
	case drainer:
		op.close()
	case *Index:
		op.t.indexes = slices.DeleteFunc(op.t.indexes, func(x *Index) bool { return x == op })
	case *Arrangement:
		op.in.arrangements = slices.DeleteFunc(op.in.arrangements, func(a *Arrangement) bool { return a == op })
	}
	for _, a := range n.after {
		g.release(a)
	}
}

// orphan drops an index, an arrangement or a lent table that nobody came to use. The graph's lock is held.
func (g *Graph) orphan(n *node) {
	if n.users == 0 {
		n.users++
		g.release(n)
	}
}
