package py

import (
	"fmt"

	"go.starlark.net/starlark"
)

// classBody is the names of the body of a class while it runs, and what its methods know of
// their class later: for super() and __class__.
type classBody struct {
	ip       *Interp
	fn       starlark.Value // the body
	name     string
	qualname string
	attrs    attributes
	notes    []annotated
	class    *class // nil until it is made
	bases    []*class
	start    starlark.Value // of auto() in an enum; nil: 1
}

func (b *classBody) String() string       { return "<body of class " + b.name + ">" }
func (b *classBody) Type() string         { return "namespace" }
func (b *classBody) Freeze()              {}
func (b *classBody) Truth() starlark.Bool { return true }
func (b *classBody) Hash() (uint32, error) {
	return 0, fmt.Errorf("unhashable type: namespace")
}

// Get is what a name stands for in the body: its own, a global or a builtin.
func (b *classBody) Get(key starlark.Value) (starlark.Value, bool, error) {
	name, _ := starlark.AsString(key)
	if v := b.attrs.get(name); v != nil {
		return v, true, nil
	}
	switch name {
	case "__module__":
		return starlark.String("__main__"), true, nil
	case "__qualname__":
		return starlark.String(b.qualname), true, nil
	}
	if v, ok := b.ip.session.names[name]; ok {
		return v, true, nil
	}
	return b.ip.session.Get(key)
}

// SetKey is an assignment or, without a value, a deletion in the body.
func (b *classBody) SetKey(key, v starlark.Value) error {
	name, _ := starlark.AsString(key)
	if v == nil {
		if !b.attrs.remove(name) {
			return Raise("NameError", "name '%s' is not defined", name)
		}
		return nil
	}
	if _, auto := v.(*autoValue); auto {
		if of := b.enumBase(); of != nil {
			var err error
			if v, err = b.next(name, of); err != nil {
				return err
			}
		}
	}
	b.attrs.set(name, v)
	return nil
}

// classField is __fieldof__(ns, name, type, value): an annotated name in a class body.
func classField(c *Call) (starlark.Value, error) {
	b, ok := c.Args[0].(*classBody)
	if !ok || len(c.Args) < 3 {
		return nil, Raise("TypeError", "__fieldof__: want a namespace, a name and an annotation")
	}
	name, _ := starlark.AsString(c.Args[1])
	typ, _ := starlark.AsString(c.Args[2])
	b.note(name, typ)
	if len(c.Args) > 3 {
		return starlark.None, b.SetKey(c.Args[1], c.Args[3])
	}
	return starlark.None, nil
}

func (b *classBody) note(name, typ string) {
	for i := range b.notes {
		if b.notes[i].name == name {
			b.notes[i].typ = typ
			return
		}
	}
	b.notes = append(b.notes, annotated{name: name, typ: typ})
}

// classOfBody is __classof__(ns): __class__ in a method.
func classOfBody(c *Call) (starlark.Value, error) {
	b, ok := c.Args[0].(*classBody)
	if !ok || b.class == nil {
		return nil, Raise("NameError", "cannot access free variable '__class__' where it is not associated with a value in enclosing scope")
	}
	return b.class, nil
}
