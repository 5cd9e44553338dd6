package py

import (
	"strings"

	"go.starlark.net/starlark"
)

// attrName is the name that an argument of getattr and the like is.
func attrName(c *Call, v starlark.Value) (string, error) {
	name, ok := starlark.AsString(valueOf(v))
	if !ok {
		return "", Raise("TypeError", "attribute name must be string, not '%s'", TypeOf(v))
	}
	return name, nil
}

// getattr is getattr(x, name, default).
func getattr(c *Call) (starlark.Value, error) {
	var x, key, otherwise starlark.Value
	if err := starlark.UnpackPositionalArgs(c.Name, c.Args, c.Kwargs, 2, &x, &key, &otherwise); err != nil {
		return nil, Raise("TypeError", "%w", err)
	}
	name, err := attrName(c, key)
	if err != nil {
		return nil, err
	}
	v, err := c.attr(x, name)
	if otherwise != nil && err != nil && c.isMissing(err) {
		return otherwise, nil
	}
	return v, err
}

// attr is x.name, as the dot of a script gives it.
func (ip *Interp) attr(x starlark.Value, name string) (starlark.Value, error) {
	if v, err := ip.ownAttr(x, name); v != nil || err != nil {
		return v, err
	}
	if name == "__class__" {
		if _, own := x.(*instance); !own {
			return ip.classOf(x).shown(), nil
		}
	}
	if name == "__annotations__" {
		f, ok := x.(*starlark.Function)
		if m, bound := x.(*method); bound {
			f, ok = m.fn.(*starlark.Function)
		}
		if ok && attrOf(f, name) == nil {
			return ip.annotationsOf(f), nil
		}
	}
	if name == "__name__" {
		v, _, err := nameOf{}.Get(x)
		return v, err
	}
	return GetAttr(withAttrs(x), name)
}

// isMissing reports whether an error says that there is no such attribute.
func (ip *Interp) isMissing(err error) bool {
	kind, _ := ip.Explain(err)
	return kind == "AttributeError"
}

func hasattr(c *Call) (starlark.Value, error) {
	var x, key starlark.Value
	if err := starlark.UnpackPositionalArgs(c.Name, c.Args, c.Kwargs, 2, &x, &key); err != nil {
		return nil, Raise("TypeError", "%w", err)
	}
	name, err := attrName(c, key)
	if err != nil {
		return nil, err
	}
	if _, err = c.attr(x, name); err != nil && !c.isMissing(err) {
		return nil, err
	}
	return starlark.Bool(err == nil), nil
}

func setattr(c *Call) (starlark.Value, error) {
	var x, key, v starlark.Value
	if err := c.Unpack("object", &x, "name", &key, "value", &v); err != nil {
		return nil, err
	}
	name, err := attrName(c, key)
	if err != nil {
		return nil, err
	}
	s, ok := withAttrs(x).(starlark.HasSetField)
	if !ok {
		return nil, Raise("AttributeError", "'%s' object has no attribute '%s'", TypeOf(x), name)
	}
	return starlark.None, s.SetField(name, v)
}

func delattr(c *Call) (starlark.Value, error) {
	var x, key starlark.Value
	if err := c.Unpack("object", &x, "name", &key); err != nil {
		return nil, err
	}
	name, err := attrName(c, key)
	if err != nil {
		return nil, err
	}
	return starlark.None, deleteAttr(x, name)
}

// deleteAttr is del x.name.
func deleteAttr(x starlark.Value, name string) error {
	if d, ok := withAttrs(x).(interface{ deleteAttr(name string) error }); ok {
		return d.deleteAttr(name)
	}
	return Raise("AttributeError", "'%s' object has no attribute '%s'", TypeOf(x), name)
}

// vars is the attributes of an instance or a class, as a dict.
func vars(c *Call) (starlark.Value, error) {
	var x starlark.Value
	if err := c.Unpack("obj?", &x); err != nil {
		return nil, err
	}
	switch x := x.(type) {
	case nil:
		return nil, Raise("TypeError", "vars() without an argument is not available; globals() has the script's variables")
	case *instance, *class, *ModuleValue:
		if m, ok := x.(*ModuleValue); ok {
			d := new(starlark.Dict)
			for _, name := range m.AttrNames() {
				_ = d.SetKey(starlark.String(name), m.members[name]) // a new dict takes every string
			}
			return d, nil
		}
		return GetAttr(x, "__dict__")
	}
	return nil, Raise("TypeError", "vars() argument must have __dict__ attribute")
}

// typeOf is type(x), or type(name, bases, namespace). In a .star file type(x) is the name, as in Starlark.
func typeOf(c *Call) (starlark.Value, error) {
	if len(c.Args) == 3 {
		return c.dynamicClass(c.typeClass, c.Args, c.Kwargs)
	}
	if len(c.Args) != 1 && len(c.Kwargs) == 0 {
		return nil, Raise("TypeError", "type() takes 1 or 3 arguments")
	}
	var x starlark.Value
	if err := c.Unpack("x", &x); err != nil {
		return nil, err
	}
	if c.inStarlark() {
		return starlark.String(x.Type()), nil
	}
	return c.typeValue(x), nil
}

// typeValue is type(x), as scripts know it.
func (ip *Interp) typeValue(x starlark.Value) starlark.Value {
	if j, ok := x.(interface{ Class() string }); ok && j.Class() != "" {
		if _, isClass := x.(*Constructor); isClass {
			return ip.typeClass.shown()
		}
		return ip.classNamed(j.Class())
	}
	return ip.classOf(x).shown()
}

// isInstance is isinstance(x, type).
func isInstance(c *Call) (starlark.Value, error) {
	var x, t starlark.Value
	if err := c.Unpack("x", &x, "type", &t); err != nil {
		return nil, err
	}
	if err := c.loadOrigins(t); err != nil {
		return nil, err
	}
	is, err := c.instanceOf(x, t)
	return starlark.Bool(is), err
}

// loadOrigins has the classes ready that names of typing stand for.
func (c *Call) loadOrigins(t starlark.Value) error {
	switch t := t.(type) {
	case starlark.Tuple:
		for _, one := range t {
			if err := c.loadOrigins(one); err != nil {
				return err
			}
		}
	case *typingAlias:
		return c.loadOrigins(t.args)
	case *typingForm:
		if i := strings.LastIndexByte(t.origin, '.'); i >= 0 {
			return c.loadText(t.origin[:i], t.origin[i+1:])
		}
	}
	return nil
}

func (ip *Interp) instanceOf(x, t starlark.Value) (bool, error) {
	switch t := t.(type) {
	case starlark.Tuple:
		for _, one := range t {
			if is, err := ip.instanceOf(x, one); err != nil || is {
				return is, err
			}
		}
		return false, nil
	case *union:
		for _, one := range t.types {
			if one == starlark.None && x == starlark.None {
				return true, nil
			}
			if one == starlark.None {
				continue
			}
			if is, err := ip.instanceOf(x, one); err != nil || is {
				return is, err
			}
		}
		return false, nil
	case *class:
		if ip.isAbstractKind(t) && t.protocol == nil {
			return ip.virtualInstance(x, t)
		}
		if v, ok, err := t.asks("__instancecheck__", x); ok && t.protocol == nil {
			return err == nil && bool(v.Truth()), err
		}
		if t.protocol != nil && !ip.isA(x, t) {
			return ip.fulfilled(x, t)
		}
		return ip.isA(x, t), nil
	case *typingForm:
		if t.origin == "" {
			return false, Raise("TypeError", "typing.%s cannot be used with isinstance()", t.name)
		}
		return ip.instanceOf(x, ip.typeByName(t.origin))
	case *typeAlias:
		return false, Raise("TypeError", "isinstance() argument 2 cannot be a parameterized generic")
	case *typingAlias:
		if t.form.name == "Union" {
			return ip.instanceOf(x, t.args)
		}
		return false, Raise("TypeError", "Subscripted generics cannot be used with class and instance checks")
	case *alias:
		return false, Raise("TypeError", "Subscripted generics cannot be used with class and instance checks")
	}
	if o, ok := x.(*instance); ok {
		k, ok := ip.asClass(t)
		return ok && (o.class.is(k) || o.IsA(k.name)), notAType(t, ok)
	}
	if _, ok := x.(*class); ok {
		k, ok := ip.asClass(t)
		return ok && (k == ip.typeClass || k == ip.object), notAType(t, ok)
	}
	return builtinInstance(x, t)
}

func notAType(_ starlark.Value, ok bool) error {
	if ok {
		return nil
	}
	return Raise("TypeError", "isinstance() arg 2 must be a type, a tuple of types, or a union")
}

// isSubclass is issubclass(cls, type).
func isSubclass(c *Call) (starlark.Value, error) {
	var x, t starlark.Value
	if err := c.Unpack("cls", &x, "class_or_tuple", &t); err != nil {
		return nil, err
	}
	if err := c.loadOrigins(t); err != nil {
		return nil, err
	}
	k, ok := c.asClass(x)
	if !ok {
		return nil, Raise("TypeError", "issubclass() arg 1 must be a class")
	}
	is, err := c.subclassOf(k, t)
	return starlark.Bool(is), err
}

func (ip *Interp) subclassOf(k *class, t starlark.Value) (bool, error) {
	of, ok := t.(starlark.Tuple)
	switch t := t.(type) {
	case *union:
		of, ok = t.types, true
	case *typingAlias:
		if t.form.name == "Union" {
			of, ok = t.args, true
		}
	case *typingForm:
		if t.origin != "" {
			return ip.subclassOf(k, ip.typeByName(t.origin))
		}
	}
	if !ok {
		base, ok := ip.asClass(t)
		if !ok {
			return false, Raise("TypeError", "issubclass() arg 2 must be a class, a tuple of classes, or a union")
		}
		if base.protocol != nil && !k.is(base) {
			return ip.fulfilled(k, base)
		}
		if ip.isAbstractKind(base) {
			return ip.virtualSubclass(k, base, 0)
		}
		if v, ok, err := base.asks("__subclasscheck__", k); ok {
			return err == nil && bool(v.Truth()), err
		}
		return k.is(base), nil
	}
	for _, one := range of {
		if is, err := ip.subclassOf(k, one); err != nil || is {
			return is, err
		}
	}
	return false, nil
}
