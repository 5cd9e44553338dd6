package py

import (
	"fmt"

	"go.starlark.net/starlark"
)

// decorator is a function of one function.
func (c *Call) decorator(name string, fn func(f starlark.Callable) starlark.Value) starlark.Value {
	return &Function{ip: c.Interp, name: name, entry: &Entry{Sig: name + "(f)", Fn: func(d *Call) (starlark.Value, error) {
		var f starlark.Callable
		if err := d.Unpack("f", &f); err != nil {
			return nil, err
		}
		return fn(f), nil
	}}}
}

// wrapper is a function by the name of the one that it wraps.
type wrapper struct {
	starlark.Callable
	wrapped starlark.Callable
}

// Name is that of the wrapped function.
func (w *wrapper) Name() string { return plainName(w.wrapped.Name()) }

func (w *wrapper) String() string { return fmt.Sprintf("<function %s>", w.Name()) }

// Attr is the wrapped function, and what its documentation says.
func (w *wrapper) Attr(name string) (starlark.Value, error) {
	switch name {
	case "__name__":
		return starlark.String(w.Name()), nil
	case "__wrapped__":
		return w.wrapped, nil
	case "__doc__":
		if f, ok := w.wrapped.(*starlark.Function); ok && f.Doc() != "" {
			return starlark.String(f.Doc()), nil
		}
		return starlark.None, nil
	}
	return nil, nil
}

// AttrNames is what a wrapper has.
func (w *wrapper) AttrNames() []string { return []string{"__doc__", "__name__", "__wrapped__"} }

func wraps(c *Call) (starlark.Value, error) {
	var wrapped starlark.Callable
	if err := c.Unpack("wrapped", &wrapped); err != nil {
		return nil, err
	}
	return c.decorator("wraps", func(f starlark.Callable) starlark.Value { return &wrapper{f, wrapped} }), nil
}
