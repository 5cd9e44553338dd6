package py

import "go.starlark.net/starlark"

func newDeque(c *Call) (starlark.Value, error) {
	var over starlark.Value = starlark.Tuple{}
	var most starlark.Value = starlark.None
	if err := c.Unpack("iterable?", &over, "maxlen?", &most); err != nil {
		return nil, err
	}
	d := &deque{ip: c.Interp, most: unlimited}
	if most != starlark.None {
		if err := starlark.AsInt(asNumber(most), &d.most); err != nil {
			return nil, Raise("TypeError", "an integer is required")
		}
		if d.most < 0 {
			return nil, Raise("ValueError", "maxlen must be non-negative")
		}
	}
	return d, d.extend(c, over, d.push)
}

// extend pushes all values of an argument.
func (d *deque) extend(c *Call, over starlark.Value, push func(v starlark.Value) error) error {
	values, err := c.valuesOf(over)
	for _, v := range values {
		if err == nil {
			err = push(v)
		}
	}
	return err
}
