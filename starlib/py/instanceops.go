package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// What Starlark asks values for. A class that does not define it has the error of Python.

// Truth is what __bool__ says, else whether __len__ is not 0.
func (o *instance) Truth() starlark.Bool {
	v, ok, err := o.ask("__bool__")
	if ok && err == nil {
		b, isBool := v.(starlark.Bool)
		if isBool {
			return b
		}
		err = Raise("TypeError", "__bool__ should return bool, returned %s", TypeOf(v))
	}
	if !ok {
		var n int
		if n, ok, err = o.length(); ok && err == nil {
			return n != 0
		}
	}
	if err != nil {
		o.fail(err)
		return false
	}
	if own := o.value(); own != nil {
		return own.Truth()
	}
	return true
}

// fail ends what runs: whoever asked has no way to say why it cannot go on.
func (o *instance) fail(err error) {
	if r := o.class.ip.gil.holder; r != nil {
		r.stop(o.class.ip.found(r, err))
	}
}

// length is what __len__ says; ok is false if there is none.
func (o *instance) length() (n int, ok bool, err error) {
	v, ok, err := o.ask("__len__")
	if !ok {
		if own := o.value(); own != nil {
			if n = starlark.Len(own); n >= 0 {
				return n, true, nil
			}
		}
		return 0, false, nil
	}
	if err != nil {
		return 0, true, err
	}
	i, isInt := asNumber(valueOf(v)).(starlark.Int)
	k, fits := i.Int64()
	switch {
	case !isInt:
		return 0, true, Raise("TypeError", "'%s' object cannot be interpreted as an integer", TypeOf(v))
	case !fits:
		return 0, true, Raise("OverflowError", "cannot fit 'int' into an index-sized integer")
	case k < 0:
		return 0, true, Raise("ValueError", "__len__() should return >= 0")
	}
	return int(k), true, nil
}

// Hash is what __hash__ says; a class with __eq__ alone has none.
func (o *instance) Hash() (uint32, error) {
	fn, owner := o.class.find("__hash__")
	if fn == starlark.None {
		return 0, Raise("TypeError", "unhashable type: '%s'", o.class.name)
	}
	if fn == nil || owner == o.class.ip.object {
		if own := o.value(); own != nil {
			o.class.ip.truthKeys = true
			return own.Hash()
		}
		return uint32(PointerOf(o) >> 4), nil
	}
	v, _, err := o.ask("__hash__")
	if err != nil {
		return 0, err
	}
	n, ok := asNumber(valueOf(v)).(starlark.Int)
	if !ok {
		return 0, Raise("TypeError", "__hash__ method should return an integer")
	}
	return n.Hash()
}

// CallInternal calls __call__.
func (o *instance) CallInternal(_ *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	fn, err := o.special("__call__")
	if err != nil {
		return nil, err
	}
	if fn == nil {
		return nil, Raise("TypeError", "'%s' object is not callable", o.class.name)
	}
	return o.class.ip.callWith(fn, args, kwargs)
}

// Get is o[key].
func (o *instance) Get(key starlark.Value) (starlark.Value, bool, error) {
	v, ok, err := o.ask("__getitem__", key)
	if ok {
		return v, true, err
	}
	own := o.value()
	if own == nil {
		return nil, false, Raise("TypeError", "'%s' object is not subscriptable", o.class.name)
	}
	v, err = Index(own, valueOf(key))
	if KindOf(err, "") == "KeyError" {
		if v, ok, err := o.ask("__missing__", key); ok {
			return v, true, err
		}
	}
	return v, true, err
}

// SetKey is o[key] = v.
func (o *instance) SetKey(key, v starlark.Value) error {
	if _, ok, err := o.ask("__setitem__", key, v); ok {
		return err
	}
	switch own := o.value().(type) {
	case starlark.HasSetKey:
		return own.SetKey(key, v)
	case starlark.HasSetIndex:
		return setIndex(own, key, v)
	}
	return Raise("TypeError", "'%s' object does not support item assignment", o.class.name)
}

// unfit is the error of an index that is larger than any list.
func unfit() error { return Raise("IndexError", "cannot fit 'int' into an index-sized integer") }

// setIndex is x[key] = v of a list.
func setIndex(x starlark.HasSetIndex, key, v starlark.Value) error {
	n, ok := asNumber(valueOf(key)).(starlark.Int)
	if !ok {
		return Raise("TypeError", "list indices must be integers or slices, not %s", TypeOf(key))
	}
	i, fits := n.Int64()
	if i < 0 {
		i += int64(x.Len())
	}
	if !fits {
		return unfit()
	}
	if i < 0 || i >= int64(x.Len()) {
		return Raise("IndexError", "list assignment index out of range")
	}
	return x.SetIndex(int(i), v)
}

// Has is v in o.
func (o *instance) Has(v starlark.Value) (bool, error) {
	in, ok, err := o.ask("__contains__", v)
	switch {
	case err != nil:
		return false, err
	case ok:
		return bool(in.Truth()), nil
	}
	if own := o.value(); own != nil {
		return includes(own, v)
	}
	it, err := o.iterator()
	if err != nil {
		if iter, _ := o.class.find("__iter__"); iter == nil {
			err = Raise("TypeError", "argument of type '%s' is not iterable", o.class.name)
		}
		return false, err
	}
	defer it.Done()
	for x := starlark.Value(nil); it.Next(&x); {
		if same, err := identical(x, v, starlark.CompareLimit); err != nil || same {
			return same, err
		}
	}
	return false, o.class.ip.Err()
}

// Unary is -o, +o or ~o.
func (o *instance) Unary(op syntax.Token) (starlark.Value, error) {
	name := map[syntax.Token]string{syntax.MINUS: "__neg__", syntax.PLUS: "__pos__", syntax.TILDE: "__invert__"}[op]
	if v, ok, err := o.ask(name); ok {
		return v, err
	}
	if own := o.value(); own != nil {
		return starlark.Unary(op, asNumber(own))
	}
	return nil, Raise("TypeError", "bad operand type for unary %s: '%s'", op, o.class.name)
}
