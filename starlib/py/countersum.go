package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Binary is a + b and a - b of counters: what stays above 0.
func (m *mapping) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	n, ok := y.(*mapping)
	if op == syntax.IN && side == starlark.Right {
		in, err := m.Has(y)
		return starlark.Bool(in), err
	}
	if !ok || side == starlark.Right || m.kind != counterKind || n.kind != counterKind || op != syntax.PLUS && op != syntax.MINUS {
		return nil, nil
	}
	c := &Call{Interp: m.ip, Name: "Counter"}
	all, out := c.newMapping(counterKind), c.newMapping(counterKind)
	for _, part := range []struct {
		op syntax.Token
		of *mapping
	}{{syntax.PLUS, m}, {op, n}} {
		if err := all.tally(&Call{Interp: m.ip, Name: "Counter", Args: starlark.Tuple{part.of}}, part.op); err != nil {
			return nil, err
		}
	}
	for key, v := range all.Entries() {
		if more, err := compare(syntax.GT, v, zero, starlark.CompareLimit); err != nil {
			return nil, err
		} else if more {
			if err := out.SetKey(key, v); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}
