package py

import (
	"go.starlark.net/starlark"
)

func counted(c *Call) (starlark.Value, error) {
	at, step := zero, one
	if err := c.Unpack("start?", &at, "step?", &step); err != nil {
		return nil, err
	}
	for _, v := range []starlark.Value{at, step} {
		if !isOtherNumber(v) && !isNumberValue(asNumber(v)) {
			return nil, Raise("TypeError", "a number is required")
		}
	}
	if step == one { // else CPython begins with True itself
		at = asNumber(at)
	}
	all, err := c.newLazy(func(p *starlark.Value) (ok bool, err error) {
		*p = at
		at, err = added(at, step)
		return true, err
	})
	if err != nil {
		return nil, err
	}
	all.(*lazy).text = func(w *reprWriter) error {
		if step == one {
			return w.call("count", at)
		}
		return w.call("count", at, step)
	}
	return all, nil
}

func cycled(c *Call) (starlark.Value, error) {
	var over starlark.Value
	if err := c.Unpack("iterable", &over); err != nil {
		return nil, err
	}
	next, err := c.cursorOf(over)
	if err != nil {
		return nil, err
	}
	var kept starlark.Tuple
	at := -1 // while the first round lasts
	return c.newLazy(func(p *starlark.Value) (bool, error) {
		if at < 0 && next(p) {
			kept = append(kept, *p)
			return true, c.bounds.Count(c.Name, len(kept))
		}
		if len(kept) == 0 {
			return false, nil
		}
		at = (at + 1) % len(kept)
		*p = kept[at]
		return true, nil
	}, over)
}

func repeated(c *Call) (starlark.Value, error) {
	var object starlark.Value
	var times starlark.Value = starlark.None
	if err := c.Unpack("object", &object, "times?", &times); err != nil {
		return nil, err
	}
	left, endless := 0, times == starlark.None
	if !endless {
		if err := starlark.AsInt(asNumber(times), &left); err != nil {
			return nil, Raise("TypeError", "%s: times: %w", c.Name, err)
		}
	}
	all, err := c.newLazy(func(p *starlark.Value) (bool, error) {
		*p = object
		left--
		return endless || left >= 0, nil
	})
	if err != nil {
		return nil, err
	}
	all.(*lazy).text = func(w *reprWriter) error {
		if endless {
			return w.call("repeat", object)
		}
		return w.call("repeat", object, starlark.MakeInt(max(left, 0)))
	}
	return all, nil
}
