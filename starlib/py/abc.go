package py

import (
	"go.starlark.net/starlark"
)

// abcEntries is the module abc.
func abcEntries() []Entry {
	return []Entry{
		{Sig: "ABC", Doc: "A base of classes with abstract methods.", Make: func(ip *Interp) starlark.Value { return ip.abc }},
		{Sig: "ABCMeta", Doc: "The metaclass of such classes.", Make: func(ip *Interp) starlark.Value { return ip.abcMeta }},
		{Sig: "abstractmethod(funcobj)", Doc: "A decorator of methods that derived classes must define.", Fn: newAbstract},
		{Sig: "abstractproperty(funcobj)", Doc: "A property that derived classes must define.", Fn: func(c *Call) (starlark.Value, error) {
			fn, err := newAbstract(c)
			if err != nil {
				return nil, err
			}
			return &property{ip: c.Interp, get: fn, doc: starlark.None}, nil
		}},
	}
}

func newAbstract(c *Call) (starlark.Value, error) {
	var arg starlark.Value
	if err := c.Unpack("funcobj", &arg); err != nil {
		return nil, err
	}
	switch fn := arg.(type) {
	case *property, *staticMethod, *classMethod:
		return abstracted(fn)
	case starlark.Callable:
		return &abstractFunction{fn}, nil
	}
	return nil, Raise("TypeError", "%s: got %s, want a function", c.Name, TypeOf(arg))
}

// abstracted is a property or method of a class with its function made abstract.
func abstracted(v starlark.Value) (starlark.Value, error) {
	mark := func(fn starlark.Value) starlark.Value {
		if f, ok := fn.(starlark.Callable); ok {
			return &abstractFunction{f}
		}
		return fn
	}
	switch v := v.(type) {
	case *property:
		p := *v
		p.get = mark(v.get)
		return &p, nil
	case *staticMethod:
		return &staticMethod{mark(v.fn)}, nil
	case *classMethod:
		return &classMethod{mark(v.fn)}, nil
	}
	return v, nil
}

// abstractClasses makes the classes of abc and of typing that have to do with it.
func (ip *Interp) abstractClasses() {
	ip.abcMeta = ip.newClass("abc", "ABCMeta", ip.typeClass)
	ip.abcMeta.add(abcMetaMethods)
	ip.abc = ip.newClass("abc", "ABC")
	ip.abc.meta = ip.abcMeta
	ip.generic = ip.newClass("typing", "Generic").add([]Entry{parameters})
	ip.protocol = ip.newClass("typing", "Protocol", ip.generic)
	ip.protocol.meta, ip.protocol.derived = ip.abcMeta, derivedProtocol
	ip.typedDictClass()
	ip.namedTuple = ip.newClass("typing", "NamedTuple")
	ip.namedTuple.derived, ip.namedTuple.call = derivedNamed, namedTupleCall
}

// parameters is C[T] of a generic class.
var parameters = Entry{Sig: "__class_getitem__(params)", Doc: "The class with its parameters.", Fn: func(c *Call) (starlark.Value, error) {
	var params starlark.Value
	if err := c.Unpack("params", &params); err != nil {
		return nil, err
	}
	return &alias{of: c.Recv.(*class), params: params}, nil
}}
