package py

import "go.starlark.net/starlark"

var orderedMethods = []Entry{
	{Sig: "copy()", Doc: "A copy.", Fn: copyMapping},
	{Sig: "move_to_end(key, last=True)", Doc: "Moves a key to the end, or to the beginning.", Fn: moveToEnd},
	{Sig: "popitem(last=True)", Doc: "Takes out the last pair, or the first.", Fn: func(c *Call) (starlark.Value, error) {
		d, last := c.Recv.(*mapping).Dict, true
		if err := c.Unpack("last?", &last); err != nil {
			return nil, err
		}
		keys := d.Keys()
		if len(keys) == 0 {
			return nil, throw("KeyError", starlark.String("dictionary is empty"))
		}
		key := keys[0]
		if last {
			key = keys[len(keys)-1]
		}
		v, _, err := d.Delete(key)
		return starlark.Tuple{key, v}, err
	}},
}

func moveToEnd(c *Call) (starlark.Value, error) {
	var key starlark.Value
	d, last := c.Recv.(*mapping).Dict, true
	if err := c.Unpack("key", &key, "last?", &last); err != nil {
		return nil, err
	}
	items := d.Items()
	v, found, err := d.Delete(key)
	if err == nil && !found {
		err = throw("KeyError", key)
	}
	if err != nil || last {
		if err == nil {
			err = d.SetKey(key, v)
		}
		return starlark.None, err
	}
	if err := d.Clear(); err != nil {
		return nil, err
	}
	if err := d.SetKey(key, v); err != nil {
		return nil, err
	}
	for _, kv := range items {
		if err := d.SetKey(kv[0], kv[1]); err != nil {
			return nil, err
		}
	}
	return starlark.None, nil
}
