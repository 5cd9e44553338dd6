package py

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"
)

// combined is the member of an enum of flags that has the bits of n.
func (c *Call) combined(k *class, n starlark.Int) (starlark.Value, error) {
	if o, err := k.enum.byValue(n); err != nil || o != nil {
		return o, err
	}
	over := n.And(k.enum.mask.Not())
	if n.Sign() < 0 {
		n = k.enum.mask.And(n)
		if o, err := k.enum.byValue(n); err != nil || o != nil {
			return o, err
		}
		over = starlark.MakeInt(0)
	}
	if over.Sign() != 0 && !k.is(c.builtinClass("int")) {
		width := max(n.BigInt().BitLen(), k.enum.mask.BigInt().BitLen())
		bits := func(n starlark.Int) string {
			return fmt.Sprintf("0b0 %s", strings.Repeat("0", width-len(n.BigInt().Text(2)))+n.BigInt().Text(2))
		}
		return nil, Raise("ValueError", "%s invalid value %s\n    given %s\n  allowed %s", flagName(k), n, bits(n), bits(k.enum.mask))
	}
	m := &enumMember{value: n}
	var names []string
	for _, o := range k.enum.members {
		bit := memberOf(o)
		if n.And(bit.value.(starlark.Int)).Sign() != 0 {
			names = append(names, bit.name)
		}
	}
	if len(names) > 0 {
		if over.Sign() != 0 {
			names = append(names, over.String())
		}
		m.name = strings.Join(names, "|")
	}
	if k.maker() != nil {
		m.mixed = n
	}
	o := newInstance(k)
	o.own = m
	k.enum.made = append(k.enum.made, o)
	return o, nil
}

func flagName(k *class) string { return "<flag '" + k.name + "'>" }

// bits is the value of another operand of flags: of the same class, or for an IntFlag a number.
func (c *Call) bits(v starlark.Value) (starlark.Int, bool) {
	k := c.Recv.(*instance).class
	if o, ok := v.(*instance); ok && o.class == k {
		n, ok := memberOf(o).value.(starlark.Int)
		return n, ok
	}
	if k.maker() != nil {
		n, ok := asNumber(valueOf(v)).(starlark.Int)
		return n, ok
	}
	return starlark.Int{}, false
}

// flagMethods is the table of what flags have.
func flagMethods() []Entry {
	binary := func(name, doc string, op func(x, y starlark.Int) starlark.Int) []Entry {
		fn := func(c *Call) (starlark.Value, error) {
			n, ok := c.bits(c.Args[0])
			if !ok {
				return notImplemented{}, nil
			}
			return c.combined(c.Recv.(*instance).class, op(c.member().value.(starlark.Int), n))
		}
		return []Entry{{Sig: "__" + name + "__(other)", Doc: doc, Fn: fn}, {Sig: "__r" + name + "__(other)", Doc: doc, Fn: fn}}
	}
	var all []Entry
	all = append(all, binary("and", "The flags of both.", starlark.Int.And)...)
	all = append(all, binary("or", "The flags of either.", starlark.Int.Or)...)
	all = append(all, binary("xor", "The flags of one of them.", starlark.Int.Xor)...)
	return append(all,
		Entry{Sig: "__bool__()", Doc: "Whether there is a flag.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.Bool(c.member().value.(starlark.Int).Sign() != 0), nil
		}},
		Entry{Sig: "__contains__(other)", Doc: "Whether other's flags are among them.", Fn: func(c *Call) (starlark.Value, error) {
			n, ok := c.bits(c.Args[0])
			if !ok {
				return nil, Raise("TypeError", "unsupported operand type(s) for 'in': '%s' and '%s'", TypeOf(c.Args[0]), c.Recv.Type())
			}
			same, err := identical(c.member().value.(starlark.Int).And(n), n, starlark.CompareLimit)
			return starlark.Bool(same), err
		}},
		Entry{Sig: "__invert__()", Doc: "The other flags.", Fn: func(c *Call) (starlark.Value, error) {
			k := c.Recv.(*instance).class
			return c.combined(k, k.enum.mask.And(c.member().value.(starlark.Int).Not()))
		}},
		Entry{Sig: "__iter__()", Doc: "Goes through the flags.", Fn: func(c *Call) (starlark.Value, error) {
			return c.iterOf(c.gil.holder.th, starlark.NewList(c.flags()))
		}},
		Entry{Sig: "__len__()", Doc: "How many flags there are.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt(len(c.flags())), nil
		}})
}

// flags is the single flags of the receiver.
func (c *Call) flags() []starlark.Value {
	var list []starlark.Value
	for _, o := range c.Recv.(*instance).class.enum.members {
		if c.member().value.(starlark.Int).And(memberOf(o).value.(starlark.Int)).Sign() != 0 {
			list = append(list, o)
		}
	}
	return list
}
