package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Binary is d + e of deques and d * n: a deque with the bound of d.
func (d *deque) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	_, also := y.(*deque)
	_, asks := y.(starlark.HasBinary) // what it says comes after this
	switch {
	case op == syntax.PLUS && side == starlark.Left && !also && !asks:
		return nil, Raise("TypeError", `can only concatenate deque (not "%s") to deque`, TypeOf(y))
	case op == syntax.PLUS && (side == starlark.Right || !also), op != syntax.PLUS && op != syntax.STAR:
		return nil, nil
	}
	out := &deque{ip: d.ip, most: d.most}
	if _, err := out.merge(syntax.PLUS, d); err != nil {
		return nil, err
	}
	done, err := out.merge(op, y)
	if !done || err != nil {
		return nil, err
	}
	return out, nil
}

// merge is d += y of any iterable, and d *= n. It reports whether there is such an operation.
func (d *deque) merge(op syntax.Token, y starlark.Value) (done bool, err error) {
	c := &Call{Interp: d.ip, Name: "deque"}
	switch op {
	case syntax.PLUS:
		return true, d.extend(c, y, d.push)
	case syntax.STAR:
		n, ok := asNumber(y).(starlark.Int)
		_, asks := y.(starlark.HasBinary)
		switch {
		case asks && !ok:
			return false, nil
		case !ok:
			return true, Raise("TypeError", "can't multiply sequence by non-int of type '%s'", TypeOf(y))
		}
		once := valuesOf(d)
		if n.Sign() <= 0 {
			d.room, d.first = nil, 0
			return true, d.mutable()
		}
		if err := d.ip.product(d, n); err != nil {
			return true, err
		}
		times, _ := n.Int64()
		for ; times > 1 && err == nil; times-- {
			for _, v := range once {
				if err = d.push(v); err != nil {
					break
				}
			}
		}
		return true, err
	}
	return false, nil
}
