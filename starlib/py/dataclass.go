package py

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// recordClass is a dataclass.
type recordClass struct {
	name   string
	fields []field
	frozen bool
	order  bool
	eq     bool
	kwOnly bool

	hashing int // instances being hashed, one within the other
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
	return 0, Raise("TypeError", "unhashable type: 'Field'")
}

// pyDataclass is __dataclass__(name, fields, **options), as package pysyntax says.
func pyDataclass(c *Call) (starlark.Value, error) {
	if len(c.Args) != 2 {
		return nil, Raise("TypeError", "dataclass: want a name and fields")
	}
	name, _ := starlark.AsString(c.Args[0])
	k := &recordClass{name: name, eq: true}
	for _, kv := range c.Kwargs {
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
				return nil, Raise("TypeError", "@dataclass(%s=False) is not available", opt)
			}
		case "slots", "match_args", "unsafe_hash", "weakref_slot":
		default:
			return nil, Raise("TypeError", "dataclass() got an unexpected keyword argument '%s'", opt)
		}
	}
	for v := range starlark.Elements(c.Args[1].(starlark.Iterable)) {
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

func (k *recordClass) String() string        { return fmt.Sprintf("<class '%s'>", k.name) }
func (k *recordClass) Type() string          { return "type" }
func (k *recordClass) Freeze()               {}
func (k *recordClass) Truth() starlark.Bool  { return true }
func (k *recordClass) Hash() (uint32, error) { return starlark.String(k.name).Hash() }
func (k *recordClass) Name() string          { return k.name }

// Attr is __name__.
func (k *recordClass) Attr(name string) (starlark.Value, error) {
	if name == "__name__" {
		return starlark.String(k.name), nil
	}
	return nil, nil
}

// AttrNames is empty: a class has no attributes of interest.
func (k *recordClass) AttrNames() []string { return nil }

// CallInternal makes an instance.
func (k *recordClass) CallInternal(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	o := &record{class: k, values: make([]starlark.Value, len(k.fields))}
	at := 0
	for i, f := range k.fields {
		if f.noInit || f.keywordArg || k.kwOnly || at >= len(args) {
			continue
		}
		o.values[i] = args[at]
		at++
	}
	if at < len(args) {
		return nil, Raise("TypeError", "%s() takes %d positional arguments but %d were given", k.name, at, len(args))
	}
	for _, kv := range kwargs {
		name := string(kv[0].(starlark.String))
		i := k.index(name)
		switch {
		case i < 0 || k.fields[i].noInit:
			return nil, Raise("TypeError", "%s() got an unexpected keyword argument '%s'; its fields are %s", k.name, name, strings.Join(k.names(), ", "))
		case o.values[i] != nil:
			return nil, Raise("TypeError", "%s() got multiple values for argument '%s'", k.name, name)
		}
		o.values[i] = kv[1]
	}
	return o, o.defaults(th)
}

// defaults fills in the fields that were not given.
func (o *record) defaults(th *starlark.Thread) error {
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
		return Raise("TypeError", "%s() missing %d required argument(s): %s", o.class.name, len(missing), strings.Join(missing, ", "))
	}
	return nil
}

func (k *recordClass) index(name string) int {
	return slices.IndexFunc(k.fields, func(f field) bool { return f.name == name })
}

func (k *recordClass) names() []string {
	names := make([]string, len(k.fields))
	for i, f := range k.fields {
		names[i] = f.name
	}
	return names
}
