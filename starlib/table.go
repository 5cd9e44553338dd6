package starlib

import (
	"errors"
	"fmt"
	"runtime"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/agg"
	"starling/engine/column"
	"starling/internal/bounds"
	"starling/internal/safe"
	"starling/starlib/py"
)

// Table is a table as scripts see it. It holds the engine's table until the script
// cannot reach it any more.
type Table struct {
	host *Host
	t    *engine.Table
}

// Engine is the table itself.
func (t *Table) Engine() *engine.Table { return t.t }

// NewTable is the script value of a table that the caller has retained: it takes over
// that hold. It may be called with or without locks.
func (h *Host) NewTable(t *engine.Table) *Table {
	v := &Table{h, t}
	runtime.AddCleanup(v, (*engine.Table).Release, t)
	return v
}

func (t *Table) Type() string          { return "Table" }
func (t *Table) Freeze()               {}
func (t *Table) Truth() starlark.Bool  { return true }
func (t *Table) Hash() (uint32, error) { return uint32(py.PointerOf(t) >> 4), nil }

func (t *Table) String() string {
	names := make([]string, len(t.t.Schema))
	for i, f := range t.t.Schema {
		names[i] = f.Name
	}
	return safe.Text(fmt.Sprintf("<Table [%s]>", strings.Join(names, ", ")))
}

// Attr is an attribute or a method.
func (t *Table) Attr(name string) (starlark.Value, error) {
	return t.host.Attribute(t.host.tables, t, name)
}

// AttrNames is the names of the attributes and methods.
func (t *Table) AttrNames() []string { return py.EntryNames(t.host.tables) }

// Printed is what print shows of it: its first rows.
func (t *Table) Printed() (string, error) {
	s, err := t.text(defaultRows, nil)
	return strings.TrimSuffix(s, "\n"), err
}

// Documentation is what help says of it.
func (t *Table) Documentation() (string, []py.Entry) {
	return "A table that updates by itself.", t.host.tables
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
	return c.host.NewTable(t), nil
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

// tableMethods is THE table of the attributes and methods of tables.
func tableMethods() []py.Entry {
	return []py.Entry{
		{Sig: "abs_sum_by(by=None)", Doc: "The sum of the absolute values of each column, per key.", Fn: does(allBy("abs_sum"))},
		{Sig: "agg_all_by(agg, by=None)", Doc: "One aggregation of every column that is no key, per key.", Fn: does(aggAllBy)},
		{Sig: "agg_by(aggs, by=None)", Doc: "A row per key with aggregations, as [agg.sum_(\"Total = Qty\")].", Fn: does(aggBy)},
		{Sig: "attributes()", Doc: "What is known of how the table changes, as a dict.", Fn: does(tableAttributes)},
		{Sig: "avg_by(by=None)", Doc: "The average of each column, per key.", Fn: does(allBy("avg"))},
		{Sig: "await_update(timeout_ms=None) -> bool", Doc: "Waits until the table changes: True; or until the time is over: False.", Fn: does(awaitUpdate)},
		{Sig: "column_names", Doc: "The names of the columns.", Fn: does(columnNames)},
		{Sig: "columns", Doc: "The columns: name, data_type, column_type.", Fn: does(columns)},
		{Sig: "count_by(col, by=None)", Doc: "The number of rows per key, in a column of the given name.", Fn: does(countBy)},
		{Sig: "definition", Doc: "The types of the columns by name, as a dict.", Fn: does(definition)},
		{Sig: "drop_columns(cols)", Doc: "The table without some columns.", Fn: does(dropColumns)},
		{Sig: "first_by(by=None)", Doc: "The first row per key.", Fn: does(rowBy((*engine.Table).FirstBy))},
		{Sig: "has_columns(cols) -> bool", Doc: "Whether there are columns of all these names.", Fn: does(hasColumns)},
		{Sig: "head(num_rows)", Doc: "The first rows.", Fn: does(someRows((*engine.Table).Head))},
		{Sig: "is_blink", Doc: "Whether rows live for one cycle only.", Fn: does(attribute(func(a engine.Attrs) bool { return a.Blink }))},
		{Sig: "is_failed", Doc: "Whether the table failed: it keeps its rows and never changes again.", Fn: does(isFailed)},
		{Sig: "is_refreshing", Doc: "Whether the table can change.", Fn: does(attribute(func(a engine.Attrs) bool { return a.Refreshing }))},
		{Sig: "iter_dict(cols=None, chunk_size=2048)", Doc: "The rows of one moment, as dicts.", Fn: does(iterRows(true))},
		{Sig: "iter_tuple(cols=None, tuple_name=\"Deephaven\", chunk_size=2048)", Doc: "The rows of one moment, as tuples.", Fn: does(iterRows(false))},
		{Sig: "last_by(by=None)", Doc: "The last row per key.", Fn: does(rowBy((*engine.Table).LastBy))},
		{Sig: "max_by(by=None)", Doc: "The greatest value of each column, per key.", Fn: does(allBy("max"))},
		{Sig: "median_by(by=None)", Doc: "The median of each column, per key.", Fn: does(allBy("median"))},
		{Sig: "meta_table", Doc: "A table of the columns: Name, DataType, ColumnType, IsPartitioning.", Fn: does(metaTable)},
		{Sig: "min_by(by=None)", Doc: "The least value of each column, per key.", Fn: does(allBy("min"))},
		{Sig: "natural_join(table, on, joins=None, type=NaturalJoinType.ERROR_ON_DUPLICATE)", Doc: "The table with columns of the one row of another that has the same key.", Fn: does(naturalJoin)},
		{Sig: "rename_columns(cols)", Doc: "The table with columns renamed, as [\"New = Old\"].", Fn: does(renameColumns)},
		{Sig: "select(formulas=None)", Doc: "Only these columns, kept: names or formulas.", Fn: does(computed((*engine.Table).Select, true))},
		{Sig: "size", Doc: "The number of rows now.", Fn: does(tableSize)},
		{Sig: "snapshot()", Doc: "A copy of the table that does not change.", Fn: does(snapshot)},
		{Sig: "sort(order_by, order=None)", Doc: "The rows in the order of columns; order is SortDirection.ASCENDING or DESCENDING, or one per column.", Fn: does(sortTable)},
		{Sig: "sort_descending(order_by)", Doc: "The rows in the order of columns, the greatest first.", Fn: does(sortDescending)},
		{Sig: "std_by(by=None)", Doc: "The standard deviation of each column, per key.", Fn: does(allBy("std"))},
		{Sig: "sum_by(by=None)", Doc: "The sum of each column, per key.", Fn: does(allBy("sum"))},
		{Sig: "tail(num_rows)", Doc: "The last rows.", Fn: does(someRows((*engine.Table).Tail))},
		{Sig: "to_string(num_rows=10, cols=None) -> str", Doc: "The first rows as text.", Fn: does(toString)},
		{Sig: "update(formulas)", Doc: "The table with columns added or replaced, as [\"Total = Price * Qty\"], kept.", Fn: does(computed((*engine.Table).Update, false))},
		{Sig: "update_view(formulas)", Doc: "As update, but the columns are computed whenever they are read.", Fn: does(computed((*engine.Table).UpdateView, false))},
		{Sig: "var_by(by=None)", Doc: "The variance of each column, per key.", Fn: does(allBy("var"))},
		{Sig: "view(formulas)", Doc: "Only these columns, computed whenever they are read.", Fn: does(computed((*engine.Table).View, false))},
		{Sig: "weighted_avg_by(wcol, by=None)", Doc: "The average of each column weighted by another, per key.", Fn: does(weightedBy("weighted_avg"))},
		{Sig: "weighted_sum_by(wcol, by=None)", Doc: "The sum of each column weighted by another, per key.", Fn: does(weightedBy("weighted_sum"))},
		{Sig: "where(filters)", Doc: "The rows for which all filters hold, as [\"Price > 100\", \"Sym in `A`, `B`\"].", Fn: does(where)},
	}
}

func where(c *call) (starlark.Value, error) {
	var filters texts
	if err := c.Unpack("filters", &filters); err != nil {
		return nil, err
	}
	env := c.env()
	return c.table(func() (*engine.Table, error) { return c.self().Where(env, filters...) })
}

// computed is update and its kin; optional is whether the formulas can be left out.
func computed(op func(*engine.Table, engine.Env, ...string) (*engine.Table, error), optional bool) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var formulas texts
		name := "formulas"
		if optional {
			name += "?"
		}
		if err := c.Unpack(name, &formulas); err != nil {
			return nil, err
		}
		if optional && formulas == nil {
			for _, f := range c.self().Schema {
				formulas = append(formulas, f.Name)
			}
		}
		env := c.env()
		return c.table(func() (*engine.Table, error) { return op(c.self(), env, formulas...) })
	}
}

func renameColumns(c *call) (starlark.Value, error) {
	var cols pairs
	if err := c.Unpack("cols", &cols); err != nil {
		return nil, err
	}
	return c.table(func() (*engine.Table, error) { return c.self().RenameColumns(cols) })
}

func dropColumns(c *call) (starlark.Value, error) {
	var cols texts
	if err := c.Unpack("cols", &cols); err != nil {
		return nil, err
	}
	return c.table(func() (*engine.Table, error) { return c.self().DropColumns(cols) })
}

func someRows(op func(*engine.Table, int) (*engine.Table, error)) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var n int
		if err := c.Unpack("num_rows", &n); err != nil {
			return nil, err
		}
		return c.table(func() (*engine.Table, error) { return op(c.self(), n) })
	}
}

func snapshot(c *call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	return c.table(c.self().Snapshot)
}

func metaTable(c *call) (starlark.Value, error) { return c.table(c.self().MetaTable) }

func rowBy(op func(*engine.Table, []engine.Pair) (*engine.Table, error)) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var by pairs
		if err := c.Unpack("by?", &by); err != nil {
			return nil, err
		}
		return c.table(func() (*engine.Table, error) { return op(c.self(), by) })
	}
}

func allBy(name string) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var by pairs
		if err := c.Unpack("by?", &by); err != nil {
			return nil, err
		}
		a := engine.Aggregation{Name: name, Args: agg.Args{AverageEvenlyDivided: true}, Pairs: by.others(c.self(), "")}
		return c.table(func() (*engine.Table, error) { return c.self().AggBy([]engine.Aggregation{a}, by) })
	}
}

func weightedBy(name string) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var wcol string
		var by pairs
		if err := c.Unpack("wcol", &wcol, "by?", &by); err != nil {
			return nil, err
		}
		a := engine.Aggregation{Name: name, Weight: wcol, Pairs: by.others(c.self(), wcol)}
		return c.table(func() (*engine.Table, error) { return c.self().AggBy([]engine.Aggregation{a}, by) })
	}
}

func countBy(c *call) (starlark.Value, error) {
	var col string
	var by pairs
	if err := c.Unpack("col", &col, "by?", &by); err != nil {
		return nil, err
	}
	a := engine.Aggregation{Name: "count", Pairs: []engine.Pair{{New: col}}}
	return c.table(func() (*engine.Table, error) { return c.self().AggBy([]engine.Aggregation{a}, by) })
}

func naturalJoin(c *call) (starlark.Value, error) {
	var right *Table
	var on, joins pairs
	var match starlark.Value = starlark.None
	if err := c.Unpack("table", &right, "on", &on, "joins?", &joins, "type?", &match); err != nil {
		return nil, err
	}
	how, err := py.Choice(match, "NaturalJoinType", 0)
	if err != nil {
		return nil, c.failed(fmt.Errorf("type: %w", err))
	}
	return c.table(func() (*engine.Table, error) {
		return c.self().NaturalJoin(right.t, on, joins, engine.Match(how))
	})
}

func sortTable(c *call) (starlark.Value, error) {
	var cols texts
	var order starlark.Value = starlark.None
	if err := c.Unpack("order_by", &cols, "order?", &order); err != nil {
		return nil, err
	}
	keys, err := sortKeys(cols, order)
	if err != nil {
		return nil, c.failed(err)
	}
	if len(keys) == 0 {
		return c.Recv, nil
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

// columnList is a schema as a list of columns.
func columnList(schema []column.Field) starlark.Value {
	var cols []starlark.Value
	for _, f := range schema {
		cols = append(cols, py.NewNamespace("Column", starlark.StringDict{
			"name": starlark.String(f.Name), "data_type": dtypeOf(f.Type), "column_type": starlark.String("NORMAL"),
		}))
	}
	return starlark.NewList(cols)
}

func definition(c *call) (starlark.Value, error) { return schemaDict(c.self().Schema) }

func schemaDict(schema []column.Field) (starlark.Value, error) {
	d := starlark.NewDict(len(schema))
	for _, f := range schema {
		if err := d.SetKey(starlark.String(f.Name), dtypeOf(f.Type)); err != nil {
			return nil, err
		}
	}
	return d, nil
}

func tableAttributes(c *call) (starlark.Value, error) {
	d := starlark.NewDict(2)
	for _, name := range []string{"AddOnly", "AppendOnly", "BlinkTable"} {
		if c.self().Attrs.Map()[name] {
			if err := d.SetKey(starlark.String(name), starlark.True); err != nil {
				return nil, err
			}
		}
	}
	return d, c.Unpack()
}
