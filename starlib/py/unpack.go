package py

import (
	"go.starlark.net/starlark"
)

// How targets with a star take a value apart. What package pysyntax makes of them says it by
// shapes: 0 is a value, 1 the rest, a tuple of shapes a value that is taken apart itself, and a
// list of one shape the rest, taken apart.

// pyUnpack is __unpack__(x, before, after), for a target with one star, and
// __unpack__(x, *shapes), for one whose shape is a tuple, or for several.
func pyUnpack(c *Call) (starlark.Value, error) {
	x, shapes := c.Args[0], c.Args[1:]
	if len(shapes) == 1 {
		return c.taken(x, shapes[0])
	}
	before, first := shapes[0].(starlark.Int)
	after, second := shapes[1].(starlark.Int)
	if len(shapes) == 2 && first && second {
		n, _ := starlark.AsInt32(before)
		m, _ := starlark.AsInt32(after)
		return c.rest(x, n, m)
	}
	out := make(starlark.Tuple, len(shapes))
	for i, shape := range shapes {
		v, err := c.taken(x, shape)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

// pyUnpacked is __unpacked__(iterable, shape): each of its values, taken apart.
func pyUnpacked(c *Call) (starlark.Value, error) {
	next, err := c.cursorOf(c.Args[0])
	if err != nil {
		return nil, err
	}
	shape := c.Args[1]
	return c.newLazy(func(p *starlark.Value) (ok bool, err error) {
		if next(p) {
			*p, err = c.taken(*p, shape)
			return true, err
		}
		return false, nil
	}, c.Args[0])
}

// taken is x as its shape says.
func (c *Call) taken(x, shape starlark.Value) (starlark.Value, error) {
	parts, ok := shape.(starlark.Tuple)
	if !ok {
		return x, nil
	}
	var all starlark.Tuple
	var err error
	if star := starAt(parts); star >= 0 {
		all, err = c.rest(x, star, len(parts)-star-1)
	} else {
		all, err = c.exactly(x, len(parts))
	}
	if err != nil {
		return nil, err
	}
	for i, part := range parts {
		if rest, ok := part.(*starlark.List); ok {
			part = rest.Index(0)
		}
		if _, inner := part.(starlark.Tuple); inner {
			all[i] = &takenLater{nestParts{c.Interp, all[i], nil}, c, part}
		}
	}
	return all, nil
}

// takenLater is what an inner target takes apart. Its turn comes when those before it are assigned.
type takenLater struct {
	nestParts
	c     *Call
	shape starlark.Value
}

// Iterate takes it apart. What does not fit ends the thread with an error.
func (x *takenLater) Iterate() starlark.Iterator {
	v, err := x.c.taken(x.of, x.shape)
	if err != nil {
		r := x.ip.gil.holder
		r.stop(x.ip.found(r, err))
		v = starlark.Tuple(nil)
	}
	return starlark.Iterate(v)
}

// starAt is the place of the rest among shapes, -1 if there is none.
func starAt(parts starlark.Tuple) int {
	for i, part := range parts {
		if _, list := part.(*starlark.List); list || isOne(part) {
			return i
		}
	}
	return -1
}

func isOne(v starlark.Value) bool {
	n, ok := v.(starlark.Int)
	return ok && n.Sign() > 0
}

// rest is x as so many values, a list of the others, and so many values more.
func (c *Call) rest(x starlark.Value, before, after int) (starlark.Tuple, error) {
	all, err := c.unpacked(x)
	if err != nil {
		return nil, err
	}
	if len(all) < before+after {
		return nil, Raise("ValueError", "not enough values to unpack (expected at least %d, got %d)", before+after, len(all))
	}
	end := len(all) - after
	out := append(make(starlark.Tuple, 0, before+1+after), all[:before]...)
	out = append(out, starlark.NewList(append([]starlark.Value{}, all[before:end]...)))
	return append(out, all[end:]...), nil
}

// exactly is the n values of x.
func (c *Call) exactly(x starlark.Value, n int) (starlark.Tuple, error) {
	all, err := c.unpacked(x)
	switch {
	case err != nil:
		return nil, err
	case len(all) < n:
		return nil, Raise("ValueError", "not enough values to unpack (expected %d, got %d)", n, len(all))
	case len(all) > n:
		return nil, Raise("ValueError", "too many values to unpack (expected %d)", n)
	}
	return all, nil
}

// unpacked is all values of x.
func (c *Call) unpacked(x starlark.Value) (starlark.Tuple, error) {
	seq, ok := looped(x).(starlark.Iterable)
	if !ok || !isIterable(x) {
		return nil, Raise("TypeError", "cannot unpack non-iterable %s object", TypeOf(x))
	}
	var all starlark.Tuple
	var err error
	for v := range c.Each(seq, c.bounds.Elements, &err) {
		all = append(all, v)
	}
	return all, err
}
