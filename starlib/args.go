package starlib

import (
	"fmt"

	"go.starlark.net/starlark"
)

// floatUnpacker takes a number, whole or not.
type floatUnpacker struct{ p *starlark.Float }

func floatArg(p *starlark.Float) floatUnpacker { return floatUnpacker{p} }

// Unpack implements starlark.Unpacker.
func (u floatUnpacker) Unpack(v starlark.Value) error {
	f, ok := starlark.AsFloat(v)
	if !ok {
		return fmt.Errorf("got %s, want a number", pyType(v))
	}
	*u.p = starlark.Float(f)
	return nil
}
