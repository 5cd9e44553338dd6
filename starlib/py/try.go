package py

import (
	"go.starlark.net/starlark"
)

// How exceptions are caught. A try statement has become a call of __try__ with functions, the pieces of the
// function that it is in. An error is Go's until somebody catches it: then it becomes an exception, and goes on
// as that if nobody wanted it.

// handled is an exception that is being handled.
type handled struct {
	o   *instance
	err error // as it was caught
}

// tried is a statement at work that may catch exceptions.
type tried struct {
	*Interp
	th    *starlark.Thread
	depth int // of the call stack, up to the function that it is in
}

func (ip *Interp) tried(th *starlark.Thread) *tried {
	return &tried{ip, th, max(th.CallStackDepth()-2, 0)}
}

// try is __try__(body, handlers, orelse, final).
func (ip *Interp) try(th *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	body, handlers, orelse, final := args[0], args[1].(starlark.Tuple), args[2], args[3]
	t := ip.tried(th)
	out, err := starlark.Call(th, body, nil, nil)
	switch {
	case err != nil && len(handlers) > 0:
		out, err = t.handle(err, handlers)
	case err == nil && out == starlark.None && orelse != starlark.None:
		out, err = starlark.Call(th, orelse, nil, nil)
	}
	if final != starlark.None {
		return t.finally(final, out, err)
	}
	return out, err
}

// handle runs the first handler that takes err; without one err goes on.
func (t *tried) handle(err error, handlers starlark.Tuple) (starlark.Value, error) {
	h, err := t.catch(err)
	if h == nil {
		return nil, err
	}
	return t.handling(h, func() (starlark.Value, error) {
		for _, v := range handlers {
			pair := v.(starlark.Tuple)
			takes, err := t.takes(pair[0], h.o)
			if err != nil {
				return nil, err
			}
			if takes {
				return starlark.Call(t.th, pair[1], starlark.Tuple{h.o}, nil)
			}
		}
		return nil, h.err
	})
}

// takes reports whether a handler of the classes that a function gives takes an exception.
func (t *tried) takes(types starlark.Value, o *instance) (bool, error) {
	if types == starlark.None {
		return true, nil
	}
	of, err := starlark.Call(t.th, types, nil, nil)
	if err != nil {
		return false, err
	}
	list, ok := of.(starlark.Tuple)
	if !ok {
		list = starlark.Tuple{of}
	}
	for _, v := range list {
		k, ok := v.(*class)
		if !ok || !k.is(t.baseException()) {
			return false, Raise("TypeError", "catching classes that do not inherit from BaseException is not allowed")
		}
	}
	for _, v := range list {
		if o.class.is(v.(*class)) {
			return true, nil
		}
	}
	return false, nil
}

// finally runs a function whatever became of the rest; what it ends with goes before that.
func (t *tried) finally(final, out starlark.Value, err error) (starlark.Value, error) {
	run := func() (starlark.Value, error) { return starlark.Call(t.th, final, nil, nil) }
	if err == nil {
		last, err := run()
		if err != nil || last != starlark.None {
			return last, err
		}
		return out, nil
	}
	h, err := t.catch(err)
	if h == nil {
		return nil, err
	}
	last, bad := t.handling(h, run)
	if bad != nil || last != starlark.None {
		return last, bad
	}
	return nil, h.err
}

// catch makes an exception of err and has the thread go on; nil if it must not.
func (t *tried) catch(err error) (*handled, error) {
	err, ok := t.gil.holder.resumed(t.Interp, err)
	if !ok {
		return nil, err
	}
	o, err := t.exceptionOf(err, t.depth)
	t.gil.holder.within(o)
	return &handled{o, err}, nil
}

// handling runs a function while an exception is being handled: what it raises has that as its context.
func (t *tried) handling(h *handled, run func() (starlark.Value, error)) (starlark.Value, error) {
	r := t.gil.holder
	r.handling = append(r.handling, h)
	out, err := run()
	r = t.gil.holder // another may go on with the generator that this is a part of
	if err != nil && err != h.err {
		var ok bool
		if err, ok = r.resumed(t.Interp, err); ok {
			var o *instance
			o, err = t.exceptionOf(err, t.depth)
			r.within(o)
		}
	}
	r.handling = r.handling[:len(r.handling)-1]
	return out, err
}

// within notes what is being handled as the context of an exception that has none.
func (r *runner) within(o *instance) {
	x := exceptionIn(o)
	if n := len(r.handling); n > 0 && x.context == nil {
		x.context = contextFor(o, r.handling[n-1].o)
	}
}

// contextFor is context as that of o, nil if it is o itself or goes back to it.
func contextFor(o, context *instance) *instance {
	for c, n := context, 0; c != nil; c, n = exceptionIn(c).context, n+1 {
		if c == o || n > longestChain {
			return nil
		}
	}
	return context
}

// longestChain is how many exceptions go back to one another.
const longestChain = 1000

// current is the exception that is being handled, nil without one.
func (r *runner) current() *handled {
	if r == nil || len(r.handling) == 0 {
		return nil
	}
	return r.handling[len(r.handling)-1]
}
