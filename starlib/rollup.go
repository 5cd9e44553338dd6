package starlib

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
	"starling/starlib/py"
)

// rollup is how the rows of a RollupTable are made: aggregated by none, one, two … and all of the keys,
// and below these perhaps the rows that were aggregated.
type rollup struct {
	of           *Table
	said         starlark.Tuple // the aggregations, as values
	aggs         []engine.Aggregation
	by           []string
	constituents bool
	env          engine.Env // of the aggregations
	filters      []engine.Step
	ops          [2][]engine.Step // of the nodes of each type

	levels []*Table
	leaves *Table // nil without constituents
}

// The types of nodes, as NodeType has them.
const (
	aggregatedNode = iota
	constituentNode
)

var nodeType = py.Enums("NodeType", "AGGREGATED", "CONSTITUENT")

func (r *rollup) class() string  { return "RollupTable" }
func (r *rollup) about() string  { return "Aggregations of aggregations, level below level." }
func (r *rollup) source() *Table { return r.of }

// keys is the key columns.
func (r *rollup) keys() []column.Field {
	fields := make([]column.Field, len(r.by))
	for i, name := range r.by {
		fields[i] = r.of.t.Schema[r.of.t.Position(name)]
	}
	return fields
}

func (r *rollup) ids() []column.Field {
	ids := []column.Field{{Name: plan.RollupID(0), Type: column.Of(column.Int)}}
	for i, f := range r.keys() {
		ids = append(ids, column.Field{Name: plan.RollupID(i + 1), Type: f.Type})
	}
	return ids
}

// key is the number of keys given, and these.
func (r *rollup) key(v starlark.Value) []starlark.Value {
	keys := oneOrMore(v)
	id := append([]starlark.Value{starlark.MakeInt(len(keys))}, keys...)
	for len(id) <= len(r.by) {
		id = append(id, starlark.None)
	}
	return id
}

func (r *rollup) label() ([]string, func(depth int) (col, above int)) {
	return r.by, func(depth int) (col, above int) {
		if depth < 2 || depth > len(r.by)+1 {
			return -1, 0
		}
		return depth - 2, depth - 2
	}
}

func (r *rollup) tree(open int, actions *engine.Table) (*engine.Table, error) {
	levels := make([]*engine.Table, len(r.levels))
	for i, l := range r.levels {
		levels[i] = l.t
	}
	var leaves *engine.Table
	if r.leaves != nil {
		leaves = r.leaves.t
	}
	return engine.Rolled(r.by, levels, leaves, open, actions)
}

// build makes the levels.
func (r *rollup) build(h *Host) error {
	src, err := r.of.t.Through(r.filters...)
	if err != nil {
		return err
	}
	made, err := src.Levels(r.env, r.aggs, r.by)
	if err != nil {
		return discard(src, r.of.t, err)
	}
	if src != r.of.t {
		src.Lend()
	}
	r.levels, r.leaves = nil, nil
	for _, l := range made {
		l.Retain()
		r.levels = append(r.levels, h.NewTable(l))
	}
	for i, l := range r.levels {
		if r.levels[i], err = l.through(r.ops[aggregatedNode]); err != nil {
			return err
		}
	}
	if r.constituents {
		src.Retain()
		r.leaves, err = h.NewTable(src).through(r.ops[constituentNode])
	}
	return err
}

// discard gives up a table that was made of another, unless it is that.
func discard(t, of *engine.Table, err error) error {
	if t != of {
		t.Discard()
	}
	return err
}

// through is the value of what steps make of t.
func (t *Table) through(steps []engine.Step) (*Table, error) {
	if len(steps) == 0 {
		return t, nil
	}
	made, err := t.t.Through(steps...)
	if err != nil {
		return nil, err
	}
	made.Retain()
	return t.host.NewTable(made), nil
}

func rollupOf(c *call) (starlark.Value, error) {
	var list starlark.Value
	var by names
	r := &rollup{of: c.Recv.(*Table)}
	if err := c.Unpack("aggs", &list, "by?", &by, "include_constituents?", &r.constituents); err != nil {
		return nil, err
	}
	var err error
	if r.aggs, err = aggregations(list); err != nil {
		return nil, c.failed(err)
	}
	for _, a := range r.aggs {
		if slices.Contains(unrolled, a.Name) || a.Param != "" {
			return nil, c.failed(fmt.Errorf("agg.%s is not supported for rollup(): there is agg_by", a.Name))
		}
		if len(a.Pairs) == 0 && a.Formula.Text == "" {
			return nil, c.failed(fmt.Errorf("no columns specified for agg.%s", a.Name))
		}
	}
	for _, p := range by {
		r.by = append(r.by, p.New)
	}
	r.said, r.env = oneOrMore(list), c.env()
	return c.built(&Hierarchy{host: c.host, of: r, open: 1}, func() error { return r.build(c.host) })
}

// unrolled is the aggregations that Deephaven has no rollup of.
var unrolled = []string{"median", "partition", "pct"}

func (r *rollup) entries() []py.Entry {
	return []py.Entry{
		{Sig: "aggs", Doc: "The aggregations.", Fn: constantAttr(r.said)},
		{Sig: "by", Doc: "The names of the keys, from the first level down.", Fn: constantAttr(textTuple(r.by))},
		{Sig: "include_constituents", Doc: "Whether the rows that were aggregated are below the last level.", Fn: constantAttr(starlark.Bool(r.constituents))},
		{Sig: "node_operation_recorder(node_type)", Doc: "Records what is to be done with nodes of a type, NodeType.AGGREGATED or CONSTITUENT, for with_node_operations.", Fn: does(r.recorder)},
		{Sig: "with_filters(filters)", Doc: "The rollup of the rows for which filters hold; they name columns that are not aggregated.", Fn: does(r.filtered)},
		{Sig: "with_node_operations(recorders)", Doc: "The same with what recorders recorded done to its nodes.", Fn: does(r.operated)},
		{Sig: "with_update_view(formulas)", Doc: "The same with columns added to the aggregated levels.", Fn: does(r.updated)},
	}
}

func textTuple(names []string) starlark.Tuple {
	t := make(starlark.Tuple, len(names))
	for i, n := range names {
		t[i] = starlark.String(n)
	}
	return t
}

// rebuilt is the hierarchy of a changed copy of r.
func (r *rollup) rebuilt(c *call, change func(r *rollup) error) (starlark.Value, error) {
	n, h := *r, *c.hierarchy()
	h.of = &n
	return c.built(&h, func() error {
		if err := change(&n); err != nil {
			return err
		}
		return n.build(c.host)
	})
}

func (r *rollup) filtered(c *call) (starlark.Value, error) {
	var list filters
	if err := c.Unpack("filters", &list); err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return c.Recv, nil
	}
	step := engine.Step{Op: plan.Where{Filters: list}, Env: c.env()}
	return r.rebuilt(c, func(n *rollup) error {
		if err := n.unaggregated(step); err != nil {
			return err
		}
		n.filters = append(slices.Clone(n.filters), step)
		return nil
	})
}

// unaggregated is the error of filters that name a column of which there are aggregations.
func (r *rollup) unaggregated(where engine.Step) error {
	all, err := engine.Build(where.Op, where.Env, r.of.t)
	if err != nil {
		return err
	}
	all.Discard()
	var free, gone []string
	for _, f := range r.of.t.Schema {
		if slices.ContainsFunc(r.aggs, func(a engine.Aggregation) bool {
			return slices.ContainsFunc(a.Pairs, func(p engine.Pair) bool { return p.Old == f.Name || p.New == f.Name })
		}) {
			gone = append(gone, f.Name)
			continue
		}
		free = append(free, f.Name)
	}
	some, err := r.of.t.Through(engine.Step{Op: plan.DropColumns{Columns: gone}}, where)
	if err != nil {
		return fmt.Errorf("filters may only use non-aggregation columns, which are [%s]: %w", strings.Join(free, ", "), err)
	}
	some.Discard()
	return nil
}

func (r *rollup) updated(c *call) (starlark.Value, error) {
	var formulas texts
	if err := c.Unpack("formulas", &formulas); err != nil {
		return nil, err
	}
	if err := r.unnamed(aggregatedNode, formulas); err != nil {
		return nil, c.failed(err)
	}
	step := engine.Step{Op: plan.UpdateView{Formulas: plan.Formulas(formulas...)}, Env: c.env()}
	return r.rebuilt(c, func(n *rollup) error {
		n.ops[aggregatedNode] = append(slices.Clone(n.ops[aggregatedNode]), step)
		return nil
	})
}

// unnamed is the error of formulas that give a column to nodes which have one of the name.
func (r *rollup) unnamed(nodes int, formulas []string) error {
	t := r.leaves
	if nodes == aggregatedNode {
		t = r.levels[0]
	}
	for _, f := range formulas {
		name, _, _ := strings.Cut(f, "=")
		if name = strings.TrimSpace(name); t.t.Position(name) >= 0 {
			return fmt.Errorf("column %s already exists", name)
		}
	}
	return nil
}
