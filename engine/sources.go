package engine

// Sources is the tables of sources that t is made of, itself if it is one.
func (t *Table) Sources() []*Table {
	g := t.node.graph
	g.mu.Lock()
	defer g.mu.Unlock()
	var out []*Table
	seen := map[*node]bool{}
	var walk func(n *node)
	walk = func(n *node) {
		if seen[n] {
			return
		}
		seen[n] = true
		if _, ok := n.op.(drainer); ok && n.out != nil {
			out = append(out, n.out)
		}
		for _, a := range n.after {
			walk(a)
		}
	}
	walk(t.node)
	return out
}
