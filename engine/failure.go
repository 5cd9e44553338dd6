package engine

import (
	"fmt"
	"slices"
)

// failSources fails the sources that ended with an error in this cycle, after their last
// good rows, and all that depends on them.
func (g *Graph) failSources() {
	for _, n := range g.nodes {
		if n.err != nil || g.failWithParents(n) {
			continue
		}
		if d, ok := n.op.(drainer); ok {
			if err := d.failure(); err != nil {
				g.fail(n, err)
			}
		}
	}
}

// failWithParents fails n if a parent failed or an index that it uses, and reports whether.
// An index has no table of its own to fail, so if it failed by itself those that use it do.
func (g *Graph) failWithParents(n *node) bool {
	for _, t := range n.in {
		if err := t.node.err; err != nil {
			g.fall(n, err)
			return true
		}
	}
	for _, a := range n.after {
		if a.out == nil && a.err != nil {
			g.fail(n, fmt.Errorf("%s: %w", n.op.Name(), a.err))
			return true
		}
	}
	return false
}

// fail is the failure of a node by itself.
func (g *Graph) fail(n *node, err error) {
	g.fall(n, err)
	if g.OnFailure != nil && n.out != nil {
		g.OnFailure(n.out, err)
	}
}

// fall marks n as failed. Its table stays as it last was.
func (g *Graph) fall(n *node, err error) {
	n.err = err
	n.upd, n.ran = Update{}, false
	if n.out != nil {
		if g.freezer == nil {
			g.freezer = newFreezer(g.shows)
		}
		g.freezer.freeze(n)
	}
	if d, ok := n.op.(drainer); ok && d.failure() == nil {
		d.close() // it waits for a table that takes no more
	}
	g.fallen = append(g.fallen, n)
	for _, l := range n.listeners {
		if !l.dead {
			l.dead = true
			l.OnFailure(err)
		}
	}
}

// bury lets go of the indexes that the nodes which failed in this cycle used.
func (g *Graph) bury() {
	for _, n := range g.fallen {
		if n.out == nil {
			continue // it goes with the last that uses it
		}
		n.after = slices.DeleteFunc(n.after, func(a *node) bool {
			if a.out == nil {
				g.release(a)
			}
			return a.out == nil
		})
	}
	clear(g.fallen)
	g.fallen = g.fallen[:0]
}
