package py

import (
	"slices"

	"go.starlark.net/starlark"
)

// setSlice is x[lo:hi:step] = v.
func setSlice(c *Call) (starlark.Value, error) {
	x, v := c.Args[0], c.Args[4]
	n := starlark.Len(x)
	start, stop, step, err := 0, 0, 0, error(nil)
	if n >= 0 {
		start, stop, step, err = overSlice(c.Args[1], c.Args[2], c.Args[3], n)
	}
	if err != nil {
		return nil, err
	}
	switch x := x.(type) {
	case *starlark.List:
		values, err := c.sliceValues(v, step)
		if err != nil {
			return nil, err
		}
		made, err := withSlice(valuesOf(x), values, start, stop, step)
		if err == nil {
			err = c.bounds.Count("the list", len(made))
		}
		if err != nil {
			return nil, err
		}
		return starlark.None, refillList(x, made)
	case *bytearray:
		b, err := c.bytesOf(v)
		if err != nil {
			return nil, err
		}
		made, err := withSlice(x.b, b, start, stop, step)
		if err != nil {
			return nil, err
		}
		return starlark.None, c.setBytes(x, made)
	case starlark.HasSetKey:
		return starlark.None, x.SetKey(&slice{c.Args[1], c.Args[2], c.Args[3]}, v)
	}
	return nil, Raise("TypeError", "'%s' object does not support item assignment", TypeOf(x))
}

// sliceValues is what is assigned to a slice of a list.
func (c *Call) sliceValues(v starlark.Value, step int) ([]starlark.Value, error) {
	seq, ok := looped(v).(starlark.Iterable)
	if !ok {
		if step != 1 {
			return nil, Raise("TypeError", "must assign iterable to extended slice")
		}
		return nil, Raise("TypeError", "can only assign an iterable")
	}
	var all []starlark.Value
	var err error
	for x := range c.Each(seq, c.bounds.Elements, &err) {
		all = append(all, x)
	}
	return all, err
}

// withSlice is a list with values in the place of a slice.
func withSlice[T any](list, values []T, start, stop, step int) ([]T, error) {
	if step == 1 {
		return slices.Concat(list[:start], values, list[max(start, stop):]), nil
	}
	var places []int
	for i := start; step > 0 && i < stop || step < 0 && i > stop; i += step {
		places = append(places, i)
	}
	if len(places) != len(values) {
		return nil, Raise("ValueError", "attempt to assign sequence of size %d to extended slice of size %d", len(values), len(places))
	}
	out := slices.Clone(list)
	for k, i := range places {
		out[i] = values[k]
	}
	return out, nil
}

// refillList gives a list other elements.
func refillList(list *starlark.List, values []starlark.Value) error {
	if list.Len() == len(values) {
		for i, v := range values {
			if err := list.SetIndex(i, v); err != nil {
				return err
			}
		}
		return nil
	}
	if err := list.Clear(); err != nil {
		return err
	}
	for _, v := range values {
		if err := list.Append(v); err != nil {
			return err
		}
	}
	return nil
}
