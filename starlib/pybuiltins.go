package starlib

import (
	"strings"

	"go.starlark.net/starlark"
)

// What package pysyntax makes of Python's syntax calls the builtins of this file.

func pyFstr(c *call) (starlark.Value, error) {
	parts, err := c.printer().all(c.args)
	return starlark.String(strings.Join(parts, "")), err
}

func pyFormat(c *call) (starlark.Value, error) {
	var v starlark.Value
	var spec, conv string
	if err := c.unpack("value", &v, "format_spec?", &spec, "conversion?", &conv); err != nil {
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

func pyCompare(c *call) (starlark.Value, error) {
	x := c.args[0]
	for i := 1; i+1 < len(c.args); i += 2 {
		op, _ := starlark.AsString(c.args[i])
		y := c.args[i+1]
		if i > 1 { // a thunk: evaluated now
			v, err := starlark.Call(c.th, y, nil, nil)
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

func pyAssert(c *call) (starlark.Value, error) {
	var cond, msg starlark.Value
	if err := c.unpack("condition", &cond, "message?", &msg); err != nil {
		return nil, err
	}
	if cond.Truth() {
		return starlark.None, nil
	}
	if f, ok := msg.(starlark.Callable); ok {
		v, err := starlark.Call(c.th, f, nil, nil)
		if err != nil {
			return nil, err
		}
		msg = v
	}
	if msg == nil {
		return nil, raise("AssertionError", "")
	}
	s, err := c.printer().str(msg)
	if err != nil {
		return nil, err
	}
	return nil, raise("AssertionError", "%s", s)
}

func pyRaise(c *call) (starlark.Value, error) {
	kind, _ := starlark.AsString(c.args[0])
	if kind == "SystemExit" {
		return exit(&call{Host: c.Host, name: "exit", args: c.args[1:], kwargs: c.kwargs})
	}
	p := c.printer()
	parts, err := p.all(c.args[1:])
	if err != nil {
		return nil, err
	}
	for _, kv := range c.kwargs {
		v, err := p.repr(kv[1])
		if err != nil {
			return nil, err
		}
		name, _ := starlark.AsString(kv[0])
		parts = append(parts, name+"="+v)
	}
	return nil, raise(kind, "%s", strings.Join(parts, ", "))
}

func pyUnpack(c *call) (starlark.Value, error) {
	var seq starlark.Iterable
	var before, after int
	if err := c.unpack("iterable", &seq, "before", &before, "after", &after); err != nil {
		return nil, err
	}
	var all []starlark.Value
	var err error
	for v := range c.each(seq, c.bounds.Elements, &err) {
		all = append(all, v)
	}
	if err != nil {
		return nil, err
	}
	if len(all) < before+after {
		return nil, raise("ValueError", "not enough values to unpack (expected at least %d, got %d)", before+after, len(all))
	}
	end := len(all) - after
	out := append(starlark.Tuple{}, all[:before]...)
	out = append(out, starlark.NewList(append([]starlark.Value{}, all[before:end]...)))
	return append(out, all[end:]...), nil
}

func pyMerge(c *call) (starlark.Value, error) {
	out := starlark.NewDict(0)
	for _, m := range c.args {
		d, ok := m.(starlark.IterableMapping)
		if !ok {
			return nil, raise("TypeError", "argument after ** must be a mapping, not %s", pyType(m))
		}
		for _, kv := range d.Items() {
			if _, twice, err := out.Get(kv[0]); err != nil || twice {
				return nil, raise("TypeError", "got multiple values for keyword argument %s", kv[0])
			}
			if err := out.SetKey(kv[0], kv[1]); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}
