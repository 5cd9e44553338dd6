package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// groups is what the iterators of a groupby share. The element read last is in value until a
// group gives it out.
type groups struct {
	c          *Call
	over       starlark.Value
	next       cursor
	f          starlark.Value // makes keys, None: the elements are
	key, value starlark.Value // nil before the first, and where value is given out
	last       starlark.Value // the key of the group given out last
	number     int            // of that group, which alone may give out values
}

// read has an element in value; false at the end.
func (g *groups) read() (bool, error) {
	if g.value != nil {
		return true, nil
	}
	var v starlark.Value
	if !g.next(&v) {
		return false, nil
	}
	key, err := v, error(nil)
	if g.f != starlark.None {
		key, err = g.c.apply(g.f, v)
	}
	g.key, g.value = key, v
	return true, err
}

// in reports whether the next element has that key.
func (g *groups) in(key starlark.Value) (bool, error) {
	ok, err := g.read()
	if err != nil || !ok {
		return false, err
	}
	return compare(syntax.EQL, g.key, key, starlark.CompareLimit)
}

func grouped(c *Call) (starlark.Value, error) {
	var over starlark.Value
	var f starlark.Value = starlark.None
	if err := c.Unpack("iterable", &over, "key?", &f); err != nil {
		return nil, err
	}
	next, err := c.cursorOf(over)
	if err != nil {
		return nil, err
	}
	g, pace := &groups{c: c, over: over, next: next, f: f}, c.Pace()
	return c.newLazy(func(p *starlark.Value) (bool, error) {
		for g.last != nil {
			in, err := g.in(g.last)
			if err == nil {
				err = pace.Step()
			}
			if err != nil {
				return false, err
			}
			if !in {
				break
			}
			g.value = nil
		}
		ok, err := g.read()
		if err != nil || !ok {
			return false, err
		}
		g.last = g.key
		g.number++
		group, err := g.group()
		*p = starlark.Tuple{g.key, group}
		return true, err
	}, over)
}

// group is an iterator over the elements that have the key, until there is the next group.
func (g *groups) group() (starlark.Value, error) {
	key, number := g.key, g.number
	return g.c.newLazyOf("itertools._grouper", func(p *starlark.Value) (bool, error) {
		if g.number != number {
			return false, nil
		}
		in, err := g.in(key)
		if err != nil || !in {
			return false, err
		}
		*p, g.value = g.value, nil
		return true, nil
	}, g.over)
}
