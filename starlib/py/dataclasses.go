package py

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

// dataclassEntries is the module dataclasses.
func dataclassEntries() []Entry {
	return []Entry{
		{Sig: "FrozenInstanceError", Doc: "The error of setting a field that is frozen.", Value: ExceptionClass{"dataclasses", "FrozenInstanceError", "AttributeError"}},
		{Sig: "InitVar", Doc: "Annotates an argument of __init__ that __post_init__ gets.", Value: TypeName("InitVar")},
		{Sig: "KW_ONLY", Doc: "Annotates _: the fields behind it are keywords.", Value: TypeName("KW_ONLY")},
		{Sig: "MISSING", Doc: "Stands for no default.", Value: missingValue{}},
		{Sig: "asdict(obj, *, dict_factory=None)", Doc: "The fields of an instance as a dict.", Fn: asDict},
		{Sig: "astuple(obj, *, tuple_factory=None)", Doc: "The fields of an instance as a tuple.", Fn: asTuple},
		{Sig: "dataclass(cls=None, **options)", Doc: "Decorates a class of fields: @dataclass.", Fn: newDataclass},
		{Sig: "field(*, default=None, default_factory=None, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=False)", Doc: "The options of one field.", Fn: newDataField},
		{Sig: "fields(class_or_instance)", Doc: "The fields, as a tuple.", Fn: func(c *Call) (starlark.Value, error) {
			var v starlark.Value
			if err := c.Unpack("class_or_instance", &v); err != nil {
				return nil, err
			}
			f := dataFieldsOf(v)
			if f == nil {
				return nil, Raise("TypeError", "must be called with a dataclass type or instance")
			}
			var t starlark.Tuple
			for _, in := range f.real() {
				t = append(t, in)
			}
			return t, nil
		}},
		{Sig: "is_dataclass(obj) -> bool", Doc: "Whether it is a dataclass or an instance of one.", Fn: func(c *Call) (starlark.Value, error) {
			var v starlark.Value
			err := c.Unpack("obj", &v)
			return starlark.Bool(dataFieldsOf(v) != nil), err
		}},
		{Sig: "make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options)", Doc: "A dataclass of names, pairs and triples.", Fn: makeDataclass},
		{Sig: "replace(obj, **changes)", Doc: "A copy of an instance with other values in some fields.", Fn: dataReplace},
	}
}

// dataFieldsOf is the fields of a dataclass or an instance of one, nil of anything else.
func dataFieldsOf(v starlark.Value) *dataFields {
	k, ok := v.(*class)
	if o, isInstance := v.(*instance); isInstance {
		k, ok = o.class, true
	}
	if !ok {
		return nil
	}
	for _, of := range k.mro {
		if of.fields != nil {
			return of.fields
		}
	}
	return nil
}

// dataTree copies values with the dataclasses in them: made makes what one becomes.
type dataTree struct {
	c    *Call
	made func(names []string, values []starlark.Value) (starlark.Value, error)
}

func (t dataTree) copy(v starlark.Value, depth int) (starlark.Value, error) {
	if depth > bounds.Depth {
		return nil, Raise("RecursionError", "maximum recursion depth exceeded in %s", t.c.Name)
	}
	switch x := v.(type) {
	case *instance:
		if f := dataFieldsOf(x); f != nil {
			return t.fields(x, f, depth)
		}
		if n, ok := x.own.(*Named); ok {
			values, err := t.all(n.values, depth)
			return &instance{class: x.class, own: n.of.New(values)}, err
		}
	case *starlark.List:
		values, err := t.all(slices.Collect(x.Elements()), depth)
		return starlark.NewList(values), err
	case starlark.Tuple:
		values, err := t.all(x, depth)
		return starlark.Tuple(values), err
	case *starlark.Dict:
		d := new(starlark.Dict)
		for k, v := range x.Entries() {
			key, err := t.copy(k, depth+1)
			if err != nil {
				return nil, err
			}
			if v, err = t.copy(v, depth+1); err != nil {
				return nil, err
			}
			if err := d.SetKey(key, v); err != nil {
				return nil, err
			}
		}
		return d, nil
	}
	return v, nil
}

func (t dataTree) all(list []starlark.Value, depth int) ([]starlark.Value, error) {
	out := make([]starlark.Value, len(list))
	for i, v := range list {
		var err error
		if out[i], err = t.copy(v, depth+1); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (t dataTree) fields(o *instance, f *dataFields, depth int) (starlark.Value, error) {
	names := f.names()
	values := make([]starlark.Value, len(names))
	for i, name := range names {
		v, err := o.Attr(name)
		if err == nil {
			values[i], err = t.copy(v, depth+1)
		}
		if err != nil {
			return nil, err
		}
	}
	return t.made(names, values)
}

// treeOf reads the arguments of asdict and astuple.
func (c *Call) treeOf(param, factory string, made func(names []string, values []starlark.Value) (starlark.Value, error)) (starlark.Value, error) {
	var v, make starlark.Value
	if err := c.Unpack(param, &v, factory+"?", &make); err != nil {
		return nil, err
	}
	o, ok := v.(*instance)
	if !ok || dataFieldsOf(o) == nil {
		return nil, Raise("TypeError", "%s() should be called on dataclass instances", strings.TrimPrefix(c.Name, "dataclasses."))
	}
	t := dataTree{c, made}
	if make != nil && make != starlark.None {
		t.made = func(names []string, values []starlark.Value) (starlark.Value, error) {
			items := values
			if factory == "dict_factory" {
				for i := range values {
					items[i] = starlark.Tuple{starlark.String(names[i]), values[i]}
				}
			}
			return starlark.Call(c.Thread, make, starlark.Tuple{starlark.NewList(items)}, nil)
		}
	}
	return t.copy(o, 1)
}

func asDict(c *Call) (starlark.Value, error) {
	return c.treeOf("obj", "dict_factory", func(names []string, values []starlark.Value) (starlark.Value, error) {
		d := starlark.NewDict(len(names))
		for i, name := range names {
			_ = d.SetKey(starlark.String(name), values[i]) // a new dict takes every string
		}
		return d, nil
	})
}

func asTuple(c *Call) (starlark.Value, error) {
	return c.treeOf("obj", "tuple_factory", func(_ []string, values []starlark.Value) (starlark.Value, error) {
		return starlark.Tuple(values), nil
	})
}

func dataReplace(c *Call) (starlark.Value, error) {
	if len(c.Args) != 1 {
		return nil, Raise("TypeError", "replace() takes 1 positional argument but %d were given", len(c.Args))
	}
	o, ok := c.Args[0].(*instance)
	f := dataFieldsOf(c.Args[0])
	if !ok || f == nil {
		return nil, Raise("TypeError", "replace() should be called on dataclass instances")
	}
	given := slices.Clone(c.Kwargs)
	for _, in := range f.list {
		set := slices.ContainsFunc(c.Kwargs, func(kv starlark.Tuple) bool { return kv[0] == starlark.String(in.name) })
		switch {
		case !in.init && set:
			return nil, Raise("ValueError", "field %s is declared with init=False, it cannot be specified with replace()", in.name)
		case set || !in.init:
			continue
		case in.kind == initField && in.value == nil && in.factory == nil:
			return nil, Raise("ValueError", "InitVar '%s' must be specified with replace()", in.name)
		case in.kind == initField:
			continue
		}
		v, err := o.Attr(in.name)
		if err != nil {
			return nil, err
		}
		given = append(given, starlark.Tuple{starlark.String(in.name), v})
	}
	return starlark.Call(c.Thread, o.class, nil, given)
}

// makeDataclass is make_dataclass.
func makeDataclass(c *Call) (starlark.Value, error) {
	options := &Call{Interp: c.Interp, Thread: c.Thread, Name: c.Name, entry: c.entry}
	own := &Call{Interp: c.Interp, Name: c.Name, entry: c.entry, Args: c.Args}
	for _, kv := range c.Kwargs {
		if s := string(kv[0].(starlark.String)); slices.Contains([]string{"bases", "namespace", "cls_name", "fields"}, s) {
			own.Kwargs = append(own.Kwargs, kv)
		} else {
			options.Kwargs = append(options.Kwargs, kv)
		}
	}
	var name string
	var list starlark.Value
	var bases starlark.Tuple
	namespace := new(starlark.Dict)
	if err := own.Unpack("cls_name", &name, "fields", &list, "bases?", &bases, "namespace?", &namespace); err != nil {
		return nil, err
	}
	fields, err := c.valuesOf(list)
	if err != nil {
		return nil, err
	}
	b := &classBody{ip: c.Interp, name: name, qualname: name}
	if b.bases, err = c.baseClasses(bases); err != nil {
		return nil, err
	}
	for k, v := range namespace.Entries() {
		if s, ok := starlark.AsString(k); ok {
			b.attrs.set(s, v)
		}
	}
	for _, v := range fields {
		part, ok := v.(starlark.Tuple)
		if !ok {
			part = starlark.Tuple{v}
		}
		field, ok := starlark.AsString(part[0])
		if !ok || len(part) > 3 {
			return nil, Raise("TypeError", "Invalid field: %s", Short(v))
		}
		typ := "typing.Any"
		if len(part) > 1 {
			typ = typeText(part[1])
		}
		b.note(field, typ)
		if len(part) > 2 {
			b.attrs.set(field, part[2])
		}
	}
	v, err := c.classFrom(b, nil)
	if err != nil {
		return nil, err
	}
	f, err := dataOptions(options)
	if err != nil {
		return nil, err
	}
	if k, ok := v.(*class); ok {
		k.module = "types"
	}
	return c.dataclass(v, f)
}

// typeText is a type as annotations have it.
func typeText(v starlark.Value) string {
	switch v := v.(type) {
	case starlark.String:
		return string(v)
	case TypeName:
		return string(v)
	case starlark.Callable:
		return v.Name()
	}
	return v.String()
}
