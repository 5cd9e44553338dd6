package py

import (
	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

// Iterators of itertools over several iterables, and several over one.

func chained(c *Call) (starlark.Value, error) {
	if err := c.onlyPositional(); err != nil {
		return nil, err
	}
	return c.chain(indexed(c.Args, 0, 1), c.Args...)
}

func chainedFrom(c *Call) (starlark.Value, error) {
	var over starlark.Value
	if err := c.Unpack("iterable", &over); err != nil {
		return nil, err
	}
	next, err := c.cursorOf(over)
	if err != nil {
		return nil, err
	}
	return c.chain(next, over)
}

// chain is the elements of the iterables of which the cursor is.
func (c *Call) chain(outer cursor, over ...starlark.Value) (starlark.Value, error) {
	inner, pace := cursor(func(*starlark.Value) bool { return false }), c.Pace()
	return c.newLazyOf("itertools.chain", func(p *starlark.Value) (bool, error) {
		if c.chains >= bounds.Depth {
			return false, Raise("RecursionError", "maximum recursion depth exceeded: %d iterators, one over the other", c.chains)
		}
		c.chains++
		defer func() { c.chains-- }()
		for !inner(p) {
			var v starlark.Value
			if err := pace.Step(); err != nil || !outer(&v) {
				return false, err
			}
			var err error
			if inner, err = c.cursorOf(v); err != nil {
				return false, err
			}
		}
		return true, nil
	}, over...)
}

func starMapped(c *Call) (starlark.Value, error) {
	var f, over starlark.Value
	if err := c.Unpack("function", &f, "iterable", &over); err != nil {
		return nil, err
	}
	next, err := c.cursorOf(over)
	if err != nil {
		return nil, err
	}
	return c.newLazy(func(p *starlark.Value) (bool, error) {
		if !next(p) {
			return false, nil
		}
		args, err := c.valuesOf(*p)
		if err == nil {
			*p, err = c.apply(f, args...)
		}
		return true, err
	}, over)
}

func pairwise(c *Call) (starlark.Value, error) {
	var over starlark.Value
	if err := c.Unpack("iterable", &over); err != nil {
		return nil, err
	}
	next, err := c.cursorOf(over)
	if err != nil {
		return nil, err
	}
	var last starlark.Value
	return c.newLazy(func(p *starlark.Value) (bool, error) {
		if last == nil && !next(&last) || !next(p) {
			return false, nil
		}
		pair := starlark.Tuple{last, *p}
		last, *p = *p, pair
		return true, nil
	}, over)
}

func zippedLongest(c *Call) (starlark.Value, error) {
	var fill starlark.Value = starlark.None
	rest := &Call{Name: c.Name, entry: c.entry, Kwargs: c.Kwargs}
	if err := rest.Unpack("fillvalue?", &fill); err != nil {
		return nil, err
	}
	in, err := c.together(c.Args)
	if err != nil {
		return nil, err
	}
	over := make([]bool, len(in.in))
	return c.newLazy(func(p *starlark.Value) (bool, error) {
		row, some := in.next(len(in.in)), false
		for i, next := range in.in {
			if !over[i] {
				over[i] = !next(&row[i])
			}
			if over[i] {
				row[i] = fill
			}
			some = some || !over[i]
		}
		*p = row
		return some, nil
	}, c.Args...)
}
