package py

import (
	"fmt"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/internal/bounds"
)

// instance is a value of a dataclass.
type instance struct {
	class  *class
	values []starlark.Value
	fixed  bool
}

func (o *instance) Type() string         { return o.class.name }
func (o *instance) Truth() starlark.Bool { return true }

// String is for Starlark; printer is for all else.
func (o *instance) String() string { return plain(o, PlainMost) }

// Freeze makes the instance immutable.
func (o *instance) Freeze() {
	if o.fixed {
		return
	}
	o.fixed = true
	for _, v := range o.values {
		if v != nil {
			v.Freeze()
		}
	}
}

// Hash is that of the fields; only a frozen dataclass has one.
func (o *instance) Hash() (uint32, error) {
	if !o.class.frozen && o.class.eq {
		return 0, Raise("TypeError", "unhashable type: '%s'; @dataclass(frozen=True) makes it hashable", o.class.name)
	}
	if o.class.hashing >= bounds.Depth {
		return 0, Raise("RecursionError", "maximum recursion depth exceeded while hashing an object")
	}
	o.class.hashing++
	defer func() { o.class.hashing-- }()
	return o.key().Hash()
}

// key is the fields that are compared.
func (o *instance) key() starlark.Tuple {
	var t starlark.Tuple
	for i, f := range o.class.fields {
		if !f.noCompare && o.values[i] != nil {
			t = append(t, o.values[i])
		}
	}
	return t
}

// CompareSameType compares field by field.
func (o *instance) CompareSameType(op syntax.Token, y starlark.Value, depth int) (bool, error) {
	p := y.(*instance)
	switch op {
	case syntax.EQL, syntax.NEQ:
		if o.class != p.class || !o.class.eq {
			return (o == p) == (op == syntax.EQL), nil
		}
	default:
		if o.class != p.class || !o.class.order {
			return false, Raise("TypeError", "'%s' not supported between instances of '%s' and '%s'", op, o.class.name, p.class.name)
		}
	}
	return starlark.CompareDepth(op, o.key(), p.key(), depth)
}

// Attr is a field.
func (o *instance) Attr(name string) (starlark.Value, error) {
	if i := o.class.index(name); i >= 0 && o.values[i] != nil {
		return o.values[i], nil
	}
	msg := fmt.Sprintf("'%s' object has no attribute '%s'", o.class.name, name)
	if near := meant(name, o.class.names()); near != "" {
		msg += fmt.Sprintf(". Did you mean: '%s'?", near)
	}
	return nil, Raise("AttributeError", "%s", msg)
}

// AttrNames is the names of the fields.
func (o *instance) AttrNames() []string { return o.class.names() }

// SetField assigns to a field.
func (o *instance) SetField(name string, v starlark.Value) error {
	i := o.class.index(name)
	switch {
	case i < 0:
		return Raise("AttributeError", "'%s' object has no field '%s'", o.class.name, name)
	case o.class.frozen || o.fixed:
		return Raise("FrozenInstanceError", "cannot assign to field '%s'", name)
	}
	o.values[i] = v
	return nil
}
