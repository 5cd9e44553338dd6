package starlib

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/agg"
	"starling/engine/column"
	"starling/engine/plan"
	"starling/internal/bounds"
	"starling/internal/safe"
	"starling/starlib/py"
)

// Table is a table as scripts see it. It holds the engine's table until the script
// cannot reach it any more.
type Table struct {
	host  *Host
	t     *engine.Table
	input *engine.Input  // of an input table, else nil
	extra *starlark.Dict // attributes that the script gave it, nil if none
}

// Engine is the table itself.
func (t *Table) Engine() *engine.Table { return t.t }

// NewTable is the script value of a table that the caller has retained: it takes over
// that hold. It may be called with or without locks.
func (h *Host) NewTable(t *engine.Table) *Table {
	v := &Table{host: h, t: t}
	runtime.AddCleanup(v, (*engine.Table).Release, t)
	return v
}

func (t *Table) Type() string          { return "Table" }
func (t *Table) Freeze()               {}
func (t *Table) Truth() starlark.Bool  { return true }
func (t *Table) Hash() (uint32, error) { return uint32(py.PointerOf(t) >> 4), nil }

// IsA says that an input table is one, beside a table.
func (t *Table) IsA(class string) bool { return class == "InputTable" && t.input != nil }

func (t *Table) String() string {
	cols := make([]string, len(t.t.Schema))
	for i, f := range t.t.Schema {
		cols[i] = fmt.Sprintf("'%s': %s", f.Name, f.Type)
	}
	return safe.Text(fmt.Sprintf("deephaven.table.Table(columns = {%s})", strings.Join(cols, ", ")))
}

// Attr is an attribute or a method.
func (t *Table) Attr(name string) (starlark.Value, error) {
	return t.host.Attribute(t.entries(), t, name)
}

// entries is the attributes and methods.
func (t *Table) entries() []py.Entry {
	if t.input == nil {
		return t.host.tables
	}
	return inOrder(append(inputMethods(), t.host.tables...))
}

// AttrNames is the names of the attributes and methods.
func (t *Table) AttrNames() []string { return py.EntryNames(t.entries()) }

// Printed is what print shows of it: its first rows, cut to the window.
func (t *Table) Printed() (string, error) {
	f, err := t.read(defaultRows, nil)
	if err != nil {
		return "", err
	}
	return t.host.printedFrame(f)
}

// Quotes implements py.Quoted: formulas name columns.
func (t *Table) Quotes(name string) bool { return t.t.Position(name) >= 0 }

// Documentation is what help says of it.
func (t *Table) Documentation() (string, []py.Entry) {
	var cols []string
	for _, f := range t.t.Schema {
		cols = append(cols, f.Name+" ("+f.Type.String()+")")
	}
	return "A table with the columns " + strings.Join(cols, ", ") + ".", t.entries()
}

// self is the table that a method is called on.
func (c *call) self() *engine.Table { return c.Recv.(*Table).t }

// table makes the value of a table that f builds, with the session lock released and for as
// long as the statement is not interrupted.
func (c *call) table(f func() (*engine.Table, error)) (starlark.Value, error) {
	var t *engine.Table
	err := c.host.build(func() (err error) {
		if t, err = f(); err == nil {
			t.Retain()
		}
		return err
	})
	runtime.KeepAlive(c) // the tables that f used are held by values in c
	if err != nil {
		return nil, c.failed(err)
	}
	c.made(t.Plan())
	made := c.host.NewTable(t)
	if of, ok := c.Recv.(*Table); ok {
		made.extra = of.inherited(t.Plan())
	}
	return made, nil
}

// made tells who wants to know what the call made, and where it stands in the script.
func (c *call) made(n *plan.Node) {
	if c.host.cfg.Made == nil || c.Thread == nil {
		return
	}
	if at := c.host.Frames(c.Thread.CallStack()); len(at) > 0 {
		c.host.cfg.Made(n, at[len(at)-1])
	}
}

// failed is an error of the engine or of Kafka: "where: unknown column names …". A bug and a
// value that is too large are called that.
func (c *call) failed(err error) error {
	kind := "DHError"
	switch k := py.KindOf(err, kind); {
	case errors.As(err, new(bounds.Error)):
		kind = "MemoryError"
	case errors.As(err, new(*engine.InternalError)):
		kind, err = "InternalError", fmt.Errorf("%w; %s", err, py.Report)
	case k == "InternalError" || k == "MemoryError":
		kind = k
	}
	if !strings.HasPrefix(err.Error(), c.Name+": ") {
		err = fmt.Errorf("%s: %w", c.Name, err)
	}
	return py.OfKind(kind, err)
}

// tableMethods is THE table of the attributes and methods of tables, beside the operations that
// the plan's table has.
func tableMethods() []py.Entry {
	return inOrder(slices.Concat(operations(), formatMethods(), viewMethods("the table"), []py.Entry{
		{Sig: "abs_sum_by(by=None)", Doc: "The sum of the absolute values of each column, per key.", Fn: does(allBy("abs_sum"))},
		{Sig: "agg_all_by(agg, by=None)", Doc: "One aggregation of every column that is no key, per key.", Fn: does(aggAllBy)},
		{Sig: "agg_by(aggs, by=None, preserve_empty=False, initial_groups=None)", Doc: "A row per key with aggregations, as [agg.sum_(\"Total = Qty\")]; preserve_empty keeps keys without rows, those of initial_groups come first.", Fn: does(aggBy)},
		{Sig: "partitioned_agg_by(aggs, by=None, preserve_empty=False, initial_groups=None)", Doc: "The partitioned table of an agg_by with a partition.", Fn: does(partitionedAggBy)},
		{Sig: "partition_by(by, drop_keys=False)", Doc: "A table per key; of a table that changes, as its keys come.", Fn: does(partitionBy)},
		{Sig: "range_join(table, on, aggs)", Doc: "The table with the rows of another that are in a range of each row, as lists: on ends with the range, as [\"Sym\", \"Start <= Time < End\"], aggs is agg.group; for static tables.", Fn: does(rangeJoin)},
		{Sig: "assert_sorted(col_name, order=SortDirection.ASCENDING, description=None)", Doc: "The same table, if it is sorted by the column; else an error names the first values out of order.", Fn: does(assertSorted)},
		{Sig: "attributes()", Doc: "What is known of how the table changes, as a dict.", Fn: does(tableAttributes)},
		{Sig: "avg_by(by=None)", Doc: "The average of each column, per key.", Fn: does(allBy("avg"))},
		{Sig: "await_update(timeout_ms=None) -> bool", Doc: "Waits until the table changes: True; or until the time is over: False.", Fn: does(awaitUpdate)},
		{Sig: "coalesce()", Doc: "The same table; nothing is read later, here.", Fn: does(coalesced)},
		{Sig: "column_names", Doc: "The names of the columns.", Fn: does(columnNames)},
		{Sig: "columns", Doc: "The columns: name, data_type, component_type, column_type.", Fn: does(columns)},
		{Sig: "count_by(col, by=None)", Doc: "The number of rows per key, in a column of the given name.", Fn: does(countBy)},
		{Sig: "definition", Doc: "The columns by their names.", Fn: does(definition)},
		{Sig: "has_columns(cols) -> bool", Doc: "Whether there are columns of all these names.", Fn: does(hasColumns)},
		{Sig: "is_blink", Doc: "Whether rows live for one cycle only.", Fn: does(attribute(func(a engine.Attrs) bool { return a.Blink }))},
		{Sig: "is_failed", Doc: "Whether the table failed: it keeps its rows and never changes again.", Fn: does(isFailed)},
		{Sig: "is_flat", Doc: "Whether flatten made the table; rows of others follow each other as well.", Fn: does(isFlat)},
		{Sig: "is_refreshing", Doc: "Whether the table can change.", Fn: does(attribute(func(a engine.Attrs) bool { return a.Refreshing }))},
		{Sig: "iter_chunk_dict(cols=None, chunk_size=2048)", Doc: "The rows of one moment, so many at a time: dicts of lists.", Fn: does(iterate(true, true))},
		{Sig: "iter_chunk_tuple(cols=None, tuple_name=\"Deephaven\", chunk_size=2048)", Doc: "The rows of one moment, so many at a time: tuples of lists, with the columns' names.", Fn: does(iterate(false, true))},
		{Sig: "iter_dict(cols=None, chunk_size=2048)", Doc: "The rows of one moment, as dicts.", Fn: does(iterate(true, false))},
		{Sig: "iter_tuple(cols=None, tuple_name=\"Deephaven\", chunk_size=2048)", Doc: "The rows of one moment, as tuples with the columns' names: row.Sym is row[0].", Fn: does(iterate(false, false))},
		{Sig: "layout_hints(front=None, back=None, freeze=None, hide=None, column_groups=None, search_display_mode=None)", Doc: "The same table with how its columns are laid out, in the attribute LayoutHints.", Fn: does(layoutHints)},
		{Sig: "max_by(by=None)", Doc: "The greatest value of each column, per key.", Fn: does(allBy("max"))},
		{Sig: "median_by(by=None)", Doc: "The median of each column, per key.", Fn: does(allBy("median"))},
		{Sig: "min_by(by=None)", Doc: "The least value of each column, per key.", Fn: does(allBy("min"))},
		{Sig: "restrict_sort_to(cols)", Doc: "The same table, which can be sorted by these columns alone.", Fn: does(withColumns(sortableColumns))},
		{Sig: "rollup(aggs, by=None, include_constituents=False)", Doc: "Aggregations by none, one, two … and all of the keys, each level below the one before: r.expand(\"A\") shows more.", Fn: does(rollupOf)},
		{Sig: "show(row=0)", Doc: "Prints a row with a column a line, JSON over several lines and texts in full; row counts from 0 as i does, from the end if it is negative.", Fn: does(showRow)},
		{Sig: "show_in_browser()", Doc: "Prints the address where a browser shows the table as it changes, and opens it on a desktop; the page is that of --web, or one for this machine alone.", Fn: does(showInBrowser)},
		{Sig: "size", Doc: "The number of rows now.", Fn: does(tableSize)},
		{Sig: "sort(order_by, order=None)", Doc: "The rows in the order of columns; order is SortDirection.ASCENDING or DESCENDING, or one per column.", Fn: does(sortTable)},
		{Sig: "sort_descending(order_by)", Doc: "The rows in the order of columns, the greatest first.", Fn: does(sortDescending)},
		{Sig: "std_by(by=None)", Doc: "The standard deviation of each column, per key.", Fn: does(allBy("std"))},
		{Sig: "sum_by(by=None)", Doc: "The sum of each column, per key.", Fn: does(allBy("sum"))},
		{Sig: "to_string(num_rows=10, cols=None) -> str", Doc: "The first rows as text.", Fn: does(toString)},
		{Sig: "tree(id_col, parent_col, promote_orphans=False)", Doc: "The rows below their parents, from those without one; promote_orphans is for rows whose parent is not there. t.expand(\"a\") shows more.", Fn: does(treeOf)},
		{Sig: "update_graph", Doc: "The graph that updates tables.", Fn: func(c *py.Call) (starlark.Value, error) {
			return &formality{c.Recv.(*Table).host, "UpdateGraph", nil}, nil
		}},
		{Sig: "var_by(by=None)", Doc: "The variance of each column, per key.", Fn: does(allBy("var"))},
		{Sig: "weighted_avg_by(wcol, by=None)", Doc: "The average of each column weighted by another, per key.", Fn: does(weightedBy("weighted_avg"))},
		{Sig: "weighted_sum_by(wcol, by=None)", Doc: "The sum of each column weighted by another, per key.", Fn: does(weightedBy("weighted_sum"))},
		{Sig: "with_attributes(attrs)", Doc: "The same table with attributes of a dict, which attributes() shows.", Fn: does(withAttributes)},
		{Sig: "with_keys(cols)", Doc: "The same table with the attribute keyColumns.", Fn: does(withColumns(attrKeys))},
		{Sig: "with_order_for_column(col_name, order=None)", Doc: "The same table with the attribute SortedColumns; nothing checks it.", Fn: does(withOrder)},
		{Sig: "with_unique_keys(cols)", Doc: "The same table with the attributes keyColumns and uniqueKeys; nothing checks them.", Fn: does(withColumns(attrKeys, uniqueKeys))},
		{Sig: "without_attributes(attrs)", Doc: "The same table without attributes that with_attributes gave.", Fn: does(withoutAttributes)},
	}))
}

func allBy(name string) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var by names
		if err := c.Unpack("by?", &by); err != nil {
			return nil, err
		}
		a := engine.Aggregation{Name: name, Args: agg.Args{AverageEvenlyDivided: true}, Pairs: by.others(c.self(), "")}
		if len(a.Pairs) == 0 {
			return nil, c.failed(errors.New("every column is a key: there is none to aggregate"))
		}
		v, err := c.table(func() (*engine.Table, error) { return c.self().AggBy([]engine.Aggregation{a}, by) })
		if err != nil {
			return nil, py.OfKind(py.KindOf(err, "DHError"), fmt.Errorf("%w%s", err, c.choose(a, by)))
		}
		return v, nil
	}
}

// choose ends the error of an aggregation of all columns of which it takes only some.
func (c *call) choose(a engine.Aggregation, by names) string {
	def, _ := agg.Lookup(a.Name)
	var take []string
	for _, k := range by {
		take = append(take, strconv.Quote(k.Old))
	}
	keys := len(take)
	for _, p := range a.Pairs {
		if i := c.self().Position(p.Old); i >= 0 {
			if _, err := def.Result([]column.Type{c.self().Schema[i].Type}, a.Args); err == nil {
				take = append(take, strconv.Quote(p.Old))
			}
		}
	}
	if len(take) == keys || len(take) == keys+len(a.Pairs) {
		return ""
	}
	key := ""
	if keys > 0 {
		key = "[" + strings.Join(take[:keys], ", ") + "]"
	}
	return fmt.Sprintf("; choose the columns first: view([%s]).%s(%s)", strings.Join(take, ", "), c.EntryName(), key)
}

func weightedBy(name string) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var wcol string
		var by names
		if err := c.Unpack("wcol", &wcol, "by?", &by); err != nil {
			return nil, err
		}
		a := engine.Aggregation{Name: name, Weight: wcol, Pairs: by.others(c.self(), wcol)}
		if len(a.Pairs) == 0 {
			return nil, c.failed(errors.New("every column is a key or the weight: there is none to aggregate"))
		}
		return c.table(func() (*engine.Table, error) { return c.self().AggBy([]engine.Aggregation{a}, by) })
	}
}

func countBy(c *call) (starlark.Value, error) {
	var col string
	var by names
	if err := c.Unpack("col", &col, "by?", &by); err != nil {
		return nil, err
	}
	a := engine.Aggregation{Name: "count", Pairs: []engine.Pair{{New: col}}}
	return c.table(func() (*engine.Table, error) { return c.self().AggBy([]engine.Aggregation{a}, by) })
}

// sortKeys takes the arguments of sort: columns, and the way of each.
func (c *call) sortKeys() ([]engine.SortKey, error) {
	var cols texts
	var order starlark.Value = starlark.None
	if err := c.Unpack("order_by", &cols, "order?", &order); err != nil {
		return nil, err
	}
	keys, err := sortKeys(cols, order)
	if err != nil {
		return nil, c.failed(err)
	}
	return keys, nil
}

func sortTable(c *call) (starlark.Value, error) {
	keys, err := c.sortKeys()
	if err != nil || len(keys) == 0 {
		return c.Recv, err
	}
	if err := c.Recv.(*Table).sortable(keys); err != nil {
		return nil, c.failed(err)
	}
	return c.table(func() (*engine.Table, error) { return c.self().Sort(keys) })
}

func sortDescending(c *call) (starlark.Value, error) {
	var cols texts
	if err := c.Unpack("order_by", &cols); err != nil {
		return nil, err
	}
	keys := make([]engine.SortKey, len(cols))
	for i, name := range cols {
		keys[i] = engine.SortKey{Column: name, Descending: true}
	}
	if len(keys) == 0 {
		return c.Recv, nil
	}
	if err := c.Recv.(*Table).sortable(keys); err != nil {
		return nil, c.failed(err)
	}
	return c.table(func() (*engine.Table, error) { return c.self().Sort(keys) })
}

func attribute(f func(engine.Attrs) bool) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) { return starlark.Bool(f(c.self().Attrs)), nil }
}

func isFailed(c *call) (starlark.Value, error) {
	failed := false
	err := c.Waiting(func() error { failed = c.self().Err() != nil; return nil })
	return starlark.Bool(failed), err
}

func tableSize(c *call) (starlark.Value, error) {
	n := 0
	err := c.Waiting(func() error { n = c.self().Size(); return nil })
	return starlark.MakeInt(n), err
}

func columnNames(c *call) (starlark.Value, error) {
	var names []starlark.Value
	for _, f := range c.self().Schema {
		names = append(names, starlark.String(f.Name))
	}
	return starlark.NewList(names), nil
}

func hasColumns(c *call) (starlark.Value, error) {
	var cols texts
	if err := c.Unpack("cols", &cols); err != nil {
		return nil, err
	}
	for _, name := range cols {
		if c.self().Position(name) < 0 {
			return starlark.Bool(false), nil
		}
	}
	return starlark.Bool(true), nil
}

func columns(c *call) (starlark.Value, error) { return columnList(c.self().Schema), nil }

func definition(c *call) (starlark.Value, error) { return &tableDef{c.host, c.self().Schema}, nil }
