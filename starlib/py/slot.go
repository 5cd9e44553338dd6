package py

import (
	"fmt"

	"go.starlark.net/starlark"
)

// slot is a method or attribute of a class of Python's that Go code is: a line of a table. In its
// calls Recv is the instance.
type slot struct {
	ip    *Interp
	owner *class
	entry *Entry
}

// add gives a class the methods and attributes of a table.
func (k *class) add(table []Entry) *class {
	for i := range table {
		k.set(table[i].Name(), &slot{k.ip, k, &table[i]})
	}
	return k
}

// isStatic reports whether the slot is nobody's method: __new__ gets the class as an argument.
func (s *slot) isStatic() bool { return s.entry.Name() == "__new__" }

func (s *slot) String() string {
	return fmt.Sprintf("<slot wrapper '%s' of '%s' objects>", s.entry.Name(), s.owner.name)
}
func (s *slot) Type() string          { return "wrapper_descriptor" }
func (s *slot) Freeze()               {}
func (s *slot) Truth() starlark.Bool  { return true }
func (s *slot) Hash() (uint32, error) { return uint32(PointerOf(s) >> 4), nil }
func (s *slot) Name() string          { return s.entry.Name() }

func (s *slot) bound(self starlark.Value, _ *class) (starlark.Value, error) {
	switch {
	case self == nil, s.isStatic():
		return s, nil
	case s.entry.Method():
		return &Function{ip: s.ip, entry: s.entry, name: s.entry.Name(), recv: self}, nil
	}
	return s.entry.run(&Call{Interp: s.ip, entry: s.entry, Name: s.entry.Name(), Recv: self})
}

// assign refuses: what Go keeps is read.
func (s *slot) assign(o *instance, name string, _ starlark.Value) error {
	if o.class.enum != nil {
		return Raise("AttributeError", "<enum 'Enum'> cannot set attribute '%s'", name)
	}
	return Raise("AttributeError", "attribute '%s' of '%s' objects is not writable", name, s.owner.name)
}

// CallInternal calls the method as a function: its first argument is the instance.
func (s *slot) CallInternal(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	c := &Call{Interp: s.ip, Thread: th, entry: s.entry, Name: s.entry.Name(), Args: args, Kwargs: kwargs}
	if s.isStatic() {
		return s.entry.run(c)
	}
	if len(args) == 0 {
		return nil, Raise("TypeError", "unbound method %s.%s() needs an argument", s.owner.name, s.entry.Name())
	}
	if !s.ip.isA(args[0], s.owner) {
		return nil, Raise("TypeError", "descriptor '%s' requires a '%s' object but received a '%s'", s.entry.Name(), s.owner.name, TypeOf(args[0]))
	}
	c.Recv, c.Args = args[0], args[1:]
	return s.entry.run(c)
}

// Attr is the name.
func (s *slot) Attr(name string) (starlark.Value, error) {
	switch name {
	case "__name__":
		return starlark.String(s.entry.Name()), nil
	case "__qualname__":
		return starlark.String(s.owner.qualname + "." + s.entry.Name()), nil
	case "__doc__":
		return starlark.String(s.entry.Doc), nil
	}
	return nil, nil
}

// AttrNames is what a slot has.
func (s *slot) AttrNames() []string { return []string{"__doc__", "__name__", "__qualname__"} }
