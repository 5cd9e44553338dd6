package py

import (
	"strings"

	"go.starlark.net/starlark"
)

// getter is a function that gives one part of a value, or a tuple of several.
func (c *Call) getter(parts starlark.Tuple, get func(v, part starlark.Value) (starlark.Value, error)) (starlark.Value, error) {
	if err := c.onlyPositional(); err != nil {
		return nil, err
	}
	if len(parts) == 0 {
		return nil, Raise("TypeError", "%s expected at least 1 argument, got 0", c.EntryName())
	}
	return c.function("operator."+c.EntryName(), func(v starlark.Value) (starlark.Value, error) {
		if len(parts) == 1 {
			return get(v, parts[0])
		}
		all := make(starlark.Tuple, len(parts))
		for i, part := range parts {
			x, err := get(v, part)
			if err != nil {
				return nil, err
			}
			all[i] = x
		}
		return all, nil
	}), nil
}

// function is a function of one value.
func (c *Call) function(name string, fn func(v starlark.Value) (starlark.Value, error)) starlark.Value {
	return &Function{ip: c.Interp, name: name, entry: &Entry{Sig: name + "(obj)", Fn: func(f *Call) (starlark.Value, error) {
		var v starlark.Value
		if err := f.Unpack("obj", &v); err != nil {
			return nil, err
		}
		return fn(v)
	}}}
}

func itemGetter(c *Call) (starlark.Value, error) { return c.getter(c.Args, Index) }

func attrGetter(c *Call) (starlark.Value, error) {
	for _, v := range c.Args {
		if _, ok := v.(starlark.String); !ok {
			return nil, Raise("TypeError", "attribute name must be a string")
		}
	}
	return c.getter(c.Args, func(v, path starlark.Value) (starlark.Value, error) {
		for name := range strings.SplitSeq(string(path.(starlark.String)), ".") {
			var err error
			if v, err = GetAttr(v, name); err != nil {
				return nil, err
			}
		}
		return v, nil
	})
}

func methodCaller(c *Call) (starlark.Value, error) {
	if len(c.Args) == 0 {
		return nil, Raise("TypeError", "methodcaller needs at least one argument, the method name")
	}
	name, ok := c.Args[0].(starlark.String)
	if !ok {
		return nil, Raise("TypeError", "method name must be a string")
	}
	args, kwargs := c.Args[1:], c.Kwargs
	return c.function("operator.methodcaller", func(v starlark.Value) (starlark.Value, error) {
		get := c.session.builtins["getattr"]
		method, err := starlark.Call(c.gil.holder.th, get, starlark.Tuple{v, name}, nil)
		if err != nil {
			return nil, err
		}
		return starlark.Call(c.gil.holder.th, method, args, kwargs)
	}), nil
}
