package py

import "go.starlark.net/starlark"

// Iterators of itertools over combinations. Each keeps the places of the elements that its last
// tuple has, and makes the next of them.

// picked is a tuple of the elements at the places.
func picked(pool starlark.Tuple, at []int) starlark.Tuple {
	row := make(starlark.Tuple, len(at))
	for i, k := range at {
		row[i] = pool[k]
	}
	return row
}

// choosing is the iterator whose tuples stand at the places that advance changes; false is the end.
func (c *Call) choosing(pool starlark.Tuple, at []int, advance func() bool) (starlark.Value, error) {
	began := false
	return c.newLazy(func(p *starlark.Value) (bool, error) {
		if began && !advance() {
			return false, nil
		}
		began = true
		*p = picked(pool, at)
		return true, nil
	})
}

// none is an iterator without elements.
func (c *Call) none() (starlark.Value, error) {
	return c.newLazy(func(*starlark.Value) (bool, error) { return false, nil })
}

// pool is the elements of an argument and how many are to be chosen of them.
func (c *Call) pool(over starlark.Value, r int) (starlark.Tuple, error) {
	pool, err := c.valuesOf(over)
	if err == nil && r < 0 {
		err = Raise("ValueError", "r must be non-negative")
	}
	if err == nil {
		err = c.bounds.Count(c.Name, r)
	}
	return pool, err
}

// combinations chooses in the order of the elements, one again if they may repeat.
func combinations(again bool) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var over starlark.Value
		var r int
		if err := c.Unpack("iterable", &over, "r", &r); err != nil {
			return nil, err
		}
		pool, err := c.pool(over, r)
		if err != nil {
			return nil, err
		}
		n, step := len(pool), 1
		if again {
			step = 0
		}
		if r > n && !again || n == 0 && r > 0 {
			return c.none()
		}
		at := make([]int, r)
		for i := range at {
			at[i] = i * step
		}
		return c.choosing(pool, at, func() bool {
			i := r - 1
			for i >= 0 && at[i] == n-1-(r-1-i)*step {
				i--
			}
			if i < 0 {
				return false
			}
			at[i]++
			for j := i + 1; j < r; j++ {
				at[j] = at[j-1] + step
			}
			return true
		})
	}
}

func permutations(c *Call) (starlark.Value, error) {
	var over starlark.Value
	var most starlark.Value = starlark.None
	if err := c.Unpack("iterable", &over, "r?", &most); err != nil {
		return nil, err
	}
	r := 0
	if most != starlark.None {
		if err := starlark.AsInt(asNumber(most), &r); err != nil {
			return nil, Raise("TypeError", "Expected int as r")
		}
	}
	pool, err := c.pool(over, r)
	if err != nil {
		return nil, err
	}
	n := len(pool)
	if most == starlark.None {
		r = n
	}
	if r > n {
		return c.none()
	}
	order, turns := make([]int, n), make([]int, r)
	for i := range order {
		order[i] = i
	}
	for i := range turns {
		turns[i] = n - i
	}
	return c.choosing(pool, order[:r], func() bool {
		for i := r - 1; i >= 0; i-- {
			if turns[i]--; turns[i] > 0 {
				j := n - turns[i]
				order[i], order[j] = order[j], order[i]
				return true
			}
			first := order[i]
			copy(order[i:], order[i+1:])
			order[n-1], turns[i] = first, n-i
		}
		return false
	})
}
