package starlib

import (
	"fmt"
	"runtime"
	"time"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/expr"
)

// deephavenEntries is the module deephaven itself.
func deephavenEntries() []entry {
	return []entry{
		{sig: "DHError", value: typeName("DHError")},
		{sig: "NaturalJoinType", value: enums("NaturalJoinType", "ERROR_ON_DUPLICATE", "FIRST_MATCH", "LAST_MATCH", "EXACTLY_ONE_MATCH")},
		{sig: "SortDirection", value: enums("SortDirection", "ASCENDING", "DESCENDING")},
		{sig: "empty_table(size)", doc: "A table of so many rows without columns; update gives it some, as [\"X = i\"].", fn: emptyTable},
		{sig: "garbage_collect()", doc: "Closes at once the tables that nothing uses any more.", fn: garbageCollect},
		{sig: "merge(tables)", doc: "The rows of all tables of a list, one after the other.", fn: mergeTables},
		{sig: "new_table(cols)", doc: "A table of given values, as [string_col(\"Sym\", [\"A\"])] or {\"Sym\": [\"A\"]}.", fn: newTable},
		{sig: readSig("read_csv"), doc: readDoc, fn: readCSV},
		{sig: "time_table(period, start_time=None, blink_table=False)", doc: "A table that gets a row per period, as \"PT1s\": its Timestamp.", fn: timeTable},
		{sig: "write_csv(table, path, cols=[])", doc: writeDoc, fn: writeCSV},
	}
}

func emptyTable(c *call) (starlark.Value, error) {
	var size int
	if err := c.unpack("size", &size); err != nil {
		return nil, err
	}
	return c.table(func() (*engine.Table, error) { return engine.EmptyTable(c.cfg.Graph, size) })
}

func mergeTables(c *call) (starlark.Value, error) {
	var list starlark.Iterable
	if err := c.unpack("tables", &list); err != nil {
		return nil, err
	}
	var tables []*engine.Table
	for v := range starlark.Elements(list) {
		switch v := v.(type) {
		case starlark.NoneType:
		case *Table:
			tables = append(tables, v.t)
		default:
			return nil, c.failed(fmt.Errorf("tables: got a list with %s, want tables", pyType(v)))
		}
	}
	return c.table(func() (*engine.Table, error) { return engine.Merge(tables) })
}

func timeTable(c *call) (starlark.Value, error) {
	var period, start starlark.Value
	var blink bool
	if err := c.unpack("period", &period, "start_time?", &start, "blink_table?", &blink); err != nil {
		return nil, err
	}
	every, err := duration(period)
	if err != nil {
		return nil, c.failed(fmt.Errorf("period: %w", err))
	}
	from, err := moment(start)
	if err != nil {
		return nil, c.failed(fmt.Errorf("start_time: %w", err))
	}
	return c.table(func() (*engine.Table, error) { return engine.NewTimeTable(c.cfg.Graph, every, from, blink, nil) })
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
	case Timedelta:
		return time.Duration(v), nil
	}
	return 0, fmt.Errorf("got %s (%s), want a text such as \"PT1s\", nanoseconds or a timedelta", short(v), pyType(v))
}

// moment takes an instant as text, datetime or nanoseconds since 1970; None is nil.
func moment(v starlark.Value) (*time.Time, error) {
	switch v := v.(type) {
	case nil, starlark.NoneType:
		return nil, nil
	case starlark.String:
		d, err := parseInstant(string(v))
		return &d.t, err
	case starlark.Int:
		if n, ok := v.Int64(); ok {
			t := time.Unix(0, n)
			return &t, nil
		}
	case Date, Datetime:
		d, _ := asDatetime(v)
		return &d.t, nil
	}
	return nil, fmt.Errorf("got %s (%s), want a text such as \"2024-01-31T12:00:00Z\", a datetime or nanoseconds since 1970", short(v), pyType(v))
}

func garbageCollect(c *call) (starlark.Value, error) {
	if err := c.unpack(); err != nil {
		return nil, err
	}
	err := c.Outside(func() error {
		runtime.GC()
		runtime.GC()
		return nil
	})
	return starlark.None, err
}

func blinkToAppendOnly(c *call) (starlark.Value, error) {
	var t *Table
	if err := c.unpack("blink_table", &t); err != nil {
		return nil, err
	}
	return c.table(t.t.BlinkToAppendOnly)
}
