package py

import (
	"fmt"

	"go.starlark.net/starlark"
)

// Constructor is a class of Python's own that makes values of a Go type: a namespace that can be
// called.
type Constructor struct {
	*Namespace
	module  string  // "datetime"
	methods []Entry // of its values: as members of the class they take the value first
	base    *Constructor
}

// newConstructor is a class of what own makes. Its members are functions of their own.
func newConstructor(module, name string, own Entry, members, methods []Entry) *Constructor {
	n := NewNamespace(name, starlark.StringDict{})
	for i := range members {
		e := &members[i]
		n.Members[e.Name()] = &Function{entry: e, name: name + "." + e.Name()}
	}
	n.new = &Function{name: name, entry: &own}
	return &Constructor{Namespace: n, module: module, methods: methods}
}

// Name is the name of the class.
func (k *Constructor) Name() string { return k.Namespace.Name }

// Class is the name with the module.
func (k *Constructor) Class() string {
	if k.module == "" {
		return k.Name()
	}
	return k.module + "." + k.Name()
}

func (k *Constructor) String() string { return fmt.Sprintf("<class '%s'>", k.Class()) }

// CallInternal makes a value.
func (k *Constructor) CallInternal(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	return k.new.CallInternal(th, args, kwargs)
}

// Attr is a member, or a method that takes the value as its first argument.
func (k *Constructor) Attr(name string) (starlark.Value, error) {
	if v, ok := k.Members[name]; ok {
		return v, nil
	}
	switch name {
	case "__name__", "__qualname__":
		return starlark.String(k.Name()), nil
	case "__module__":
		return starlark.String(k.module), nil
	}
	for i := range k.methods {
		if e := &k.methods[i]; e.Name() == name && e.Method() {
			return k.unbound(e), nil
		}
	}
	return nil, noAttribute("type object '%s' has no attribute '%s'", k.Class(), name, didYouMean(meant(name, k.AttrNames())))
}

// AttrNames is the names of the members and methods.
func (k *Constructor) AttrNames() []string {
	names := k.Namespace.AttrNames()
	for i := range k.methods {
		if k.methods[i].Method() {
			names = append(names, k.methods[i].Name())
		}
	}
	return names
}

// unbound is a method as a function of the value and its arguments.
func (k *Constructor) unbound(e *Entry) *Function {
	own := *e
	own.Fn = func(c *Call) (starlark.Value, error) {
		if len(c.Args) == 0 {
			return nil, Raise("TypeError", "unbound method %s.%s() needs an argument", k.Name(), e.Name())
		}
		ok, err := builtinInstance(c.Args[0], k)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, Raise("TypeError", "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", e.Name(), k.Class(), TypeOf(c.Args[0]))
		}
		return starlark.Call(c.Thread, starlark.Callable(&Function{ip: c.Interp, entry: e, name: e.Name(), recv: c.Args[0]}), c.Args[1:], c.Kwargs)
	}
	return &Function{name: k.Name() + "." + e.Name(), entry: &own}
}
