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
	attrs   attributes
	ip      *Interp // nil of what has no annotations
}

// SetField sets an attribute.
func (w *wrapper) SetField(name string, v starlark.Value) error {
	w.attrs.set(name, v)
	return nil
}

// Name is that of the wrapped function.
func (w *wrapper) Name() string { return plainName(w.wrapped.Name()) }

func (w *wrapper) String() string { return fmt.Sprintf("<function %s>", w.Name()) }

// Attr is the wrapped function, and what its documentation says.
func (w *wrapper) Attr(name string) (starlark.Value, error) {
	if v := w.attrs.get(name); v != nil {
		return v, nil
	}
	switch name {
	case "__dict__":
		return w.attrs.dict(), nil
	case "__name__":
		return starlark.String(w.Name()), nil
	case "__wrapped__":
		return w.wrapped, nil
	case "__qualname__":
		if f, ok := w.wrapped.(*starlark.Function); ok {
			return starlark.String(qualName(f)), nil
		}
		return starlark.String(w.Name()), nil
	case "__doc__":
		return docOf(w.wrapped), nil
	case "__annotations__":
		if f, ok := w.wrapped.(*starlark.Function); ok && w.ip != nil {
			return w.ip.attr(f, name)
		}
	case "__defaults__": // are its own
		return GetAttr(withAttrs(w.Callable), name)
	}
	return GetAttr(withAttrs(w.wrapped), name)
}

// AttrNames is what a wrapper has.
func (w *wrapper) AttrNames() []string { return []string{"__doc__", "__name__", "__wrapped__"} }

func wraps(c *Call) (starlark.Value, error) {
	var wrapped starlark.Callable
	if err := c.Unpack("wrapped", &wrapped); err != nil {
		return nil, err
	}
	return c.decorator("wraps", func(f starlark.Callable) starlark.Value { return &wrapper{Callable: f, wrapped: wrapped, ip: c.Interp} }), nil
}
