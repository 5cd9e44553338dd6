package py

import (
	"go.starlark.net/starlark"
)

// Iteration over instances of the classes of scripts.

// Iterate goes through what __iter__ gives, or o[0], o[1] … to the IndexError.
func (o *instance) Iterate() starlark.Iterator {
	it, err := o.iterator()
	if err != nil {
		o.fail(err)
		return noValues{}
	}
	return it
}

// noValues is at its end.
type noValues struct{}

func (noValues) Next(*starlark.Value) bool { return false }
func (noValues) Done()                     {}

// iterator is what goes through o.
func (o *instance) iterator() (starlark.Iterator, error) {
	seq, err := o.loopable()
	if err != nil {
		return nil, err
	}
	return seq.Iterate(), nil
}

// iter is iter(o).
func (o *instance) iter() (starlark.Value, error) {
	ip := o.class.ip
	v, ok, err := o.ask("__iter__")
	switch {
	case err != nil:
		return nil, err
	case ok && !isIterator(v):
		return nil, Raise("TypeError", "iter() returned non-iterator of type '%s'", TypeOf(v))
	case ok:
		return v, nil
	}
	if own := o.value(); own != nil {
		if _, ok := looped(own).(starlark.Iterable); ok {
			return ip.iterOf(ip.gil.holder.th, own)
		}
	}
	if f, _ := o.class.find("__getitem__"); f == nil {
		return nil, Raise("TypeError", "'%s' object is not iterable", o.class.name)
	}
	i := -1
	return ip.iterator("iterator", func(p *starlark.Value) (bool, error) {
		i++
		v, _, err := o.ask("__getitem__", starlark.MakeInt(i))
		if kind := KindOf(err, ""); kind == "IndexError" || kind == "StopIteration" {
			return false, nil
		}
		*p = v
		return true, err
	}), nil
}

// iterable reports whether the class of o says how to loop over it.
func (o *instance) iterable() bool {
	for _, name := range []string{"__iter__", "__getitem__"} {
		if f, _ := o.class.find(name); f != nil {
			return f != starlark.None
		}
	}
	own := o.value()
	if own == nil {
		return false
	}
	_, ok := looped(own).(starlark.Iterable)
	return ok
}

// loopable is what a loop over o goes through.
func (o *instance) loopable() (starlark.Iterable, error) {
	v, err := o.iter()
	if err != nil {
		return nil, err
	}
	it, ok := v.(*instance)
	if !ok {
		return v.(starlark.Iterable), nil
	}
	return o.class.ip.iterator(TypeOf(it), func(p *starlark.Value) (bool, error) {
		v, err := it.next()
		if err != nil && isStopIteration(err) {
			return false, nil
		}
		*p = v
		return true, err
	}), nil
}

// next is next(o); the end is a StopIteration.
func (o *instance) next() (starlark.Value, error) {
	v, ok, err := o.ask("__next__")
	if !ok && err == nil {
		err = Raise("TypeError", "'%s' object is not an iterator", o.class.name)
	}
	return v, err
}

// reversed is reversed(o).
func (o *instance) reversed() (starlark.Value, error) {
	ip := o.class.ip
	if v, ok, err := o.ask("__reversed__"); ok || err != nil {
		return v, err
	}
	if f, _ := o.class.find("__getitem__"); f == nil {
		return nil, Raise("TypeError", "'%s' object is not reversible", o.class.name)
	}
	n, ok, err := o.length()
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, Raise("TypeError", "object of type '%s' has no len()", o.class.name)
	}
	return ip.iterator("reversed", func(p *starlark.Value) (bool, error) {
		if n--; n < 0 {
			return false, nil
		}
		v, _, err := o.ask("__getitem__", starlark.MakeInt(n))
		*p = v
		return true, err
	}), nil
}
