package py

import "go.starlark.net/starlark"

// Iterators of itertools that pass on some of the elements they get.

// sifting is an iterator over the second argument that asks a function, the first, of elements.
func sifting(c *Call, make func(truth func(v starlark.Value) (bool, error), next cursor) func(p *starlark.Value) (bool, error)) (starlark.Value, error) {
	var f, over starlark.Value
	if err := c.Unpack("predicate", &f, "iterable", &over); err != nil {
		return nil, err
	}
	next, err := c.cursorOf(over)
	if err != nil {
		return nil, err
	}
	pace := c.Pace()
	truth := func(v starlark.Value) (bool, error) {
		if err := pace.Step(); err != nil || f == starlark.None {
			return bool(v.Truth()), err
		}
		v, err := c.apply(f, v)
		return err == nil && bool(v.Truth()), err
	}
	return c.newLazy(make(truth, next), over)
}

func filteredOut(c *Call) (starlark.Value, error) {
	return sifting(c, func(truth func(starlark.Value) (bool, error), next cursor) func(*starlark.Value) (bool, error) {
		return func(p *starlark.Value) (bool, error) {
			for next(p) {
				if is, err := truth(*p); err != nil || !is {
					return true, err
				}
			}
			return false, nil
		}
	})
}

func taken(c *Call) (starlark.Value, error) {
	return sifting(c, func(truth func(starlark.Value) (bool, error), next cursor) func(*starlark.Value) (bool, error) {
		return func(p *starlark.Value) (bool, error) {
			if !next(p) {
				return false, nil
			}
			return truth(*p)
		}
	})
}

func dropped(c *Call) (starlark.Value, error) {
	return sifting(c, func(truth func(starlark.Value) (bool, error), next cursor) func(*starlark.Value) (bool, error) {
		began := false
		return func(p *starlark.Value) (bool, error) {
			for next(p) {
				if began {
					return true, nil
				}
				is, err := truth(*p)
				if began = !is; began || err != nil {
					return true, err
				}
			}
			return false, nil
		}
	})
}

func compressed(c *Call) (starlark.Value, error) {
	var data, selectors starlark.Value
	if err := c.Unpack("data", &data, "selectors", &selectors); err != nil {
		return nil, err
	}
	in, err := c.together(starlark.Tuple{data, selectors})
	if err != nil {
		return nil, err
	}
	pace := c.Pace()
	return c.newLazy(func(p *starlark.Value) (bool, error) {
		for {
			row, ok := in.row()
			if err := pace.Step(); err != nil || !ok {
				return false, err
			}
			if row[1].Truth() {
				*p = row[0]
				return true, nil
			}
		}
	}, data, selectors)
}

func isliced(c *Call) (starlark.Value, error) {
	if err := c.onlyPositional(); err != nil {
		return nil, err
	}
	switch n := len(c.Args); {
	case n < 2:
		return nil, Raise("TypeError", "islice expected at least 2 arguments, got %d", n)
	case n > 4:
		return nil, Raise("TypeError", "islice expected at most 4 arguments, got %d", n)
	}
	bounds := []int{0, unlimited, 1}
	given := c.Args[1:]
	if len(given) == 1 {
		given = starlark.Tuple{starlark.None, given[0]}
	}
	for i, v := range given {
		if v == starlark.None {
			continue
		}
		if err := starlark.AsInt(asNumber(v), &bounds[i]); err != nil || bounds[i] < 0 || i == 2 && bounds[i] == 0 {
			switch {
			case len(c.Args) == 2 || i == 1:
				return nil, Raise("ValueError", "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
			case i == 2:
				return nil, Raise("ValueError", "Step for islice() must be a positive integer or None.")
			}
			return nil, Raise("ValueError", "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
		}
	}
	next, err := c.cursorOf(c.Args[0])
	if err != nil {
		return nil, err
	}
	at, want, pace := 0, bounds[0], c.Pace()
	return c.newLazy(func(p *starlark.Value) (bool, error) {
		if want >= bounds[1] {
			for ; at < bounds[1] && bounds[1] != unlimited && next(p); at++ { // as far as Python reads
			}
			return false, nil
		}
		for ; at <= want; at++ {
			if err := pace.Step(); err != nil || !next(p) {
				return false, err
			}
		}
		want += bounds[2]
		return true, nil
	}, c.Args[0])
}
