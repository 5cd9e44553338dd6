package starlib

import (
	"runtime"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
)

// PartitionedTable is a table of tables as scripts see it.
type PartitionedTable struct {
	host *Host
	p    *engine.Partitioned
}

// NewPartitioned is the script value of a partitioned table that the caller has
// retained: it takes over that hold.
func (h *Host) NewPartitioned(p *engine.Partitioned) *PartitionedTable {
	v := &PartitionedTable{h, p}
	runtime.AddCleanup(v, (*engine.Partitioned).Release, p)
	return v
}

// Engine is the partitioned table itself.
func (p *PartitionedTable) Engine() *engine.Partitioned { return p.p }

func (p *PartitionedTable) String() string        { return "<PartitionedTable>" }
func (p *PartitionedTable) Type() string          { return "PartitionedTable" }
func (p *PartitionedTable) Freeze()               {}
func (p *PartitionedTable) Truth() starlark.Bool  { return true }
func (p *PartitionedTable) Hash() (uint32, error) { return uint32(pointerOf(p) >> 4), nil }

// Attr is an attribute or a method.
func (p *PartitionedTable) Attr(name string) (starlark.Value, error) {
	return p.host.attr(p.host.partitioned, p, name)
}

// AttrNames is the names of the attributes and methods.
func (p *PartitionedTable) AttrNames() []string { return entryNames(p.host.partitioned) }

// partitionedMethods is THE table of the attributes and methods of partitioned tables.
func partitionedMethods() []entry {
	return []entry{
		{sig: "constituent_changes_permitted", doc: "Whether constituents can be added: always.", fn: constantAttr(starlark.True)},
		{sig: "constituent_column", doc: "The name of the column that holds the tables.", fn: func(c *call) (starlark.Value, error) {
			return starlark.String(c.parts().ConstituentColumn()), nil
		}},
		{sig: "constituent_table_columns", doc: "The columns of the tables.", fn: func(c *call) (starlark.Value, error) {
			return columnList(c.parts().ConstituentSchema()), nil
		}},
		{sig: "constituent_table_definition", doc: "The types of the tables' columns by name.", fn: func(c *call) (starlark.Value, error) {
			return schemaDict(c.parts().ConstituentSchema())
		}},
		{sig: "constituent_tables", doc: "The tables there are now.", fn: constituents},
		{sig: "get_constituent(key_values)", doc: "The table of a key, None if there is none.", fn: constituent},
		{sig: "is_refreshing", doc: "Whether it can change: always.", fn: constantAttr(starlark.True)},
		{sig: "key_columns", doc: "The names of the key columns.", fn: keyColumns},
		{sig: "keys()", doc: "A table of the keys.", fn: func(c *call) (starlark.Value, error) {
			if err := c.unpack(); err != nil {
				return nil, err
			}
			return c.table(c.parts().Keys)
		}},
		{sig: "merge()", doc: "The rows of all tables, one after the other.", fn: func(c *call) (starlark.Value, error) {
			if err := c.unpack(); err != nil {
				return nil, err
			}
			return c.table(c.parts().Merge)
		}},
		{sig: "table", doc: "The keys and the tables, as a table.", fn: func(c *call) (starlark.Value, error) {
			return c.table(func() (*engine.Table, error) { return c.parts().Table(), nil })
		}},
		{sig: "unique_keys", doc: "Whether each key has one table: always.", fn: constantAttr(starlark.True)},
	}
}

func (c *call) parts() *engine.Partitioned { return c.recv.(*PartitionedTable).p }

func constantAttr(v starlark.Value) func(*call) (starlark.Value, error) {
	return func(*call) (starlark.Value, error) { return v, nil }
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
		list[i] = c.NewTable(t)
	}
	return starlark.NewList(list), nil
}

func constituent(c *call) (starlark.Value, error) {
	var key starlark.Value
	if err := c.unpack("key_values", &key); err != nil {
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
	return c.NewTable(t), nil
}

// keyValues is one value, or a list of one per key column, as the column's kind has it.
func keyValues(fields []column.Field, v starlark.Value) ([]any, error) {
	list := []starlark.Value{v}
	if seq, ok := v.(starlark.Iterable); ok && !isText(v) {
		list = list[:0]
		for x := range starlark.Elements(seq) {
			list = append(list, x)
		}
	}
	if len(list) != len(fields) {
		return nil, raise("ValueError", "key_values: got %d values for %d key columns", len(list), len(fields))
	}
	keys := make([]any, len(list))
	for i, f := range fields {
		vec := column.NewVector(f.Type.Kind)
		if err := sinkOf(vec)(list[i]); err != nil {
			return nil, err
		}
		keys[i] = vec.Any(0)
	}
	return keys, nil
}

func isText(v starlark.Value) bool {
	switch v.(type) {
	case starlark.String, starlark.Bytes:
		return true
	}
	return false
}
