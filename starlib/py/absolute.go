package py

import "go.starlark.net/starlark"

// absolute is abs(x).
func absolute(c *Call) (starlark.Value, error) {
	var x starlark.Value
	if err := starlark.UnpackPositionalArgs(c.Name, c.Args, c.Kwargs, 1, &x); err != nil {
		return nil, err
	}
	return c.absOf(x)
}

// absOf is the distance of v from 0.
func (c *Call) absOf(v starlark.Value) (starlark.Value, error) {
	if n, ok := v.(numeric); ok {
		return n.magnitude()
	}
	if d, ok := v.(Timedelta); ok {
		return d.abs()
	}
	return starlark.Universe["abs"].(*starlark.Builtin).CallInternal(c.Thread, starlark.Tuple{asNumber(v)}, nil)
}
