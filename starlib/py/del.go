package py

import (
	"cmp"
	"math"

	"go.starlark.net/starlark"
)

// deleted stands behind what del x has become, x = __deleted__[x]: x must be there, and what
// comes of it is nothing, which a variable that was never assigned has too.
type deleted struct{ guard }

// Get is nothing.
func (deleted) Get(starlark.Value) (starlark.Value, bool, error) { return nil, true, nil }

// pyDelete is del x[key] and, with three bounds, del x[start:stop:step].
func pyDelete(c *Call) (starlark.Value, error) {
	x, key := c.Args[0], c.Args[1]
	if o, ok := x.(*instance); ok && len(c.Args) == 2 {
		return starlark.None, o.deleteItem(c, key)
	}
	x = valueOf(x)
	list, isList := x.(*starlark.List)
	switch d, isDict := plainDict(x).(*starlark.Dict); {
	case isList && len(c.Args) > 2:
		return starlark.None, deleteSlice(list, c.Args[1:])
	case len(c.Args) > 2:
	case isDict:
		_, found, err := d.Delete(key)
		if err == nil && !found {
			s, _ := c.printer().repr(key)
			err = Raise("KeyError", "%s", s)
		}
		return starlark.None, err
	case isList:
		n, ok := asNumber(key).(starlark.Int)
		if !ok {
			return nil, Raise("TypeError", "list indices must be integers or slices, not %s", TypeOf(key))
		}
		i, fits := n.Int64()
		if i < 0 {
			i += int64(list.Len())
		}
		if !fits || i < 0 || i >= int64(list.Len()) {
			return nil, Raise("IndexError", "list assignment index out of range")
		}
		return starlark.None, deleteAll(list, func(k int) bool { return k == int(i) })
	}
	return nil, Raise("TypeError", "'%s' object doesn't support item deletion", TypeOf(x))
}

// deleteItem is del o[key].
func (o *instance) deleteItem(c *Call, key starlark.Value) error {
	if _, ok, err := o.ask("__delitem__", key); ok {
		return err
	}
	if own := o.value(); own != nil {
		d := *c
		d.Args = starlark.Tuple{own, key}
		_, err := pyDelete(&d)
		return err
	}
	return Raise("TypeError", "'%s' object doesn't support item deletion", o.class.name)
}

func deleteSlice(list *starlark.List, given starlark.Tuple) error {
	n := list.Len()
	step, err := bound(given[2], 1, math.MinInt, math.MaxInt, 0)
	if err == nil && step == 0 {
		err = Raise("ValueError", "slice step cannot be zero")
	}
	low, high, first, last := 0, n, 0, n
	if step < 0 {
		low, high, first, last = -1, n-1, n-1, -1
	}
	start, err1 := bound(given[0], first, low, high, n)
	stop, err2 := bound(given[1], last, low, high, n)
	if err := cmp.Or(err, err1, err2); err != nil {
		return err
	}
	return deleteAll(list, func(k int) bool {
		if step > 0 {
			return k >= start && k < stop && (k-start)%step == 0
		}
		return k <= start && k > stop && (start-k)%-step == 0
	})
}

// bound is what v says of a slice of n elements, missing for None: from low to high.
func bound(v starlark.Value, missing, low, high, n int) (int, error) {
	if v == starlark.None {
		return missing, nil
	}
	i, ok := asNumber(v).(starlark.Int)
	if !ok {
		return 0, Raise("TypeError", "slice indices must be integers or None, not %s", TypeOf(v))
	}
	k, fits := i.Int64()
	switch {
	case !fits && i.Sign() < 0:
		return low, nil
	case !fits:
		return high, nil
	case k < 0:
		k += int64(n)
	}
	return int(min(max(k, int64(low)), int64(high))), nil
}

// deleteAll takes out the elements at places that go.
func deleteAll(list *starlark.List, goes func(k int) bool) error {
	kept := make([]starlark.Value, 0, list.Len())
	for i := range list.Len() {
		if !goes(i) {
			kept = append(kept, list.Index(i))
		}
	}
	if err := list.Clear(); err != nil {
		return err
	}
	for _, v := range kept {
		if err := list.Append(v); err != nil {
			return err
		}
	}
	return nil
}
