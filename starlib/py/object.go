package py

import (
	"slices"

	"go.starlark.net/starlark"
)

// objectMethods is THE table of what object has, and so every instance.
func objectMethods() []Entry {
	return []Entry{
		{Sig: "__delattr__(name)", Doc: "Deletes an attribute.", Fn: objectDelete},
		{Sig: "__dir__()", Doc: "The names of all attributes.", Fn: func(c *Call) (starlark.Value, error) {
			return texts(attrNamesOf(c.Recv)), c.Unpack()
		}},
		{Sig: "__eq__(other)", Doc: "Whether both are one.", Fn: objectEqual},
		{Sig: "__format__(spec)", Doc: "The text by a format.", Fn: objectFormat},
		{Sig: "__getattribute__(name)", Doc: "An attribute.", Fn: objectGet},
		{Sig: "__hash__()", Doc: "A number by which dicts and sets find it.", Fn: objectHash},
		{Sig: "__init__(*args, **kwargs)", Doc: "Does nothing.", Fn: objectInit},
		{Sig: "__init_subclass__(**kwargs)", Doc: "Takes nothing.", Fn: func(c *Call) (starlark.Value, error) {
			if len(c.Args)+len(c.Kwargs) > 0 {
				return nil, Raise("TypeError", "%s.__init_subclass__() takes no keyword arguments", c.Recv.(*class).name)
			}
			return starlark.None, nil
		}},
		{Sig: "__ne__(other)", Doc: "Whether both are not one.", Fn: func(c *Call) (starlark.Value, error) {
			v, err := objectEqual(c)
			if b, ok := v.(starlark.Bool); ok {
				return !b, err
			}
			return v, err
		}},
		{Sig: "__new__(cls, *args, **kwargs)", Doc: "A new instance.", Fn: objectNew},
		{Sig: "__repr__()", Doc: "The text of it as an object.", Fn: func(c *Call) (starlark.Value, error) {
			if o, ok := c.Recv.(*instance); ok {
				w := &reprWriter{p: c.Pace(), most: c.bounds.Bytes, quote: quoted}
				err := w.plainInstance(o)
				return starlark.String(w.String()), err
			}
			s, err := c.printer().repr(c.Recv)
			return starlark.String(s), err
		}},
		{Sig: "__setattr__(name, value)", Doc: "Sets an attribute.", Fn: objectSet},
		{Sig: "__str__()", Doc: "The text of it.", Fn: func(c *Call) (starlark.Value, error) {
			s, err := c.printer().repr(c.Recv)
			return starlark.String(s), err
		}},
	}
}

// IsObject reports whether v is object, the type of everything.
func IsObject(v starlark.Value) bool {
	k, ok := v.(*class)
	return ok && k == k.ip.object
}

func texts(names []string) *starlark.List {
	list := make([]starlark.Value, len(names))
	for i, name := range names {
		list[i] = starlark.String(name)
	}
	return starlark.NewList(list)
}

func attrNamesOf(v starlark.Value) []string {
	if a, ok := v.(starlark.HasAttrs); ok {
		return slices.Sorted(slices.Values(a.AttrNames()))
	}
	return nil
}

func objectEqual(c *Call) (starlark.Value, error) {
	var other starlark.Value
	if err := c.Unpack("other", &other); err != nil {
		return nil, err
	}
	o, ok := c.Recv.(*instance)
	if own := valueOf(c.Recv); ok && own != c.Recv {
		same, err := identical(own, valueOf(other), starlark.CompareLimit)
		return starlark.Bool(same), err
	}
	if other == starlark.Value(o) {
		return starlark.True, nil
	}
	return notImplemented{}, nil
}

func objectHash(c *Call) (starlark.Value, error) {
	if o, ok := c.Recv.(*instance); ok && o.value() == nil {
		return starlark.MakeUint64(PointerOf(o) >> 4), c.Unpack()
	}
	n, err := valueOf(c.Recv).Hash()
	if err != nil {
		return nil, err
	}
	return starlark.MakeUint(uint(n)), c.Unpack()
}

func objectFormat(c *Call) (starlark.Value, error) {
	var spec string
	if err := c.Unpack("spec", &spec); err != nil {
		return nil, err
	}
	s, err := c.printer().plainFormat(c.Recv, spec)
	return starlark.String(s), err
}

// recvInstance is the receiver, if it is an instance.
func (c *Call) recvInstance() (*instance, error) {
	if o, ok := c.Recv.(*instance); ok {
		return o, nil
	}
	return nil, Raise("TypeError", "%s: got %s, want an instance of a class", c.Name, TypeOf(c.Recv))
}

func objectGet(c *Call) (starlark.Value, error) {
	var name string
	if err := c.Unpack("name", &name); err != nil {
		return nil, err
	}
	o, ok := c.Recv.(*instance)
	if !ok {
		return GetAttr(c.Recv, name)
	}
	v, err := o.attribute(name)
	if v == nil && err == nil {
		err = o.missing(name)
	}
	return v, err
}

func objectSet(c *Call) (starlark.Value, error) {
	var name string
	var v starlark.Value
	if err := c.Unpack("name", &name, "value", &v); err != nil {
		return nil, err
	}
	o, err := c.recvInstance()
	if err == nil {
		err = o.assign(name, v)
	}
	return starlark.None, err
}

func objectDelete(c *Call) (starlark.Value, error) {
	var name string
	if err := c.Unpack("name", &name); err != nil {
		return nil, err
	}
	o, err := c.recvInstance()
	if err == nil {
		err = o.assign(name, nil)
	}
	return starlark.None, err
}

// objectInit takes no arguments, unless __new__ or a class of Python's has taken them.
func objectInit(c *Call) (starlark.Value, error) {
	o, ok := c.Recv.(*instance)
	if !ok || len(c.Args)+len(c.Kwargs) == 0 {
		return starlark.None, nil
	}
	if o.class.takes(c) {
		return starlark.None, nil
	}
	return nil, Raise("TypeError", "%s() takes no arguments", o.class.name)
}

// takes reports whether something but object.__init__ may have taken the arguments.
func (k *class) takes(c *Call) bool {
	if k.maker() != nil {
		return true
	}
	_, owner := k.find("__new__")
	_, init := k.find("__init__")
	return owner != c.object && init == c.object
}

func objectNew(c *Call) (starlark.Value, error) {
	if len(c.Args) == 0 {
		return nil, Raise("TypeError", "object.__new__(): not enough arguments")
	}
	k, ok := c.Args[0].(*class)
	if !ok {
		return nil, Raise("TypeError", "object.__new__(X): X is not a type object (%s)", TypeOf(c.Args[0]))
	}
	return k.make(c.Thread, c.Args[1:], c.Kwargs)
}
