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
func (t *Table) Hash() (uint32, error) { return uint32(pointerOf(t) >> 4), nil }

func (t *Table) String() string {
	names := make([]string, len(t.t.Schema))
	for i, f := range t.t.Schema {
		names[i] = f.Name
	}
	return safe.Text(fmt.Sprintf("<Table [%s]>", strings.Join(names, ", ")))
}

// Attr is an attribute or a method.
func (t *Table) Attr(name string) (starlark.Value, error) {
	return t.host.attr(t.host.tables, t, name)
}

// AttrNames is the names of the attributes and methods.
func (t *Table) AttrNames() []string { return entryNames(t.host.tables) }

// self is the table that a method is called on.
func (c *call) self() *engine.Table { return c.recv.(*Table).t }

// table makes the value of a table that f builds, with the session lock released and for as
// long as the statement is not interrupted.
func (c *call) table(f func() (*engine.Table, error)) (starlark.Value, error) {
	var t *engine.Table
	err := c.build(func() (err error) {
		if t, err = f(); err == nil {
			t.Retain()
		}
		return err
	})
	runtime.KeepAlive(c) // the tables that f used are held by values in c
	if err != nil {
		return nil, c.failed(err)
	}
	return c.NewTable(t), nil
}

// failed is an error of the engine or of Kafka: "where: unknown column names …". A bug and a
// value that is too large are called that.
func (c *call) failed(err error) error {
	kind := "DHError"
	switch k := ownKind(err, kind); {
	case errors.As(err, new(bounds.Error)):
		kind = "MemoryError"
	case errors.As(err, new(*engine.InternalError)):
		kind, err = "InternalError", fmt.Errorf("%w; %s", err, report)
	case k == "InternalError" || k == "MemoryError":
		kind = k
	}
	if !strings.HasPrefix(err.Error(), c.name+": ") {
		err = fmt.Errorf("%s: %w", c.name, err)
	}
	return &raised{kind, err}
}

// tableMethods is THE table of the attributes and methods of tables.
func tableMethods() []entry {
	return []entry{
		{sig: "abs_sum_by(by=None)", doc: "The sum of the absolute values of each column, per key.", fn: allBy("abs_sum")},
		{sig: "agg_all_by(agg, by=None)", doc: "One aggregation of every column that is no key, per key.", fn: aggAllBy},
		{sig: "agg_by(aggs, by=None)", doc: "A row per key with aggregations, as [agg.sum_(\"Total = Qty\")].", fn: aggBy},
		{sig: "attributes()", doc: "What is known of how the table changes, as a dict.", fn: tableAttributes},
		{sig: "avg_by(by=None)", doc: "The average of each column, per key.", fn: allBy("avg")},
		{sig: "await_update(timeout_ms=None) -> bool", doc: "Waits until the table changes: True; or until the time is over: False.", fn: awaitUpdate},
		{sig: "column_names", doc: "The names of the columns.", fn: columnNames},
		{sig: "columns", doc: "The columns: name, data_type, column_type.", fn: columns},
		{sig: "count_by(col, by=None)", doc: "The number of rows per key, in a column of the given name.", fn: countBy},
		{sig: "definition", doc: "The types of the columns by name, as a dict.", fn: definition},
		{sig: "drop_columns(cols)", doc: "The table without some columns.", fn: dropColumns},
		{sig: "first_by(by=None)", doc: "The first row per key.", fn: rowBy((*engine.Table).FirstBy)},
		{sig: "has_columns(cols) -> bool", doc: "Whether there are columns of all these names.", fn: hasColumns},
		{sig: "head(num_rows)", doc: "The first rows.", fn: someRows((*engine.Table).Head)},
		{sig: "is_blink", doc: "Whether rows live for one cycle only.", fn: attribute(func(a engine.Attrs) bool { return a.Blink })},
		{sig: "is_failed", doc: "Whether the table failed: it keeps its rows and never changes again.", fn: isFailed},
		{sig: "is_refreshing", doc: "Whether the table can change.", fn: attribute(func(a engine.Attrs) bool { return a.Refreshing })},
		{sig: "iter_dict(cols=None, chunk_size=2048)", doc: "The rows of one moment, as dicts.", fn: iterRows(true)},
		{sig: "iter_tuple(cols=None, tuple_name=\"Deephaven\", chunk_size=2048)", doc: "The rows of one moment, as tuples.", fn: iterRows(false)},
		{sig: "last_by(by=None)", doc: "The last row per key.", fn: rowBy((*engine.Table).LastBy)},
		{sig: "max_by(by=None)", doc: "The greatest value of each column, per key.", fn: allBy("max")},
		{sig: "median_by(by=None)", doc: "The median of each column, per key.", fn: allBy("median")},
		{sig: "meta_table", doc: "A table of the columns: Name, DataType, ColumnType, IsPartitioning.", fn: metaTable},
		{sig: "min_by(by=None)", doc: "The least value of each column, per key.", fn: allBy("min")},
		{sig: "natural_join(table, on, joins=None, type=NaturalJoinType.ERROR_ON_DUPLICATE)", doc: "The table with columns of the one row of another that has the same key.", fn: naturalJoin},
		{sig: "rename_columns(cols)", doc: "The table with columns renamed, as [\"New = Old\"].", fn: renameColumns},
		{sig: "select(formulas=None)", doc: "Only these columns, kept: names or formulas.", fn: computed((*engine.Table).Select, true)},
		{sig: "size", doc: "The number of rows now.", fn: tableSize},
		{sig: "snapshot()", doc: "A copy of the table that does not change.", fn: snapshot},
		{sig: "sort(order_by, order=None)", doc: "The rows in the order of columns; order is SortDirection.ASCENDING or DESCENDING, or one per column.", fn: sortTable},
		{sig: "sort_descending(order_by)", doc: "The rows in the order of columns, the greatest first.", fn: sortDescending},
		{sig: "std_by(by=None)", doc: "The standard deviation of each column, per key.", fn: allBy("std")},
		{sig: "sum_by(by=None)", doc: "The sum of each column, per key.", fn: allBy("sum")},
		{sig: "tail(num_rows)", doc: "The last rows.", fn: someRows((*engine.Table).Tail)},
		{sig: "to_string(num_rows=10, cols=None) -> str", doc: "The first rows as text.", fn: toString},
		{sig: "update(formulas)", doc: "The table with columns added or replaced, as [\"Total = Price * Qty\"], kept.", fn: computed((*engine.Table).Update, false)},
		{sig: "update_view(formulas)", doc: "As update, but the columns are computed whenever they are read.", fn: computed((*engine.Table).UpdateView, false)},
		{sig: "var_by(by=None)", doc: "The variance of each column, per key.", fn: allBy("var")},
		{sig: "view(formulas)", doc: "Only these columns, computed whenever they are read.", fn: computed((*engine.Table).View, false)},
		{sig: "weighted_avg_by(wcol, by=None)", doc: "The average of each column weighted by another, per key.", fn: weightedBy("weighted_avg")},
		{sig: "weighted_sum_by(wcol, by=None)", doc: "The sum of each column weighted by another, per key.", fn: weightedBy("weighted_sum")},
		{sig: "where(filters)", doc: "The rows for which all filters hold, as [\"Price > 100\", \"Sym in `A`, `B`\"].", fn: where},
	}
}

func where(c *call) (starlark.Value, error) {
	var filters texts
	if err := c.unpack("filters", &filters); err != nil {
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
		if err := c.unpack(name, &formulas); err != nil {
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
	if err := c.unpack("cols", &cols); err != nil {
		return nil, err
	}
	return c.table(func() (*engine.Table, error) { return c.self().RenameColumns(cols) })
}

func dropColumns(c *call) (starlark.Value, error) {
	var cols texts
	if err := c.unpack("cols", &cols); err != nil {
		return nil, err
	}
	return c.table(func() (*engine.Table, error) { return c.self().DropColumns(cols) })
}

func someRows(op func(*engine.Table, int) (*engine.Table, error)) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var n int
		if err := c.unpack("num_rows", &n); err != nil {
			return nil, err
		}
		return c.table(func() (*engine.Table, error) { return op(c.self(), n) })
	}
}

func snapshot(c *call) (starlark.Value, error) {
	if err := c.unpack(); err != nil {
		return nil, err
	}
	return c.table(c.self().Snapshot)
}

func metaTable(c *call) (starlark.Value, error) { return c.table(c.self().MetaTable) }

func rowBy(op func(*engine.Table, []engine.Pair) (*engine.Table, error)) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var by pairs
		if err := c.unpack("by?", &by); err != nil {
			return nil, err
		}
		return c.table(func() (*engine.Table, error) { return op(c.self(), by) })
	}
}

func allBy(name string) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var by pairs
		if err := c.unpack("by?", &by); err != nil {
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
		if err := c.unpack("wcol", &wcol, "by?", &by); err != nil {
			return nil, err
		}
		a := engine.Aggregation{Name: name, Weight: wcol, Pairs: by.others(c.self(), wcol)}
		return c.table(func() (*engine.Table, error) { return c.self().AggBy([]engine.Aggregation{a}, by) })
	}
}

func countBy(c *call) (starlark.Value, error) {
	var col string
	var by pairs
	if err := c.unpack("col", &col, "by?", &by); err != nil {
		return nil, err
	}
	a := engine.Aggregation{Name: "count", Pairs: []engine.Pair{{New: col}}}
	return c.table(func() (*engine.Table, error) { return c.self().AggBy([]engine.Aggregation{a}, by) })
}

func naturalJoin(c *call) (starlark.Value, error) {
	var right *Table
	var on, joins pairs
	var match starlark.Value = starlark.None
	if err := c.unpack("table", &right, "on", &on, "joins?", &joins, "type?", &match); err != nil {
		return nil, err
	}
	how, err := choice(match, "NaturalJoinType", 0)
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
	if err := c.unpack("order_by", &cols, "order?", &order); err != nil {
		return nil, err
	}
	keys, err := sortKeys(cols, order)
	if err != nil {
		return nil, c.failed(err)
	}
	if len(keys) == 0 {
		return c.recv, nil
	}
	return c.table(func() (*engine.Table, error) { return c.self().Sort(keys) })
}

func sortDescending(c *call) (starlark.Value, error) {
	var cols texts
	if err := c.unpack("order_by", &cols); err != nil {
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
	if err := c.unpack("cols", &cols); err != nil {
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
		cols = append(cols, newNamespace("Column", starlark.StringDict{
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
	return d, c.unpack()
}
