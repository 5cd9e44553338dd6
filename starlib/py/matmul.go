package py

import "go.starlark.net/starlark"

// pyMatmul is x @ y, which no value of Python's own has.
func pyMatmul(c *Call) (starlark.Value, error) {
	var x, y starlark.Value
	if err := c.Unpack("x", &x, "y", &y); err != nil {
		return nil, err
	}
	return nil, Raise("TypeError", "unsupported operand type(s) for @: '%s' and '%s'", TypeOf(x), TypeOf(y))
}
