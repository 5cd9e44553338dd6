package py

import (
	"go.starlark.net/starlark"
)

// contextManager is contextmanager(func).
func contextManager(c *Call) (starlark.Value, error) {
	var fn starlark.Callable
	if err := c.Unpack("func", &fn); err != nil {
		return nil, err
	}
	make := &Function{ip: c.Interp, name: fn.Name(), entry: &Entry{Sig: fn.Name() + "(*args, **kwargs)", Fn: func(c *Call) (starlark.Value, error) {
		return c.generated(fn)
	}}}
	return &wrapper{Callable: make, wrapped: fn}, nil
}

// generated is a context that a generator is: fn with the arguments of the call makes it.
func (c *Call) generated(fn starlark.Callable) (starlark.Value, error) {
	v, err := starlark.Call(c.Thread, fn, c.Args, c.Kwargs)
	if err != nil {
		return nil, err
	}
	g, ok := v.(*generator)
	if !ok {
		return nil, Raise("TypeError", "'%s' object is not an iterator: a function of contextmanager must yield", TypeOf(v))
	}
	args, kwargs := c.Args, c.Kwargs
	m := &manager{ip: c.Interp, kind: "_GeneratorContextManager"}
	m.enter = func(*Call) (starlark.Value, error) {
		v, more, err := g.advance(starlark.None, nil)
		if err == nil && !more {
			err = Raise("RuntimeError", "generator didn't yield")
		}
		return v, err
	}
	m.exit = func(_ *Call, o *instance) (bool, error) { return g.leave(o) }
	return &decorating{m, func(th *starlark.Thread) (starlark.Value, error) {
		return (&Call{Interp: c.Interp, Thread: th, Args: args, Kwargs: kwargs}).generated(fn)
	}}, nil
}

// leave ends the generator of a context, which o ended unless it is nil, and reports whether it swallowed o.
func (g *generator) leave(o *instance) (bool, error) {
	if o == nil {
		_, more, err := g.advance(starlark.None, nil)
		if err == nil && more {
			err = Raise("RuntimeError", "generator didn't stop")
		}
		return false, err
	}
	_, more, err := g.advance(starlark.None, &thrown{o: o, before: exceptionIn(o).trace})
	switch {
	case err == nil && more:
		return false, Raise("RuntimeError", "generator didn't stop after throw()")
	case err == nil:
		return true, nil
	}
	if t := thrownIn(err); t != nil && t.o == o {
		return false, nil
	}
	return false, err
}

// decorating is a context that is a decorator too: the function runs in a context of its own each time.
type decorating struct {
	*manager
	again func(th *starlark.Thread) (starlark.Value, error)
}

// Name is that of its class.
func (d *decorating) Name() string { return d.kind }

// CallInternal decorates a function.
func (d *decorating) CallInternal(_ *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var fn starlark.Callable
	if err := starlark.UnpackPositionalArgs(d.kind, args, kwargs, 1, &fn); err != nil {
		return nil, err
	}
	within := func(c *Call) (starlark.Value, error) {
		context, err := d.again(c.Thread)
		if err != nil {
			return nil, err
		}
		args, kwargs := c.Args, c.Kwargs
		var out starlark.Value = starlark.None
		body := starlark.NewBuiltin(fn.Name(), func(th *starlark.Thread, _ *starlark.Builtin, _ starlark.Tuple, _ []starlark.Tuple) (_ starlark.Value, err error) {
			out, err = starlark.Call(th, fn, args, kwargs)
			return starlark.None, err
		})
		_, err = c.with(c.Thread, starlark.Tuple{context, body})
		return out, err
	}
	return &wrapper{Callable: &Function{ip: d.ip, name: fn.Name(), entry: &Entry{Sig: fn.Name() + "(*args, **kwargs)", Fn: within}}, wrapped: fn}, nil
}
