package engine

import (
	"strings"

	"starling/engine/plan"
)

// Stage is a table, or an index over one, of a query, and what it holds.
type Stage struct {
	Usage
	In   []int  // the stages that it works on, by position in the query
	Text string // as a script writes it: where(["Qty > 3"]); index("Sym")
}

// Query is the stages that t is made by, each after those that it works on; t is the last.
func (t *Table) Query() []Stage {
	g := t.node.graph
	g.mu.Lock()
	defer g.mu.Unlock()
	q := &query{at: map[*node]int{}}
	q.visit(t.node)
	return q.stages
}

// query is the stages found so far.
type query struct {
	stages []Stage
	at     map[*node]int
}

// visit gives the position of a node's stage.
func (q *query) visit(n *node) int {
	if i, ok := q.at[n]; ok {
		return i
	}
	var in []int
	for _, a := range n.after {
		in = append(in, q.visit(a))
	}
	i := len(q.stages)
	q.at[n] = i
	q.stages = append(q.stages, Stage{Usage: n.usage(), In: in, Text: n.text()})
	return i
}

// text is what a node does, as a script writes it. A node that serves the operation of
// another is called by its own name.
func (n *node) text() string {
	if x, ok := n.op.(*Index); ok {
		names := make([]string, len(x.keys))
		for i, k := range x.keys {
			names[i] = x.t.Schema[k].Name
		}
		return "index(" + strings.Join(names, ", ") + ")"
	}
	p := n.out.plan.Op
	if _, source := p.(plan.Source); source || p.Name() == n.op.Name() {
		return plan.Text(p)
	}
	return n.op.Name() + " of " + plan.Text(p)
}
