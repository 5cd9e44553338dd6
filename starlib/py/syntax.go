package py

import (
	"strings"

	"go.starlark.net/starlark"
)

// What package pysyntax makes of Python's syntax calls the builtins of this file.

func pyFstr(c *Call) (starlark.Value, error) {
	p := c.printer()
	for i, v := range c.Args {
		o, ok := v.(*instance)
		if !ok {
			continue
		}
		s, err := o.format(p, "")
		if err != nil {
			return nil, err
		}
		c.Args[i] = starlark.String(s)
	}
	parts, err := p.all(c.Args)
	return starlark.String(strings.Join(parts, "")), err
}

func pyFormat(c *Call) (starlark.Value, error) {
	var v starlark.Value
	var spec, conv string
	if err := c.Unpack("value", &v, "format_spec?", &spec, "conversion?", &conv); err != nil {
		return nil, err
	}
	p := c.printer()
	v, err := p.conversion(v, conv)
	if err != nil {
		return nil, err
	}
	s, err := p.format(v, spec)
	return starlark.String(s), err
}

func pyCompare(c *Call) (starlark.Value, error) {
	x := c.Args[0]
	for i := 1; i+1 < len(c.Args); i += 2 {
		op, _ := starlark.AsString(c.Args[i])
		y := c.Args[i+1]
		if i > 1 { // a thunk: evaluated now
			v, err := starlark.Call(c.Thread, y, nil, nil)
			if err != nil {
				return nil, err
			}
			y = v
		}
		ok, err := comparison(comparisons[op], x, y)
		if err != nil || !ok {
			return starlark.Bool(false), err
		}
		x = y
	}
	return starlark.Bool(true), nil
}

func pyAssert(c *Call) (starlark.Value, error) {
	var cond, msg starlark.Value
	if err := c.Unpack("condition", &cond, "message?", &msg); err != nil {
		return nil, err
	}
	if cond.Truth() {
		return starlark.None, nil
	}
	if f, ok := msg.(starlark.Callable); ok {
		v, err := starlark.Call(c.Thread, f, nil, nil)
		if err != nil {
			return nil, err
		}
		msg = v
	}
	if msg == nil {
		return nil, throw("AssertionError")
	}
	return nil, throw("AssertionError", msg)
}

func pyMerge(c *Call) (starlark.Value, error) {
	out := starlark.NewDict(0)
	for _, m := range c.Args {
		d, ok := m.(starlark.IterableMapping)
		if !ok {
			return nil, Raise("TypeError", "argument after ** must be a mapping, not %s", TypeOf(m))
		}
		for _, kv := range d.Items() {
			if _, twice, err := out.Get(kv[0]); err != nil || twice {
				return nil, Raise("TypeError", "got multiple values for keyword argument '%s'", strings.Trim(kv[0].String(), `"`))
			}
			if err := out.SetKey(kv[0], kv[1]); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}
