package starlib

import (
	"fmt"
	"slices"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/starlib/py"
)

// tableUpdate is what a listener is told of one table. It is a copy, and lasts.
type tableUpdate struct {
	host *Host
	of   *Table
	c    *engine.Changes
}

func (u *tableUpdate) String() string {
	return fmt.Sprintf("<TableUpdate: %d added, %d removed, %d modified>", u.size(u.c.Added), u.size(u.c.Removed), u.size(u.c.Modified))
}
func (u *tableUpdate) Type() string          { return "TableUpdate" }
func (u *tableUpdate) Freeze()               {}
func (u *tableUpdate) Truth() starlark.Bool  { return true }
func (u *tableUpdate) Hash() (uint32, error) { return uint32(py.PointerOf(u) >> 4), nil }

// size is the number of rows of some columns.
func (u *tableUpdate) size(cols []column.Vector) int {
	if len(cols) == 0 {
		return 0
	}
	return cols[0].Len()
}

// Attr is an attribute or a method.
func (u *tableUpdate) Attr(name string) (starlark.Value, error) {
	return u.host.Attribute(updateMethods(), u, name)
}

// AttrNames is the names of the attributes and methods.
func (u *tableUpdate) AttrNames() []string { return py.EntryNames(updateMethods()) }

// Documentation is what help says of it.
func (u *tableUpdate) Documentation() (string, []py.Entry) {
	return "What an update did to a table; null is None.", updateMethods()
}

// updateMethods is THE table of the attributes and methods of updates.
func updateMethods() []py.Entry {
	added := func(c *engine.Changes) []column.Vector { return c.Added }
	removed := func(c *engine.Changes) []column.Vector { return c.Removed }
	modified := func(c *engine.Changes) []column.Vector { return c.Modified }
	before := func(c *engine.Changes) []column.Vector { return c.Before }
	return []py.Entry{
		{Sig: "added(cols=None)", Doc: "The rows that came, as a dict of lists by column.", Fn: does(changed(added))},
		{Sig: "added_chunks(chunk_size, cols=None)", Doc: "The rows that came, some at a time.", Fn: does(changedChunks(added))},
		{Sig: "modified(cols=None)", Doc: "The rows that changed, as they are now.", Fn: does(changed(modified))},
		{Sig: "modified_chunks(chunk_size, cols=None)", Doc: "The rows that changed, as they are now, some at a time.", Fn: does(changedChunks(modified))},
		{Sig: "modified_columns", Doc: "The names of the columns that changed in modified rows.", Fn: does(modifiedColumns)},
		{Sig: "modified_prev(cols=None)", Doc: "The rows that changed, as they were before.", Fn: does(changed(before))},
		{Sig: "modified_prev_chunks(chunk_size, cols=None)", Doc: "The rows that changed, as they were before, some at a time.", Fn: does(changedChunks(before))},
		{Sig: "removed(cols=None)", Doc: "The rows that went.", Fn: does(changed(removed))},
		{Sig: "removed_chunks(chunk_size, cols=None)", Doc: "The rows that went, some at a time.", Fn: does(changedChunks(removed))},
		{Sig: "shifted", Doc: "Not supported, as in Deephaven: rows have no positions that shift.", Fn: does(func(*call) (starlark.Value, error) {
			return nil, py.Raise("NotImplementedError", "shifts are not supported: rows keep their places")
		})},
		{Sig: "table", Doc: "The table.", Fn: does(func(c *call) (starlark.Value, error) { return c.Recv.(*tableUpdate).of, nil })},
	}
}

// chosen is the named columns, all if there are no names.
func (c *call) chosen(schema []column.Field, names texts) (at []int, err error) {
	for i, f := range schema {
		if names == nil || slices.Contains(names, f.Name) {
			at = append(at, i)
		}
	}
	for _, name := range names {
		if c.Recv.(*tableUpdate).of.t.Position(name) < 0 {
			return nil, py.Raise("ValueError", "%s: cols: no column %q; there are %s", c.Name, name, fieldList(schema))
		}
	}
	return at, nil
}

func fieldList(schema []column.Field) string {
	names := make([]string, len(schema))
	for i, f := range schema {
		names[i] = f.Name
	}
	return fmt.Sprint(names)
}

func changed(which func(*engine.Changes) []column.Vector) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var cols texts
		if err := c.Unpack("cols?", &cols); err != nil {
			return nil, err
		}
		u := c.Recv.(*tableUpdate)
		at, err := c.chosen(u.c.Schema, cols)
		if err != nil {
			return nil, err
		}
		vecs := which(u.c)
		return columnDict(u.c.Schema, vecs, at, 0, u.size(vecs)), nil
	}
}

// columnDict is rows [lo, hi) of some columns as a dict of lists.
func columnDict(schema []column.Field, vecs []column.Vector, at []int, lo, hi int) starlark.Value {
	d := starlark.NewDict(len(at))
	for j, list := range columnLists(schema, vecs, at, lo, hi) {
		_ = d.SetKey(starlark.String(schema[at[j]].Name), list) // a new dict takes every string
	}
	return d
}

// columnLists is the rows [lo, hi) of the columns of these numbers, a list for each.
func columnLists(schema []column.Field, vecs []column.Vector, at []int, lo, hi int) starlark.Tuple {
	lists := make(starlark.Tuple, len(at))
	for j, i := range at {
		lists[j] = starlark.NewList(scriptRange(make([]starlark.Value, 0, hi-lo), vecs[i], schema[i].Type, lo, hi))
	}
	return lists
}

func modifiedColumns(c *call) (starlark.Value, error) {
	var names []starlark.Value
	for _, name := range c.Recv.(*tableUpdate).c.Cols {
		names = append(names, starlark.String(name))
	}
	return starlark.NewList(names), nil
}

func changedChunks(which func(*engine.Changes) []column.Vector) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var size int
		var cols texts
		if err := c.Unpack("chunk_size", &size, "cols?", &cols); err != nil {
			return nil, err
		}
		if size < 1 {
			return nil, py.Raise("ValueError", "%s: chunk_size: got %d, want at least 1", c.Name, size)
		}
		u := c.Recv.(*tableUpdate)
		at, err := c.chosen(u.c.Schema, cols)
		if err != nil {
			return nil, err
		}
		return &chunks{schema: u.c.Schema, vecs: which(u.c), at: at, size: size}, nil
	}
}

// chunks is rows to be iterated over, some at a time.
type chunks struct {
	schema []column.Field
	vecs   []column.Vector
	at     []int
	size   int
	next   int
	as     *py.NamedType // of tuples; nil makes dicts
}

func (k *chunks) String() string        { return "<chunks>" }
func (k *chunks) Type() string          { return "generator" }
func (k *chunks) Freeze()               {}
func (k *chunks) Truth() starlark.Bool  { return true }
func (k *chunks) Hash() (uint32, error) { return uint32(py.PointerOf(k) >> 4), nil }

// Iterate goes on where the last iteration ended, as a generator's does.
func (k *chunks) Iterate() starlark.Iterator { return k }

// Next is the next rows, as a dict or a tuple of lists.
func (k *chunks) Next(p *starlark.Value) bool {
	if len(k.vecs) == 0 || k.next >= k.vecs[0].Len() {
		return false
	}
	lo := k.next
	k.next = min(lo+k.size, k.vecs[0].Len())
	if k.as != nil {
		*p = k.as.New(columnLists(k.schema, k.vecs, k.at, lo, k.next))
		return true
	}
	*p = columnDict(k.schema, k.vecs, k.at, lo, k.next)
	return true
}

// Done ends an iteration.
func (k *chunks) Done() {}
