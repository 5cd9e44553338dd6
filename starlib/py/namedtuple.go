package py

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// namedFields is what a class of named tuples knows of its fields.
type namedFields struct {
	of     *NamedType
	fields []*dataField
}

// namedClass makes a class of named tuples of k, which derives from tuple.
func (k *class) namedClass(f *namedFields) {
	k.named, k.slots, k.open = f, []string{}, false
	if k.attrs.get("__doc__") == nil {
		k.set("__doc__", starlark.String(k.name+"("+strings.Join(f.of.Fields, ", ")+")"))
	}
	k.native = func(c *Call, of *class) (starlark.Value, error) {
		a := &dataArguments{name: k.name + ".__new__()", fields: f.fields}
		values, err := a.bind(c)
		if err != nil {
			return nil, err
		}
		for i, v := range values {
			if v == nil {
				values[i] = f.fields[i].value
			}
		}
		return &instance{class: of, own: f.of.New(values)}, nil
	}
	for i := range namedClassMethods {
		e := &namedClassMethods[i]
		if k.attrs.get(e.Name()) == nil {
			k.set(e.Name(), &slot{k.ip, k, e})
		}
	}
	k.set("_make", &classMethod{&slot{k.ip, k, &makeNamed}})
	k.set("_fields", fieldTuple(f.of))
	k.set("__match_args__", fieldTuple(f.of))
	defaults := new(starlark.Dict)
	for _, in := range f.fields {
		if in.value != nil {
			_ = defaults.SetKey(starlark.String(in.name), in.value) // a new dict takes every string
		}
	}
	k.set("_field_defaults", defaults)
}

func fieldTuple(t *NamedType) starlark.Tuple {
	var names starlark.Tuple
	for _, name := range t.Fields {
		names = append(names, starlark.String(name))
	}
	return names
}

// namedOf is the fields of a class of named tuples, nil of any other.
func namedOf(k *class) *namedFields {
	for _, of := range k.mro {
		if of.named != nil {
			return of.named
		}
	}
	return nil
}

// namedClassMethods is the table of what named tuples have beside their fields.
var namedClassMethods = []Entry{
	{Sig: "_replace(**kwargs)", Doc: "A tuple with other elements of these names.", Fn: func(c *Call) (starlark.Value, error) {
		o, err := c.recvInstance()
		if err != nil {
			return nil, err
		}
		d := *c
		d.Recv = o.value()
		v, err := replaceNamed(&d)
		if err != nil {
			return nil, err
		}
		return &instance{class: o.class, own: v}, nil
	}},
}

// makeNamed is a method of the class.
var makeNamed = Entry{Sig: "_make(iterable)", Doc: "A tuple of the elements of an iterable.", Fn: func(c *Call) (starlark.Value, error) {
	k := c.Recv.(*class)
	var over starlark.Value
	if err := c.Unpack("iterable", &over); err != nil {
		return nil, err
	}
	values, err := c.valuesOf(over)
	if err != nil {
		return nil, err
	}
	t := namedOf(k).of
	if len(values) != len(t.Fields) {
		return nil, Raise("TypeError", "Expected %d arguments, got %d", len(t.Fields), len(values))
	}
	return &instance{class: k, own: t.New(values)}, nil
}}

// derivedNamed makes a class of named tuples of a body with annotations: NamedTuple.
func derivedNamed(c *Call, k *class, _ *classBody) (starlark.Value, error) {
	if !slices.Contains(k.bases, c.namedTuple) {
		return k, nil
	}
	for i, base := range k.bases {
		if base == c.namedTuple {
			k.bases[i] = c.builtinClass("tuple")
		}
	}
	var err error
	if k.mro, err = linearized(k); err != nil {
		return nil, err
	}
	c.epoch++
	f := &namedFields{of: &NamedType{Name: k.name}}
	with := false
	for _, n := range k.notes {
		if strings.HasPrefix(n.name, "_") {
			return nil, Raise("ValueError", "Field names cannot start with an underscore: %s", quoted(n.name))
		}
		in := &dataField{name: n.name, typ: n.typ, init: true, value: k.attrs.get(n.name)}
		if in.value == nil && with {
			return nil, Raise("TypeError", "Non-default namedtuple field %s cannot follow default field", n.name)
		}
		with = with || in.value != nil
		k.attrs.remove(n.name)
		f.fields = append(f.fields, in)
		f.of.Fields = append(f.of.Fields, n.name)
	}
	k.namedClass(f)
	return k, nil
}

// namedTupleCall is NamedTuple(name, fields).
func namedTupleCall(c *Call, _ *class) (starlark.Value, error) {
	var name string
	var list starlark.Value
	if err := c.Unpack("typename", &name, "fields?", &list); err != nil {
		return nil, err
	}
	pairs, err := c.valuesOf(list)
	if err != nil {
		return nil, err
	}
	f := &namedFields{of: &NamedType{Name: name}}
	for _, v := range pairs {
		pair, ok := v.(starlark.Tuple)
		if !ok || len(pair) != 2 {
			return nil, Raise("TypeError", "NamedTuple: fields: got %s, want pairs of name and type", Short(v))
		}
		field, _ := starlark.AsString(pair[0])
		f.of.Fields = append(f.of.Fields, field)
		f.fields = append(f.fields, &dataField{name: field, typ: typeText(pair[1]), init: true})
	}
	return c.newNamedClass(name, f)
}

func (c *Call) newNamedClass(name string, f *namedFields) (starlark.Value, error) {
	b := &classBody{ip: c.Interp, name: name, qualname: name, bases: []*class{c.builtinClass("tuple")}}
	v, err := c.newScriptClass(b, c.typeClass, b.bases, nil)
	if err != nil {
		return nil, err
	}
	v.(*class).namedClass(f)
	return v, nil
}

// pythonKeywords is what no field can be named.
var pythonKeywords = strings.Fields("False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield")

func newNamedtuple(c *Call) (starlark.Value, error) {
	var name string
	var names, defaults starlark.Value
	var rename bool
	var module starlark.Value
	if err := c.Unpack("typename", &name, "field_names", &names, "rename?", &rename, "defaults?", &defaults, "module?", &module); err != nil {
		return nil, err
	}
	of := &NamedType{Name: name}
	if s, ok := starlark.AsString(names); ok {
		of.Fields = strings.Fields(strings.ReplaceAll(s, ",", " "))
	} else {
		all, err := c.valuesOf(names)
		if err != nil {
			return nil, err
		}
		for _, v := range all {
			s, ok := starlark.AsString(v)
			if !ok {
				return nil, Raise("TypeError", "namedtuple: field_names: got %s, want strings", TypeOf(v))
			}
			of.Fields = append(of.Fields, s)
		}
	}
	f := &namedFields{of: of}
	for i, field := range of.Fields {
		keyword := slices.Contains(pythonKeywords, field)
		bad := keyword || strings.HasPrefix(field, "_") || slices.Contains(of.Fields[:i], field)
		switch {
		case bad && rename:
			of.Fields[i] = fmt.Sprintf("_%d", i)
		case keyword:
			return nil, Raise("ValueError", "Type names and field names cannot be a keyword: %s", quoted(field))
		case strings.HasPrefix(field, "_"):
			return nil, Raise("ValueError", "Field names cannot start with an underscore: %s", quoted(field))
		case bad:
			return nil, Raise("ValueError", "Encountered duplicate field name: %s", quoted(field))
		}
		f.fields = append(f.fields, &dataField{name: of.Fields[i], init: true})
	}
	if defaults != nil && defaults != starlark.None {
		values, err := c.valuesOf(defaults)
		if err != nil {
			return nil, err
		}
		if len(values) > len(of.Fields) {
			return nil, Raise("TypeError", "Got more default values than field names")
		}
		for i, v := range values {
			f.fields[len(f.fields)-len(values)+i].value = v
		}
	}
	return c.newNamedClass(name, f)
}
