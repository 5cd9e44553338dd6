package py

import (
	"go.starlark.net/starlark"
)

// with is __with__(context, body): the body of a with statement, between __enter__ and __exit__ of its context.
func (ip *Interp) with(th *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	context, body := args[0], args[1]
	enter, exit, err := contextMethods(context)
	if err != nil {
		return nil, err
	}
	entered, err := starlark.Call(th, enter, nil, nil)
	if err != nil {
		return nil, err
	}
	t := ip.tried(th)
	out, err := starlark.Call(th, body, starlark.Tuple{entered}, nil)
	if err == nil {
		_, err = starlark.Call(th, exit, starlark.Tuple{starlark.None, starlark.None, starlark.None}, nil)
		return out, err
	}
	h, err := t.catch(err)
	if h == nil {
		return nil, err
	}
	swallowed, err := t.handling(h, func() (starlark.Value, error) {
		return starlark.Call(th, exit, exceptionTriple(h.o), nil)
	})
	if err != nil {
		return nil, err
	}
	if swallowed.Truth() {
		return starlark.None, nil
	}
	return nil, h.err
}

// exceptionTriple is what __exit__ gets and sys.exc_info gives: the class, the exception, where it was raised.
func exceptionTriple(o *instance) starlark.Tuple {
	return starlark.Tuple{o.class, o, tracebackOf(exceptionIn(o))}
}

// contextMethods is __enter__ and __exit__ of a context.
func contextMethods(v starlark.Value) (enter, exit starlark.Value, err error) {
	if enter, err = optional(v, "__enter__"); err == nil && enter == nil {
		return nil, nil, Raise("TypeError", "'%s' object does not support the context manager protocol", TypeOf(v))
	}
	if err == nil {
		exit, err = optional(v, "__exit__")
	}
	if err == nil && exit == nil {
		return nil, nil, Raise("TypeError", "'%s' object does not support the context manager protocol (missed __exit__ method)", TypeOf(v))
	}
	return enter, exit, err
}

// optional is an attribute of v, nil if it has none of that name.
func optional(v starlark.Value, name string) (starlark.Value, error) {
	a, ok := v.(starlark.HasAttrs)
	if !ok {
		return nil, nil
	}
	x, err := a.Attr(name)
	if err != nil {
		if _, missing := err.(starlark.NoSuchAttrError); missing || KindOf(err, "") == "AttributeError" {
			return nil, nil
		}
	}
	return x, err
}

// ContextEntries is the methods of a context of Go's: what it is within a with statement, and what is done at the
// end of that; nil: itself, nothing.
func ContextEntries(enter, exit func(c *Call) (starlark.Value, error)) []Entry {
	return []Entry{
		{Sig: "__enter__()", Fn: func(c *Call) (starlark.Value, error) {
			if err := c.Unpack(); err != nil || enter == nil {
				return c.Recv, err
			}
			return enter(c)
		}},
		{Sig: "__exit__(type, value, traceback)", Fn: func(c *Call) (starlark.Value, error) {
			if len(c.Args) != 3 || len(c.Kwargs) > 0 {
				return nil, Raise("TypeError", "__exit__ expected 3 arguments, got %d", len(c.Args)+len(c.Kwargs))
			}
			if exit == nil {
				return starlark.None, nil
			}
			return exit(c)
		}},
	}
}
