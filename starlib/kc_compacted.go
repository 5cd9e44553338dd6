package starlib

import (
	"go.starlark.net/starlark"

	"starling/engine"
)

func compacted(c *call) (starlark.Value, error) {
	var v starlark.Value
	var by pairs
	if err := c.Unpack("table", &v, "by?", &by); err != nil {
		return nil, err
	}
	k, err := c.consumer(v)
	if err != nil {
		return nil, err
	}
	return c.table(func() (*engine.Table, error) { return k.Compacted(by) })
}
