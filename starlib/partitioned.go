package starlib

import (
	"runtime"
	"slices"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/starlib/py"
)

// PartitionedTable is a table of tables as scripts see it.
type PartitionedTable struct {
	host    *Host
	p       Partitions
	several bool // a key may have several tables, for all that was said
}

// Partitions is what both kinds of tables of tables have: those of a topic, which grow, and those
// that stay as they are, engine.Parts.
type Partitions interface {
	KeyFields() []column.Field
	ConstituentColumn() string
	ConstituentSchema() []column.Field
	Constituents() []*engine.Table
	Get(keys ...any) (*engine.Table, bool)
	Table() *engine.Table
	Keys() (*engine.Table, error)
	Merge() (*engine.Table, error)
	Retain()
	Release()
}

// NewPartitioned is the script value of a partitioned table that the caller has
// retained: it takes over that hold.
func (h *Host) NewPartitioned(p Partitions) *PartitionedTable {
	v := &PartitionedTable{host: h, p: p}
	runtime.AddCleanup(v, Partitions.Release, p)
	return v
}

// Engine is the partitioned table itself.
func (p *PartitionedTable) Engine() Partitions { return p.p }

func (p *PartitionedTable) String() string        { return "<PartitionedTable>" }
func (p *PartitionedTable) Type() string          { return "PartitionedTable" }
func (p *PartitionedTable) Freeze()               {}
func (p *PartitionedTable) Truth() starlark.Bool  { return true }
func (p *PartitionedTable) Hash() (uint32, error) { return uint32(py.PointerOf(p) >> 4), nil }

// Attr is an attribute or a method.
func (p *PartitionedTable) Attr(name string) (starlark.Value, error) {
	return p.host.Attribute(p.host.partitioned, p, name)
}

// AttrNames is the names of the attributes and methods.
func (p *PartitionedTable) AttrNames() []string { return py.EntryNames(p.host.partitioned) }

// Documentation is what help says of it.
func (p *PartitionedTable) Documentation() (string, []py.Entry) {
	return "A table of tables, one per key.", p.host.partitioned
}

// partitionedMethods is THE table of the attributes and methods of partitioned tables.
func partitionedMethods() []py.Entry {
	return inOrder(slices.Concat(viewMethods("the keys and tables"), []py.Entry{
		{Sig: "constituent_changes_permitted", Doc: "Whether constituents come and go: those of a topic, or of a table that changes.", Fn: does(func(c *call) (starlark.Value, error) {
			return starlark.Bool(c.fixed() == nil), nil
		})},
		{Sig: "constituent_column", Doc: "The name of the column that holds the tables.", Fn: does(func(c *call) (starlark.Value, error) {
			return starlark.String(c.parts().ConstituentColumn()), nil
		})},
		{Sig: "constituent_table_columns", Doc: "The columns of the tables.", Fn: does(func(c *call) (starlark.Value, error) {
			return columnList(c.parts().ConstituentSchema()), nil
		})},
		{Sig: "constituent_table_definition", Doc: "The types of the tables' columns by name.", Fn: does(func(c *call) (starlark.Value, error) {
			return &tableDef{c.host, c.parts().ConstituentSchema()}, nil
		})},
		{Sig: "constituent_tables", Doc: "The tables there are now.", Fn: does(constituents)},
		{Sig: "filter(filters)", Doc: "The tables for whose keys the filters hold.", Fn: does(filterParts)},
		{Sig: "get_constituent(key_values)", Doc: "The table of a key, None if there is none.", Fn: does(constituent)},
		{Sig: "is_refreshing", Doc: "Whether it can change.", Fn: does(func(c *call) (starlark.Value, error) {
			return starlark.Bool(c.fixed() == nil || c.fixed().Refreshing()), nil
		})},
		{Sig: "key_columns", Doc: "The names of the key columns.", Fn: does(keyColumns)},
		{Sig: "keys()", Doc: "A table of the keys.", Fn: does(func(c *call) (starlark.Value, error) {
			if err := c.Unpack(); err != nil {
				return nil, err
			}
			return c.table(c.parts().Keys)
		})},
		{Sig: "merge()", Doc: "The rows of all tables, one after the other.", Fn: does(func(c *call) (starlark.Value, error) {
			if err := c.Unpack(); err != nil {
				return nil, err
			}
			return c.table(c.parts().Merge)
		})},
		{Sig: "partitioned_transform(other, func, dependencies=None)", Doc: "The tables that a function makes of each table and that of another with the same keys.", Fn: does(transformParts2)},
		{Sig: "proxy(require_matching_keys=True, sanity_check_joins=True)", Doc: "Methods of tables, for all of them at once.", Fn: does(proxyOf)},
		{Sig: "sort(order_by, order=None)", Doc: "The tables in the order of their keys.", Fn: does(sortParts)},
		{Sig: "table", Doc: "The keys and the tables, as a table.", Fn: does(func(c *call) (starlark.Value, error) {
			return c.table(func() (*engine.Table, error) { return c.parts().Table(), nil })
		})},
		{Sig: "transform(func, dependencies=None)", Doc: "The tables that a function makes of each table.", Fn: does(transformParts)},
		{Sig: "unique_keys", Doc: "Whether each key has one table.", Fn: does(func(c *call) (starlark.Value, error) {
			return starlark.Bool(!c.Recv.(*PartitionedTable).several), nil
		})},
		{Sig: "update_graph", Doc: "The graph that updates the tables.", Fn: does(func(c *call) (starlark.Value, error) {
			return &formality{c.host, "UpdateGraph", nil}, nil
		})},
	}, partedBy))
}

func (c *call) parts() Partitions { return c.Recv.(*PartitionedTable).p }

func constantAttr(v starlark.Value) func(*py.Call) (starlark.Value, error) {
	return func(*py.Call) (starlark.Value, error) { return v, nil }
}

func keyColumns(c *call) (starlark.Value, error) {
	var names []starlark.Value
	for _, f := range c.parts().KeyFields() {
		names = append(names, starlark.String(f.Name))
	}
	return starlark.NewList(names), nil
}

func constituents(c *call) (starlark.Value, error) {
	var tables []*engine.Table
	err := c.Outside(func() error {
		for _, t := range c.parts().Constituents() {
			t.Retain()
			tables = append(tables, t)
		}
		return nil
	})
	if err != nil {
		return nil, c.failed(err)
	}
	list := make([]starlark.Value, len(tables))
	for i, t := range tables {
		list[i] = c.host.NewTable(t)
	}
	return starlark.NewList(list), nil
}

func constituent(c *call) (starlark.Value, error) {
	var key starlark.Value
	if err := c.Unpack("key_values", &key); err != nil {
		return nil, err
	}
	keys, err := keyValues(c.parts().KeyFields(), key)
	if err != nil {
		return nil, c.failed(err)
	}
	var t *engine.Table
	if err := c.Outside(func() error {
		if found, ok := c.parts().Get(keys...); ok {
			t = found
			t.Retain()
		}
		return nil
	}); err != nil {
		return nil, c.failed(err)
	}
	if t == nil {
		return starlark.None, nil
	}
	return c.host.NewTable(t), nil
}

// keyValues is one value, or a list of one per key column, as the column's kind has it.
func keyValues(fields []column.Field, v starlark.Value) ([]any, error) {
	var list []starlark.Value
	if v != starlark.None {
		list = oneOrMore(v)
	}
	if len(list) != len(fields) {
		return nil, py.Raise("ValueError", "key_values: got %d values for %d key columns", len(list), len(fields))
	}
	keys := make([]any, len(list))
	for i, f := range fields {
		vec := column.NewVector(f.Type)
		if err := sinkOf(vec)(list[i]); err != nil {
			return nil, err
		}
		keys[i] = vec.Any(0)
	}
	return keys, nil
}
