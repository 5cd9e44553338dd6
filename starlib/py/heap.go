package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// heap is a list of which no element is smaller than the one at half its place, as Python keeps it.
type heap struct {
	*starlark.List
	Pace
}

// heap reads the arguments: the list, and an item if there is room for one.
func (c *Call) heap(name string, item *starlark.Value) (heap, error) {
	h := heap{new(starlark.List), c.Pace()}
	if item == nil {
		return h, c.Unpack(name, &h.List)
	}
	return h, c.Unpack(name, &h.List, "item", item)
}

func (h heap) less(a, b starlark.Value) (bool, error) {
	if err := h.Step(); err != nil {
		return false, err
	}
	return compare(syntax.LT, a, b, starlark.CompareLimit)
}

// take takes out the last element.
func (h heap) take() (starlark.Value, error) {
	n := h.Len() - 1
	if n < 0 {
		return nil, Raise("IndexError", "index out of range")
	}
	v := h.Index(n)
	return v, deleteAll(h.List, func(i int) bool { return i == n })
}

// replace takes out the smallest element and adds one.
func (h heap) replace(item starlark.Value) (starlark.Value, error) {
	v := h.Index(0)
	if err := h.SetIndex(0, item); err != nil {
		return nil, err
	}
	return v, h.up(0)
}

// down moves the element at i towards start, to its place.
func (h heap) down(start, i int) error {
	item := h.Index(i)
	for i > start {
		up := (i - 1) / 2
		less, err := h.less(item, h.Index(up))
		if err != nil {
			return err
		}
		if !less {
			break
		}
		if err := h.SetIndex(i, h.Index(up)); err != nil {
			return err
		}
		i = up
	}
	return h.SetIndex(i, item)
}

// up moves the element at i to a leaf, along the smaller ones, and from there down to its place.
func (h heap) up(i int) error {
	start, item := i, h.Index(i)
	for child := 2*i + 1; child < h.Len(); child = 2*i + 1 {
		if right := child + 1; right < h.Len() {
			less, err := h.less(h.Index(child), h.Index(right))
			if err != nil {
				return err
			}
			if !less {
				child = right
			}
		}
		if err := h.SetIndex(i, h.Index(child)); err != nil {
			return err
		}
		i = child
	}
	if err := h.SetIndex(i, item); err != nil {
		return err
	}
	return h.down(start, i)
}

// extremes is the first elements in order, by sorted.
func extremes(largest bool) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var n int
		var over starlark.Value
		var key starlark.Value = starlark.None
		if err := c.Unpack("n", &n, "iterable", &over, "key?", &key); err != nil {
			return nil, err
		}
		if n <= 0 { // then CPython compares nothing
			_, err := c.cursorOf(over)
			return starlark.NewList(nil), err
		}
		named := []starlark.Tuple{{starlark.String("reverse"), starlark.Bool(largest)}}
		if key != starlark.None {
			named = append(named, starlark.Tuple{starlark.String("key"), key})
		}
		all, err := starlark.Call(c.Thread, c.session.builtins["sorted"], starlark.Tuple{over}, named)
		if err != nil {
			return nil, err
		}
		list := all.(*starlark.List)
		return list.Slice(0, max(min(n, list.Len()), 0), 1), nil
	}
}
