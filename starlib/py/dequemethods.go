package py

import (
	"slices"

	"go.starlark.net/starlark"
)

// dequeMethods is THE table of what deques have.
func dequeMethods() []Entry {
	return []Entry{
		{Sig: "append(x)", Doc: "Adds x at the end.", Fn: dequeOf1("x", (*deque).push)},
		{Sig: "appendleft(x)", Doc: "Adds x in front.", Fn: dequeOf1("x", (*deque).pushLeft)},
		{Sig: "clear()", Doc: "Takes out all elements.", Fn: func(c *Call) (starlark.Value, error) {
			d := c.Recv.(*deque)
			if err := c.Unpack(); err != nil {
				return nil, err
			}
			if err := d.mutable(); err != nil {
				return nil, err
			}
			d.room, d.first = nil, 0
			return starlark.None, nil
		}},
		{Sig: "copy()", Doc: "A copy.", Fn: func(c *Call) (starlark.Value, error) {
			d := c.Recv.(*deque)
			return &deque{ip: d.ip, room: slices.Clone(d.values()), most: d.most}, c.Unpack()
		}},
		{Sig: "count(x) -> int", Doc: "How many elements are equal to x.", Fn: func(c *Call) (starlark.Value, error) {
			return countOf(&Call{Interp: c.Interp, Name: c.Name, entry: c.entry, Args: append(starlark.Tuple{c.Recv}, c.Args...), Kwargs: c.Kwargs})
		}},
		{Sig: "extend(iterable)", Doc: "Adds the elements at the end.", Fn: dequeExtend((*deque).push)},
		{Sig: "extendleft(iterable)", Doc: "Adds the elements in front, one after the other.", Fn: dequeExtend((*deque).pushLeft)},
		{Sig: "index(x) -> int", Doc: "The number of the first element that is equal to x.", Fn: func(c *Call) (starlark.Value, error) {
			_, i, err := dequePlace(c)
			return starlark.MakeInt(i), err
		}},
		{Sig: "insert(i, x)", Doc: "Puts x before the element of number i.", Fn: dequeInsert},
		{Sig: "maxlen", Doc: "How many elements it keeps, or None.", Fn: func(c *Call) (starlark.Value, error) {
			if d := c.Recv.(*deque); d.most != unlimited {
				return starlark.MakeInt(d.most), nil
			}
			return starlark.None, nil
		}},
		{Sig: "pop()", Doc: "Takes out the last element.", Fn: dequeTake((*deque).pop)},
		{Sig: "popleft()", Doc: "Takes out the first element.", Fn: dequeTake((*deque).shift)},
		{Sig: "remove(x)", Doc: "Takes out the first element that is equal to x.", Fn: func(c *Call) (starlark.Value, error) {
			d, i, err := dequePlace(c)
			if err == nil {
				err = d.mutable()
			}
			if err != nil {
				return nil, err
			}
			d.room = slices.Delete(d.room, d.first+i, d.first+i+1)
			return starlark.None, nil
		}},
		{Sig: "reverse()", Doc: "Turns the order around.", Fn: func(c *Call) (starlark.Value, error) {
			d := c.Recv.(*deque)
			if err := c.Unpack(); err != nil {
				return nil, err
			}
			if err := d.mutable(); err != nil {
				return nil, err
			}
			slices.Reverse(d.values())
			return starlark.None, nil
		}},
		{Sig: "rotate(n=1)", Doc: "Moves the last n elements to the front; of n below 0 the first to the end.", Fn: dequeRotate},
	}
}

// dequeOf1 is a method of one argument.
func dequeOf1(name string, do func(d *deque, v starlark.Value) error) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var v starlark.Value
		if err := c.Unpack(name, &v); err != nil {
			return nil, err
		}
		return starlark.None, do(c.Recv.(*deque), v)
	}
}

func dequeExtend(push func(d *deque, v starlark.Value) error) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var over starlark.Value
		if err := c.Unpack("iterable", &over); err != nil {
			return nil, err
		}
		d := c.Recv.(*deque)
		return starlark.None, d.extend(c, over, func(v starlark.Value) error { return push(d, v) })
	}
}

func dequeTake(take func(d *deque) starlark.Value) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		d := c.Recv.(*deque)
		if err := c.Unpack(); err != nil {
			return nil, err
		}
		if err := d.mutable(); err != nil {
			return nil, err
		}
		if d.Len() == 0 {
			return nil, Raise("IndexError", "pop from an empty deque")
		}
		return take(d), nil
	}
}

// dequePlace is where the argument is.
func dequePlace(c *Call) (*deque, int, error) {
	var x starlark.Value
	d := c.Recv.(*deque)
	if err := c.Unpack("x", &x); err != nil {
		return d, 0, err
	}
	for i, v := range d.values() {
		if same, err := identical(v, x, starlark.CompareLimit); err != nil || same {
			return d, i, err
		}
	}
	s, _ := c.printer().repr(x)
	return d, 0, Raise("ValueError", "%s is not in deque", s)
}

// dequeInsert is d.insert(i, x): of a place beyond an end it is that end.
func dequeInsert(c *Call) (starlark.Value, error) {
	var at int
	var x starlark.Value
	if err := c.Unpack("i", &at, "x", &x); err != nil {
		return nil, err
	}
	d := c.Recv.(*deque)
	if d.Len() == d.most {
		return nil, Raise("IndexError", "deque already at its maximum size")
	}
	if err := d.more(); err != nil {
		return nil, err
	}
	if at < 0 {
		at += d.Len()
	}
	d.room = slices.Insert(d.room, d.first+min(max(at, 0), d.Len()), x)
	return starlark.None, nil
}

// remove is del d[i].
func (d *deque) remove(key starlark.Value) error {
	n, ok := asNumber(key).(starlark.Int)
	if !ok {
		return Raise("TypeError", "sequence index must be integer, not '%s'", TypeOf(key))
	}
	i, fits := n.Int64()
	if i < 0 {
		i += int64(d.Len())
	}
	if !fits || i < 0 || i >= int64(d.Len()) {
		return Raise("IndexError", "deque index out of range")
	}
	if err := d.mutable(); err != nil {
		return err
	}
	d.room = slices.Delete(d.room, d.first+int(i), d.first+int(i)+1)
	return nil
}

func dequeRotate(c *Call) (starlark.Value, error) {
	n, d := 1, c.Recv.(*deque)
	if err := c.Unpack("n?", &n); err != nil {
		return nil, err
	}
	if err := d.mutable(); err != nil || d.Len() == 0 {
		return starlark.None, err
	}
	k := ((n % d.Len()) + d.Len()) % d.Len()
	v := d.values()
	d.room, d.first = slices.Concat(v[len(v)-k:], v[:len(v)-k]), 0
	return starlark.None, nil
}
