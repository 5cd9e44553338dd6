package starlib

import (
	"context"
	"fmt"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/starlib/py"
)

// inputMethods is the table of what an input table has beside what tables have.
func inputMethods() []py.Entry {
	return []py.Entry{
		{Sig: "add(table)", Doc: "Adds the rows of a table, in the place of those with their keys, and waits until that is seen.", Fn: does(edits((*engine.Input).Add, false))},
		{Sig: "add_async(table, on_success=None, on_error=None)", Doc: "As add; then one of the functions is called.", Fn: does(edits((*engine.Input).Add, true))},
		{Sig: "delete(table)", Doc: "Removes the rows with the keys of a table, and waits until that is seen.", Fn: does(edits((*engine.Input).Delete, false))},
		{Sig: "delete_async(table, on_success=None, on_error=None)", Doc: "As delete; then one of the functions is called.", Fn: does(edits((*engine.Input).Delete, true))},
		{Sig: "key_names", Doc: "The names of the key columns.", Fn: does(inputNames(true))},
		{Sig: "value_names", Doc: "The names of the columns that are no key.", Fn: does(inputNames(false))},
	}
}

// inputTable is input_table(col_defs, init_table, key_cols).
func inputTable(c *call) (starlark.Value, error) {
	var defs starlark.Value = starlark.None
	var initial starlark.Value = starlark.None
	var keys texts
	if err := c.Unpack("col_defs?", &defs, "init_table?", &initial, "key_cols?", &keys); err != nil {
		return nil, err
	}
	if (defs == starlark.None) == (initial == starlark.None) {
		return nil, c.failed(fmt.Errorf("give either col_defs, as {\"Sym\": dht.string}, or init_table"))
	}
	var rows *engine.Frame
	var fields []column.Field
	var err error
	if t, ok := initial.(*Table); ok {
		if rows, err = t.read(allRows, nil); err == nil {
			fields = t.t.Schema
		}
	} else if initial != starlark.None {
		err = fmt.Errorf("init_table: got %s, want a table", py.TypeOf(initial))
	} else {
		fields, err = fieldsOf(defs)
	}
	if err != nil {
		return nil, c.failed(err)
	}
	var in *engine.Input
	ctx := c.Context()
	v, err := c.table(func() (*engine.Table, error) {
		if in, err = c.host.cfg.Graph.AddInput(fields, keys); err != nil {
			return nil, err
		}
		if rows != nil {
			if err := in.Add(ctx, rows); err != nil {
				return nil, err
			}
		}
		return in.Table(), nil
	})
	if err != nil {
		return nil, err
	}
	v.(*Table).input = in
	return v, nil
}

// fieldsOf takes a dict of names and types, or a list of columns as t.columns gives.
func fieldsOf(v starlark.Value) ([]column.Field, error) {
	var out []column.Field
	add := func(name, typ starlark.Value) error {
		s, ok := starlark.AsString(name)
		if col, ok := typ.(*columnDef); ok {
			typ = dtypeOf(col.field.Type)
		}
		d, typed := typ.(*DType)
		if !ok || !typed {
			return fmt.Errorf("col_defs: got %s: %s, want names and types, as {\"Sym\": dht.string}", py.Short(name), py.Short(typ))
		}
		out = append(out, column.Field{Name: s, Type: d.typ})
		return nil
	}
	switch v := v.(type) {
	case starlark.IterableMapping:
		for _, kv := range v.Items() {
			if err := add(kv[0], kv[1]); err != nil {
				return nil, err
			}
		}
		return out, nil
	case starlark.Iterable:
		for x := range starlark.Elements(v) {
			col, ok := x.(*columnDef)
			if !ok {
				return nil, fmt.Errorf("col_defs: got a list with %s, want columns, as col_def(\"Sym\", dht.string)", py.TypeOf(x))
			}
			out = append(out, col.field)
		}
		return out, nil
	}
	return nil, fmt.Errorf("col_defs: got %s, want a dict of names and types", py.TypeOf(v))
}

// editing is a method of an input table.
type editing func(in *engine.Input, ctx context.Context, f *engine.Frame) error

// edits is a method that takes a table; with calls it tells functions how it went.
func edits(do editing, calls bool) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var t *Table
		var success, failure starlark.Value = starlark.None, starlark.None
		params := []any{"table", &t}
		if calls {
			params = append(params, "on_success?", &success, "on_error?", &failure)
		}
		if err := c.Unpack(params...); err != nil {
			return nil, err
		}
		in := c.Recv.(*Table).input
		ctx := c.Context()
		f, err := t.read(allRows, nil)
		if err == nil {
			heard := c.heard()
			err = c.Waiting(func() error {
				if err := do(in, ctx, f); err != nil {
					return err
				}
				return heard(ctx)
			})
		}
		switch {
		case err != nil && failure != starlark.None:
			return starlark.Call(c.Thread, failure, starlark.Tuple{starlark.String(err.Error())}, nil)
		case err != nil:
			return nil, c.failed(err)
		case success != starlark.None:
			return starlark.Call(c.Thread, success, nil, nil)
		}
		return starlark.None, nil
	}
}

func inputNames(key bool) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		keys, values := c.Recv.(*Table).input.Keys()
		if !key {
			keys = values
		}
		var out []starlark.Value
		for _, n := range keys {
			out = append(out, starlark.String(n))
		}
		return starlark.NewList(out), nil
	}
}
