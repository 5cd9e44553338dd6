package py

import (
	"fmt"

	"go.starlark.net/starlark"
)

// floatUnpacker takes a number, whole or not.
type floatUnpacker struct{ p *starlark.Float }

// FloatArg takes a number, whole or not.
func FloatArg(p *starlark.Float) starlark.Unpacker { return floatUnpacker{p} }

// Unpack implements starlark.Unpacker.
func (u floatUnpacker) Unpack(v starlark.Value) error {
	if n, ok := v.(numeric); ok {
		var err error
		if v, err = n.real(); err != nil {
			return err
		}
	}
	f, ok := starlark.AsFloat(v)
	if !ok {
		return fmt.Errorf("got %s, want a number", TypeOf(v))
	}
	*u.p = starlark.Float(f)
	return nil
}

// noneOrText takes a string; None leaves it as it is.
type noneOrText struct{ p *string }

// NoneOr takes a string; None leaves it as it is.
func NoneOr(p *string) starlark.Unpacker { return noneOrText{p} }

// Unpack implements starlark.Unpacker.
func (n noneOrText) Unpack(v starlark.Value) error {
	if v == starlark.None {
		return nil
	}
	s, ok := starlark.AsString(v)
	if !ok {
		return fmt.Errorf("got %s, want a string", TypeOf(v))
	}
	*n.p = s
	return nil
}
