package py

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// asClass is the class that a value stands for: a class, or a builtin that is one.
func (ip *Interp) asClass(v starlark.Value) (*class, bool) {
	name := ""
	switch v := v.(type) {
	case *class:
		return v, true
	case TypeName:
		name = string(v)
	case starlark.NoneType:
		return nil, false
	case *TypeObject:
		name = v.name
	case *starlark.Builtin:
		if !slices.Contains(typeBuiltins, v.Name()) {
			return nil, false
		}
		name = v.Name()
	case *Function:
		name = v.entry.Name()
		if v.recv != nil || v.entry.Class == "" && !slices.Contains(typeBuiltins, name) && !slices.Contains(typeFunctions, name) {
			return nil, false
		}
	case *Constructor:
		return ip.constructorClass(v), true
	case *Namespace:
		name = v.Name
	default:
		return nil, false
	}
	k := ip.builtinClass(name)
	if k.stands == nil && k != ip.object && k != ip.typeClass {
		k.stands = v
	}
	return k, true
}

// typeBuiltins is the builtins that are types.
var typeBuiltins = []string{"bool", "bytearray", "bytes", "complex", "dict", "enumerate", "filter", "float", "frozenset", "int", "list", "map", "memoryview", "object", "property", "range", "reversed", "set", "slice", "staticmethod", "classmethod", "str", "super", "tuple", "type", "zip"}

// typeFunctions is the functions of modules that are types.
var typeFunctions = []string{"defaultdict", "OrderedDict", "Counter", "deque", "date", "time", "datetime", "timedelta", "timezone", "Decimal", "Fraction", "UUID", "Thread", "Timer", "Lock", "partial", "StringIO", "BytesIO", "SimpleNamespace", "Path", "cached_property", "Random"}

// builtinClass is the class of values of that Python type.
func (ip *Interp) builtinClass(name string) *class {
	switch name {
	case "object":
		return ip.object
	case "type":
		return ip.typeClass
	}
	if k := ip.builtinClasses[name]; k != nil {
		return k
	}
	module, short := "builtins", name
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		module, short = name[:i], name[i+1:]
	}
	var base []*class
	switch name {
	case "bool":
		base = []*class{ip.builtinClass("int")}
	case "defaultdict", "OrderedDict", "Counter":
		module, base = "collections", []*class{ip.builtinClass("dict")}
	}
	k := ip.newClass(module, short, base...)
	if ip.session != nil { // else New gives it
		k.stands = ip.session.builtins[name]
	}
	if d, ok := derivables[name]; ok {
		k.native = d.native(name)
		k.add(d.methods)
	}
	ip.builtinClasses[name] = k
	return k
}

// constructorClass is the class of what a constructor makes.
func (ip *Interp) constructorClass(v *Constructor) *class {
	if k := ip.builtinClasses[v.Class()]; k != nil {
		return k
	}
	var base []*class
	if v.base != nil {
		base = []*class{ip.constructorClass(v.base)}
	}
	k := ip.newClass(v.module, v.Name(), base...)
	k.stands = v
	ip.builtinClasses[v.Class()] = k
	return k
}

// standBuiltins tells the classes that were made before the builtins what stands for them.
func (ip *Interp) standBuiltins() {
	ip.typeClass.stands = ip.session.builtins["type"]
	for name, k := range ip.builtinClasses {
		if _, own := k.stands.(*Constructor); !own {
			k.stands = ip.session.builtins[name]
		}
	}
}

// derivable reports whether a class may derive from a builtin.
func (k *class) derivable() bool { return k.native != nil || k == k.ip.object || k == k.ip.typeClass }

// classOf is the class of a value.
func (ip *Interp) classOf(v starlark.Value) *class {
	switch v := v.(type) {
	case *instance:
		return v.class
	case *class:
		return v.metaclass()
	}
	if own, ok := v.(classed); ok && own.pyClass() != nil {
		return ip.constructorClass(own.pyClass())
	}
	if _, ok := ip.asClass(v); ok && v != starlark.None {
		return ip.typeClass
	}
	return ip.builtinClass(TypeOf(v))
}

// isA reports whether v is an instance of k.
func (ip *Interp) isA(v starlark.Value, k *class) bool {
	switch v := v.(type) {
	case *instance:
		return v.class.is(k)
	case *class:
		return v.metaclass().is(k)
	}
	return k == ip.object || ip.classOf(v).is(k)
}

// typeMethods is what the class type has.
func typeMethods() []Entry {
	return []Entry{
		{Sig: "__call__(*args, **kwargs)", Doc: "Makes an instance.", Fn: func(c *Call) (starlark.Value, error) {
			k, ok := c.Recv.(*class)
			if !ok {
				return starlark.Call(c.Thread, c.Recv, c.Args, c.Kwargs)
			}
			return k.create(c.Thread, c.Args, c.Kwargs)
		}},
		{Sig: "__init__(*args, **kwargs)", Doc: "Does nothing.", Fn: func(*Call) (starlark.Value, error) { return starlark.None, nil }},
		{Sig: "__new__(cls, name, bases, dict, **kwargs)", Doc: "A new class.", Fn: typeNew},
	}
}

// typeNew is type.__new__(meta, name, bases, namespace).
func typeNew(c *Call) (starlark.Value, error) {
	if len(c.Args) != 4 {
		return nil, Raise("TypeError", "type.__new__() takes a class, a name, bases and a dict")
	}
	meta, ok := c.asClass(c.Args[0])
	if !ok {
		return nil, Raise("TypeError", "type.__new__(X): X is not a type object (%s)", TypeOf(c.Args[0]))
	}
	return c.dynamicClass(meta, c.Args[1:], c.Kwargs)
}

// dynamicClass is type(name, bases, namespace).
func (c *Call) dynamicClass(meta *class, args starlark.Tuple, keywords []starlark.Tuple) (starlark.Value, error) {
	name, ok1 := starlark.AsString(args[0])
	bases, ok2 := args[1].(starlark.Tuple)
	d, ok3 := args[2].(*starlark.Dict)
	if !ok1 || !ok2 || !ok3 {
		return nil, Raise("TypeError", "type() takes a name, a tuple of bases and a dict, got %s, %s and %s", TypeOf(args[0]), TypeOf(args[1]), TypeOf(args[2]))
	}
	of, err := c.baseClasses(bases)
	if err != nil {
		return nil, err
	}
	b := &classBody{ip: c.Interp, name: name, qualname: name}
	if n := len(c.bodies); n > 0 && c.bodies[n-1].attrs.shared == d { // a metaclass makes the class of a statement
		b = c.bodies[n-1]
	}
	for k, v := range d.Entries() {
		if s, ok := starlark.AsString(k); ok {
			b.attrs.set(s, v)
		}
	}
	return c.newScriptClass(b, meta, of, keywords)
}
