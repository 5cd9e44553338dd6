package py

import (
	"slices"

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
	if o, ok := x.(*instance); ok {
		if len(c.Args) > 2 {
			key = &slice{c.Args[1], c.Args[2], c.Args[3]}
		}
		return starlark.None, o.deleteItem(c, key)
	}
	x = valueOf(x)
	list, isList := x.(*starlark.List)
	if a, ok := x.(*bytearray); ok {
		return starlark.None, c.deleteBytes(a, c.Args[1:])
	}
	if _, ok := x.(*globalNames); ok {
		name, _ := starlark.AsString(key)
		return starlark.None, c.session.drop(name)
	}
	if d, ok := x.(*deque); ok && len(c.Args) == 2 {
		return starlark.None, d.remove(key)
	}
	switch d, isDict := plainDict(x).(*starlark.Dict); {
	case isList && len(c.Args) > 2:
		return starlark.None, deleteSlice(list, c.Args[1:])
	case isList && TypeOf(key) == "slice":
		return starlark.None, deleteSlice(list, key.(*slice).parts())
	case len(c.Args) > 2:
	case isDict:
		_, found, err := d.Delete(keyIn(d, key))
		if _, bad := key.Hash(); bad != nil {
			err = bad
		}
		if err == nil && !found {
			err = throw("KeyError", key)
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
		if !fits {
			return nil, unfit()
		}
		if i < 0 || i >= int64(list.Len()) {
			return nil, Raise("IndexError", "list assignment index out of range")
		}
		return starlark.None, deleteAll(list, func(k int) bool { return k == int(i) })
	}
	does := "does not"
	switch x.(type) {
	case starlark.String, starlark.Tuple, starlark.Bytes, *span:
		does = "doesn't" // as CPython says it of what has items
	}
	return nil, Raise("TypeError", "'%s' object %s support item deletion", TypeOf(x), does)
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
	start, stop, step, err := overSlice(given[0], given[1], given[2], list.Len())
	if err != nil {
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

// deleteBytes is del a[i] or del a[start:stop:step] of a bytearray.
func (c *Call) deleteBytes(a *bytearray, key starlark.Tuple) error {
	if len(key) == 1 {
		n, err := c.whole(key[0])
		if err != nil {
			return err
		}
		i, err := wholeOf(n)
		if i < 0 {
			i += len(a.b)
		}
		if err != nil || i < 0 || i >= len(a.b) {
			return Raise("IndexError", "bytearray index out of range")
		}
		a.b = slices.Delete(a.b, i, i+1)
		return nil
	}
	start, stop, step, err := overSlice(key[0], key[1], key[2], len(a.b))
	if err != nil {
		return err
	}
	goes := map[int]bool{}
	for i := start; step > 0 && i < stop || step < 0 && i > stop; i += step {
		goes[i] = true
	}
	kept := make([]byte, 0, len(a.b))
	for i, b := range a.b {
		if !goes[i] {
			kept = append(kept, b)
		}
	}
	a.b = kept
	return nil
}
