package py

import (
	"slices"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Attr is an attribute of the class.
func (k *class) Attr(name string) (starlark.Value, error) {
	if v, _ := k.find(name); v != nil && !(name == "__doc__" && k.attrs.get(name) == nil) {
		return k.ip.bound(v, nil, k)
	}
	if e := entryOf(classMembers, name); e != nil {
		if e.Method() {
			return &Function{ip: k.ip, entry: e, name: name, recv: k}, nil
		}
		return e.Fn(&Call{Interp: k.ip, entry: e, Name: name, Recv: k})
	}
	if v, err := k.builtin(name); v != nil || err != nil {
		return v, err
	}
	if v, owner := k.metaclass().find(name); v != nil && owner != k.ip.object {
		return k.ip.bound(v, k, k.metaclass())
	}
	if k.enum != nil {
		return nil, Raise("AttributeError", "%s", name)
	}
	return nil, noAttribute("type object '%s' has no attribute '%s'", k.name, name, didYouMean(meant(name, k.AttrNames())))
}

// entryOf is the entry of a table with that name, nil if there is none.
func entryOf(table []Entry, name string) *Entry {
	for i := range table {
		if table[i].Name() == name {
			return &table[i]
		}
	}
	return nil
}

// metaclass is the class of k.
func (k *class) metaclass() *class {
	for _, of := range k.mro {
		if of.meta != nil {
			return of.meta
		}
	}
	return k.ip.typeClass
}

// builtin is a method of the builtin that k derives from, as a function whose first argument is
// the instance; nil if there is none.
func (k *class) builtin(name string) (starlark.Value, error) {
	for _, of := range k.mro {
		if of.stands == nil {
			continue
		}
		if a, ok := of.stands.(starlark.HasAttrs); ok && of.stands != starlark.Value(k) {
			if v, err := a.Attr(name); v != nil && err == nil {
				return v, nil
			}
		}
	}
	return nil, nil
}

// classMembers is THE table of what classes have.
var classMembers = []Entry{
	{Sig: "__annotations__", Doc: "The annotations of its body.", Fn: classPart(func(k *class) starlark.Value {
		return k.ip.annotationsOf(k)
	})},
	{Sig: "__bases__", Doc: "What it derives from.", Fn: classPart(func(k *class) starlark.Value { return shownClasses(k.bases) })},
	{Sig: "__class__", Doc: "The class of the class.", Fn: classPart(func(k *class) starlark.Value { return k.metaclass().shown() })},
	{Sig: "__dict__", Doc: "Its own attributes.", Fn: classPart(func(k *class) starlark.Value {
		d := k.attrs.copied()
		d.Freeze()
		return d
	})},
	{Sig: "__doc__", Doc: "What its body says of it.", Fn: classPart(func(k *class) starlark.Value {
		if v := k.attrs.get("__doc__"); v != nil {
			return v
		}
		return starlark.None
	})},
	{Sig: "__module__", Doc: "Where it comes from.", Fn: classPart(func(k *class) starlark.Value { return starlark.String(k.module) })},
	{Sig: "__mro__", Doc: "The classes in which attributes are looked for.", Fn: classPart(func(k *class) starlark.Value { return shownClasses(k.mro) })},
	{Sig: "__name__", Doc: "Its name.", Fn: classPart(func(k *class) starlark.Value { return starlark.String(k.name) })},
	{Sig: "__qualname__", Doc: "Its name with those around it.", Fn: classPart(func(k *class) starlark.Value { return starlark.String(k.qualname) })},
	{Sig: "__subclasses__()", Doc: "The classes that derive from it.", Fn: func(c *Call) (starlark.Value, error) {
		list := make([]starlark.Value, 0)
		for _, p := range c.Recv.(*class).children {
			if k := p.Value(); k != nil {
				list = append(list, k)
			}
		}
		return starlark.NewList(list), c.Unpack()
	}},
	{Sig: "mro()", Doc: "The classes in which attributes are looked for.", Fn: func(c *Call) (starlark.Value, error) {
		return starlark.NewList(shownClasses(c.Recv.(*class).mro)), c.Unpack()
	}},
}

func classPart(part func(k *class) starlark.Value) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) { return part(c.Recv.(*class)), nil }
}

func shownClasses(list []*class) starlark.Tuple {
	t := make(starlark.Tuple, len(list))
	for i, k := range list {
		t[i] = k.shown()
	}
	return t
}

// AttrNames is the names of its attributes and those of its bases.
func (k *class) AttrNames() []string {
	var names []string
	for _, of := range k.mro {
		names = append(names, of.attrs.names()...)
	}
	names = append(names, EntryNames(classMembers)...)
	slices.Sort(names)
	return slices.Compact(names)
}

// SetField assigns to an attribute of the class.
func (k *class) SetField(name string, v starlark.Value) error {
	switch {
	case k.module != "__main__" && k.stands != nil:
		return Raise("TypeError", "cannot set '%s' attribute of immutable type '%s'", name, k.name)
	case k.enum != nil && k.enum.member(name) != nil:
		return Raise("AttributeError", "cannot reassign member '%s'", name)
	case name == "__name__" || name == "__qualname__" || name == "__module__":
		s, ok := starlark.AsString(v)
		if !ok {
			return Raise("TypeError", "can only assign string to %s.%s, not '%s'", k.name, name, TypeOf(v))
		}
		*map[string]*string{"__name__": &k.name, "__qualname__": &k.qualname, "__module__": &k.module}[name] = s
		return nil
	case name == "__bases__" || name == "__mro__" || name == "__dict__" || name == "__class__":
		return Raise("AttributeError", "attribute '%s' of a class cannot be set", name)
	}
	k.set(name, v)
	return nil
}

// deleteAttr deletes an attribute of the class.
func (k *class) deleteAttr(name string) error {
	if !k.attrs.remove(name) {
		return Raise("AttributeError", "type object '%s' has no attribute '%s'", k.name, name)
	}
	k.ip.epoch++
	return nil
}

// asks calls a special method of the metaclass; ok is false if there is none.
func (k *class) asks(name string, args ...starlark.Value) (v starlark.Value, ok bool, err error) {
	fn, owner := k.metaclass().find(name)
	if fn == nil || owner == k.ip.object {
		return nil, false, nil
	}
	if fn, err = k.ip.bound(fn, k, k.metaclass()); err != nil {
		return nil, true, err
	}
	v, err = k.ip.callWith(fn, args, nil)
	return v, true, err
}

// Get is k[key]: a member of an enum, or a generic class with its parameters.
func (k *class) Get(key starlark.Value) (starlark.Value, bool, error) {
	if v, ok, err := k.asks("__getitem__", key); ok {
		return v, true, err
	}
	if fn, _ := k.find("__class_getitem__"); fn != nil {
		if s, ok := fn.(*slot); ok {
			v, err := s.entry.run(&Call{Interp: k.ip, entry: s.entry, Name: s.entry.Name(), Recv: k, Args: starlark.Tuple{key}})
			return v, true, err
		}
		if f, ok := fn.(*starlark.Function); ok { // it is a class method without saying so
			v, err := k.ip.call(f, k, key)
			return v, true, err
		}
		fn, err := k.ip.bound(fn, nil, k)
		if err == nil {
			fn, err = k.ip.call(fn, key)
		}
		return fn, true, err
	}
	return nil, false, Raise("TypeError", "type '%s' is not subscriptable", k.name)
}

// Iterate goes through the members of an enum.
func (k *class) Iterate() starlark.Iterator {
	v, ok, err := k.asks("__iter__")
	if !ok {
		err = Raise("TypeError", "'type' object is not iterable")
	}
	if err != nil {
		if r := k.ip.gil.holder; r != nil {
			r.stop(err)
		}
		return noValues{}
	}
	return v.(starlark.Iterable).Iterate()
}

// Has is v in k.
func (k *class) Has(v starlark.Value) (bool, error) {
	in, ok, err := k.asks("__contains__", v)
	if !ok {
		return false, Raise("TypeError", "argument of type 'type' is not iterable")
	}
	return err == nil && bool(in.Truth()), err
}

// Binary is k | other, which isinstance takes.
func (k *class) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	if op != syntax.PIPE {
		return nil, nil
	}
	if side == starlark.Right {
		return newUnion(y, k), nil
	}
	return newUnion(k, y), nil
}
