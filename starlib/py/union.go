package py

import (
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// union is A | B of types.
type union struct{ types starlark.Tuple }

// newUnion is the union of both, whose parts it has.
func newUnion(x, y starlark.Value) *union {
	u := &union{}
	for _, v := range []starlark.Value{x, y} {
		if in, ok := v.(*union); ok {
			u.types = append(u.types, in.types...)
			continue
		}
		u.types = append(u.types, v)
	}
	u.types = unique(u.types)
	return u
}

func (u *union) String() string {
	parts := make([]string, len(u.types))
	for i, v := range u.types {
		parts[i] = typeRepr(v)
	}
	return strings.Join(parts, " | ")
}
func (u *union) Type() string          { return "types.UnionType" }
func (u *union) Freeze()               {}
func (u *union) Truth() starlark.Bool  { return true }
func (u *union) Hash() (uint32, error) { return uint32(len(u.types)), nil }

// args is the types, None as its type.
func (u *union) args(ip *Interp) starlark.Tuple {
	out := make(starlark.Tuple, len(u.types))
	for i, t := range u.types {
		if out[i] = t; t == starlark.None {
			out[i] = ip.noneType()
		}
	}
	return out
}

// Attr is the types.
func (u *union) Attr(name string) (starlark.Value, error) {
	if name == "__args__" {
		for _, t := range u.types {
			if of, ok := t.(*TypeObject); ok {
				return u.args(of.ip), nil
			}
		}
		return u.types, nil
	}
	return nil, nil
}

// AttrNames is the name of them.
func (u *union) AttrNames() []string { return []string{"__args__"} }

// CompareSameType compares the types, whose order does not count.
func (u *union) CompareSameType(op syntax.Token, y starlark.Value, _ int) (bool, error) {
	v, ok := y.(*union)
	same := ok && len(u.types) == len(v.types)
	for i := 0; same && i < len(u.types); i++ {
		same = hasEqual(v.types, u.types[i])
	}
	switch op {
	case syntax.EQL:
		return same, nil
	case syntax.NEQ:
		return !same, nil
	}
	return false, Raise("TypeError", "'%s' not supported between instances of 'types.UnionType' and '%s'", op, TypeOf(y))
}

// Binary adds a type.
func (u *union) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	switch {
	case op != syntax.PIPE:
		return nil, nil
	case side == starlark.Right:
		return newUnion(y, u), nil
	}
	return newUnion(u, y), nil
}
