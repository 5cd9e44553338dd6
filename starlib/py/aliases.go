package py

import "go.starlark.net/starlark"

// True is 1 to Python and False 0, as keys too. Starlark's are other keys, so what looks one up, or
// is about to set one, asks for the other as well.

// otherKey is the key that is equal to k and none to Starlark, nil if there is none.
func otherKey(k starlark.Value) starlark.Value {
	switch k := k.(type) {
	case starlark.Bool:
		return asNumber(k)
	case starlark.Int:
		switch k {
		case wholeZero:
			return starlark.False
		case wholeOne:
			return starlark.True
		}
	case starlark.Float:
		if k == 0 {
			return starlark.False
		}
		if k == 1 {
			return starlark.True
		}
	case *instance:
		if own := k.value(); own != nil {
			return own
		}
	}
	return nil
}

var wholeZero, wholeOne = starlark.MakeInt(0), starlark.MakeInt(1)

// lookUp is the value of a key, or of the one equal to it.
func lookUp(d *starlark.Dict, k starlark.Value) (starlark.Value, bool, error) {
	v, found, err := d.Get(k)
	if found || err != nil {
		return v, found, err
	}
	if other := otherKey(k); other != nil {
		if v, found, err := d.Get(other); found || err != nil {
			return v, found, err
		}
	}
	if o := memberKey(d, k); o != nil {
		return d.Get(o)
	}
	return v, found, err
}

// memberKey is the key of a dict of named tuples or members of an enum that is equal to a plain value, nil
// if there is none.
func memberKey(d *starlark.Dict, k starlark.Value) *instance {
	if _, isInstance := k.(*instance); isInstance {
		return nil
	}
	for key := range d.Entries() {
		o, ok := key.(*instance)
		if !ok || o.value() == nil {
			return nil // the others are of its kind, as a rule
		}
		if same, err := identical(o, k, starlark.CompareLimit); err == nil && same {
			return o
		}
	}
	return nil
}

// hasElement reports whether a set has an element, or the one equal to it.
func hasElement(s *starlark.Set, x starlark.Value) (bool, error) {
	in, err := s.Has(x)
	if in || err != nil {
		return in, err
	}
	if other := otherKey(x); other != nil {
		return s.Has(other)
	}
	return false, nil
}

// keyIn is the key of a dict that is equal to k, k itself without one.
func keyIn(d *starlark.Dict, k starlark.Value) starlark.Value {
	if other := otherKey(k); other != nil {
		if _, found, err := d.Get(other); found && err == nil {
			return other
		}
	}
	if o := memberKey(d, k); o != nil {
		return o
	}
	return k
}

// elementIn is the element of a set that is equal to x, x itself without one.
func elementIn(s *starlark.Set, x starlark.Value) starlark.Value {
	if other := otherKey(x); other != nil {
		if in, err := s.Has(other); in && err == nil {
			return other
		}
	}
	return x
}

// setKey is d[k] = v. A dict with True or False among its keys is remembered to exist.
func (ip *Interp) setKey(d *starlark.Dict, k, v starlark.Value) error {
	if _, ok := k.(starlark.Bool); ok {
		ip.truthKeys = true
	}
	return d.SetKey(keyIn(d, k), v)
}

// newSet is set(iterable): of equal elements the first.
func newSet(c *Call) (starlark.Value, error) {
	if len(c.Args) == 1 {
		if s := setOf(c.Args[0]); s != nil {
			return c.copiedSet(s)
		}
	}
	v, err := collecting(entryBytes)(c)
	if err != nil {
		return nil, err
	}
	s := v.(*starlark.Set)
	for _, flag := range []starlark.Bool{false, true} {
		if in, err := s.Has(flag); err != nil || !in {
			continue
		}
		if both, err := s.Has(asNumber(flag)); err == nil && both {
			return c.collectSet(starlark.NewList(valuesIn(s)))
		}
	}
	return s, nil
}

// valuesIn is the elements of a set.
func valuesIn(s *starlark.Set) []starlark.Value {
	all := make([]starlark.Value, 0, s.Len())
	for v := range s.Elements() {
		all = append(all, v)
	}
	return all
}

// joinedDicts is a display of entries, each in a dict of its own, of which keys may be equal.
func joinedDicts(c *Call) (starlark.Value, error) {
	d := new(starlark.Dict)
	for _, entry := range c.Args {
		if err := c.put(d, entry); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// keyedGuard stands before x[k] where k is True or False, as far as can be seen.
type keyedGuard struct {
	guard
	ip *Interp
}

// Get is v, or what looks up equal keys if it is a dict.
func (g *keyedGuard) Get(v starlark.Value) (starlark.Value, bool, error) {
	switch d := v.(type) {
	case *starlark.Dict:
		return &equalKeys{d, g.ip}, true, nil
	case *starlark.List, starlark.Tuple, starlark.String, starlark.Bytes, *bytearray:
		return numbered{v}, true, nil
	}
	return v, true, nil
}

// equalKeys is a dict while a key of it is looked up or set.
type equalKeys struct {
	*starlark.Dict
	ip *Interp
}

// Get is the value of a key, or of the one equal to it.
func (k *equalKeys) Get(key starlark.Value) (starlark.Value, bool, error) { return lookUp(k.Dict, key) }

// SetKey sets the value of a key, or of the one equal to it.
func (k *equalKeys) SetKey(key, v starlark.Value) error { return k.ip.setKey(k.Dict, key, v) }

// numbered is a sequence of which the place is True or False.
type numbered struct{ starlark.Value }

// Get is x[1] or x[0].
func (n numbered) Get(key starlark.Value) (starlark.Value, bool, error) {
	v, err := Index(n.Value, asNumber(key))
	return v, err == nil, err
}

// SetKey is x[1] = v or x[0] = v.
func (n numbered) SetKey(key, v starlark.Value) error {
	list, ok := n.Value.(starlark.HasSetIndex)
	if !ok {
		return Raise("TypeError", "'%s' object does not support item assignment", TypeOf(n.Value))
	}
	k, ok := asNumber(key).(starlark.Int)
	if !ok {
		return Raise("TypeError", "%s indices must be integers or slices, not %s", TypeOf(n.Value), TypeOf(key))
	}
	i, err := starlark.AsInt32(k)
	if err != nil || i >= list.Len() || i < -list.Len() {
		return Raise("IndexError", "%s assignment index out of range", TypeOf(n.Value))
	}
	if i < 0 {
		i += list.Len()
	}
	return list.SetIndex(i, v)
}
