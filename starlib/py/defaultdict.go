package py

import "go.starlark.net/starlark"

var defaultMethods = []Entry{
	{Sig: "copy()", Doc: "A copy with the same default_factory.", Fn: copyMapping},
	{Sig: "default_factory", Doc: "What makes the value of a missing key.", Fn: func(c *Call) (starlark.Value, error) {
		return c.Recv.(*mapping).factory, nil
	}},
}

func copyMapping(c *Call) (starlark.Value, error) {
	m := c.Recv.(*mapping)
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	n := c.newMapping(m.kind)
	n.factory = m.factory
	return n, n.take(c, starlark.Tuple{m.Dict})
}
