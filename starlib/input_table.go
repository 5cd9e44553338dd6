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
		{Sig: "add(table)", Doc: "Adds the rows of a table, in the place of those with their keys, and waits until that is seen.", Fn: does(edits((*engine.Input).Add))},
		{Sig: "add_async(table, on_success=None, on_error=None)", Doc: "As add, without waiting: on_success() is called when it is seen, on_error(text) if that fails.", Fn: does(editsLater((*engine.Input).Add))},
		{Sig: "delete(table)", Doc: "Removes the rows with the keys of a table, and waits until that is seen.", Fn: does(edits((*engine.Input).Delete))},
		{Sig: "delete_async(table, on_success=None, on_error=None)", Doc: "As delete, without waiting: on_success() is called when it is seen, on_error(text) if that fails.", Fn: does(editsLater((*engine.Input).Delete))},
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
			if err := seen(ctx)(in.Add(rows)); err != nil {
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
type editing func(in *engine.Input, f *engine.Frame) (done <-chan struct{}, err error)

// seen waits until an edit is.
func seen(ctx context.Context) func(done <-chan struct{}, err error) error {
	return func(done <-chan struct{}, err error) error {
		if err != nil {
			return err
		}
		select {
		case <-done:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// edits is a method that takes a table, and waits until it is seen and listeners know.
func edits(do editing) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var t *Table
		if err := c.Unpack("table", &t); err != nil {
			return nil, err
		}
		f, err := t.read(allRows, nil)
		if err == nil {
			in, ctx, heard := c.Recv.(*Table).input, c.Context(), c.heard()
			err = c.Waiting(func() error {
				if err := seen(ctx)(do(in, f)); err != nil {
					return err
				}
				return heard(ctx)
			})
		}
		if err != nil {
			return nil, c.failed(err)
		}
		return starlark.None, nil
	}
}

// editsLater is a method that takes a table and does not wait: a function is called when it is seen.
// A table that does not fit is an error of the call.
func editsLater(do editing) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var t *Table
		var success, failure starlark.Value = starlark.None, starlark.None
		if err := c.Unpack("table", &t, "on_success?", &success, "on_error?", &failure); err != nil {
			return nil, err
		}
		f, err := t.read(allRows, nil)
		var done <-chan struct{}
		if err == nil {
			done, err = do(c.Recv.(*Table).input, f)
		}
		if err != nil {
			return nil, c.failed(err)
		}
		if success != starlark.None {
			go c.host.callLater(done, c.host.listeners.owing(), c.Name, success, failure)
		}
		return starlark.None, nil
	}
}

// callLater calls a function once something is done, and the other with the text of its error.
func (h *Host) callLater(done <-chan struct{}, paid func(), what string, success, failure starlark.Value) {
	defer paid()
	select {
	case <-done:
	case <-h.Life().Done():
		return
	}
	err := h.callBack(success)
	if err != nil && failure != starlark.None {
		err = h.callBack(failure, starlark.String(err.Error()))
	}
	if err != nil && h.Life().Err() == nil {
		h.listeners.say("%s: its function failed:\n%v", what, err)
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
