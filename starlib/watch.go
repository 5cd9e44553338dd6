package starlib

import (
	"context"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/starlib/py"
)

// watchTables is watch(*tables).
func watchTables(c *call) (starlark.Value, error) {
	if len(c.Kwargs) > 0 {
		return nil, py.Raise("TypeError", "%s: unexpected keyword argument %v", c.Name, c.Kwargs[0][0])
	}
	if len(c.Args) == 0 {
		return nil, py.Raise("TypeError", "%s: give it a table, or some: watch(t, u)", c.Name)
	}
	return c.watch(c.Args)
}

// watchTable is t.watch().
func watchTable(c *call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	return c.watch(starlark.Tuple{c.Recv})
}

func (c *call) watch(values starlark.Tuple) (starlark.Value, error) {
	names, tables := make([]string, len(values)), make([]*engine.Table, len(values))
	for i, v := range values {
		var err error
		if names[i], tables[i], err = c.seen(v); err != nil {
			return nil, err
		}
	}
	return c.show(func(ctx context.Context, f Front) error { return f.Watch(ctx, names, tables) })
}

// browseTable is t.browse().
func browseTable(c *call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	name, t, err := c.seen(c.Recv)
	if err != nil {
		return nil, err
	}
	return c.show(func(ctx context.Context, f Front) error { return f.Browse(ctx, name, t) })
}

// show gives the front something to show, with the session lock released.
func (c *call) show(f func(ctx context.Context, to Front) error) (starlark.Value, error) {
	front, err := c.front()
	if err != nil {
		return nil, err
	}
	ctx := c.Context()
	if err := c.Waiting(func() error { return f(ctx, front) }); err != nil {
		return nil, c.failed(err)
	}
	return starlark.None, nil
}

// seen is the table that a view of v shows, and what the script writes for it, "" if it has no
// name for v.
func (c *call) seen(v starlark.Value) (name string, t *engine.Table, err error) {
	call := ""
	switch v := v.(type) {
	case *Table:
		return c.host.expression(v), v.t, nil
	case *PartitionedTable:
		t, call = v.p.Table(), ".table"
	case *Hierarchy:
		t, call = v.Shown(), ".flat()"
	default:
		return "", nil, py.Raise("TypeError", "%s: got %s, want a table", c.Name, py.TypeOf(v))
	}
	if name = c.NameOf(v); name != "" {
		name += call
	}
	return name, t, nil
}

// viewMethods is the methods that show a value on the terminal; what names it in their texts.
func viewMethods(what string) []py.Entry {
	return []py.Entry{
		{Sig: "browse()", Doc: "Shows any row and column of " + what + ", until q: arrows, PgUp, PgDn, Home and End move, g goes to a row, / filters, s sorts, enter shows a record, y puts the code of what is seen on the prompt.", Fn: does(browseTable)},
		{Sig: "watch()", Doc: "Shows " + what + " as it changes, until q: see watch.", Fn: does(watchTable)},
	}
}
