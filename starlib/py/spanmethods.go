package py

import "go.starlark.net/starlark"

// rangeMethods is the methods and attributes of ranges.
func rangeMethods() []Entry {
	number := func(of func(s *span) int) func(c *Call) (starlark.Value, error) {
		return func(c *Call) (starlark.Value, error) { return starlark.MakeInt(of(c.Recv.(*span))), nil }
	}
	return []Entry{
		{Sig: "count(value)", Fn: countInRange},
		{Sig: "index(value)", Fn: indexInRange},
		{Sig: "start", Fn: number(func(s *span) int { return s.start })},
		{Sig: "step", Fn: number(func(s *span) int { return s.step })},
		{Sig: "stop", Fn: number(func(s *span) int { return s.stop })},
	}
}

func countInRange(c *Call) (starlark.Value, error) {
	if err := c.positional(1, 1); err != nil {
		return nil, err
	}
	in, err := c.Recv.(*span).Has(c.Args[0])
	if err != nil || !in {
		return zero, err
	}
	return one, nil
}

func indexInRange(c *Call) (starlark.Value, error) {
	if err := c.positional(1, 1); err != nil {
		return nil, err
	}
	s := c.Recv.(*span)
	in, err := s.Has(c.Args[0])
	if err != nil {
		return nil, err
	}
	if !in {
		text, err := c.printer().repr(c.Args[0])
		if err != nil {
			return nil, err
		}
		return nil, Raise("ValueError", "%s is not in range", text)
	}
	x, err := starlark.NumberToInt(asNumber(c.Args[0]))
	if err != nil {
		return nil, err
	}
	i, err := wholeOf(x)
	return starlark.MakeInt((i - s.start) / s.step), err
}

// wholeOf is n as an int.
func wholeOf(n starlark.Int) (int, error) {
	i, ok := n.Int64()
	if !ok {
		return 0, Raise("OverflowError", "Python int too large to convert to C ssize_t")
	}
	return int(i), nil
}
