package py

import "go.starlark.net/starlark"

// teeNode is an element that iterators over the same elements wait for, with what follows it.
type teeNode struct {
	v    starlark.Value
	next *teeNode
}

func teed(c *Call) (starlark.Value, error) {
	var over starlark.Value
	n := 2
	if err := c.Unpack("iterable", &over, "n?", &n); err != nil {
		return nil, err
	}
	if n < 0 {
		return nil, Raise("ValueError", "n must be >= 0")
	}
	if err := c.bounds.Count(c.Name, n); err != nil {
		return nil, err
	}
	next, err := c.cursorOf(over)
	if err != nil {
		return nil, err
	}
	all, first := make(starlark.Tuple, n), new(teeNode)
	for i := range all {
		at := first
		all[i], err = c.newLazyOf("itertools._tee", func(p *starlark.Value) (bool, error) {
			if at.next == nil {
				node := new(teeNode)
				if !next(&node.v) {
					return false, nil
				}
				at.next = node
			}
			at = at.next
			*p = at.v
			return true, nil
		}, over)
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}
