package py

import "go.starlark.net/starlark"

// pyMatmul is x @ y, which only classes of the script have.
func pyMatmul(c *Call) (starlark.Value, error) {
	var x, y starlark.Value
	if err := c.Unpack("x", &x, "y", &y); err != nil {
		return nil, err
	}
	if v, err := c.operation("matmul", x, y); v != nil || err != nil {
		return v, err
	}
	return nil, Raise("TypeError", "unsupported operand type(s) for @: '%s' and '%s'", TypeOf(x), TypeOf(y))
}
