package py

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// enumEntries is the module enum.
func enumEntries() []Entry {
	of := func(name, doc string) Entry {
		return Entry{Sig: name, Doc: doc, Make: func(ip *Interp) starlark.Value { return ip.enumOf(name) }}
	}
	return []Entry{
		{Sig: "Enum", Doc: "A base of classes whose values have names.", Make: func(ip *Interp) starlark.Value { return ip.enums.enum }},
		{Sig: "EnumMeta", Doc: "The class of such classes.", Make: func(ip *Interp) starlark.Value { return ip.enums.meta }},
		{Sig: "EnumType", Doc: "The class of such classes.", Make: func(ip *Interp) starlark.Value { return ip.enums.meta }},
		{Sig: "Flag", Doc: "A base of enums whose members can be combined.", Make: func(ip *Interp) starlark.Value { return ip.enums.flag }},
		of("IntEnum", "An enum whose members are numbers."),
		of("IntFlag", "Flags that are numbers."),
		{Sig: "ReprEnum", Doc: "An enum whose members have the texts of their values.", Make: func(ip *Interp) starlark.Value { return ip.enums.repr }},
		of("StrEnum", "An enum whose members are texts."),
		{Sig: "auto()", Doc: "The next value in the body of an enum.", Fn: func(c *Call) (starlark.Value, error) { return &autoValue{}, c.Unpack() }},
		{Sig: "unique(enumeration)", Doc: "A decorator of enums: no value has two names.", Fn: uniqueEnum},
	}
}

func uniqueEnum(c *Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("enumeration", &v); err != nil {
		return nil, err
	}
	k, ok := v.(*class)
	if !ok || k.enum == nil {
		return nil, Raise("TypeError", "unique: got %s, want an enum", TypeOf(v))
	}
	var twice []string
	for name, v := range k.enum.names.all() {
		if m := memberOf(v.(*instance)); m.name != name {
			twice = append(twice, name+" -> "+m.name)
		}
	}
	if len(twice) > 0 {
		return nil, Raise("ValueError", "duplicate values found in %s: %s", k, strings.Join(twice, ", "))
	}
	return k, nil
}

func memberList(list []*instance) []starlark.Value {
	out := make([]starlark.Value, len(list))
	for i, o := range list {
		out[i] = o
	}
	return out
}

// enumTypeMethods is the table of what enums are as classes.
func enumTypeMethods() []Entry {
	return []Entry{
		{Sig: "__contains__(member)", Doc: "Whether it is a member.", Fn: func(c *Call) (starlark.Value, error) {
			k, o := c.Recv.(*class), c.Args[0]
			if m, ok := o.(*instance); ok && memberOf(m) != nil {
				return starlark.Bool(m.class == k), nil
			}
			return nil, Raise("TypeError", "unsupported operand type(s) for 'in': '%s' and 'EnumType'", TypeOf(o))
		}},
		{Sig: "__getitem__(name)", Doc: "The member of that name.", Fn: func(c *Call) (starlark.Value, error) {
			name, _ := starlark.AsString(valueOf(c.Args[0]))
			if o := c.Recv.(*class).enum.member(name); o != nil {
				return o, nil
			}
			s, err := c.printer().repr(c.Args[0])
			if err != nil {
				return nil, err
			}
			return nil, &raised{kind: "KeyError", err: errors.New(s), args: starlark.Tuple{c.Args[0]}}
		}},
		{Sig: "__iter__()", Doc: "Goes through the members.", Fn: func(c *Call) (starlark.Value, error) {
			return c.iterOf(c.gil.holder.th, starlark.NewList(memberList(c.Recv.(*class).enum.canonical())))
		}},
		{Sig: "__len__()", Doc: "How many members there are.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt(len(c.Recv.(*class).enum.canonical())), nil
		}},
		{Sig: "__members__", Doc: "The members by all their names.", Fn: func(c *Call) (starlark.Value, error) {
			d := c.Recv.(*class).enum.names.copied()
			d.Freeze()
			return d, nil
		}},
		{Sig: "__reversed__()", Doc: "Goes through the members from the last.", Fn: func(c *Call) (starlark.Value, error) {
			list := memberList(c.Recv.(*class).enum.canonical())
			slices.Reverse(list)
			return c.iterOf(c.gil.holder.th, starlark.NewList(list))
		}},
	}
}

// member is the member that a method is of.
func (c *Call) member() *enumMember {
	if o, ok := c.Recv.(*instance); ok {
		if m := memberOf(o); m != nil {
			return m
		}
	}
	return &enumMember{value: starlark.None}
}

// nameText is the name after the class as texts have it.
func (m *enumMember) nameText(k *class) string {
	if m.name == "" {
		return fmt.Sprintf("%s(%s)", k.name, m.value)
	}
	return k.name + "." + m.name
}

// enumMethods is the table of what members have.
func enumMethods() []Entry {
	name := func(c *Call) (starlark.Value, error) {
		m := c.member()
		if m.name == "" {
			return starlark.None, nil
		}
		return starlark.String(m.name), nil
	}
	value := func(c *Call) (starlark.Value, error) { return c.member().value, nil }
	return []Entry{
		{Sig: "__format__(spec)", Doc: "The text by a format.", Fn: func(c *Call) (starlark.Value, error) {
			var spec string
			if err := c.Unpack("spec", &spec); err != nil {
				return nil, err
			}
			s, err := c.printer().str(c.Recv)
			if err == nil {
				s, err = c.printer().plainFormat(starlark.String(s), spec)
			}
			return starlark.String(s), err
		}},
		{Sig: "__repr__()", Doc: "The text of it.", Fn: func(c *Call) (starlark.Value, error) {
			m := c.member()
			s, err := c.printer().repr(m.value)
			if err != nil {
				return nil, err
			}
			if m.name == "" {
				return starlark.String(fmt.Sprintf("<%s: %s>", c.Recv.(*instance).class.name, s)), nil
			}
			return starlark.String(fmt.Sprintf("<%s: %s>", m.nameText(c.Recv.(*instance).class), s)), nil
		}},
		{Sig: "__str__()", Doc: "The class and the name.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.String(c.member().nameText(c.Recv.(*instance).class)), nil
		}},
		{Sig: "_name_", Doc: "The name.", Fn: name},
		{Sig: "_value_", Doc: "The value.", Fn: value},
		{Sig: "name", Doc: "The name.", Fn: name},
		{Sig: "value", Doc: "The value.", Fn: value},
	}
}

// enumValueMethods is the table of what members have whose texts are those of their values.
func enumValueMethods() []Entry {
	return []Entry{
		{Sig: "__format__(spec)", Doc: "The text of the value by a format.", Fn: func(c *Call) (starlark.Value, error) {
			var spec string
			if err := c.Unpack("spec", &spec); err != nil {
				return nil, err
			}
			s, err := c.printer().plainFormat(c.member().value, spec)
			return starlark.String(s), err
		}},
		{Sig: "__str__()", Doc: "The text of the value.", Fn: func(c *Call) (starlark.Value, error) {
			s, err := c.printer().str(c.member().value)
			return starlark.String(s), err
		}},
	}
}
