package engine

import (
	"fmt"

	"starling/engine/column"
	"starling/engine/plan"
)

// The arguments of operations, as plans have them.
type (
	// Pair is "New=Old": the column New is made of the column Old.
	Pair = plan.Pair
	// SortKey is a column to sort by.
	SortKey = plan.SortKey
	// Aggregation is one kind of aggregation and the columns it makes.
	Aggregation = plan.Agg
	// Window is an operation of update_by and the columns it makes.
	Window = plan.Window
	// Match says which right row a natural join takes where several match.
	Match = plan.Match
	// OnKey is a key of an as-of join, and how it is compared.
	OnKey = plan.OnKey
)

// The ways to match, as in Deephaven's NaturalJoinType.
const (
	ErrorOnDuplicate = plan.ErrorOnDuplicate
	FirstMatch       = plan.FirstMatch
	LastMatch        = plan.LastMatch
	ExactlyOneMatch  = plan.ExactlyOneMatch
)

// The ways in which the last key of an as-of join is compared.
const (
	AtOrAfter      = plan.AtOrAfter
	StrictlyAfter  = plan.StrictlyAfter
	AtOrBefore     = plan.AtOrBefore
	StrictlyBefore = plan.StrictlyBefore
)

// makers is what makes the node of each operation of the plan's table, by name; each stands
// beside its builder. Not among them are sources, sinks, and compacted, whose source gives it columns
// that no plan has.
var makers = map[string]func(*building) (*Table, error){}

// builds says that build makes the nodes of the operations that are an O.
func builds[O plan.Op](build func(b *building, op O) (*Table, error)) (name string) {
	var op O
	makers[op.Name()] = func(b *building) (*Table, error) { return build(b, b.op.(O)) }
	return op.Name()
}

// building is an operation on its way to a node, with the graph's lock held.
type building struct {
	op  plan.Op // of the result's plan: a builder puts in what it found out
	env Env
	in  []*Table
}

// Build makes the table of an operation over in, as many tables of one graph as the
// operation takes; env is what its formulas can name. This is how every operation is built.
func Build(op plan.Op, env Env, in ...*Table) (*Table, error) {
	if len(in) == 0 {
		return nil, fmt.Errorf("no table to %s", op.Name())
	}
	g := in[0].Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	return build(op, env, in...)
}

// build is Build with the graph's lock held.
func build(op plan.Op, env Env, in ...*Table) (*Table, error) {
	def, ok := plan.Lookup(op.Name())
	maker := makers[op.Name()]
	if !ok || maker == nil {
		return nil, fmt.Errorf("%s is no operation on tables", op.Name())
	}
	if def.In >= 0 && def.In != len(in) {
		return nil, fmt.Errorf("%s takes %d tables, got %d", op.Name(), def.In, len(in))
	}
	return maker(&building{op, env, in})
}

// graph is the graph of the tables.
func (b *building) graph() *Graph { return b.in[0].Graph() }

// table is the result, with its attributes and its plan, and the order of the first table.
func (b *building) table(schema []column.Field, cols []column.Column) (*Table, error) {
	if err := checkNames(schema); err != nil {
		return nil, err
	}
	attrs := make([]Attrs, len(b.in))
	from := make([]*plan.Node, len(b.in))
	for i, t := range b.in {
		attrs[i], from[i] = t.Attrs, t.plan
	}
	t := &Table{Schema: schema, Cols: cols, Attrs: plan.AttrsOf(b.op, attrs...), Order: b.in[0].Order}
	t.plan = &plan.Node{Op: b.op, In: from, Schema: schema, Attrs: t.Attrs}
	return t, nil
}

// add builds the node of a result and feeds it the tables' rows as one big Added.
func (b *building) add(op Op, out *Table) (*Table, error) { return b.graph().add(op, out, b.in) }

// still is a result of n rows that never changes, in columns of its own.
func (b *building) still(schema []column.Field, cols []column.Writable, n int) (*Table, error) {
	return still(b.graph(), &plan.Node{Op: b.op, In: []*plan.Node{b.in[0].plan}, Schema: schema}, cols, n), nil
}
