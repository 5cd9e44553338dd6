package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
	"starling/starlib/py"
)

// tableWriter is a DynamicTableWriter: it appends rows to a table of its own.
type tableWriter struct {
	host  *Host
	feed  *engine.Feed
	table *Table
	row   []column.Vector // one row at a time
	put   []sink          // by column of row
}

func (w *tableWriter) String() string        { return "<DynamicTableWriter>" }
func (w *tableWriter) Type() string          { return "DynamicTableWriter" }
func (w *tableWriter) Freeze()               {}
func (w *tableWriter) Truth() starlark.Bool  { return true }
func (w *tableWriter) Hash() (uint32, error) { return uint32(py.PointerOf(w) >> 4), nil }

// Attr is an attribute or a method.
func (w *tableWriter) Attr(name string) (starlark.Value, error) {
	return w.host.Attribute(writerMethods(), w, name)
}

// AttrNames is the names of the attributes and methods.
func (w *tableWriter) AttrNames() []string { return py.EntryNames(writerMethods()) }

// Documentation is what help says of it.
func (w *tableWriter) Documentation() (string, []py.Entry) {
	return "Appends rows to a table.", writerMethods()
}

// writerMethods is THE table of what a DynamicTableWriter has.
func writerMethods() []py.Entry {
	return []py.Entry{
		{Sig: "close()", Doc: "Nothing is left to do: rows that were written come in by themselves.", Fn: does(closeWriter)},
		{Sig: "table", Doc: "The table that rows are written to.", Fn: does(writtenTable)},
		{Sig: "write_row(*values)", Doc: "Appends a row: one value per column, None for null.", Fn: does(writeRow)},
	}
}

func dynamicTableWriter(c *call) (starlark.Value, error) {
	var defs starlark.Value
	if err := c.Unpack("col_defs", &defs); err != nil {
		return nil, err
	}
	fields, err := fieldsOf(defs)
	if err != nil {
		return nil, c.failed(err)
	}
	w := &tableWriter{host: c.host}
	for _, f := range fields {
		v := column.NewVector(f.Type)
		w.row, w.put = append(w.row, v), append(w.put, narrowing(v))
	}
	t, err := c.table(func() (t *engine.Table, err error) {
		t, w.feed, err = c.host.cfg.Graph.AddFeed(plan.Source{Kind: "DynamicTableWriter"}, fields, engine.Append(), false)
		return t, err
	})
	if err != nil {
		return nil, err
	}
	w.table = t.(*Table)
	return w, nil
}

func closeWriter(c *call) (starlark.Value, error) { return starlark.None, c.Unpack() }

func writtenTable(c *call) (starlark.Value, error) { return c.Recv.(*tableWriter).table, nil }

func writeRow(c *call) (starlark.Value, error) {
	if len(c.Kwargs) > 0 {
		return nil, py.Raise("TypeError", "write_row: takes values, not %s=", c.Kwargs[0][0])
	}
	w := c.Recv.(*tableWriter)
	if len(c.Args) != len(w.row) {
		return nil, c.failed(fmt.Errorf("got %d values for %d columns", len(c.Args), len(w.row)))
	}
	for i, v := range w.row {
		v.Reset()
		if err := w.put[i](c.Args[i]); err != nil {
			return nil, c.failed(fmt.Errorf("column %s: %w", w.table.t.Schema[i].Name, err))
		}
	}
	if err := c.put(w.feed, w.row, 1); err != nil {
		return nil, c.failed(err)
	}
	return starlark.None, nil
}

// narrowing is the sink of a vector that takes every number for a whole one, as Java's casts do:
// what is behind the point goes, and so do high bits. Neither takes a bool.
func narrowing(v column.Vector) sink {
	put := sinkOf(v)
	bits := map[column.Kind]int{column.Byte: 8, column.Short: 16, column.Int: 32, column.Long: 64}[v.Kind()]
	return func(x starlark.Value) error {
		if n, ok := x.(starlark.Bool); ok && (bits > 0 || v.Kind() == column.Float || v.Kind() == column.Double) {
			return misfit(n, v.Kind())
		}
		if bits == 0 {
			return put(x)
		}
		var n int64
		switch x := x.(type) {
		case starlark.Float:
			n = truncated(float64(x), max(bits, 32))
		case starlark.Int:
			var ok bool
			if n, ok = x.Int64(); !ok {
				return put(x)
			}
		default:
			return put(x)
		}
		return put(starlark.MakeInt64(lowest(n, bits)))
	}
}
