package py

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// enumClass is what an enum knows of its members.
type enumClass struct {
	members []*instance // without other names of the same value, and without those that flags are made of
	names   attributes  // all, in order
	made    []*instance // combinations of flags
	mask    starlark.Int
	done    bool
}

// enumMember is what a member has beside its attributes.
type enumMember struct {
	name  string // "" for flags that have none
	value starlark.Value
	mixed starlark.Value // what it is beside a member, of an IntEnum the number; nil: nothing
}

func memberOf(o *instance) *enumMember {
	m, _ := o.own.(*enumMember)
	return m
}

// member is the member of that name, nil if there is none.
func (e *enumClass) member(name string) *instance {
	o, _ := e.names.get(name).(*instance)
	return o
}

// canonical is the members that a loop over the class gives.
func (e *enumClass) canonical() []*instance { return e.members }

// enumClasses makes the classes of the module enum.
func (ip *Interp) enumClasses() {
	e := &ip.enums
	e.meta = ip.newClass("enum", "EnumType", ip.typeClass).add(enumTypeMethods())
	base := func(name string, methods []Entry, bases ...*class) *class {
		k := ip.newClass("enum", name, bases...).add(methods)
		k.meta, k.enum, k.call, k.derived = e.meta, &enumClass{}, enumCall, enumDerived
		return k
	}
	e.enum = base("Enum", enumMethods())
	e.repr = base("ReprEnum", enumValueMethods(), e.enum)
	e.flag = base("Flag", flagMethods(), e.enum)
}

// enumsOfBuiltins makes the enums that are numbers and texts, when the builtins are there.
func (ip *Interp) enumOf(name string) *class {
	e := &ip.enums
	if k := e.mixed[name]; k != nil {
		return k
	}
	var bases []*class
	var methods []Entry
	switch name {
	case "IntEnum":
		bases = []*class{ip.builtinClass("int"), e.repr}
	case "StrEnum":
		bases = []*class{ip.builtinClass("str"), e.repr}
	case "IntFlag":
		bases, methods = []*class{ip.builtinClass("int"), e.repr, e.flag}, flagMethods()
	}
	k := ip.newClass("enum", name, bases...).add(methods)
	k.enum, k.call, k.derived = &enumClass{}, enumCall, enumDerived
	if e.mixed == nil {
		e.mixed = map[string]*class{}
	}
	e.mixed[name] = k
	return k
}

// enumDerived makes members of what stands in the body of an enum.
func enumDerived(c *Call, k *class, b *classBody) (starlark.Value, error) {
	for _, base := range k.mro[1:] {
		if base.enum != nil && len(base.enum.names.list) > 0 {
			return nil, Raise("TypeError", "<enum '%s'> cannot extend <enum '%s'>", k.name, base.name)
		}
	}
	k.enum, k.call = &enumClass{}, enumCall
	for _, a := range slices.Clone(k.attrs.list) {
		if !isMember(a.name, a.value) {
			continue
		}
		if err := c.addMember(k, a.name, a.value); err != nil {
			return nil, err
		}
	}
	k.enum.done = true
	c.epoch++
	return k, nil
}

// isMember reports whether what stands in the body of an enum is a member.
func isMember(name string, v starlark.Value) bool {
	if strings.HasPrefix(name, "_") && strings.HasSuffix(name, "_") || strings.HasPrefix(name, "__") {
		return false
	}
	switch v := v.(type) {
	case *starlark.Function, descriptor, *wrapper, *class:
		return false
	case *instance:
		get, _ := v.class.find("__get__")
		return get == nil
	}
	return true
}

// addMember gives an enum a member, or another name of one.
func (c *Call) addMember(k *class, name string, v starlark.Value) error {
	args, isTuple := v.(starlark.Tuple)
	if !isTuple {
		args = starlark.Tuple{v}
	}
	o := newInstance(k)
	m := &enumMember{name: name, value: v}
	o.own = m
	if k.is(c.enumOf("StrEnum")) {
		if _, ok := v.(starlark.String); !ok && !isTuple {
			return Raise("TypeError", "%s is not a string", Short(v))
		}
	}
	if made, _ := k.find("__new__"); isScripts(made) {
		v, err := c.callWith(made, append(starlark.Tuple{k}, args...), nil)
		if err != nil {
			return err
		}
		own, ok := v.(*instance)
		if !ok || own.class != k {
			return Raise("TypeError", "%s.__new__ must give an instance of its class", k.name)
		}
		o = own
		m.mixed = own.value()
		if set := o.attrs.get("_value_"); set != nil {
			m.value = set
		} else if m.mixed != nil {
			m.value = m.mixed
		}
		o.own = m
	} else if of := k.maker(); of != nil {
		v, err := starlark.Call(c.Thread, of.stands, args, nil)
		if err != nil {
			return err
		}
		m.mixed, m.value = v, v
	}
	if init, _ := k.find("__init__"); isScripts(init) {
		if _, err := c.callWith(init, append(starlark.Tuple{o}, args...), nil); err != nil {
			return err
		}
	}
	if set := o.attrs.get("_value_"); set != nil {
		m.value = set
		o.attrs.remove("_value_")
	}
	if same, err := k.enum.byValue(m.value); err != nil || same != nil {
		if err == nil {
			k.enum.names.set(name, same)
			k.attrs.set(name, same)
		}
		return err
	}
	k.enum.names.set(name, o)
	k.attrs.set(name, o)
	if k.is(c.enums.flag) {
		n, ok := m.value.(starlark.Int)
		if !ok {
			return Raise("TypeError", "Flag values must be int, not %s", TypeOf(m.value))
		}
		k.enum.mask = k.enum.mask.Or(n)
		if !isBit(n) {
			k.enum.made = append(k.enum.made, o)
			return nil
		}
	}
	k.enum.members = append(k.enum.members, o)
	return nil
}

func isBit(n starlark.Int) bool {
	b := n.BigInt()
	return b.Sign() > 0 && b.TrailingZeroBits() == uint(b.BitLen()-1)
}

// byValue is the member of a value, nil if there is none.
func (e *enumClass) byValue(v starlark.Value) (*instance, error) {
	for _, list := range [][]*instance{e.members, e.made} {
		for _, o := range list {
			same, err := identical(memberOf(o).value, v, starlark.CompareLimit)
			if err != nil || same {
				return o, err
			}
		}
	}
	return nil, nil
}

// enumCall is Color(value), or Enum(name, members).
func enumCall(c *Call, k *class) (starlark.Value, error) {
	if !k.enum.done {
		return c.enumOfNames(k)
	}
	if len(c.Args) != 1 || len(c.Kwargs) > 0 {
		if len(c.Kwargs) == 1 && c.Kwargs[0][0] == starlark.String("value") && len(c.Args) == 0 {
			c.Args = starlark.Tuple{c.Kwargs[0][1]}
		} else if len(c.Args) == 0 {
			return nil, Raise("TypeError", "EnumType.__call__() missing 1 required positional argument: 'value'")
		} else {
			c.Args = starlark.Tuple{c.Args}
		}
	}
	v := c.Args[0]
	if o, ok := v.(*instance); ok && o.class == k {
		return o, nil
	}
	if o, err := k.enum.byValue(valueOf(v)); err != nil || o != nil {
		return o, err
	}
	if fn, owner := k.find("_missing_"); fn != nil && owner.ip != nil {
		fn, err := c.bound(fn, nil, k)
		if err == nil {
			fn, err = c.call(fn, v)
		}
		if err != nil || fn != starlark.None {
			if o, ok := fn.(*instance); err != nil || ok && o.class == k {
				return fn, err
			}
			s, _ := c.printer().repr(fn)
			return nil, Raise("TypeError", "error in %s._missing_: returned %s instead of None or a valid member", k.name, s)
		}
	}
	if n, ok := asNumber(valueOf(v)).(starlark.Int); ok && k.is(c.enums.flag) {
		return c.combined(k, n)
	}
	s, err := c.printer().repr(v)
	if err != nil {
		return nil, err
	}
	return nil, Raise("ValueError", "%s is not a valid %s", s, k.qualname)
}

// enumOfNames is Enum("Color", "RED GREEN"), with names, pairs or a dict.
func (c *Call) enumOfNames(k *class) (starlark.Value, error) {
	var name string
	var names starlark.Value
	start := starlark.Value(one)
	var module, qualname, kind starlark.Value
	if err := c.Unpack("value", &name, "names", &names, "module?", &module, "qualname?", &qualname, "type?", &kind, "start?", &start); err != nil {
		return nil, err
	}
	b := &classBody{ip: c.Interp, name: name, qualname: name}
	bases := []*class{k}
	b.bases = bases
	var list []starlark.Value
	if s, ok := starlark.AsString(names); ok {
		for _, f := range strings.Fields(strings.ReplaceAll(s, ",", " ")) {
			list = append(list, starlark.String(f))
		}
	} else if d, ok := names.(*starlark.Dict); ok {
		for _, kv := range d.Items() {
			list = append(list, kv)
		}
	} else {
		var err error
		if list, err = c.valuesOf(names); err != nil {
			return nil, err
		}
	}
	b.start = start
	for _, v := range list {
		pair, ok := v.(starlark.Tuple)
		if l, isList := v.(*starlark.List); isList && l.Len() == 2 {
			pair, ok = starlark.Tuple{l.Index(0), l.Index(1)}, true
		}
		if !ok || len(pair) != 2 {
			pair = starlark.Tuple{v, &autoValue{}}
		}
		if err := b.SetKey(pair[0], pair[1]); err != nil {
			return nil, err
		}
	}
	return c.newScriptClass(b, k.metaclass(), bases, nil)
}
