package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

func median(c *Call) (starlark.Value, error) {
	var data starlark.Value
	if err := c.Unpack("data", &data); err != nil {
		return nil, err
	}
	v, err := starlark.Call(c.Thread, c.session.builtins["sorted"], starlark.Tuple{data}, nil)
	if err != nil {
		return nil, err
	}
	list := v.(*starlark.List)
	n := list.Len()
	switch {
	case n == 0:
		return nil, Raise("StatisticsError", "no median for empty data")
	case n%2 == 1:
		return list.Index(n / 2), nil
	}
	sum, err := added(list.Index(n/2-1), list.Index(n/2))
	if err != nil {
		return nil, err
	}
	return starlark.Binary(syntax.SLASH, sum, starlark.MakeInt(2))
}

func mode(c *Call) (starlark.Value, error) {
	var data starlark.Value
	if err := c.Unpack("data", &data); err != nil {
		return nil, err
	}
	counts := c.newMapping(counterKind)
	if err := counts.tally(&Call{Interp: c.Interp, Thread: c.Thread, Name: c.Name, Args: starlark.Tuple{data}}, syntax.PLUS); err != nil {
		return nil, err
	}
	items, err := counts.common()
	if err == nil && len(items) == 0 {
		err = Raise("StatisticsError", "no mode for empty data")
	}
	if err != nil {
		return nil, err
	}
	return items[0][0], nil
}
