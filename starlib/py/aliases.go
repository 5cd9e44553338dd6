package py

import (
	"unicode/utf8"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

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
	case numeric:
		return plainNumber(k)
	}
	return nil
}

// plainNumber is the whole number or the float that a Decimal or a Fraction is equal to, nil without one.
func plainNumber(k starlark.Value) starlark.Value {
	f, err := k.(numeric).real()
	if err != nil {
		return nil
	}
	x, ok := f.(starlark.Float)
	if !ok {
		return nil
	}
	if n, err := starlark.NumberToInt(x); err == nil {
		if same, err := compare(syntax.EQL, k, n, starlark.CompareLimit); err == nil && same {
			return n
		}
	}
	if same, err := compare(syntax.EQL, k, x, starlark.CompareLimit); err == nil && same {
		return x
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

// memberKey is the key of a dict of named tuples, members of an enum, Decimals and the like that is equal to a
// plain value, nil if there is none.
func memberKey(d *starlark.Dict, k starlark.Value) starlark.Value {
	if _, isInstance := k.(*instance); isInstance {
		return nil
	}
	for key := range d.Entries() {
		if !mayEqualPlain(key) {
			return nil // the others are of its kind, as a rule
		}
		if same, err := identical(key, k, starlark.CompareLimit); err == nil && same {
			return key
		}
	}
	return nil
}

// mayEqualPlain reports whether a key may be equal to a plain value.
func mayEqualPlain(key starlark.Value) bool {
	switch key := key.(type) {
	case *instance:
		return key.value() != nil
	case numeric:
		return true
	}
	return false
}

// hasElement reports whether a set has an element, or the one equal to it.
func hasElement(s *starlark.Set, x starlark.Value) (bool, error) {
	in, err := s.Has(x)
	if in || err != nil {
		return in, err
	}
	if other := otherKey(x); other != nil {
		if in, err := s.Has(other); in || err != nil {
			return in, err
		}
	}
	return memberElement(s, x) != nil, nil
}

// memberElement is the element of a set of members of an enum and the like that is equal to a plain value.
func memberElement(s *starlark.Set, x starlark.Value) starlark.Value {
	if _, isInstance := x.(*instance); isInstance {
		return nil
	}
	for v := range s.Elements() {
		if !mayEqualPlain(v) {
			return nil
		}
		if same, err := identical(v, x, starlark.CompareLimit); err == nil && same {
			return v
		}
	}
	return nil
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
	if v := memberElement(s, x); v != nil {
		return v
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
	if len(c.Args) != 1 || len(c.Kwargs) > 0 || !isIterable(c.Args[0]) {
		return c.starlark(unlimited)
	}
	if s := setOf(c.Args[0]); s != nil {
		return c.copiedSet(s)
	}
	return c.collectSet(c.Args[0])
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
	if err := n.check(asNumber(key)); err != nil {
		return nil, false, err
	}
	v, err := Index(n.Value, asNumber(key))
	if b, ok := v.(starlark.Bytes); ok { // which Starlark's bytes have for a number
		if _, isBytes := n.Value.(starlark.Bytes); isBytes && len(b) == 1 {
			v = starlark.MakeInt(int(b[0]))
		}
	}
	return v, err == nil, err
}

// check is the error of x[key] in Python's words, nil if there is such an element.
func (n numbered) check(key starlark.Value) error {
	kind := TypeOf(n.Value)
	k, ok := key.(starlark.Int)
	if !ok {
		switch n.Value.(type) {
		case starlark.String:
			return Raise("TypeError", "string indices must be integers, not '%s'", TypeOf(key))
		case starlark.Bytes:
			kind = "byte"
		}
		return Raise("TypeError", "%s indices must be integers or slices, not %s", kind, TypeOf(key))
	}
	size := starlark.Len(n.Value)
	if s, ok := n.Value.(starlark.String); ok {
		size = utf8.RuneCountInString(string(s))
	}
	i, ok := k.Int64()
	if !ok {
		return Raise("IndexError", "cannot fit 'int' into an index-sized integer")
	}
	if i < int64(size) && i >= -int64(size) {
		return nil
	}
	switch n.Value.(type) {
	case starlark.String:
		kind = "string"
	case starlark.Bytes:
		return Raise("IndexError", "index out of range")
	}
	return Raise("IndexError", "%s index out of range", kind)
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
