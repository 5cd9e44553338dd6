package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// extreme is max or min: of one iterable, or of several arguments; the first of equal ones.
func extreme(op syntax.Token) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var key, otherwise starlark.Value = starlark.None, nil
		if err := starlark.UnpackArgs(c.Name, nil, c.Kwargs, "key?", &key, "default?", &otherwise); err != nil {
			return nil, err
		}
		if len(c.Args) == 0 {
			return nil, Raise("TypeError", "%s expected at least 1 argument, got 0", c.Name)
		}
		var seq starlark.Iterable = c.Args
		if len(c.Args) == 1 {
			var ok bool
			if seq, ok = c.Args[0].(starlark.Iterable); !ok {
				return nil, Raise("TypeError", "'%s' object is not iterable", TypeOf(c.Args[0]))
			}
		}
		if len(c.Args) > 1 && otherwise != nil {
			return nil, Raise("TypeError", "Cannot specify a default for %s() with multiple positional arguments", c.Name)
		}
		best, err := c.best(op, seq, key)
		switch {
		case err != nil:
			return nil, err
		case best != nil:
			return best, nil
		case otherwise != nil:
			return otherwise, nil
		}
		return nil, Raise("ValueError", "%s() arg is an empty sequence", c.Name)
	}
}

// best is the value of which the key is most by op, nil if there is none.
func (c *Call) best(op syntax.Token, seq starlark.Iterable, key starlark.Value) (starlark.Value, error) {
	var best, most starlark.Value
	var err error
	for v := range c.Each(seq, unlimited, &err) {
		k := v
		if key != starlark.None {
			if k, err = starlark.Call(c.Thread, key, starlark.Tuple{v}, nil); err != nil {
				return nil, err
			}
		}
		better := best == nil
		if !better {
			if better, err = compare(op, k, most, starlark.CompareLimit); err != nil {
				return nil, err
			}
		}
		if better {
			best, most = v, k
		}
	}
	return best, err
}
