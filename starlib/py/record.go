package py

import (
	"fmt"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/internal/bounds"
)

// record is a value of a dataclass.
type record struct {
	class  *recordClass
	values []starlark.Value
	fixed  bool
}

func (o *record) Type() string         { return o.class.name }
func (o *record) Truth() starlark.Bool { return true }

// String is for Starlark; printer is for all else.
func (o *record) String() string { return plain(o, PlainMost) }

// Freeze makes the instance immutable.
func (o *record) Freeze() {
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
func (o *record) Hash() (uint32, error) {
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
func (o *record) key() starlark.Tuple {
	var t starlark.Tuple
	for i, f := range o.class.fields {
		if !f.noCompare && o.values[i] != nil {
			t = append(t, o.values[i])
		}
	}
	return t
}

// CompareSameType compares field by field.
func (o *record) CompareSameType(op syntax.Token, y starlark.Value, depth int) (bool, error) {
	p := y.(*record)
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
func (o *record) Attr(name string) (starlark.Value, error) {
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
func (o *record) AttrNames() []string { return o.class.names() }

// SetField assigns to a field.
func (o *record) SetField(name string, v starlark.Value) error {
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
