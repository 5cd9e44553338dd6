package py

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// dataFields is what a dataclass knows of its fields.
type dataFields struct {
	list                          []*dataField
	init, repr, eq, order, frozen bool
	kwOnly, hash, slots, match    bool
}

// dataField is a field of a dataclass, and what dataclasses.field gives.
type dataField struct {
	name, typ           string
	value               starlark.Value // the default, or nil
	factory             starlark.Value // what makes it, or nil
	init, repr, compare bool
	hash                starlark.Value // None: as compare
	kwOnly              bool
	metadata            starlark.Value
	kind                fieldKind
	givenKwOnly         bool
}

type fieldKind int

const (
	realField  fieldKind = iota
	initField            // an argument of __init__ that is handed to __post_init__
	classVar             // no field at all
	kwOnlyMark           // those behind it are keywords
)

// kindOfField is what an annotation says of a field.
func kindOfField(typ string) fieldKind {
	t := strings.Trim(typ, "'\"")
	t, _, _ = strings.Cut(t, "[")
	switch t[strings.LastIndexByte(t, '.')+1:] {
	case "ClassVar":
		return classVar
	case "InitVar":
		return initField
	case "KW_ONLY":
		return kwOnlyMark
	}
	return realField
}

// dataOptions is the options of @dataclass.
func dataOptions(c *Call) (*dataFields, error) {
	f := &dataFields{init: true, repr: true, eq: true, match: true}
	options := map[string]*bool{
		"init": &f.init, "repr": &f.repr, "eq": &f.eq, "order": &f.order, "frozen": &f.frozen, "kw_only": &f.kwOnly,
		"unsafe_hash": &f.hash, "slots": &f.slots, "match_args": &f.match, "weakref_slot": new(bool),
	}
	for _, kv := range c.Kwargs {
		name := string(kv[0].(starlark.String))
		p, ok := options[name]
		if !ok {
			return nil, Raise("TypeError", "dataclass() got an unexpected keyword argument '%s'", name)
		}
		*p = bool(kv[1].Truth())
	}
	if f.order && !f.eq {
		return nil, Raise("ValueError", "eq must be true if order is true")
	}
	return f, nil
}

// newDataclass is dataclass(cls), or dataclass(**options), which takes the class then.
func newDataclass(c *Call) (starlark.Value, error) {
	f, err := dataOptions(c)
	if err != nil {
		return nil, err
	}
	switch {
	case len(c.Args) == 0:
		return c.function("dataclass", func(v starlark.Value) (starlark.Value, error) {
			own := *f
			return c.dataclass(v, &own)
		}), nil
	case len(c.Args) > 1:
		return nil, Raise("TypeError", "dataclass() takes from 0 to 1 positional arguments but %d were given", len(c.Args))
	}
	return c.dataclass(c.Args[0], f)
}

// dataclass makes a dataclass of a class.
func (c *Call) dataclass(v starlark.Value, f *dataFields) (starlark.Value, error) {
	k, ok := v.(*class)
	if !ok || !k.scripted {
		return nil, Raise("TypeError", "dataclass: got %s, want a class", TypeOf(v))
	}
	if err := k.inheritFields(f); err != nil {
		return nil, err
	}
	if err := k.ownFields(f); err != nil {
		return nil, err
	}
	if err := f.inOrder(); err != nil {
		return nil, err
	}
	k.fields = f
	all := new(starlark.Dict)
	for _, in := range f.list {
		_ = all.SetKey(starlark.String(in.name), in) // a new dict takes every string
	}
	k.attrs.set("__dataclass_fields__", all)
	if err := k.addDataMethods(f); err != nil {
		return nil, err
	}
	if f.slots {
		k.slots, k.open = f.names(), false
		for _, base := range k.mro[1:] {
			k.open = k.open || base != c.object && base.slots == nil
		}
		for _, name := range k.slots {
			if k.attrs.get(name) != nil {
				k.attrs.remove(name)
			}
		}
	}
	c.epoch++
	return k, nil
}

// inheritFields begins with the fields of the bases.
func (k *class) inheritFields(f *dataFields) error {
	for _, base := range slices.Backward(k.mro[1:]) {
		if base.fields == nil {
			continue
		}
		if base.fields.frozen != f.frozen {
			if f.frozen {
				return Raise("TypeError", "cannot inherit frozen dataclass from a non-frozen one")
			}
			return Raise("TypeError", "cannot inherit non-frozen dataclass from a frozen one")
		}
		for _, in := range base.fields.list {
			f.put(in)
		}
	}
	return nil
}

// put adds a field, or takes the place of one of the same name.
func (f *dataFields) put(in *dataField) {
	for i, old := range f.list {
		if old.name == in.name {
			f.list[i] = in
			return
		}
	}
	f.list = append(f.list, in)
}

// ownFields adds the fields of the body of k.
func (k *class) ownFields(f *dataFields) error {
	keywords := f.kwOnly
	for _, n := range k.notes {
		kind := kindOfField(n.typ)
		switch kind {
		case classVar:
			f.put(&dataField{name: n.name, typ: n.typ, kind: classVar, value: k.attrs.get(n.name), hash: starlark.None, metadata: new(starlark.Dict)})
			continue
		case kwOnlyMark:
			keywords = true
			continue
		}
		in := &dataField{init: true, repr: true, compare: true, hash: starlark.None, metadata: new(starlark.Dict)}
		switch v := k.attrs.get(n.name).(type) {
		case nil:
		case *dataField:
			own := *v
			in = &own
			k.attrs.remove(n.name)
			if in.value != nil {
				k.attrs.set(n.name, in.value)
			}
		default:
			in.value = v
		}
		in.name, in.typ, in.kind = n.name, n.typ, kind
		if !in.givenKwOnly {
			in.kwOnly = keywords
		}
		switch in.value.(type) {
		case *starlark.List, *starlark.Dict, *starlark.Set, *mapping, *deque:
			return Raise("ValueError", "mutable default <class '%s'> for field %s is not allowed: use default_factory", TypeOf(in.value), n.name)
		case *instance:
			if fn, _ := in.value.(*instance).class.find("__hash__"); fn == starlark.None {
				return Raise("ValueError", "mutable default %s for field %s is not allowed: use default_factory", in.value.(*instance).class, n.name)
			}
		}
		f.put(in)
	}
	for name, v := range k.attrs.all() {
		if _, ok := v.(*dataField); ok {
			return Raise("TypeError", "'%s' is a field but has no type annotation", name)
		}
	}
	return nil
}

// inOrder is the error of a field without a default behind one that has one.
func (f *dataFields) inOrder() error {
	with := false
	for _, in := range f.list {
		if !in.init || in.kwOnly {
			continue
		}
		has := in.value != nil || in.factory != nil
		if with && !has {
			return Raise("TypeError", "non-default argument '%s' follows default argument", in.name)
		}
		with = with || has
	}
	return nil
}

// real is the fields that instances have.
func (f *dataFields) real() []*dataField {
	return slices.DeleteFunc(slices.Clone(f.list), func(in *dataField) bool { return in.kind != realField })
}

// names is the names of those.
func (f *dataFields) names() []string {
	var names []string
	for _, in := range f.real() {
		names = append(names, in.name)
	}
	return names
}
