package py

import "go.starlark.net/starlark"

func cartesian(c *Call) (starlark.Value, error) {
	repeat := 1
	rest := &Call{Name: c.Name, entry: c.entry, Kwargs: c.Kwargs}
	if err := rest.Unpack("repeat?", &repeat); err != nil {
		return nil, err
	}
	if repeat < 0 {
		return nil, Raise("ValueError", "repeat argument cannot be negative")
	}
	if err := c.bounds.Times(c.Name, max(len(c.Args), 1), repeat); err != nil {
		return nil, err
	}
	var pool starlark.Tuple // of all, one after the other
	var first, end, at []int
	for _, v := range c.Args {
		values, err := c.valuesOf(v)
		if err != nil {
			return nil, err
		}
		first, pool = append(first, len(pool)), append(pool, values...)
		end = append(end, len(pool))
	}
	k := len(first)
	for i := range k * repeat {
		if first[i%k] == end[i%k] {
			return c.none()
		}
		at = append(at, first[i%k])
	}
	return c.choosing(pool, at, func() bool {
		for i := len(at) - 1; i >= 0; i-- {
			if at[i]++; at[i] < end[i%k] {
				return true
			}
			at[i] = first[i%k]
		}
		return false
	})
}
