package py

import "go.starlark.net/starlark"

// writing is a file that takes what is written to it, and tells how much that was.
type writing interface {
	write(v starlark.Value) (int, error)
}

// writeValue is f.write(s).
func writeValue[F writing](c *Call, f F) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("s", &v); err != nil {
		return nil, err
	}
	n, err := f.write(v)
	return starlark.MakeInt(n), err
}

// writeValues is f.writelines(lines).
func writeValues[F writing](c *Call, f F) (starlark.Value, error) {
	var lines starlark.Value
	if err := c.Unpack("lines", &lines); err != nil {
		return nil, err
	}
	all, err := c.valuesOf(lines)
	for _, v := range all {
		if err == nil {
			_, err = f.write(v)
		}
	}
	return starlark.None, err
}
