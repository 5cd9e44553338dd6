package py

import (
	"go.starlark.net/starlark"
)

// contextlibEntries is the module contextlib.
func contextlibEntries() []Entry {
	return []Entry{
		{Sig: "AbstractContextManager", Doc: "A class to derive contexts from, of which __enter__ gives the context itself."},
		{Sig: "ContextDecorator", Doc: "A class to derive contexts from that are decorators too: the function runs within."},
		{Sig: "ExitStack()", Doc: "A context that leaves others, which are added to it, at its end.", Fn: newExitStack},
		{Sig: "closing(thing)", Doc: "A context that closes thing at its end.", Fn: closing},
		{Sig: "contextmanager(func)", Doc: "Makes a context of a generator function: what it yields is entered, what stands behind that is done at the end.", Fn: contextManager},
		{Sig: "nullcontext(enter_result=None)", Doc: "A context that does nothing.", Fn: nullContext},
		{Sig: "redirect_stderr(new_target)", Doc: "A context in which new_target is sys.stderr.", Fn: redirected("stderr")},
		{Sig: "redirect_stdout(new_target)", Doc: "A context in which print writes to new_target.", Fn: redirected("stdout")},
		{Sig: "suppress(*exceptions)", Doc: "A context that ends at exceptions of these classes, which go no further.", Fn: suppress},
	}
}

// manager is a context that Go code is.
type manager struct {
	ip    *Interp
	kind  string
	enter func(c *Call) (starlark.Value, error)              // nil: itself
	exit  func(c *Call, o *instance) (swallow bool, _ error) // o is the exception that ended it, nil without one
	more  []Entry                                            // other methods that it has
}

func (m *manager) String() string        { return "<contextlib." + m.kind + " object>" }
func (m *manager) Type() string          { return m.kind }
func (m *manager) Freeze()               {}
func (m *manager) Truth() starlark.Bool  { return true }
func (m *manager) Hash() (uint32, error) { return uint32(PointerOf(m) >> 4), nil }

func (m *manager) members() []Entry {
	return append(ContextEntries(m.enter, func(c *Call) (starlark.Value, error) {
		o, err := exitException(c.Args)
		if err != nil {
			return nil, err
		}
		swallow, err := m.exit(c, o)
		return starlark.Bool(swallow), err
	}), m.more...)
}

// Attr is a method.
func (m *manager) Attr(name string) (starlark.Value, error) {
	return m.ip.Attribute(m.members(), m, name)
}

// AttrNames is the names of the methods.
func (m *manager) AttrNames() []string { return EntryNames(m.members()) }

// exitException is the exception that __exit__ gets, nil without one.
func exitException(args starlark.Tuple) (*instance, error) {
	if len(args) != 3 {
		return nil, Raise("TypeError", "__exit__ expected 3 arguments, got %d", len(args))
	}
	if args[1] == starlark.None {
		return nil, nil
	}
	if exceptionIn(args[1]) == nil {
		return nil, Raise("TypeError", "__exit__: got %s, want an exception or None", TypeOf(args[1]))
	}
	return args[1].(*instance), nil
}

func nullContext(c *Call) (starlark.Value, error) {
	var result starlark.Value = starlark.None
	if err := c.Unpack("enter_result?", &result); err != nil {
		return nil, err
	}
	return &manager{c.Interp, "nullcontext", func(*Call) (starlark.Value, error) { return result, nil }, leaveAlone, nil}, nil
}

func leaveAlone(*Call, *instance) (bool, error) { return false, nil }

func closing(c *Call) (starlark.Value, error) {
	var thing starlark.Value
	if err := c.Unpack("thing", &thing); err != nil {
		return nil, err
	}
	return &manager{c.Interp, "closing", func(*Call) (starlark.Value, error) { return thing, nil }, func(c *Call, _ *instance) (bool, error) {
		end, err := GetAttr(thing, "close")
		if err == nil {
			_, err = starlark.Call(c.Thread, end, nil, nil)
		}
		return false, err
	}, nil}, nil
}

func suppress(c *Call) (starlark.Value, error) {
	if len(c.Kwargs) > 0 {
		return nil, Raise("TypeError", "suppress.__init__() got an unexpected keyword argument %s", c.Kwargs[0][0])
	}
	for _, v := range c.Args {
		if k, ok := v.(*class); !ok || !k.is(c.baseException()) {
			return nil, Raise("TypeError", "suppress: got %s, want classes of exceptions", Short(v))
		}
	}
	classes := c.Args
	return &manager{c.Interp, "suppress", func(*Call) (starlark.Value, error) { return starlark.None, nil }, func(_ *Call, o *instance) (bool, error) {
		for _, v := range classes {
			if o != nil && o.class.is(v.(*class)) {
				return true, nil
			}
		}
		return false, nil
	}, nil}, nil
}

// redirected is redirect_stdout or redirect_stderr.
func redirected(name string) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var target starlark.Value
		if err := c.Unpack("new_target", &target); err != nil {
			return nil, err
		}
		var before []starlark.Value
		enter := func(c *Call) (starlark.Value, error) {
			sys := c.modules["sys"].members
			before = append(before, sys[name])
			sys[name] = target
			return target, nil
		}
		return &manager{c.Interp, c.EntryName(), enter, func(c *Call, _ *instance) (bool, error) {
			if n := len(before); n > 0 {
				c.modules["sys"].members[name] = before[n-1]
				before = before[:n-1]
			}
			return false, nil
		}, nil}, nil
	}
}
