package py

import (
	"slices"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

// copyEntries is the module copy.
func copyEntries() []Entry {
	return []Entry{
		{Sig: "Error", Doc: "The error of what cannot be copied.", Value: ExceptionClass{"copy", "Error", "Exception"}},
		{Sig: "copy(x)", Doc: "A copy, which holds the same values.", Fn: func(c *Call) (starlark.Value, error) {
			var x starlark.Value
			if err := c.Unpack("x", &x); err != nil {
				return nil, err
			}
			return (&copying{c: c}).copy(x)
		}},
		{Sig: "deepcopy(x, memo=None)", Doc: "A copy, which holds copies of the values.", Fn: func(c *Call) (starlark.Value, error) {
			var x starlark.Value
			var memo starlark.Value = starlark.None
			if err := c.Unpack("x", &x, "memo?", &memo); err != nil {
				return nil, err
			}
			return (&copying{c: c, deep: true, made: map[starlark.Value]starlark.Value{}, memo: new(starlark.Dict)}).copy(x)
		}},
	}
}

// copying is one copy, with all within it.
type copying struct {
	c     *Call
	deep  bool
	depth int
	made  map[starlark.Value]starlark.Value // the copies, by what they are of, which are pointers
	memo  *starlark.Dict                    // what __deepcopy__ of the script's classes gets
}

// copy is a copy of x: of what does not change x itself.
func (k *copying) copy(x starlark.Value) (starlark.Value, error) {
	if k.depth++; k.depth > bounds.Depth {
		return nil, Raise("RecursionError", "maximum recursion depth exceeded")
	}
	defer func() { k.depth-- }()
	if err := k.c.gil.holder.err(); err != nil {
		return nil, err
	}
	switch x := x.(type) {
	case starlark.Tuple:
		return k.tuple(x)
	case *Named:
		v, err := k.tuple(x.values)
		if err != nil {
			return nil, err
		}
		return x.of.New(v.(starlark.Tuple)), nil
	case *starlark.List:
		out := new(starlark.List)
		return k.holder(x, out, func() error { return k.each(x, out.Append) })
	case *starlark.Set:
		out := new(starlark.Set)
		return k.holder(x, out, func() error { return k.each(x, out.Insert) })
	case *starlark.Dict:
		out := starlark.NewDict(x.Len())
		return k.holder(x, out, func() error { return k.entries(x, out) })
	case *mapping:
		out := &mapping{Dict: new(starlark.Dict), ip: x.ip, kind: x.kind, factory: x.factory}
		return k.holder(x, out, func() error { return k.entries(x.Dict, out.Dict) })
	case *deque:
		out := &deque{ip: x.ip, most: x.most}
		return k.holder(x, out, func() error { return k.each(x, out.push) })
	case *instance:
		return k.instance(x)
	case *bytearray:
		return &bytearray{slices.Clone(x.b)}, nil
	case *decimalContext:
		out := *x
		return &out, nil
	case *digest:
		out := *x
		out.data = slices.Clone(x.data)
		return &out, nil
	case *memoryFile, *random, *csvReader, *csvWriter, *lazy:
		return nil, Raise("TypeError", "cannot copy '%s' object", TypeOf(x))
	case selfCopied:
		return x.selfCopied(k)
	}
	return x, nil
}

// selfCopied is a value of the library that is copied in its own way.
type selfCopied interface {
	selfCopied(k *copying) (starlark.Value, error)
}

// inner is what a copy holds in the place of v.
func (k *copying) inner(v starlark.Value) (starlark.Value, error) {
	if !k.deep {
		return v, nil
	}
	return k.copy(v)
}

// holder fills the copy of a value that may hold itself, once.
func (k *copying) holder(x, out starlark.Value, fill func() error) (starlark.Value, error) {
	if done := k.made[x]; done != nil {
		return done, nil
	}
	if k.deep {
		k.made[x] = out
	}
	return out, fill()
}

func (k *copying) each(x starlark.Iterable, put func(v starlark.Value) error) error {
	for v := range starlark.Elements(x) {
		v, err := k.inner(v)
		if err == nil {
			err = put(v)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (k *copying) entries(x, out *starlark.Dict) error {
	for key, v := range x.Entries() {
		key, err := k.inner(key)
		if err == nil {
			v, err = k.inner(v)
		}
		if err == nil {
			err = out.SetKey(key, v)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// tuple is a tuple itself, if nothing within it became another value.
func (k *copying) tuple(t starlark.Tuple) (starlark.Value, error) {
	if !k.deep {
		return t, nil
	}
	out, other := make(starlark.Tuple, len(t)), false
	for i, v := range t {
		var err error
		if out[i], err = k.copy(v); err != nil {
			return nil, err
		}
		other = other || PointerOf(out[i]) != PointerOf(v) || PointerOf(v) == 0
	}
	if !other {
		return t, nil
	}
	return out, nil
}

// instance is a copy of an instance: by its own method, or of its attributes.
func (k *copying) instance(o *instance) (starlark.Value, error) {
	if done := k.made[o]; done != nil {
		return done, nil
	}
	if k.deep {
		if v, ok, err := o.ask("__deepcopy__", k.memo); ok {
			if err == nil {
				k.made[o] = v
			}
			return v, err
		}
	} else if v, ok, err := o.ask("__copy__"); ok {
		return v, err
	}
	if _, ok := o.own.(*enumMember); ok {
		return o, nil
	}
	out := newInstance(o.class)
	return k.holder(o, out, func() error {
		switch own := o.own.(type) {
		case *exception:
			x := *own
			out.own = &x
		case starlark.Value:
			v, err := k.copy(own)
			if err != nil {
				return err
			}
			out.own = v
		case copiedOwn:
			v, err := own.copiedOwn(k)
			if err != nil {
				return err
			}
			out.own = v
		default:
			out.own = own
		}
		for name, v := range o.attrs.all() {
			v, err := k.inner(v)
			if err != nil {
				return err
			}
			out.attrs.set(name, v)
		}
		return nil
	})
}

// copiedOwn is what Go keeps of an instance and is copied with it.
type copiedOwn interface {
	copiedOwn(k *copying) (any, error)
}
