package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// specialMethods is the special methods of Python's own types that scripts call by their names.
func specialMethods() []Entry {
	all := []Entry{
		{Sig: "__class__", Fn: func(c *Call) (starlark.Value, error) { return c.classOf(c.Recv).shown(), nil }},
		{Sig: "__contains__(key)", Fn: specialOf(1, func(c *Call) (starlark.Value, error) {
			in, err := includes(c.Recv, c.Args[0])
			return starlark.Bool(in), err
		})},
		{Sig: "__getitem__(key)", Fn: specialOf(1, func(c *Call) (starlark.Value, error) {
			w := &waitingSubscript{"", c.Recv}
			v, _, err := w.Get(c.Args[0])
			return v, err
		})},
		{Sig: "__hash__()", Fn: specialOf(0, func(c *Call) (starlark.Value, error) {
			h, err := hash64(c.Recv)
			return starlark.MakeInt64(h), err
		})},
		{Sig: "__len__()", Fn: specialOf(0, func(c *Call) (starlark.Value, error) {
			return starlark.Call(c.Thread, c.session.builtins["len"], starlark.Tuple{c.Recv}, nil)
		})},
		{Sig: "__repr__()", Fn: specialOf(0, func(c *Call) (starlark.Value, error) {
			s, err := c.printer().repr(c.Recv)
			return starlark.String(s), err
		})},
		{Sig: "__str__()", Fn: specialOf(0, func(c *Call) (starlark.Value, error) {
			s, err := c.printer().str(c.Recv)
			return starlark.String(s), err
		})},
	}
	for name, op := range map[string]syntax.Token{
		"eq": syntax.EQL, "ne": syntax.NEQ, "lt": syntax.LT, "le": syntax.LE, "gt": syntax.GT, "ge": syntax.GE,
	} {
		all = append(all, Entry{Sig: "__" + name + "__(value)", Fn: specialOf(1, func(c *Call) (starlark.Value, error) {
			ok, err := comparison(op, c.Recv, c.Args[0])
			return starlark.Bool(ok), err
		})})
	}
	for name, op := range map[string]syntax.Token{"add": syntax.PLUS, "sub": syntax.MINUS, "mul": syntax.STAR} {
		all = append(all, Entry{Sig: "__" + name + "__(value)", Fn: specialOf(1, func(c *Call) (starlark.Value, error) {
			return (&operand{c.Interp, asNumber(c.Recv)}).Binary(op, asNumber(c.Args[0]), starlark.Left)
		})})
	}
	return all
}

// specialOf is a special method with so many arguments.
func specialOf(n int, do func(c *Call) (starlark.Value, error)) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		if err := c.positional(n, n); err != nil {
			return nil, err
		}
		return do(c)
	}
}

// countable reports whether values of a kind have special methods such as __len__.
func (k valueKind) countable() bool {
	switch k {
	case intKind, floatKind, boolKind, noneKind, sliceKind:
		return false
	}
	return true
}
