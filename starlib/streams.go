package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/engine"
)

// What becomes of tables by when rows come and go.

func blinkToAppendOnly(param string) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var t *Table
		if err := c.Unpack(param, &t); err != nil {
			return nil, err
		}
		return c.table(t.t.BlinkToAppendOnly)
	}
}

func addOnlyToBlink(c *call) (starlark.Value, error) {
	var t *Table
	if err := c.Unpack("table", &t); err != nil {
		return nil, err
	}
	return c.table(t.t.AddOnlyToBlink)
}

func ringTable(c *call) (starlark.Value, error) {
	var t *Table
	capacity, initialize := 0, true
	if err := c.Unpack("parent", &t, "capacity", &capacity, "initialize?", &initialize); err != nil {
		return nil, err
	}
	return c.table(func() (*engine.Table, error) { return t.t.Ring(capacity, initialize) })
}

func timeWindow(c *call) (starlark.Value, error) {
	var t *Table
	var from, to string
	var window starlark.Int
	if err := c.Unpack("table", &t, "ts_col", &from, "window", &window, "bool_col", &to); err != nil {
		return nil, err
	}
	n, ok := window.Int64()
	if !ok {
		return nil, c.failed(fmt.Errorf("window: %s nanoseconds are too many", window))
	}
	return c.table(func() (*engine.Table, error) { return t.t.TimeWindow(from, n, to) })
}
