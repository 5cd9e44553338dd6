package starlib

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/plan"
	"starling/starlib/py"
)

// recorder records what is to be done with the nodes of a hierarchy. Each method gives another.
type recorder struct {
	host  *Host
	of    nested
	nodes int           // the type, of a rollup's
	t     *engine.Table // with the columns of such nodes
	steps []engine.Step
}

func (r *recorder) String() string        { return "<" + r.Type() + ">" }
func (r *recorder) Freeze()               {}
func (r *recorder) Truth() starlark.Bool  { return true }
func (r *recorder) Hash() (uint32, error) { return uint32(py.PointerOf(r) >> 4), nil }

func (r *recorder) Type() string {
	if _, ok := r.of.(*rollup); ok {
		return "RollupNodeOperationsRecorder"
	}
	return "TreeNodeOperationsRecorder"
}

// Attr is a method.
func (r *recorder) Attr(name string) (starlark.Value, error) {
	return r.host.Attribute(r.entries(), r, name)
}

// AttrNames is the names of the methods.
func (r *recorder) AttrNames() []string { return py.EntryNames(r.entries()) }

// Documentation is what help says of it.
func (r *recorder) Documentation() (string, []py.Entry) {
	return "Records what is to be done with nodes, for with_node_operations.", r.entries()
}

func (r *recorder) entries() []py.Entry {
	own := []py.Entry{{Sig: "where(filters)", Doc: "Only the nodes for which filters hold, and what is below such.", Fn: does(recordWhere)}}
	if _, ok := r.of.(*rollup); ok {
		own = []py.Entry{{Sig: "update_view(formulas)", Doc: "Columns that are computed for each node.", Fn: does(recordView)}}
	}
	return inOrder(append(own, []py.Entry{
		{Sig: "format_column(formulas)", Doc: "Colours of columns, which are for browsers: they are checked and change nothing here.", Fn: does(recordFormat("formulas"))},
		{Sig: "format_column_where(col, cond, formula)", Doc: "Colours of a column where a condition holds, which are for browsers.", Fn: does(recordFormat("col", "cond", "formula"))},
		{Sig: "format_row_where(cond, formula)", Doc: "Colours of rows where a condition holds, which are for browsers.", Fn: does(recordFormat("cond", "formula"))},
		{Sig: "sort(order_by)", Doc: "The nodes below each in the order of columns.", Fn: does(recordSort(false))},
		{Sig: "sort_descending(order_by)", Doc: "The nodes below each in the order of columns, the greatest first.", Fn: does(recordSort(true))},
	}...))
}

// recorded is r with one more step, which is tried.
func (c *call) recorded(step engine.Step) (starlark.Value, error) {
	r := *c.Recv.(*recorder)
	r.steps = append(slices.Clone(r.steps), step)
	if err := c.host.build(func() error { return tried(r.t, r.steps) }); err != nil {
		return nil, c.failed(err)
	}
	return &r, nil
}

// tried is why steps cannot be done over t.
func tried(t *engine.Table, steps []engine.Step) error {
	made, err := t.Through(steps...)
	if err == nil && len(steps) > 0 {
		made.Discard()
	}
	return err
}

func recordSort(descending bool) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var cols texts
		if err := c.Unpack("order_by", &cols); err != nil {
			return nil, err
		}
		if len(cols) == 0 {
			return c.Recv, nil
		}
		by := plan.Sort{}
		for _, name := range cols {
			by.Keys = append(by.Keys, engine.SortKey{Column: name, Descending: descending})
		}
		return c.recorded(engine.Step{Op: by})
	}
}

func recordWhere(c *call) (starlark.Value, error) {
	var list filters
	if err := c.Unpack("filters", &list); err != nil {
		return nil, err
	}
	return c.recorded(engine.Step{Op: plan.Where{Filters: list}, Env: c.env()})
}

func recordView(c *call) (starlark.Value, error) {
	var formulas texts
	if err := c.Unpack("formulas", &formulas); err != nil {
		return nil, err
	}
	r := c.Recv.(*recorder)
	if err := r.of.(*rollup).unnamed(r.nodes, formulas); err != nil {
		return nil, c.failed(err)
	}
	return c.recorded(engine.Step{Op: plan.UpdateView{Formulas: plan.Formulas(formulas...)}, Env: c.env()})
}

// there is a step that fails unless there are columns of all these names.
func there(names ...string) engine.Step {
	return engine.Step{Op: plan.MoveColumnsUp{Pairs: plan.Names(names)}}
}

// recordFormat checks the conditions and the columns of formats.
func recordFormat(params ...string) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		args := make([]texts, len(params))
		var list []any
		for i, p := range params {
			list = append(list, p, &args[i])
		}
		if err := c.Unpack(list...); err != nil {
			return nil, err
		}
		r := *c.Recv.(*recorder)
		var steps []engine.Step
		for i, p := range params {
			switch p {
			case "cond":
				steps = append(steps, engine.Step{Op: plan.Where{Filters: plan.Formulas(args[i]...)}, Env: c.env()})
			case "col":
				steps = append(steps, there(args[i]...))
			case "formulas":
				if len(args[i]) == 0 {
					return nil, c.failed(errors.New("formulas: there is none"))
				}
				for _, f := range args[i] {
					name, _, ok := strings.Cut(f, "=")
					if !ok {
						return nil, c.failed(fmt.Errorf("formulas: %q is no \"Col = colour\"", f))
					}
					steps = append(steps, there(strings.TrimSpace(name)))
				}
			}
		}
		if err := c.host.build(func() error { return tried(r.t, append(slices.Clone(r.steps), steps...)) }); err != nil {
			return nil, c.failed(err)
		}
		return &r, nil
	}
}

func (r *rollup) recorder(c *call) (starlark.Value, error) {
	var kind starlark.Value
	if err := c.Unpack("node_type", &kind); err != nil {
		return nil, err
	}
	n, err := py.Choice(kind, "NodeType", -1)
	if err == nil && n < 0 {
		err = fmt.Errorf("got None, want a NodeType")
	}
	if err != nil {
		return nil, c.failed(fmt.Errorf("node_type: %w", err))
	}
	t := r.levels[0]
	if n == constituentNode {
		if t = r.leaves; t == nil {
			return nil, c.failed(errors.New("the rollup does not have constituent nodes: include_constituents=True gives them"))
		}
	}
	return &recorder{host: c.host, of: r, nodes: n, t: t.t}, nil
}

// operated is the rollup with what recorders recorded.
func (r *rollup) operated(c *call) (starlark.Value, error) {
	var list starlark.Value
	if err := c.Unpack("recorders", &list); err != nil {
		return nil, err
	}
	ops := r.ops
	seen := [2]bool{}
	for _, v := range oneOrMore(list) {
		rec, ok := v.(*recorder)
		switch {
		case !ok:
			return nil, c.failed(fmt.Errorf("recorders: got %s, want what node_operation_recorder gave", py.TypeOf(v)))
		case rec.of != nested(r):
			return nil, c.failed(errors.New("recorders: one is of another table: node_operation_recorder of this table gives one"))
		case seen[rec.nodes]:
			return nil, c.failed(errors.New("recorders: two are of one type of nodes: record one after the other, as in .sort(…).update_view(…)"))
		}
		seen[rec.nodes] = true
		ops[rec.nodes] = append(slices.Clone(ops[rec.nodes]), rec.steps...)
	}
	return r.rebuilt(c, func(n *rollup) error {
		n.ops = ops
		return nil
	})
}
