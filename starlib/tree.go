package starlib

import (
	"fmt"
	"slices"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
	"starling/starlib/py"
)

// tree is how the rows of a TreeTable are made: those of a table, each below the row with the id that is
// its parent.
type tree struct {
	of         *Table
	id, parent string
	promote    bool
	filters    []engine.Step
	ops        []engine.Step

	rows *Table
}

func (t *tree) class() string  { return "TreeTable" }
func (t *tree) about() string  { return "Rows below the rows that are their parents." }
func (t *tree) source() *Table { return t.of }

func (t *tree) ids() []column.Field {
	return []column.Field{t.of.t.Schema[t.of.t.Position(t.id)]}
}

func (t *tree) key(v starlark.Value) []starlark.Value { return []starlark.Value{v} }

func (t *tree) label() ([]string, func(depth int) (col, above int)) {
	return []string{t.id}, func(depth int) (col, above int) { return 0, depth - 1 }
}

func (t *tree) tree(open int, actions *engine.Table) (*engine.Table, error) {
	return t.rows.t.Tree(t.id, t.parent, open, actions)
}

// build makes the rows: filters see all, and keep what the rows that pass are below; operations of
// nodes see what is left.
func (t *tree) build(h *Host) error {
	made, err := t.of.t, error(nil)
	if t.promote {
		if made, err = made.Promoted(t.id, t.parent); err != nil {
			return err
		}
	}
	all, err := made.Through(slices.Concat(t.filters, t.ops)...)
	if err != nil {
		return discard(made, t.of.t, err)
	}
	if made != t.of.t && made != all {
		made.Lend()
	}
	all.Retain()
	t.rows = h.NewTable(all)
	return nil
}

func treeOf(c *call) (starlark.Value, error) {
	t := &tree{of: c.Recv.(*Table)}
	if err := c.Unpack("id_col", &t.id, "parent_col", &t.parent, "promote_orphans?", &t.promote); err != nil {
		return nil, err
	}
	if err := t.of.t.CheckTree(t.id, t.parent); err != nil {
		return nil, c.failed(err)
	}
	return c.built(&Hierarchy{host: c.host, of: t}, func() error { return t.build(c.host) })
}

func (t *tree) entries() []py.Entry {
	return []py.Entry{
		{Sig: "id_col", Doc: "The column of the ids.", Fn: constantAttr(starlark.String(t.id))},
		{Sig: "node_operation_recorder()", Doc: "Records what is to be done with nodes, for with_node_operations.", Fn: does(t.recorder)},
		{Sig: "parent_col", Doc: "The column of the parents' ids.", Fn: constantAttr(starlark.String(t.parent))},
		{Sig: "with_filters(filters)", Doc: "The tree of the rows for which filters hold, and of all that these are below.", Fn: does(t.filtered)},
		{Sig: "with_node_operations(recorder)", Doc: "The same with what a recorder recorded done to its nodes.", Fn: does(t.operated)},
	}
}

func (t *tree) recorder(c *call) (starlark.Value, error) {
	return &recorder{host: c.host, of: t, t: t.rows.t}, c.Unpack()
}

// rebuilt is the hierarchy of a changed copy of t.
func (t *tree) rebuilt(c *call, change func(t *tree)) (starlark.Value, error) {
	n, h := *t, *c.hierarchy()
	change(&n)
	h.of = &n
	return c.built(&h, func() error { return n.build(c.host) })
}

func (t *tree) filtered(c *call) (starlark.Value, error) {
	var list filters
	if err := c.Unpack("filters", &list); err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return c.Recv, nil
	}
	step := engine.Step{Op: plan.Lineage{Filters: list, ID: t.id, Parent: t.parent}, Env: c.env()}
	return t.rebuilt(c, func(n *tree) { n.filters = append(slices.Clone(n.filters), step) })
}

func (t *tree) operated(c *call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("recorder", &v); err != nil {
		return nil, err
	}
	rec, ok := v.(*recorder)
	if !ok || rec.of != nested(t) {
		return nil, c.failed(fmt.Errorf("recorder: got %s, want what node_operation_recorder of this table gave", py.TypeOf(v)))
	}
	return t.rebuilt(c, func(n *tree) { n.ops = append(slices.Clone(n.ops), rec.steps...) })
}
