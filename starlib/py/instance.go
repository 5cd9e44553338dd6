package py

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// instance is a value of a class. It is used with the session lock held.
type instance struct {
	class *class
	attrs attributes // __dict__
	own   any        // what Go keeps of it: an *exception, the value of an int that it is
}

// newInstance is object's instance of k.
func newInstance(k *class) *instance { return &instance{class: k} }

func (o *instance) Type() string { return o.class.name }

// String is for Starlark; printer is for all else.
func (o *instance) String() string { return plain(o, PlainMost) }

// Freeze does nothing: instances change.
func (o *instance) Freeze() {}

// Name is for Starlark, which calls it of what can be called.
func (o *instance) Name() string { return o.class.name }

// IsA reports whether a builtin of that name is among the classes of o.
func (o *instance) IsA(name string) bool {
	return slices.ContainsFunc(o.class.mro, func(k *class) bool { return k.stands != nil && k.name == name })
}

// Attr is an attribute: of the instance, or of its class.
func (o *instance) Attr(name string) (starlark.Value, error) {
	var v starlark.Value
	var err error
	if own, _ := o.special("__getattribute__"); own != nil {
		v, err = o.class.ip.call(own, starlark.String(name))
	} else {
		v, err = o.attribute(name)
	}
	if v != nil && err == nil || err != nil && KindOf(err, "") != "AttributeError" {
		return v, err
	}
	if other, ok, failed := o.ask("__getattr__", starlark.String(name)); ok {
		return other, failed
	}
	if err != nil {
		return nil, err
	}
	return nil, o.missing(name)
}

// attribute is the attribute as object.__getattribute__ finds it, nil if there is none.
func (o *instance) attribute(name string) (starlark.Value, error) {
	v, _ := o.class.find(name)
	if v != nil && isData(v) {
		return o.class.ip.bound(v, o, o.class)
	}
	if own := o.attrs.get(name); own != nil {
		return own, nil
	}
	if v != nil {
		return o.class.ip.bound(v, o, o.class)
	}
	switch name {
	case "__class__":
		return o.class, nil
	case "__dict__":
		if o.class.slots == nil || o.class.open {
			return o.attrs.dict(), nil
		}
	case "__doc__":
		return starlark.None, nil
	case "__module__":
		return starlark.String(o.class.module), nil
	}
	return o.builtin(name)
}

// builtin is an attribute of the builtin that o is, nil if it is none or has none.
func (o *instance) builtin(name string) (starlark.Value, error) {
	own := o.value()
	if own == nil {
		return nil, nil
	}
	if _, ok := viewMethods[name]; ok {
		if g, ok := o.class.ip.session.builtins[viewGuard(name)].(starlark.Mapping); ok {
			v, _, err := g.Get(own)
			return v, err
		}
	}
	v, err := o.class.ip.ownAttr(own, name)
	if v != nil && err == nil {
		return v, nil
	}
	if n, ok := own.(*Named); ok {
		if v, err := n.Attr(name); v != nil && err == nil {
			return v, nil
		}
		return o.class.ip.ownAttr(n.values, name)
	}
	if a, ok := own.(starlark.HasAttrs); ok {
		if v, err := a.Attr(name); err == nil || KindOf(err, "") != "AttributeError" {
			return v, err
		}
	}
	return nil, nil
}

// missing is the error of an attribute that is not there.
func (o *instance) missing(name string) error {
	near := ""
	if !strings.HasPrefix(name, "__") {
		near = meant(name, o.AttrNames())
	}
	return noAttribute("'%s' object has no attribute '%s'", o.class.name, name, didYouMean(near))
}

// AttrNames is the names of its own attributes and those of its classes.
func (o *instance) AttrNames() []string {
	names := o.attrs.names()
	for _, k := range o.class.mro {
		names = append(names, k.attrs.names()...)
	}
	if a, ok := o.value().(starlark.HasAttrs); ok {
		names = append(names, a.AttrNames()...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// SetField assigns to an attribute.
func (o *instance) SetField(name string, v starlark.Value) error {
	if _, ok, err := o.ask("__setattr__", starlark.String(name), v); ok {
		return err
	}
	return o.assign(name, v)
}

// deleteAttr deletes an attribute.
func (o *instance) deleteAttr(name string) error {
	if _, ok, err := o.ask("__delattr__", starlark.String(name)); ok {
		return err
	}
	return o.assign(name, nil)
}

// assign sets or, without a value, deletes an attribute as object's methods do.
func (o *instance) assign(name string, v starlark.Value) error {
	if f := namedOf(o.class); f != nil && slices.Contains(f.of.Fields, name) {
		return Raise("AttributeError", "can't set attribute")
	}
	in, _ := o.class.find(name)
	switch d := in.(type) {
	case dataDescriptor:
		if isData(d) {
			return d.assign(o, name, v)
		}
	case *instance:
		if isData(d) {
			return d.describe(o, name, v)
		}
	}
	if v == nil {
		if !o.attrs.remove(name) {
			return o.missing(name)
		}
		return nil
	}
	switch name {
	case "__class__":
		return Raise("TypeError", "the class of an instance cannot be changed")
	case "__dict__":
		d, ok := v.(*starlark.Dict)
		if !ok {
			return Raise("TypeError", "__dict__ must be set to a dictionary, not a '%s'", TypeOf(v))
		}
		o.attrs.share(d)
		return nil
	}
	if n, ok := o.own.(*Named); ok && slices.Contains(n.of.Fields, name) {
		return Raise("AttributeError", "can't set attribute")
	}
	if !o.class.allows(name) {
		if in != nil {
			return Raise("AttributeError", "'%s' object attribute '%s' is read-only", o.class.name, name)
		}
		return o.missing(name)
	}
	o.attrs.set(name, v)
	return nil
}

// describe sets or deletes the attribute of another instance, of whose class o is a descriptor.
func (o *instance) describe(of *instance, name string, v starlark.Value) error {
	what, args := "__set__", []starlark.Value{of, v}
	if v == nil {
		what, args = "__delete__", args[:1]
	}
	_, ok, err := o.ask(what, args...)
	if !ok {
		return Raise("AttributeError", "%s", strings.Trim(what, "_"))
	}
	return err
}
