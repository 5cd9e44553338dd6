package py

import (
	"go.starlark.net/starlark"
)

// The builtins that give lazy iterators.

func mapped(c *Call) (starlark.Value, error) {
	if err := c.onlyPositional(); err != nil {
		return nil, err
	}
	if len(c.Args) < 2 {
		return nil, Raise("TypeError", "map() must have at least two arguments.")
	}
	in, err := c.together(c.Args[1:])
	if err != nil {
		return nil, err
	}
	f := c.Args[0]
	return c.newLazy(func(p *starlark.Value) (ok bool, err error) {
		row, ok := in.row()
		if ok {
			*p, err = c.apply(f, row...)
		}
		return ok, err
	}, c.Args[1:]...)
}

func zipped(c *Call) (starlark.Value, error) {
	if n := len(c.Kwargs); n > 1 {
		return nil, Raise("TypeError", "zip() takes at most 1 keyword argument (%d given)", n)
	}
	var strict starlark.Value = starlark.False
	rest := &Call{Name: c.Name, entry: c.entry, Kwargs: c.Kwargs}
	if err := rest.Unpack("strict?", &strict); err != nil {
		return nil, err
	}
	in, err := c.together(c.Args)
	if err != nil {
		return nil, err
	}
	exact := bool(strict.Truth())
	return c.newLazy(func(p *starlark.Value) (bool, error) {
		row, ok := in.row()
		if !ok && exact && c.gil.holder.cause == nil {
			return false, in.uneven()
		}
		*p = row
		return ok, nil
	}, c.Args...)
}

// uneven is the error of iterables that are to be of the same length, after a row that was the last.
func (t *together) uneven() error {
	which := func(i int) string {
		if i == 1 {
			return "argument 1"
		}
		return "arguments 1-" + starlark.MakeInt(i).String()
	}
	if t.ended > 0 {
		return Raise("ValueError", "zip() argument %d is shorter than %s", t.ended+1, which(t.ended))
	}
	var v starlark.Value
	for i := 1; i < len(t.in); i++ {
		if t.in[i](&v) {
			return Raise("ValueError", "zip() argument %d is longer than %s", i+1, which(i))
		}
	}
	return nil
}

func enumerated(c *Call) (starlark.Value, error) {
	var over starlark.Value
	n := zero
	if err := c.Unpack("iterable", &over, "start?", &n); err != nil {
		return nil, err
	}
	if _, ok := asNumber(n).(starlark.Int); !ok {
		return nil, Raise("TypeError", "'%s' object cannot be interpreted as an integer", TypeOf(n))
	}
	next, err := c.cursorOf(over)
	if err != nil {
		return nil, err
	}
	at, pairs := asNumber(n).(starlark.Int), new(tuples)
	return c.newLazy(func(p *starlark.Value) (bool, error) {
		pair := pairs.next(2)
		pair[0] = at
		*p = pair
		if !next(&pair[1]) {
			return false, nil
		}
		at = at.Add(oneInt)
		return true, nil
	}, over)
}

var oneInt = starlark.MakeInt(1)

func filtered(c *Call) (starlark.Value, error) {
	var f, over starlark.Value
	if err := c.Unpack("function", &f, "iterable", &over); err != nil {
		return nil, err
	}
	next, err := c.cursorOf(over)
	if err != nil {
		return nil, err
	}
	return c.newLazy(func(out *starlark.Value) (bool, error) {
		for rest := c.Pace(); next(out); {
			keep := *out
			var err error
			if f != starlark.None {
				keep, err = c.apply(f, keep)
			} else {
				err = rest.Step()
			}
			if err != nil || keep.Truth() {
				return true, err
			}
		}
		return false, nil
	}, over)
}

func reversedOf(c *Call) (starlark.Value, error) {
	var over starlark.Value
	if err := c.Unpack("sequence", &over); err != nil {
		return nil, err
	}
	if o, ok := over.(*instance); ok && o.value() == nil {
		return o.reversed()
	}
	kind, list := "reversed", starlark.Indexable(nil)
	switch v := looped(valueOf(over)).(type) {
	case *starlark.List:
		return c.iterator("list_reverseiterator", reversedList(v)), nil
	case *deque:
		kind, list = "_collections._deque_reverse_iterator", starlark.Tuple(v.values())
	case *span:
		kind, list = "range_iterator", v
	case starlark.Indexable:
		list = v
	case *starlark.Dict:
		return c.reversedView(c.view(v, keyPart))
	case *mapping:
		return c.reversedView(c.view(v, keyPart))
	case *dictView:
		return c.reversedView(v)
	default:
		return nil, Raise("TypeError", "'%s' object is not reversible", TypeOf(over))
	}
	next := indexed(list, list.Len()-1, -1)
	return c.iterator(kind, func(p *starlark.Value) (bool, error) { return next(p), nil }), nil
}

// reversedList goes from the end of a list, as it is now, to its beginning.
func reversedList(list *starlark.List) func(p *starlark.Value) (bool, error) {
	i := list.Len() - 1
	return func(p *starlark.Value) (bool, error) {
		if i < 0 || i >= list.Len() {
			i = -1
			return false, nil
		}
		*p = list.Index(i)
		i--
		return true, nil
	}
}

// reversedView goes through a view from its end. What is in it is taken at once.
func (c *Call) reversedView(v *dictView) (starlark.Value, error) {
	all := make(starlark.Tuple, 0, v.Len())
	for x := range starlark.Elements(v) {
		all = append(all, x)
	}
	i, n := len(all)-1, v.Len()
	kind := []string{"_reversekeyiterator", "_reversevalueiterator", "_reverseitemiterator"}[v.part]
	return c.iterator(v.kind+kind, func(p *starlark.Value) (bool, error) {
		switch {
		case i < 0:
			return false, nil
		case v.Len() != n:
			i = -1
			return false, Raise("RuntimeError", "dictionary changed size during iteration")
		}
		*p = all[i]
		i--
		return true, nil
	}), nil
}
