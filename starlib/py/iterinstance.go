package py

import (
	"go.starlark.net/starlark"
)

// Iteration over instances of the classes of scripts.

// special calls a method that Python calls by itself, which is looked for in the class alone. Without
// it ok is false.
func (o *instance) special(th *starlark.Thread, name string, args ...starlark.Value) (v starlark.Value, ok bool, err error) {
	f, _ := o.class.find(name)
	if f == nil || f == starlark.None {
		return nil, false, nil
	}
	v, err = starlark.Call(th, f, append(starlark.Tuple{o}, args...), nil)
	return v, true, err
}

// iterOfInstance is iter(o).
func (ip *Interp) iterOfInstance(th *starlark.Thread, o *instance) (starlark.Value, error) {
	v, ok, err := o.special(th, "__iter__")
	switch {
	case err != nil:
		return nil, err
	case ok && !isIterator(v):
		return nil, Raise("TypeError", "iter() returned non-iterator of type '%s'", TypeOf(v))
	case ok:
		return v, nil
	}
	if f, _ := o.class.find("__getitem__"); f == nil {
		return nil, Raise("TypeError", "'%s' object is not iterable", TypeOf(o))
	}
	i := 0
	return ip.iterator("iterator", func(p *starlark.Value) (bool, error) {
		v, _, err := o.special(ip.gil.holder.th, "__getitem__", starlark.MakeInt(i))
		if kind := KindOf(err, ""); err != nil && (kind == "IndexError" || kind == "StopIteration") {
			return false, nil
		}
		i++
		*p = v
		return true, err
	}), nil
}

// loopOverInstance is what a loop over o goes through.
func (ip *Interp) loopOverInstance(th *starlark.Thread, o *instance) (starlark.Iterable, error) {
	it, err := ip.iterOfInstance(th, o)
	if err != nil {
		return nil, err
	}
	own, ok := it.(*instance)
	if !ok {
		return it.(starlark.Iterable), nil
	}
	return ip.iterator(TypeOf(own), func(p *starlark.Value) (bool, error) {
		v, err := ip.nextOfInstance(ip.gil.holder.th, own)
		if err != nil && isStopIteration(err) {
			return false, nil
		}
		*p = v
		return true, err
	}), nil
}

// nextOfInstance is next(o).
func (ip *Interp) nextOfInstance(th *starlark.Thread, o *instance) (starlark.Value, error) {
	v, ok, err := o.special(th, "__next__")
	if !ok {
		return nil, Raise("TypeError", "'%s' object is not an iterator", TypeOf(o))
	}
	return v, err
}

// reversedInstance is reversed(o).
func (c *Call) reversedInstance(o *instance) (starlark.Value, error) {
	if v, ok, err := o.special(c.Thread, "__reversed__"); ok {
		return v, err
	}
	size, ok, err := o.special(c.Thread, "__len__")
	if err != nil {
		return nil, err
	}
	if f, _ := o.class.find("__getitem__"); f == nil || !ok {
		return nil, Raise("TypeError", "'%s' object is not reversible", TypeOf(o))
	}
	n, err := starlark.AsInt32(size)
	if err != nil {
		return nil, err
	}
	return c.iterator("reversed", func(p *starlark.Value) (bool, error) {
		if n--; n < 0 {
			return false, nil
		}
		v, _, err := o.special(c.gil.holder.th, "__getitem__", starlark.MakeInt(n))
		*p = v
		return true, err
	}), nil
}
