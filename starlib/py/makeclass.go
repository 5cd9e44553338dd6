package py

import (
	"cmp"
	"slices"
	"weak"

	"go.starlark.net/starlark"
)

// makeClass is __makeclass__(name, bases, keywords, body): what the statement class has become.
func makeClass(c *Call) (starlark.Value, error) {
	if len(c.Args) != 4 {
		return nil, Raise("TypeError", "__makeclass__: want a name, bases, keywords and a body")
	}
	name, _ := starlark.AsString(c.Args[0])
	bases, _ := c.Args[1].(starlark.Tuple)
	keywords, _ := c.Args[2].(*starlark.Dict)
	b := &classBody{ip: c.Interp, fn: c.Args[3], name: plainName(name)}
	b.qualname = c.qualified(b.name)
	if doc := docOf(b.fn); doc != starlark.None {
		b.attrs.set("__doc__", doc)
	}
	var err error
	if b.bases, err = c.baseClasses(bases); err != nil {
		return nil, err
	}
	c.bodies = append(c.bodies, b)
	_, err = starlark.Call(c.Thread, b.fn, starlark.Tuple{b}, nil)
	c.bodies = c.bodies[:len(c.bodies)-1]
	if err != nil {
		return nil, err
	}
	kwargs := []starlark.Tuple{}
	if keywords != nil {
		kwargs = keywords.Items()
	}
	return c.classFrom(b, kwargs)
}

// qualified is the name of a class with those of the classes and functions around its statement.
func (c *Call) qualified(name string) string {
	if c.Thread.CallStackDepth() < 2 {
		return name
	}
	f := c.Thread.DebugFrame(1).Callable()
	if n := len(c.bodies); n > 0 && c.bodies[n-1].fn == starlark.Value(f) {
		return c.bodies[n-1].qualname + "." + name
	}
	if around := plainName(f.Name()); around != "<toplevel>" && around != "" && around != "<module>" {
		return around + ".<locals>." + name
	}
	return name
}

// classFrom makes a class of its body.
func (c *Call) classFrom(b *classBody, keywords []starlark.Tuple) (starlark.Value, error) {
	var meta *class
	rest := slices.DeleteFunc(slices.Clone(keywords), func(kv starlark.Tuple) bool { return kv[0] == starlark.String("metaclass") })
	for _, kv := range keywords {
		if kv[0] == starlark.String("metaclass") {
			m, ok := c.asClass(kv[1])
			if !ok || !m.is(c.typeClass) {
				return nil, Raise("TypeError", "metaclass: got %s, want a class that derives from type", TypeOf(kv[1]))
			}
			meta = m
		}
	}
	of := b.bases
	for _, base := range of {
		if m := base.metaclass(); meta == nil || m.is(meta) {
			meta = m
		}
	}
	if meta == nil {
		meta = c.typeClass
	}
	if made, _ := meta.find("__new__"); isScripts(made) {
		return c.classByMeta(b, meta, made, of, rest)
	}
	v, err := c.newScriptClass(b, meta, of, rest)
	if k, ok := v.(*class); ok && err == nil {
		err = c.metaInit(k, meta, b, of, rest)
	}
	return v, err
}

// isScripts reports whether an attribute of a class is a function of the script's.
func isScripts(v starlark.Value) bool {
	switch v := v.(type) {
	case *staticMethod:
		return isScripts(v.fn)
	case *starlark.Function:
		return true
	}
	return false
}

// classByMeta makes a class by the __new__ of a metaclass of the script's.
func (c *Call) classByMeta(b *classBody, meta *class, made starlark.Value, bases []*class, keywords []starlark.Tuple) (starlark.Value, error) {
	c.bodies = append(c.bodies, b) // type.__new__ finds it there
	v, err := starlark.Call(c.Thread, made, starlark.Tuple{meta, starlark.String(b.name), shownClasses(bases), b.attrs.dict()}, keywords)
	c.bodies = c.bodies[:len(c.bodies)-1]
	if k, ok := v.(*class); ok && err == nil {
		b.class = k
		err = c.metaInit(k, meta, b, bases, keywords)
	}
	return v, err
}

func (c *Call) metaInit(k, meta *class, b *classBody, bases []*class, keywords []starlark.Tuple) error {
	init, _ := meta.find("__init__")
	if !isScripts(init) {
		return nil
	}
	_, err := starlark.Call(c.Thread, init, starlark.Tuple{k, starlark.String(b.name), shownClasses(bases), b.attrs.copied()}, keywords)
	return err
}

// baseClasses is the classes that a class derives from.
func (c *Call) baseClasses(bases starlark.Tuple) ([]*class, error) {
	var of []*class
	for _, v := range bases {
		switch a := v.(type) {
		case *alias:
			v = a.of
		case *typingAlias:
			if err := c.loadOrigins(a.form); err != nil {
				return nil, err
			}
			v = c.typeByName(cmp.Or(a.form.origin, a.form.name))
		case *typingForm:
			if err := c.loadOrigins(a); err != nil {
				return nil, err
			}
			v = c.typeByName(cmp.Or(a.origin, a.name))
		case *typeAlias:
			v = a.of
		}
		k, ok := c.asClass(v)
		switch {
		case !ok:
			return nil, Raise("TypeError", "a class cannot derive from %s: it is no class", Short(v))
		case k.final != "":
			return nil, Raise("TypeError", "%s", k.final)
		case k.stands != nil && !k.derivable():
			return nil, Raise("TypeError", "type '%s' is not an acceptable base type", k.name)
		case slices.Contains(of, k):
			return nil, Raise("TypeError", "duplicate base class %s", k.name)
		}
		of = append(of, k)
	}
	if len(of) == 0 {
		of = []*class{c.object}
	}
	return of, nil
}

// newScriptClass is the class of a body, as type.__new__ makes it, or what its bases make of it.
func (c *Call) newScriptClass(b *classBody, meta *class, bases []*class, keywords []starlark.Tuple) (starlark.Value, error) {
	k := &class{ip: c.Interp, name: b.name, qualname: b.qualname, module: "__main__", scripted: true, bases: bases, attrs: b.attrs, notes: b.notes}
	var err error
	if k.mro, err = linearized(k); err != nil {
		return nil, err
	}
	if meta != c.typeClass {
		k.meta = meta
	}
	if b.attrs.shared != nil { // the script goes on with its dict
		k.attrs = attributes{}
		for name, v := range b.attrs.all() {
			k.attrs.set(name, v)
		}
	}
	if v, ok := starlark.AsString(k.attrs.get("__qualname__")); ok {
		k.qualname = v
	}
	b.class = k
	c.epoch++
	k.settle()
	if err := c.slotted(k); err != nil {
		return nil, err
	}
	for _, base := range bases {
		base.children = append(base.children, weak.Make(k))
	}
	for _, of := range k.mro[1:] {
		if of.derived != nil {
			v, err := of.derived(c, k, b)
			if err != nil || v != starlark.Value(k) {
				return v, err
			}
			break
		}
	}
	if err := c.nameAttributes(k); err != nil {
		return nil, err
	}
	return k, c.tellBases(k, keywords)
}

// settle makes of some attributes what they are in a class.
func (k *class) settle() {
	for name, v := range k.attrs.all() {
		f, isFunction := v.(*starlark.Function)
		switch {
		case isFunction && name == "__new__":
			k.attrs.set(name, &staticMethod{f})
		case isFunction && (name == "__init_subclass__" || name == "__class_getitem__"):
			k.attrs.set(name, &classMethod{f})
		case isAbstract(v):
			k.abstract = k.abstract || k.metaclass().is(k.ip.abcMeta)
		}
	}
	for _, of := range k.mro[1:] {
		k.abstract = k.abstract || of.abstract
	}
	if k.attrs.get("__eq__") != nil && k.attrs.get("__hash__") == nil {
		k.attrs.set("__hash__", starlark.None)
	}
}

// slotted reads __slots__.
func (c *Call) slotted(k *class) error {
	for _, base := range k.bases {
		k.open = k.open || base != c.object && (base.slots == nil || base.open)
		k.slots = append(k.slots, base.slots...)
	}
	v := k.attrs.get("__slots__")
	if v == nil {
		k.open = true
		return nil
	}
	names := []starlark.Value{v}
	if _, one := starlark.AsString(v); !one {
		var err error
		if names, err = c.valuesOf(v); err != nil {
			return err
		}
	}
	k.slots = append(k.slots, []string{}...)
	if k.slots == nil {
		k.slots = []string{}
	}
	for _, n := range names {
		name, ok := starlark.AsString(n)
		switch {
		case !ok:
			return Raise("TypeError", "__slots__ items must be strings, not '%s'", TypeOf(n))
		case name == "__dict__":
			k.open = true
		case k.attrs.get(name) != nil:
			return Raise("ValueError", "'%s' in __slots__ conflicts with class variable", name)
		}
		k.slots = append(k.slots, name)
	}
	return nil
}

// nameAttributes tells attributes their names.
func (c *Call) nameAttributes(k *class) error {
	for name, v := range k.attrs.all() {
		switch v := v.(type) {
		case *property:
			if v.name == "" {
				v.name = name
			}
		case *cachedProperty:
			if v.name == "" {
				v.name = name
			}
		case *instance:
			if _, ok, err := v.ask("__set_name__", k, starlark.String(name)); ok && err != nil {
				return err
			}
		}
	}
	return nil
}

// tellBases calls __init_subclass__.
func (c *Call) tellBases(k *class, keywords []starlark.Tuple) error {
	fn, owner := k.findAfter(k, "__init_subclass__")
	if fn == nil || owner == c.object {
		if len(keywords) > 0 {
			return Raise("TypeError", "%s.__init_subclass__() takes no keyword arguments", k.name)
		}
		return nil
	}
	fn, err := c.bound(fn, nil, k)
	if err == nil {
		_, err = c.callWith(fn, nil, keywords)
	}
	return err
}
