package py

import (
	"slices"

	"go.starlark.net/starlark"
)

// Virtual subclasses: what counts as derived from an abstract class without having it among its bases.

// abcMetaMethods is what the metaclass of abstract classes has.
var abcMetaMethods = []Entry{
	{Sig: "__instancecheck__(instance)", Doc: "Whether the class of a value counts as derived from the class.", Fn: func(c *Call) (starlark.Value, error) {
		var v starlark.Value
		if err := c.Unpack("instance", &v); err != nil {
			return nil, err
		}
		is, err := c.virtualInstance(v, c.Recv.(*class))
		return starlark.Bool(is), err
	}},
	{Sig: "__subclasscheck__(subclass)", Doc: "Whether a class counts as derived from the class.", Fn: func(c *Call) (starlark.Value, error) {
		var v starlark.Value
		if err := c.Unpack("subclass", &v); err != nil {
			return nil, err
		}
		k, ok := c.asClass(v)
		if !ok {
			return nil, Raise("TypeError", "issubclass() arg 1 must be a class")
		}
		is, err := c.virtualSubclass(k, c.Recv.(*class), 0)
		return starlark.Bool(is), err
	}},
	{Sig: "register(subclass)", Doc: "Has a class count as derived from the class, and gives it back.", Fn: func(c *Call) (starlark.Value, error) {
		var v starlark.Value
		if err := c.Unpack("subclass", &v); err != nil {
			return nil, err
		}
		k, ok := c.asClass(v)
		if !ok {
			return nil, Raise("TypeError", "Can only register classes")
		}
		of := c.Recv.(*class)
		is, err := c.virtualSubclass(k, of, 0)
		if err != nil || is {
			return v, err
		}
		if round, err := c.virtualSubclass(of, k, 0); err != nil || round {
			if err == nil {
				err = Raise("RuntimeError", "Refusing to create an inheritance cycle")
			}
			return nil, err
		}
		of.registered = append(of.registered, k)
		return v, nil
	}},
}

// isAbstractKind reports whether k is a class whose checks are those of abstract classes.
func (ip *Interp) isAbstractKind(k *class) bool {
	if k.meta == nil || !k.meta.is(ip.abcMeta) {
		return false
	}
	_, owner := k.meta.find("__instancecheck__")
	return owner == ip.abcMeta
}

// virtualInstance is isinstance(v, of) of an abstract class.
func (ip *Interp) virtualInstance(v starlark.Value, of *class) (bool, error) {
	if ip.isA(v, of) {
		return true, nil
	}
	k, ok := ip.asClass(ip.typeValue(v))
	if !ok {
		return false, nil
	}
	return ip.virtualSubclass(k, of, 0)
}

// virtualSubclass is issubclass(k, of): by the hook of the class, its bases, what was registered, and the classes that
// derive from it.
func (ip *Interp) virtualSubclass(k, of *class, depth int) (bool, error) {
	if depth > longestChain {
		return false, Raise("RecursionError", "maximum recursion depth exceeded in __subclasscheck__")
	}
	if hook, owner := of.find("__subclasshook__"); hook != nil && owner != ip.object {
		fn, err := ip.bound(hook, nil, of)
		if err != nil {
			return false, err
		}
		v, err := ip.callWith(fn, starlark.Tuple{k.shown()}, nil)
		if err != nil {
			return false, err
		}
		if v != (notImplemented{}) {
			return bool(v.Truth()), nil
		}
	}
	if k.is(of) {
		return true, nil
	}
	for _, r := range slices.Clone(of.registered) {
		if is, err := ip.virtualSubclass(k, r, depth+1); err != nil || is {
			return is, err
		}
	}
	for _, child := range slices.Clone(of.children) {
		if c := child.Value(); c != nil {
			if is, err := ip.virtualSubclass(k, c, depth+1); err != nil || is {
				return is, err
			}
		}
	}
	return false, nil
}
