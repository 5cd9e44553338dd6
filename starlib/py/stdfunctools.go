package py

import (
	"slices"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// functoolsEntries is the module functools.
func functoolsEntries() []Entry {
	return []Entry{
		{Sig: "WRAPPER_ASSIGNMENTS", Doc: "What wraps copies."},
		{Sig: "WRAPPER_UPDATES", Doc: "What wraps adds to."},
		{Sig: "cache(user_function)", Doc: "The function with a memory of all its results.", Fn: cacheAll},
		{Sig: "cached_property(func)", Doc: "A property that is computed once.", Fn: newCachedProperty},
		{Sig: "cmp_to_key(mycmp)", Doc: "A key for sorted of a function that compares two values by a number below, at or above 0.", Fn: cmpToKey},
		{Sig: "lru_cache(maxsize=128, typed=False)", Doc: "The function with a memory of its last results; it has cache_info() and cache_clear().", Fn: lruCache},
		{Sig: "partial(func, *args, **keywords)", Doc: "The function with its first arguments and keywords given.", Fn: newPartial},
		{Sig: "partialmethod", Doc: "A method with some of its arguments given: partialmethod(func, *args, **kwargs)."},
		{Sig: "reduce(function, iterable, *initial)", Doc: "One value of all elements: function takes the value so far and the next.", Fn: reduce},
		{Sig: "singledispatch", Doc: "A decorator of functions with others for types of the first argument, by .register."},
		{Sig: "singledispatchmethod", Doc: "singledispatch of methods."},
		{Sig: "total_ordering(cls)", Doc: "A decorator of classes: with __eq__ and one of <, <=, >, >= it has all.", Fn: totalOrdering},
		{Sig: "wraps(wrapped)", Doc: "Gives a function the name of the one that it wraps.", Fn: wraps},
	}
}

func reduce(c *Call) (starlark.Value, error) {
	if err := c.onlyPositional(); err != nil {
		return nil, err
	}
	if len(c.Args) < 2 || len(c.Args) > 3 {
		return nil, Raise("TypeError", "reduce expected 2 or 3 arguments, got %d", len(c.Args))
	}
	next, err := c.cursorOf(c.Args[1])
	if err != nil {
		return nil, err
	}
	var sum, v starlark.Value
	if len(c.Args) == 3 {
		sum = c.Args[2]
	} else if !next(&sum) {
		return nil, Raise("TypeError", "reduce() of empty iterable with no initial value")
	}
	for p := c.Pace(); next(&v); {
		if err := p.Step(); err != nil {
			return nil, err
		}
		if sum, err = c.apply(c.Args[0], sum, v); err != nil {
			return nil, err
		}
	}
	return sum, nil
}

// partial is a function with some arguments given.
type partial struct {
	f        starlark.Callable
	args     starlark.Tuple
	keywords []starlark.Tuple
}

func newPartial(c *Call) (starlark.Value, error) {
	if len(c.Args) == 0 {
		return nil, Raise("TypeError", "type 'partial' takes at least one argument")
	}
	f, ok := c.Args[0].(starlark.Callable)
	if !ok {
		return nil, Raise("TypeError", "the first argument must be callable")
	}
	return &partial{f, c.Args[1:], c.Kwargs}, nil
}

func (p *partial) write(w *reprWriter) error {
	return w.inside("functools.partial(", p, ")", "...", func() error {
		if err := w.value(p.f); err != nil {
			return err
		}
		for _, a := range p.args {
			w.WriteString(", ")
			if err := w.value(a); err != nil {
				return err
			}
		}
		for _, kv := range p.keywords {
			name, _ := starlark.AsString(kv[0])
			w.WriteString(", " + name + "=")
			if err := w.value(kv[1]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (p *partial) String() string        { return plain(p, PlainMost) }
func (p *partial) Name() string          { return p.f.Name() }
func (p *partial) Type() string          { return "partial" }
func (p *partial) Freeze()               {}
func (p *partial) Truth() starlark.Bool  { return true }
func (p *partial) Hash() (uint32, error) { return uint32(PointerOf(p) >> 4), nil }

// CallInternal calls the function; keywords of the call come before those given.
func (p *partial) CallInternal(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	all := slices.Clone(kwargs)
	for _, kv := range p.keywords {
		if !slices.ContainsFunc(kwargs, func(own starlark.Tuple) bool { return own[0] == kv[0] }) {
			all = append(all, kv)
		}
	}
	return starlark.Call(th, p.f, slices.Concat(p.args, args), all)
}

// partialAttrs is the table of what a partial function has.
var partialAttrs = []Entry{
	{Sig: "args", Doc: "The arguments given.", Fn: func(c *Call) (starlark.Value, error) { return c.Recv.(*partial).args, nil }},
	{Sig: "func", Doc: "The function.", Fn: func(c *Call) (starlark.Value, error) { return c.Recv.(*partial).f, nil }},
	{Sig: "keywords", Doc: "The keywords given, as a dict.", Fn: func(c *Call) (starlark.Value, error) {
		d := new(starlark.Dict)
		for _, kv := range c.Recv.(*partial).keywords {
			if err := d.SetKey(kv[0], kv[1]); err != nil {
				return nil, err
			}
		}
		return d, nil
	}},
}

// Attr is what a partial function has.
func (p *partial) Attr(name string) (starlark.Value, error) { return Member(partialAttrs, p, name) }

// AttrNames is the names of that.
func (p *partial) AttrNames() []string { return EntryNames(partialAttrs) }

// ordered is a value that a function compares, as cmp_to_key makes it.
type ordered struct {
	c *Call
	f starlark.Value
	v starlark.Value
}

func (o *ordered) String() string       { return "<functools.KeyWrapper object>" }
func (o *ordered) Type() string         { return "functools.KeyWrapper" }
func (o *ordered) Freeze()              {}
func (o *ordered) Truth() starlark.Bool { return true }
func (o *ordered) Hash() (uint32, error) {
	return 0, Raise("TypeError", "unhashable type: '%s'", o.Type())
}

// CompareSameType asks the function.
func (o *ordered) CompareSameType(op syntax.Token, y starlark.Value, _ int) (bool, error) {
	n, err := o.c.apply(o.f, o.v, y.(*ordered).v)
	if err != nil {
		return false, err
	}
	return compare(op, n, zero, starlark.CompareLimit)
}

func cmpToKey(c *Call) (starlark.Value, error) {
	var f starlark.Callable
	if err := c.Unpack("mycmp", &f); err != nil {
		return nil, err
	}
	return &Function{ip: c.Interp, name: "K", entry: &Entry{Sig: "K(obj)", Fn: func(k *Call) (starlark.Value, error) {
		var v starlark.Value
		err := k.Unpack("obj", &v)
		return &ordered{c, f, v}, err
	}}}, nil
}
