package py

import (
	"slices"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

// dataclassEntries is the module dataclasses.
func dataclassEntries() []Entry {
	return []Entry{
		{Sig: "asdict(obj)", Doc: "The fields of an instance as a dict.", Fn: func(c *Call) (starlark.Value, error) {
			o, err := c.instance()
			if err != nil {
				return nil, err
			}
			return asDict(o, 1)
		}},
		{Sig: "astuple(obj)", Doc: "The fields of an instance as a tuple.", Fn: func(c *Call) (starlark.Value, error) {
			o, err := c.instance()
			if err != nil {
				return nil, err
			}
			return starlark.Tuple(slices.Clone(o.values)), nil
		}},
		{Sig: "dataclass(cls)", Doc: "Decorates a class of fields: @dataclass.", Fn: func(*Call) (starlark.Value, error) {
			return nil, Raise("TypeError", "dataclass is available as a decorator only: @dataclass above a class")
		}},
		{Sig: "field(*, default=None, default_factory=None, init=True, repr=True, compare=True, kw_only=False)", Doc: "The options of one field.", Fn: newFieldOptions},
		{Sig: "replace(obj, **changes)", Doc: "A copy of an instance with other values in some fields.", Fn: func(c *Call) (starlark.Value, error) {
			if len(c.Args) != 1 {
				return nil, Raise("TypeError", "replace: want one instance")
			}
			o, ok := c.Args[0].(*record)
			if !ok {
				return nil, Raise("TypeError", "replace: got %s, want an instance of a dataclass", TypeOf(c.Args[0]))
			}
			n := &record{class: o.class, values: slices.Clone(o.values)}
			for _, kv := range c.Kwargs {
				i := o.class.index(string(kv[0].(starlark.String)))
				if i < 0 {
					return nil, Raise("TypeError", "replace: %s has no field %s", o.class.name, kv[0])
				}
				n.values[i] = kv[1]
			}
			return n, nil
		}},
	}
}

func (c *Call) instance() (*record, error) {
	var v starlark.Value
	if err := c.Unpack("obj", &v); err != nil {
		return nil, err
	}
	o, ok := v.(*record)
	if !ok {
		return nil, Raise("TypeError", "%s: got %s, want an instance of a dataclass", c.Name, TypeOf(v))
	}
	return o, nil
}

// asDict is the fields of an instance, which is nested so deep, as a dict.
func asDict(o *record, depth int) (starlark.Value, error) {
	if depth > bounds.Depth {
		return nil, Raise("RecursionError", "maximum recursion depth exceeded in asdict")
	}
	d := starlark.NewDict(len(o.values))
	for i, f := range o.class.fields {
		v := o.values[i]
		if inner, ok := v.(*record); ok {
			var err error
			if v, err = asDict(inner, depth+1); err != nil {
				return nil, err
			}
		}
		if v != nil {
			_ = d.SetKey(starlark.String(f.name), v) // a new dict takes every string
		}
	}
	return d, nil
}

func newFieldOptions(c *Call) (starlark.Value, error) {
	f := &fieldOptions{}
	var factory starlark.Value
	init, repr, compare := true, true, true
	if len(c.Args) > 0 {
		return nil, Raise("TypeError", "field: takes keyword arguments only")
	}
	if err := c.Unpack("default?", &f.value, "default_factory?", &factory, "init?", &init, "repr?", &repr, "compare?", &compare, "kw_only?", &f.keywordArg); err != nil {
		return nil, err
	}
	if factory != nil {
		fn, ok := factory.(starlark.Callable)
		if !ok {
			return nil, Raise("TypeError", "field: default_factory must be a function, got %s", TypeOf(factory))
		}
		f.factory = fn
	}
	f.noInit, f.noRepr, f.noCompare = !init, !repr, !compare
	return f, nil
}
