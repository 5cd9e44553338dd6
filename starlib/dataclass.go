package starlib

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// class is a dataclass.
type class struct {
	name   string
	fields []field
	frozen bool
	order  bool
	eq     bool
	kwOnly bool
}

// field is a field of a dataclass.
type field struct {
	name, typ  string
	value      starlark.Value // the default, or nil
	factory    starlark.Callable
	noInit     bool
	noRepr     bool
	noCompare  bool
	keywordArg bool
}

// fieldOptions is what dataclasses.field returns.
type fieldOptions struct{ field }

func (f *fieldOptions) String() string       { return "Field()" }
func (f *fieldOptions) Type() string         { return "Field" }
func (f *fieldOptions) Freeze()              {}
func (f *fieldOptions) Truth() starlark.Bool { return true }
func (f *fieldOptions) Hash() (uint32, error) {
	return 0, raise("TypeError", "unhashable type: 'Field'")
}

// pyDataclass is __dataclass__(name, fields, **options), as package pysyntax says.
func pyDataclass(c *call) (starlark.Value, error) {
	if len(c.args) != 2 {
		return nil, raise("TypeError", "dataclass: want a name and fields")
	}
	name, _ := starlark.AsString(c.args[0])
	k := &class{name: name, eq: true}
	for _, kv := range c.kwargs {
		on := bool(kv[1].Truth())
		switch opt := string(kv[0].(starlark.String)); opt {
		case "frozen":
			k.frozen = on
		case "order":
			k.order = on
		case "eq":
			k.eq = on
		case "kw_only":
			k.kwOnly = on
		case "init", "repr":
			if !on {
				return nil, raise("TypeError", "@dataclass(%s=False) is not available", opt)
			}
		case "slots", "match_args", "unsafe_hash", "weakref_slot":
		default:
			return nil, raise("TypeError", "dataclass() got an unexpected keyword argument '%s'", opt)
		}
	}
	for v := range starlark.Elements(c.args[1].(starlark.Iterable)) {
		k.fields = append(k.fields, newField(v.(starlark.Tuple)))
	}
	return k, nil
}

func newField(t starlark.Tuple) field {
	f := field{}
	if len(t) > 2 {
		f.value = t[2]
		if o, ok := t[2].(*fieldOptions); ok {
			f = o.field
		}
	}
	f.name, _ = starlark.AsString(t[0])
	f.typ, _ = starlark.AsString(t[1])
	return f
}

func (k *class) String() string        { return fmt.Sprintf("<class '%s'>", k.name) }
func (k *class) Type() string          { return "type" }
func (k *class) Freeze()               {}
func (k *class) Truth() starlark.Bool  { return true }
func (k *class) Hash() (uint32, error) { return starlark.String(k.name).Hash() }
func (k *class) Name() string          { return k.name }

// Attr is __name__.
func (k *class) Attr(name string) (starlark.Value, error) {
	if name == "__name__" {
		return starlark.String(k.name), nil
	}
	return nil, nil
}

// AttrNames is empty: a class has no attributes of interest.
func (k *class) AttrNames() []string { return nil }

// CallInternal makes an instance.
func (k *class) CallInternal(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	o := &instance{class: k, values: make([]starlark.Value, len(k.fields))}
	at := 0
	for i, f := range k.fields {
		if f.noInit || f.keywordArg || k.kwOnly || at >= len(args) {
			continue
		}
		o.values[i] = args[at]
		at++
	}
	if at < len(args) {
		return nil, raise("TypeError", "%s() takes %d positional arguments but %d were given", k.name, at, len(args))
	}
	for _, kv := range kwargs {
		name := string(kv[0].(starlark.String))
		i := k.index(name)
		switch {
		case i < 0 || k.fields[i].noInit:
			return nil, raise("TypeError", "%s() got an unexpected keyword argument '%s'; its fields are %s", k.name, name, strings.Join(k.names(), ", "))
		case o.values[i] != nil:
			return nil, raise("TypeError", "%s() got multiple values for argument '%s'", k.name, name)
		}
		o.values[i] = kv[1]
	}
	return o, o.defaults(th)
}

// defaults fills in the fields that were not given.
func (o *instance) defaults(th *starlark.Thread) error {
	var missing []string
	for i, f := range o.class.fields {
		switch {
		case o.values[i] != nil:
		case f.factory != nil:
			v, err := starlark.Call(th, f.factory, nil, nil)
			if err != nil {
				return err
			}
			o.values[i] = v
		case f.value != nil:
			o.values[i] = f.value
		case !f.noInit:
			missing = append(missing, "'"+f.name+"'")
		}
	}
	if len(missing) > 0 {
		return raise("TypeError", "%s() missing %d required argument(s): %s", o.class.name, len(missing), strings.Join(missing, ", "))
	}
	return nil
}

func (k *class) index(name string) int {
	return slices.IndexFunc(k.fields, func(f field) bool { return f.name == name })
}

func (k *class) names() []string {
	names := make([]string, len(k.fields))
	for i, f := range k.fields {
		names[i] = f.name
	}
	return names
}

// instance is a value of a dataclass.
type instance struct {
	class  *class
	values []starlark.Value
	fixed  bool
}

func (o *instance) Type() string         { return o.class.name }
func (o *instance) Truth() starlark.Bool { return true }

func (o *instance) String() string {
	var parts []string
	for i, f := range o.class.fields {
		if v := o.values[i]; v != nil && !f.noRepr {
			parts = append(parts, f.name+"="+v.String())
		}
	}
	return o.class.name + "(" + strings.Join(parts, ", ") + ")"
}

// Freeze makes the instance immutable.
func (o *instance) Freeze() {
	if o.fixed {
		return
	}
	o.fixed = true
	for _, v := range o.values {
		if v != nil {
			v.Freeze()
		}
	}
}

// Hash is that of the fields; only a frozen dataclass has one.
func (o *instance) Hash() (uint32, error) {
	if !o.class.frozen && o.class.eq {
		return 0, raise("TypeError", "unhashable type: '%s'; @dataclass(frozen=True) makes it hashable", o.class.name)
	}
	return o.key().Hash()
}

// key is the fields that are compared.
func (o *instance) key() starlark.Tuple {
	var t starlark.Tuple
	for i, f := range o.class.fields {
		if !f.noCompare && o.values[i] != nil {
			t = append(t, o.values[i])
		}
	}
	return t
}

// CompareSameType compares field by field.
func (o *instance) CompareSameType(op syntax.Token, y starlark.Value, depth int) (bool, error) {
	p := y.(*instance)
	switch op {
	case syntax.EQL, syntax.NEQ:
		if o.class != p.class || !o.class.eq {
			return (o == p) == (op == syntax.EQL), nil
		}
	default:
		if o.class != p.class || !o.class.order {
			return false, raise("TypeError", "'%s' not supported between instances of '%s' and '%s'", op, o.class.name, p.class.name)
		}
	}
	return starlark.CompareDepth(op, o.key(), p.key(), depth)
}

// Attr is a field.
func (o *instance) Attr(name string) (starlark.Value, error) {
	if i := o.class.index(name); i >= 0 && o.values[i] != nil {
		return o.values[i], nil
	}
	msg := fmt.Sprintf("'%s' object has no attribute '%s'", o.class.name, name)
	if near := meant(name, o.class.names()); near != "" {
		msg += fmt.Sprintf(". Did you mean: '%s'?", near)
	}
	return nil, raise("AttributeError", "%s", msg)
}

// AttrNames is the names of the fields.
func (o *instance) AttrNames() []string { return o.class.names() }

// SetField assigns to a field.
func (o *instance) SetField(name string, v starlark.Value) error {
	i := o.class.index(name)
	switch {
	case i < 0:
		return raise("AttributeError", "'%s' object has no field '%s'", o.class.name, name)
	case o.class.frozen || o.fixed:
		return raise("FrozenInstanceError", "cannot assign to field '%s'", name)
	}
	o.values[i] = v
	return nil
}

// dataclassEntries is the module dataclasses.
func dataclassEntries() []entry {
	return []entry{
		{sig: "asdict(obj)", doc: "The fields of an instance as a dict.", fn: func(c *call) (starlark.Value, error) {
			o, err := c.instance()
			if err != nil {
				return nil, err
			}
			return asDict(o), nil
		}},
		{sig: "astuple(obj)", doc: "The fields of an instance as a tuple.", fn: func(c *call) (starlark.Value, error) {
			o, err := c.instance()
			if err != nil {
				return nil, err
			}
			return starlark.Tuple(slices.Clone(o.values)), nil
		}},
		{sig: "dataclass(cls)", doc: "Decorates a class of fields: @dataclass.", fn: func(*call) (starlark.Value, error) {
			return nil, raise("TypeError", "dataclass is available as a decorator only: @dataclass above a class")
		}},
		{sig: "field(*, default=None, default_factory=None, init=True, repr=True, compare=True, kw_only=False)", doc: "The options of one field.", fn: newFieldOptions},
		{sig: "replace(obj, **changes)", doc: "A copy of an instance with other values in some fields.", fn: func(c *call) (starlark.Value, error) {
			if len(c.args) != 1 {
				return nil, raise("TypeError", "replace: want one instance")
			}
			o, ok := c.args[0].(*instance)
			if !ok {
				return nil, raise("TypeError", "replace: got %s, want an instance of a dataclass", pyType(c.args[0]))
			}
			n := &instance{class: o.class, values: slices.Clone(o.values)}
			for _, kv := range c.kwargs {
				i := o.class.index(string(kv[0].(starlark.String)))
				if i < 0 {
					return nil, raise("TypeError", "replace: %s has no field %s", o.class.name, kv[0])
				}
				n.values[i] = kv[1]
			}
			return n, nil
		}},
	}
}

func (c *call) instance() (*instance, error) {
	var v starlark.Value
	if err := c.unpack("obj", &v); err != nil {
		return nil, err
	}
	o, ok := v.(*instance)
	if !ok {
		return nil, raise("TypeError", "%s: got %s, want an instance of a dataclass", c.name, pyType(v))
	}
	return o, nil
}

func asDict(o *instance) *starlark.Dict {
	d := starlark.NewDict(len(o.values))
	for i, f := range o.class.fields {
		v := o.values[i]
		if inner, ok := v.(*instance); ok {
			v = asDict(inner)
		}
		if v != nil {
			_ = d.SetKey(starlark.String(f.name), v) // a new dict takes every string
		}
	}
	return d
}

func newFieldOptions(c *call) (starlark.Value, error) {
	f := &fieldOptions{}
	var factory starlark.Value
	init, repr, compare := true, true, true
	if len(c.args) > 0 {
		return nil, raise("TypeError", "field: takes keyword arguments only")
	}
	if err := c.unpack("default?", &f.value, "default_factory?", &factory, "init?", &init, "repr?", &repr, "compare?", &compare, "kw_only?", &f.keywordArg); err != nil {
		return nil, err
	}
	if factory != nil {
		fn, ok := factory.(starlark.Callable)
		if !ok {
			return nil, raise("TypeError", "field: default_factory must be a function, got %s", pyType(factory))
		}
		f.factory = fn
	}
	f.noInit, f.noRepr, f.noCompare = !init, !repr, !compare
	return f, nil
}
