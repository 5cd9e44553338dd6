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
	return u
}

func (u *union) String() string {
	parts := make([]string, len(u.types))
	for i, v := range u.types {
		parts[i] = v.String()
		if _, ok := v.(*typeAlias); ok {
			continue
		}
		if k, ok := v.(*class); ok {
			parts[i] = k.fullName()
		} else if f, ok := v.(starlark.Callable); ok {
			parts[i] = f.Name()
		}
	}
	return strings.Join(parts, " | ")
}
func (u *union) Type() string          { return "UnionType" }
func (u *union) Freeze()               {}
func (u *union) Truth() starlark.Bool  { return true }
func (u *union) Hash() (uint32, error) { return uint32(PointerOf(u) >> 4), nil }

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
