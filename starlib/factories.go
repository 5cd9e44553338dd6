package starlib

import (
	"fmt"
	"runtime"
	"slices"
	"time"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/expr"
	"starling/starlib/py"
)

// What is in more than one module.
var (
	naturalJoinType = py.Enums("NaturalJoinType", "ERROR_ON_DUPLICATE", "FIRST_MATCH", "LAST_MATCH", "EXACTLY_ONE_MATCH")
	sortDirection   = py.Enums("SortDirection", "ASCENDING", "DESCENDING")
)

// deephavenEntries is the module deephaven itself.
func deephavenEntries() []py.Entry {
	return []py.Entry{
		{Sig: "DHError", Value: py.ExceptionClass{Module: "deephaven.dherror", Name: "DHError", Base: "Exception"}},
		{Sig: "DynamicTableWriter(col_defs)", Doc: "Appends rows to a table of its own, of columns as {\"Sym\": dht.string}: write_row(\"A\"), and table.", Fn: does(dynamicTableWriter)},
		{Sig: "NaturalJoinType", Value: naturalJoinType},
		{Sig: "SortDirection", Value: sortDirection},
		replayerEntry(),
		{Sig: "empty_table(size)", Doc: "A table of so many rows without columns; update gives it some, as [\"X = i\"].", Fn: does(emptyTable)},
		{Sig: "function_generated_table(table_generator, source_tables=None, refresh_interval_ms=None, exec_ctx=None, args=(), kwargs={})", Doc: "A table of what a function gives, which is called again when tables change, or after some milliseconds.", Fn: does(generatedTable)},
		{Sig: "garbage_collect()", Doc: "Closes at once the tables that nothing uses any more.", Fn: garbageCollect},
		{Sig: "input_table(col_defs=None, init_table=None, key_cols=None)", Doc: "A table that add and delete fill, of columns as {\"Sym\": dht.string} or with the rows of a table.", Fn: does(inputTable)},
		{Sig: "merge(tables)", Doc: "The rows of all tables of a list, one after the other.", Fn: does(mergeTables)},
		{Sig: "merge_sorted(tables, order_by)", Doc: "The rows of all tables of a list, in the order of a column.", Fn: does(mergeSorted)},
		{Sig: "new_table(cols)", Doc: "A table of given values, as [string_col(\"Sym\", [\"A\"])] or {\"Sym\": [\"A\"]}.", Fn: does(newTable)},
		{Sig: "read_arrow(path)", Doc: readArrowDoc, Fn: does(readArrow)},
		{Sig: readSig("read_csv"), Doc: readDoc, Fn: does(readCSV)},
		{Sig: "read_json(path, header=None)", Doc: readJSONDoc, Fn: does(readJSONFile)},
		{Sig: "ring_table(parent, capacity, initialize=True)", Doc: "The last rows that a table added, as many as the capacity; without initialize only those that come from now on.", Fn: does(ringTable)},
		{Sig: "time_table(period, start_time=None, blink_table=False)", Doc: "A table that gets a row per period, as \"PT1s\": its Timestamp.", Fn: does(timeTable)},
		{Sig: "write_arrow(table, path, cols=[])", Doc: writeArrowDoc, Fn: does(writeArrow)},
		{Sig: writeSig("write_csv"), Doc: writeDoc, Fn: does(writeCSV)},
		{Sig: "write_json(table, path, cols=[])", Doc: writeJSONDoc, Fn: does(writeJSONFile)},
		{Sig: "write_jsonl(table, path, cols=[], append=False)", Doc: writeJSONLDoc, Fn: does(writeJSONLines)},
	}
}

// factoryEntries is the module deephaven.table_factory: what makes tables of the module deephaven.
func factoryEntries() []py.Entry {
	names := elsewhereNames()["deephaven.table_factory"]
	made := slices.DeleteFunc(deephavenEntries(), func(e py.Entry) bool { return !slices.Contains(names, e.Name()) })
	return inOrder(append(made, py.Entry{Sig: "InputTable", Doc: "What input_table makes.", Value: py.TypeName("InputTable")}))
}

func emptyTable(c *call) (starlark.Value, error) {
	var size int
	if err := c.Unpack("size", &size); err != nil {
		return nil, err
	}
	return c.table(func() (*engine.Table, error) { return engine.EmptyTable(c.host.cfg.Graph, size) })
}

func mergeTables(c *call) (starlark.Value, error) {
	var list starlark.Iterable
	if err := c.Unpack("tables", &list); err != nil {
		return nil, err
	}
	tables, err := c.tablesOf(list)
	if err != nil {
		return nil, c.failed(err)
	}
	return c.table(func() (*engine.Table, error) { return engine.Merge(tables) })
}

func mergeSorted(c *call) (starlark.Value, error) {
	var list starlark.Iterable
	var by string
	if err := c.Unpack("tables", &list, "order_by", &by); err != nil {
		return nil, err
	}
	tables, err := c.tablesOf(list)
	if err != nil {
		return nil, c.failed(err)
	}
	return c.table(func() (*engine.Table, error) {
		all, err := engine.Merge(tables)
		if err != nil {
			return nil, err
		}
		all.Retain()
		defer all.Release()
		return all.Sort([]engine.SortKey{{Column: by}})
	})
}

// tablesOf is the tables of a list; None is none.
func (c *call) tablesOf(list starlark.Iterable) ([]*engine.Table, error) {
	var tables []*engine.Table
	for v := range starlark.Elements(list) {
		switch v := v.(type) {
		case starlark.NoneType:
		case *Table:
			tables = append(tables, v.t)
		default:
			return nil, fmt.Errorf("tables: got a list with %s, want tables", py.TypeOf(v))
		}
	}
	return tables, nil
}

func timeTable(c *call) (starlark.Value, error) {
	var period, start starlark.Value
	var blink bool
	if err := c.Unpack("period", &period, "start_time?", &start, "blink_table?", &blink); err != nil {
		return nil, err
	}
	every, err := duration(period)
	if err != nil {
		return nil, c.failed(fmt.Errorf("period: %w", err))
	}
	from, err := py.Moment(start)
	if err != nil {
		return nil, c.failed(fmt.Errorf("start_time: %w", err))
	}
	return c.table(func() (*engine.Table, error) { return engine.NewTimeTable(c.host.cfg.Graph, every, from, blink, nil) })
}

// duration takes "PT1s", nanoseconds or a timedelta.
func duration(v starlark.Value) (time.Duration, error) {
	switch v := v.(type) {
	case starlark.String:
		return expr.ParseDuration(string(v))
	case starlark.Int:
		if n, ok := v.Int64(); ok {
			return time.Duration(n), nil
		}
	case py.Timedelta:
		return v.Duration()
	case foreign:
		if d, ok := v.v.(column.Duration); ok {
			return time.Duration(d), nil
		}
	}
	return 0, fmt.Errorf("got %s (%s), want a text such as \"PT1s\", nanoseconds or a timedelta", py.Short(v), py.TypeOf(v))
}

func garbageCollect(c *py.Call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	err := c.Outside(func() error {
		runtime.GC()
		runtime.GC()
		return nil
	})
	return starlark.None, err
}
