package starlib

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/starlib/py"
)

// partedBy is the functions of PartitionedTable.
var partedBy = []py.Entry{
	{Sig: "from_constituent_tables(tables, constituent_table_columns=None)", Doc: "A partitioned table of a list of tables, without keys.", Fn: does(fromConstituents)},
	{Sig: "from_partitioned_table(table, key_cols=None, unique_keys=None, constituent_column=None, constituent_table_columns=None, constituent_changes_permitted=None)", Doc: "A partitioned table of a table of keys and tables.", Fn: does(fromPartitioned)},
}

// partitionedClass is PartitionedTable with these functions. Each is one of the session that the
// tables among its arguments are of.
func partitionedClass() *py.Namespace {
	class := py.NewNamespace("PartitionedTable", starlark.StringDict{})
	for _, name := range py.EntryNames(partedBy) {
		class.Members[name] = starlark.NewBuiltin(name, func(th *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			all := slices.Clone(args)
			for _, kv := range kwargs {
				all = append(all, kv[1])
			}
			host := hostOf(all)
			if host == nil {
				return nil, py.OfKind("DHError", fmt.Errorf("PartitionedTable.%s: no tables: there must be one at least", name))
			}
			fn, err := host.Attribute(partedBy, class, name)
			if err != nil {
				return nil, err
			}
			return starlark.Call(th, fn, args, kwargs)
		})
	}
	return class
}

// hostOf is the host of the first table among values.
func hostOf(values []starlark.Value) *Host {
	for _, v := range values {
		switch v := v.(type) {
		case *Table:
			return v.host
		case *starlark.List:
			for x := range v.Elements() {
				if t, ok := x.(*Table); ok {
					return t.host
				}
			}
		case starlark.Tuple:
			if h := hostOf(v); h != nil {
				return h
			}
		}
	}
	return nil
}

func fromConstituents(c *call) (starlark.Value, error) {
	var given starlark.Value
	var columns starlark.Value = starlark.None
	if err := c.Unpack("tables", &given, "constituent_table_columns?", &columns); err != nil {
		return nil, err
	}
	if columns != starlark.None {
		return nil, py.Raise("NotImplementedError", "%s: constituent_table_columns is not available: the columns are those of the tables", c.Name)
	}
	var tables []*engine.Table
	for _, v := range oneOrMore(given) {
		switch v := v.(type) {
		case starlark.NoneType:
		case *Table:
			tables = append(tables, v.t)
		default:
			return nil, c.failed(fmt.Errorf("tables: got a list with %s, want tables", py.TypeOf(v)))
		}
	}
	v, err := c.parted(func() (*engine.Parts, error) { return engine.PartsOf(tables) })
	if err == nil {
		v.(*PartitionedTable).several = true
	}
	return v, err
}

func fromPartitioned(c *call) (starlark.Value, error) {
	var t *Table
	var keys texts
	var unique, columns, changes starlark.Value = starlark.None, starlark.None, starlark.None
	var name starlark.Value = starlark.None
	if err := c.Unpack("table", &t, "key_cols?", &keys, "unique_keys?", &unique, "constituent_column?", &name, "constituent_table_columns?", &columns, "constituent_changes_permitted?", &changes); err != nil {
		return nil, err
	}
	// Tables may change only where the table of them does, whatever constituent_changes_permitted says.
	given := 0
	for _, v := range []starlark.Value{unique, name, columns, changes} {
		if v != starlark.None {
			given++
		}
	}
	if len(keys) > 0 {
		given++
	}
	if given != 0 && given != 5 {
		return nil, c.failed(errors.New("key_cols, unique_keys, constituent_column, constituent_table_columns and constituent_changes_permitted are given together, or none of them"))
	}
	column, ok := starlark.AsString(name)
	if !ok && name != starlark.None {
		return nil, c.failed(fmt.Errorf("constituent_column: got %s, want a name", py.TypeOf(name)))
	}
	v, err := c.partitionedFrom(t, keys, column)
	if err != nil {
		return nil, err
	}
	p := v.(*PartitionedTable)
	p.several = unique != starlark.True
	if columns == starlark.None {
		return p, nil
	}
	want, err := fieldsOf(columns)
	if err != nil {
		return nil, c.failed(fmt.Errorf("constituent_table_columns: %w", err))
	}
	c.Recv = p
	if has := c.parts().ConstituentSchema(); !slices.Equal(want, has) {
		return nil, c.failed(fmt.Errorf("constituent_table_columns: the tables have the columns %s", strings.Join(fieldNames(has), ", ")))
	}
	return p, nil
}

// partitionedFrom is what a table of keys and tables stands for.
func (c *call) partitionedFrom(t *Table, keys []string, column string) (starlark.Value, error) {
	defer runtime.KeepAlive(t)
	if t.t.Attrs.Refreshing {
		return c.growing(func() (*engine.Partitioned, error) { return engine.PartitionedFrom(t.t, keys, column) })
	}
	return c.parted(func() (*engine.Parts, error) { return engine.PartsFrom(t.t, keys, column) })
}
