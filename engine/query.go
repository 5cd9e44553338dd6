package engine

import (
	"strings"

	"starling/engine/plan"
)

// Stage is a table, or an index or arrangement over one, of a query, and what it holds.
type Stage struct {
	Usage
	Number uint64 // the stage's among all of its graph, from the first look at it on; not 0
	In     []int  // the stages that it works on, by position in the query
	Text   string // as a script writes it: where(["Qty > 3"]); index(Sym), arrangement(Sym; -Qty)
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

// Stages is all stages that can change or have failed, and the static tables that they work on, each
// after those that it works on.
func (g *Graph) Stages() []Stage {
	g.mu.Lock()
	defer g.mu.Unlock()
	q := &query{at: map[*node]int{}}
	for _, n := range g.nodes {
		q.visit(n)
	}
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
	if n.number == 0 {
		n.graph.count++
		n.number = n.graph.count
	}
	i := len(q.stages)
	q.at[n] = i
	q.stages = append(q.stages, Stage{Usage: n.usage(), Number: n.number, In: in, Text: n.text()})
	return i
}

// text is what a node does, as a script writes it. A node that serves the operation of
// another is called by its own name.
func (n *node) text() string {
	switch op := n.op.(type) {
	case *Index:
		return "index(" + op.names() + ")"
	case *Arrangement:
		return "arrangement(" + op.names() + ")"
	}
	p := n.out.plan.Op
	if _, source := p.(plan.Source); source || p.Name() == n.op.Name() {
		return plan.Text(p)
	}
	return n.op.Name() + " of " + plan.Text(p)
}

// names is the key columns.
func (x *Index) names() string {
	names := make([]string, len(x.keys))
	for i, k := range x.keys {
		names[i] = x.t.Schema[k].Name
	}
	return strings.Join(names, ", ")
}

// names is the key columns and those that groups are sorted by, a descending one with a minus.
func (a *Arrangement) names() string {
	s := a.x.names()
	for i, o := range a.order {
		name := a.in.Schema[o.at].Name
		if o.descending {
			name = "-" + name
		}
		s += [...]string{"; ", ", "}[min(i, 1)] + name
	}
	return s
}
