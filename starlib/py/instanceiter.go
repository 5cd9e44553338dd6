package py

import (
	"go.starlark.net/starlark"
)

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
	v, err := o.iter()
	if err != nil {
		return nil, err
	}
	if it, ok := v.(*instance); ok {
		return &scriptIterator{of: it}, nil
	}
	return v.(starlark.Iterable).Iterate(), nil
}

// iter is iter(o): what has __next__, or an iterable of ours.
func (o *instance) iter() (starlark.Value, error) {
	v, ok, err := o.ask("__iter__")
	if err != nil {
		return nil, err
	}
	if ok {
		if it, isInstance := v.(*instance); isInstance {
			if next, _ := it.class.find("__next__"); next == nil {
				return nil, Raise("TypeError", "iter() returned non-iterator of type '%s'", TypeOf(v))
			}
			return it, nil
		}
		if _, isIterable := v.(starlark.Iterable); !isIterable {
			return nil, Raise("TypeError", "iter() returned non-iterator of type '%s'", TypeOf(v))
		}
		return v, nil
	}
	if fn, _ := o.class.find("__getitem__"); fn != nil {
		return &byIndex{o}, nil
	}
	if own, ok := looped(o.value()).(starlark.Iterable); ok {
		return own, nil
	}
	return nil, Raise("TypeError", "'%s' object is not iterable", o.class.name)
}

// next is next(o); ok is false at the end.
func (o *instance) next() (v starlark.Value, ok bool, err error) {
	v, has, err := o.ask("__next__")
	switch {
	case !has:
		return nil, false, Raise("TypeError", "'%s' object is not an iterator", o.class.name)
	case err != nil && KindOf(err, "") == "StopIteration":
		return nil, false, nil
	}
	return v, true, err
}

// scriptIterator is an object with __next__.
type scriptIterator struct{ of *instance }

// Next is what __next__ gives.
func (it *scriptIterator) Next(p *starlark.Value) bool {
	v, ok, err := it.of.next()
	if err != nil {
		it.of.fail(err)
		return false
	}
	if ok {
		*p = v
	}
	return ok
}

// Done has nothing to end.
func (*scriptIterator) Done() {}

// byIndex goes through an object that has __getitem__ alone.
type byIndex struct{ *instance }

// Iterate starts at o[0].
func (b *byIndex) Iterate() starlark.Iterator { return &indexIterator{of: b.instance} }

type indexIterator struct {
	of *instance
	i  int
}

// Next is the next element.
func (it *indexIterator) Next(p *starlark.Value) bool {
	v, _, err := it.of.Get(starlark.MakeInt(it.i))
	if err != nil {
		if KindOf(err, "") != "IndexError" {
			it.of.fail(err)
		}
		return false
	}
	*p, it.i = v, it.i+1
	return true
}

// Done has nothing to end.
func (*indexIterator) Done() {}
