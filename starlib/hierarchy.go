package starlib

import (
	"fmt"
	"math"
	"slices"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
	"starling/starlib/py"
)

// Hierarchy is a RollupTable or a TreeTable as scripts see it: rows below rows, of which those are
// shown above which all are open. It never changes: what opens or closes nodes, filters or sorts
// gives another.
type Hierarchy struct {
	host    *Host
	of      nested
	open    int // nodes of at most this depth are open if nothing is said of them
	actions []action
	flat    *Table // what is shown
}

// nested is how the rows of a hierarchy are made.
type nested interface {
	class() string
	about() string
	entries() []py.Entry
	source() *Table
	ids() []column.Field                   // the columns that name a node
	key(v starlark.Value) []starlark.Value // a node that a script names, as these have it
	// label is the columns whose values say where a row is, and which of them does at a depth, -1 for
	// none, and how many rows above do.
	label() (cols []string, at func(depth int) (col, above int))
	tree(open int, actions *engine.Table) (*engine.Table, error)
}

// action is what a script said of a node.
type action struct {
	key  []starlark.Value
	what int8
}

func (r *Hierarchy) String() string        { return "<" + r.of.class() + ">" }
func (r *Hierarchy) Type() string          { return r.of.class() }
func (r *Hierarchy) Freeze()               {}
func (r *Hierarchy) Truth() starlark.Bool  { return true }
func (r *Hierarchy) Hash() (uint32, error) { return uint32(py.PointerOf(r) >> 4), nil }

// Attr is an attribute or a method.
func (r *Hierarchy) Attr(name string) (starlark.Value, error) {
	return r.host.Attribute(r.entries(), r, name)
}

// AttrNames is the names of the attributes and methods.
func (r *Hierarchy) AttrNames() []string { return py.EntryNames(r.entries()) }

// Documentation is what help says of it.
func (r *Hierarchy) Documentation() (string, []py.Entry) { return r.of.about(), r.entries() }

func (r *Hierarchy) entries() []py.Entry {
	return inOrder(slices.Concat(hierarchyMethods(), viewMethods("what is open"), r.of.entries()))
}

// hierarchyMethods is THE table of what all hierarchies have.
func hierarchyMethods() []py.Entry {
	return []py.Entry{
		{Sig: "collapse(node=None)", Doc: "The same with nothing shown below a node; without one, below any.", Fn: does(opens(plan.Contract))},
		{Sig: "expand(node=None)", Doc: "The same with the rows below a node shown, which has that id, or in a rollup these keys, as \"a\" or [\"a\", 1]; without a node, with a level more.", Fn: does(opens(plan.Expand))},
		{Sig: "expand_all(node=None)", Doc: "The same with all that is below a node shown; without one, with all rows.", Fn: does(opens(plan.ExpandAll))},
		{Sig: "expand_to(depth)", Doc: "The same with so many levels shown.", Fn: does(expandTo)},
		{Sig: "flat()", Doc: "What is shown as a table, live as the source is: __DEPTH__, from 1, __EXPANDED__, null where nothing is below, and the columns.", Fn: does(func(c *call) (starlark.Value, error) {
			return c.hierarchy().flat, c.Unpack()
		})},
		{Sig: "rows()", Doc: "The rows that are shown at one moment: tuples of the depth, the keys or ids on the way there, and the columns as a dict.", Fn: does(hierarchyRows)},
		{Sig: "size", Doc: "The number of rows that are shown now.", Fn: does(func(c *call) (starlark.Value, error) {
			n := 0
			err := c.Waiting(func() error { n = c.hierarchy().Shown().Size(); return nil })
			return starlark.MakeInt(n), err
		})},
		{Sig: "source", Doc: "The table that it is made of.", Fn: does(func(c *call) (starlark.Value, error) { return c.hierarchy().of.source(), nil })},
		{Sig: "to_string(num_rows=10)", Doc: "The first rows that are shown, as text.", Fn: does(hierarchyText)},
	}
}

func (c *call) hierarchy() *Hierarchy { return c.Recv.(*Hierarchy) }

// Shown is the table of what is shown, as flat gives it.
func (r *Hierarchy) Shown() *engine.Table { return r.flat.t }

// said is actions as columns: of the nodes, and of what is said of them.
func (r *Hierarchy) said(actions []action) ([]column.Field, []column.Vector, error) {
	fields := append(slices.Clone(r.of.ids()), column.Field{Name: engine.Action, Type: column.Of(column.Byte)})
	vecs := make([]column.Vector, len(fields))
	for i, f := range fields {
		vecs[i] = column.NewVector(f.Type)
		take := sinkOf(vecs[i])
		for _, a := range actions {
			v := starlark.Value(starlark.MakeInt(int(a.what)))
			if i < len(fields)-1 {
				if len(a.key) != len(fields)-1 {
					return nil, nil, fmt.Errorf("node: got more keys than there are key columns")
				}
				v = a.key[i]
			}
			if err := take(v); err != nil {
				return nil, nil, fmt.Errorf("node: %w", err)
			}
		}
	}
	return fields, vecs, nil
}

// opens opens or closes a node, or all.
func opens(what int8) func(c *call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var node starlark.Value = starlark.None
		if err := c.Unpack("node?", &node); err != nil {
			return nil, err
		}
		r := *c.hierarchy()
		switch {
		case node != starlark.None:
			r.actions = append(slices.Clone(r.actions), action{r.of.key(node), what})
		case what == plan.Expand:
			r.open = min(r.open, math.MaxInt-1) + 1
		case what == plan.ExpandAll:
			r.open, r.actions = math.MaxInt, nil
		default:
			r.open, r.actions = 0, nil
		}
		return c.built(&r, func() error { return nil })
	}
}

func expandTo(c *call) (starlark.Value, error) {
	var depth int
	if err := c.Unpack("depth", &depth); err != nil {
		return nil, err
	}
	if depth < 1 {
		return nil, py.Raise("ValueError", "%s: depth must be 1 or more, got %d", c.Name, depth)
	}
	r := *c.hierarchy()
	r.open, r.actions = depth-1, nil
	return c.built(&r, func() error { return nil })
}

// built is r when f has built what it is of.
func (c *call) built(r *Hierarchy, f func() error) (starlark.Value, error) {
	var fields []column.Field
	var said []column.Vector
	if len(r.actions) > 0 {
		var err error
		if fields, said, err = r.said(r.actions); err != nil {
			return nil, c.failed(err)
		}
	}
	v, err := c.table(func() (*engine.Table, error) {
		if err := f(); err != nil {
			return nil, err
		}
		if len(r.actions) == 0 {
			return r.of.tree(r.open, nil)
		}
		actions, err := engine.NewTable(r.host.cfg.Graph, fields, said)
		if err != nil {
			return nil, err
		}
		return r.of.tree(r.open, actions)
	})
	if err != nil {
		return nil, err
	}
	r.flat = v.(*Table)
	return r, nil
}
