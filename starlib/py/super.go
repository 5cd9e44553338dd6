package py

import (
	"fmt"

	"go.starlark.net/starlark"
)

// superValue is super(): the attributes behind a class in the mro of an instance or class.
type superValue struct {
	after *class
	self  starlark.Value // *instance or *class
	in    *class         // whose mro
}

func (s *superValue) String() string {
	return fmt.Sprintf("<super: %s, <%s object>>", s.after, s.in.name)
}
func (s *superValue) Type() string          { return "super" }
func (s *superValue) Freeze()               {}
func (s *superValue) Truth() starlark.Bool  { return true }
func (s *superValue) Hash() (uint32, error) { return uint32(PointerOf(s) >> 4), nil }

// newSuper is super(after, self).
func newSuper(after *class, self starlark.Value) (starlark.Value, error) {
	switch x := self.(type) {
	case *instance:
		if x.class.is(after) {
			return &superValue{after, x, x.class}, nil
		}
	case *class:
		if x.is(after) {
			return &superValue{after, x, x}, nil
		}
		if x.metaclass().is(after) {
			return &superValue{after, x, x.metaclass()}, nil
		}
	}
	return nil, Raise("TypeError", "super(type, obj): obj must be an instance or subtype of type")
}

// Attr is the attribute of that name.
func (s *superValue) Attr(name string) (starlark.Value, error) {
	v, _ := s.in.findAfter(s.after, name)
	ip := s.after.ip
	if v == nil {
		if o, ok := s.self.(*instance); ok {
			if v, err := o.builtin(name); v != nil || err != nil {
				return v, err
			}
		}
		return nil, Raise("AttributeError", "'super' object has no attribute '%s'", name)
	}
	if k, ok := s.self.(*class); ok && s.in == k { // in a class method
		return ip.bound(v, nil, k)
	}
	return ip.bound(v, s.self, s.in)
}

// AttrNames is the names of what there is.
func (s *superValue) AttrNames() []string { return s.in.AttrNames() }

// Get is super()[key].
func (s *superValue) Get(key starlark.Value) (starlark.Value, bool, error) {
	return nil, false, Raise("TypeError", "'super' object is not subscriptable; write super().__getitem__(key)")
}

// superOfBody is __super__(ns, self): super() in a method.
func superOfBody(c *Call) (starlark.Value, error) {
	b, ok := c.Args[0].(*classBody)
	switch {
	case !ok || len(c.Args) != 2:
		return nil, Raise("RuntimeError", "super(): no arguments")
	case b.class == nil:
		return nil, Raise("RuntimeError", "super(): empty __class__ cell")
	}
	return newSuper(b.class, c.Args[1])
}

// superOf is super(type, obj).
func superOf(c *Call) (starlark.Value, error) {
	var of, self starlark.Value
	if err := c.Unpack("type?", &of, "obj?", &self); err != nil {
		return nil, err
	}
	if of == nil || self == nil {
		return nil, Raise("RuntimeError", "super(): no arguments")
	}
	k, ok := c.asClass(of)
	if !ok {
		return nil, Raise("TypeError", "super() argument 1 must be a type, not %s", TypeOf(of))
	}
	return newSuper(k, self)
}
