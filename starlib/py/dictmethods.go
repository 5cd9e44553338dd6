package py

import (
	"go.starlark.net/starlark"
)

// dictTable is the methods of dicts.
func dictTable() []Entry {
	return []Entry{
		{Sig: "copy()", Fn: copyDict},
		{Sig: "fromkeys(iterable, value=None)", Fn: dictFromKeys},
		{Sig: "get(key, default=None)", Fn: getKey},
		{Sig: "pop(key, default)", Fn: popKey},
		{Sig: "popitem()", Fn: popItem},
		{Sig: "setdefault(key, default=None)", Fn: setDefault},
		{Sig: "update(other=(), **items)", Fn: updateDict},
	}
}

// dictOf is the dict of which a method is called.
func (c *Call) dict() *starlark.Dict { return plainDict(c.Recv).(*starlark.Dict) }

func copyDict(c *Call) (starlark.Value, error) {
	if err := c.positional(0, 0); err != nil {
		return nil, err
	}
	return copied(c.dict())
}

// copied is a dict with the same entries.
func copied(d *starlark.Dict) (*starlark.Dict, error) {
	out := starlark.NewDict(d.Len())
	for k, v := range d.Entries() {
		if err := out.SetKey(k, v); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// dictFromKeys is dict.fromkeys(iterable, value).
func dictFromKeys(c *Call) (starlark.Value, error) {
	if err := c.positional(1, 2); err != nil {
		return nil, err
	}
	var value starlark.Value = starlark.None
	if len(c.Args) > 1 {
		value = c.Args[1]
	}
	seq, ok := looped(c.Args[0]).(starlark.Iterable)
	if !ok {
		return nil, Raise("TypeError", "'%s' object is not iterable", TypeOf(c.Args[0]))
	}
	d := new(starlark.Dict)
	var err error
	for k := range c.Each(seq, c.bounds.Bytes/entryBytes, &err) {
		if err := c.setKey(d, k, value); err != nil {
			return nil, err
		}
	}
	return d, err
}

// getKey is d.get(key, default).
func getKey(c *Call) (starlark.Value, error) {
	if err := c.positional(1, 2); err != nil {
		return nil, err
	}
	v, found, err := lookUp(c.dict(), c.Args[0])
	switch {
	case err != nil || found:
		return v, err
	case len(c.Args) > 1:
		return c.Args[1], nil
	}
	return starlark.None, nil
}

// setDefault is d.setdefault(key, default).
func setDefault(c *Call) (starlark.Value, error) {
	if err := c.positional(1, 2); err != nil {
		return nil, err
	}
	d := c.dict()
	v, found, err := lookUp(d, c.Args[0])
	if err != nil || found {
		return v, err
	}
	v = starlark.None
	if len(c.Args) > 1 {
		v = c.Args[1]
	}
	return v, c.setKey(d, c.Args[0], v)
}

// popKey is d.pop(key, default).
func popKey(c *Call) (starlark.Value, error) {
	if err := c.positional(1, 2); err != nil {
		return nil, err
	}
	d := c.dict()
	v, found, err := d.Delete(keyIn(d, c.Args[0]))
	switch {
	case err != nil || found:
		return v, err
	case len(c.Args) > 1:
		return c.Args[1], nil
	}
	return nil, c.missingKey(c.Args[0])
}

// missingKey is the error of a key that is not there.
func (c *Call) missingKey(key starlark.Value) error { return throw("KeyError", key) }

// popItem is d.popitem(): the entry that came last.
func popItem(c *Call) (starlark.Value, error) {
	if err := c.positional(0, 0); err != nil {
		return nil, err
	}
	d := c.dict()
	if d.Len() == 0 {
		return nil, throw("KeyError", starlark.String("popitem(): dictionary is empty"))
	}
	keys := d.Keys()
	key := keys[len(keys)-1]
	v, _, err := d.Delete(key)
	return starlark.Tuple{key, v}, err
}

// updateDict is d.update(other, **items).
func updateDict(c *Call) (starlark.Value, error) {
	if len(c.Args) > 1 {
		return nil, Raise("TypeError", "update expected at most 1 argument, got %d", len(c.Args))
	}
	d := c.dict()
	if len(c.Args) == 1 {
		if err := c.put(d, c.Args[0]); err != nil {
			return nil, err
		}
	}
	for _, kv := range c.Kwargs {
		if err := c.setKey(d, kv[0], kv[1]); err != nil {
			return nil, err
		}
	}
	return starlark.None, nil
}

// put puts the entries of a mapping, or pairs, into d.
func (c *Call) put(d *starlark.Dict, from starlark.Value) error {
	if other, ok := plainDict(from).(*starlark.Dict); ok {
		if other == d {
			return nil
		}
		for k, v := range other.Entries() {
			if err := c.setKey(d, k, v); err != nil {
				return err
			}
		}
		return nil
	}
	if m, ok := from.(starlark.IterableMapping); ok {
		for _, kv := range m.Items() {
			if err := c.setKey(d, kv[0], kv[1]); err != nil {
				return err
			}
		}
		return nil
	}
	if o, ok := from.(*instance); ok {
		if keys, ok, err := o.ask("keys"); ok {
			if err == nil {
				err = c.putKeys(d, o, keys)
			}
			return err
		}
	}
	seq, ok := looped(from).(starlark.Iterable)
	if !ok {
		return Raise("TypeError", "'%s' object is not iterable", TypeOf(from))
	}
	var err error
	n := 0
	for pair := range c.Each(seq, c.bounds.Bytes/entryBytes, &err) {
		k, v, err := pairOf(pair, n)
		if err == nil {
			err = c.setKey(d, k, v)
		}
		if err != nil {
			return err
		}
		n++
	}
	return err
}

// putKeys takes over the entries of an instance that has keys.
func (c *Call) putKeys(d *starlark.Dict, o *instance, keys starlark.Value) error {
	all, err := c.valuesOf(keys)
	if err != nil {
		return err
	}
	for _, k := range all {
		v, ok, err := o.ask("__getitem__", k)
		if !ok {
			return Raise("TypeError", "'%s' object is not subscriptable", TypeOf(o))
		}
		if err == nil {
			err = c.setKey(d, k, v)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// pairOf is the two elements of what stands at place n of an update.
func pairOf(pair starlark.Value, n int) (k, v starlark.Value, err error) {
	seq, ok := looped(pair).(starlark.Iterable)
	if !ok {
		return nil, nil, Raise("TypeError", "cannot convert dictionary update sequence element #%d to a sequence", n)
	}
	var two [2]starlark.Value
	size := 0
	for x := range starlark.Elements(seq) {
		if size < 2 {
			two[size] = x
		}
		size++
	}
	if size != 2 {
		return nil, nil, Raise("ValueError", "dictionary update sequence element #%d has length %d; 2 is required", n, size)
	}
	return two[0], two[1], nil
}
