package starlib

import (
	"go.starlark.net/starlark"

	"starling/starlib/py"
)

// call is one call of a builtin of this package.
type call struct {
	*py.Call
	host *Host
}

// does is fn as what an entry does, of an interpreter that a Host has.
func does(fn func(c *call) (starlark.Value, error)) func(c *py.Call) (starlark.Value, error) {
	return func(c *py.Call) (starlark.Value, error) { return fn(&call{c, c.Host.(*Host)}) }
}
