package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// bisectEntries is the module bisect.
func bisectEntries() []Entry {
	return []Entry{
		{Sig: "bisect(a, x, lo=0, hi=None, key=None) -> int", Doc: "Where x belongs in a sorted list, behind what is equal.", Fn: bisect(true)},
		{Sig: "bisect_left(a, x, lo=0, hi=None, key=None) -> int", Doc: "Where x belongs in a sorted list, before what is equal.", Fn: bisect(false)},
		{Sig: "bisect_right(a, x, lo=0, hi=None, key=None) -> int", Doc: "Where x belongs in a sorted list, behind what is equal.", Fn: bisect(true)},
		{Sig: "insort", Doc: "Puts x into a sorted list, behind what is equal: insort(a, x, lo=0, hi=None, key=None)."},
		{Sig: "insort_left", Doc: "Puts x into a sorted list, before what is equal."},
		{Sig: "insort_right", Doc: "insort."},
	}
}

func bisect(right bool) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var a starlark.Indexable
		var x starlark.Value
		var most, key starlark.Value = starlark.None, starlark.None
		lo := 0
		if err := c.Unpack("a", &a, "x", &x, "lo?", &lo, "hi?", &most, "key?", &key); err != nil {
			return nil, err
		}
		hi := a.Len()
		if most != starlark.None {
			if err := starlark.AsInt(asNumber(most), &hi); err != nil {
				return nil, Raise("TypeError", "%s: hi: %w", c.Name, err)
			}
		}
		if lo < 0 {
			return nil, Raise("ValueError", "lo must be non-negative")
		}
		for lo < hi {
			mid := int(uint(lo+hi) / 2)
			if mid >= a.Len() {
				return nil, Raise("IndexError", "list index out of range")
			}
			v := a.Index(mid)
			if key != starlark.None {
				var err error
				if v, err = c.apply(key, v); err != nil {
					return nil, err
				}
			}
			l, r := v, x
			if right {
				l, r = x, v
			}
			less, err := compare(syntax.LT, l, r, starlark.CompareLimit)
			if err != nil {
				return nil, err
			}
			if less == right {
				hi = mid
			} else {
				lo = mid + 1
			}
		}
		return starlark.MakeInt(lo), nil
	}
}
