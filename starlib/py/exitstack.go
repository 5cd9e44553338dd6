package py

import (
	"go.starlark.net/starlark"
)

// exitStack is the state of an ExitStack: what is to be done at its end, the last first.
type exitStack struct {
	ends []func(c *Call, o *instance) (swallow bool, _ error)
}

func newExitStack(c *Call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	return (&exitStack{}).value(c.Interp), nil
}

// value is the stack as scripts have it.
func (s *exitStack) value(ip *Interp) starlark.Value {
	m := &manager{ip: ip, kind: "ExitStack", exit: s.unwind}
	m.more = []Entry{
		{Sig: "callback(function, *args, **kwargs)", Doc: "Has function called at the end.", Fn: s.callback},
		{Sig: "close()", Doc: "Does at once what is to be done at the end.", Fn: func(c *Call) (starlark.Value, error) {
			if err := c.Unpack(); err != nil {
				return nil, err
			}
			_, err := s.unwind(c, nil)
			return starlark.None, err
		}},
		{Sig: "enter_context(cm)", Doc: "Enters a context, which is left at the end, and gives what it is.", Fn: s.enter},
		{Sig: "pop_all()", Doc: "Another stack that has all that was to be done at the end of this one.", Fn: func(c *Call) (starlark.Value, error) {
			other := &exitStack{s.ends}
			s.ends = nil
			return other.value(c.Interp), c.Unpack()
		}},
		{Sig: "push(exit)", Doc: "Has the __exit__ of a context, or a function like it, called at the end.", Fn: s.push},
	}
	return m
}

func (s *exitStack) callback(c *Call) (starlark.Value, error) {
	if len(c.Args) == 0 {
		return nil, Raise("TypeError", "ExitStack.callback() missing 1 required positional argument: 'callback'")
	}
	fn, args, kwargs := c.Args[0], c.Args[1:], c.Kwargs
	s.ends = append(s.ends, func(c *Call, _ *instance) (bool, error) {
		_, err := starlark.Call(c.Thread, fn, args, kwargs)
		return false, err
	})
	return fn, nil
}

func (s *exitStack) enter(c *Call) (starlark.Value, error) {
	var cm starlark.Value
	if err := c.Unpack("cm", &cm); err != nil {
		return nil, err
	}
	enter, exit, err := contextMethods(cm)
	if err != nil {
		return nil, err
	}
	v, err := starlark.Call(c.Thread, enter, nil, nil)
	if err == nil {
		s.add(exit)
	}
	return v, err
}

func (s *exitStack) push(c *Call) (starlark.Value, error) {
	var exit starlark.Value
	if err := c.Unpack("exit", &exit); err != nil {
		return nil, err
	}
	end, err := optional(exit, "__exit__")
	if err != nil {
		return nil, err
	}
	if end == nil {
		end = exit
	}
	s.add(end)
	return exit, nil
}

// add has __exit__ called at the end.
func (s *exitStack) add(exit starlark.Value) {
	s.ends = append(s.ends, func(c *Call, o *instance) (bool, error) {
		args := starlark.Tuple{starlark.None, starlark.None, starlark.None}
		if o != nil {
			args = exceptionTriple(o)
		}
		v, err := starlark.Call(c.Thread, exit, args, nil)
		return err == nil && bool(v.Truth()), err
	})
}

// unwind does all that is to be done. What fails is the exception that the next ones see.
func (s *exitStack) unwind(c *Call, o *instance) (bool, error) {
	var failed error
	began := o
	for n := len(s.ends); n > 0; n = len(s.ends) {
		end := s.ends[n-1]
		s.ends = s.ends[:n-1]
		swallow, err := end(c, o)
		if err != nil {
			err, ok := c.gil.holder.resumed(c.Interp, err)
			if !ok {
				return false, err
			}
			raised, err := c.exceptionOf(err, 0)
			if x := exceptionIn(raised); x.context == nil && o != nil {
				x.context = contextFor(raised, o)
			}
			o, failed = raised, err
		} else if swallow {
			o, failed = nil, nil
		}
	}
	return began != nil && o == nil, failed
}
