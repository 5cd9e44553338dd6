package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// mapping is a dict that knows more: a defaultdict, an OrderedDict or a Counter.
type mapping struct {
	*starlark.Dict
	ip      *Interp
	kind    mappingKind
	factory starlark.Value // of a defaultdict: makes what is missing; None: nothing does
}

// mappingKind is the name of the class of such dicts.
type mappingKind string

const (
	defaultKind mappingKind = "defaultdict"
	orderedKind mappingKind = "OrderedDict"
	counterKind mappingKind = "Counter"
)

// methods is what the dicts of the kind have beside those of dicts.
func (k mappingKind) methods() []Entry {
	switch k {
	case defaultKind:
		return defaultMethods
	case orderedKind:
		return orderedMethods
	}
	return counterMethods
}

func (c *Call) newMapping(kind mappingKind) *mapping {
	return &mapping{Dict: new(starlark.Dict), ip: c.Interp, kind: kind, factory: starlark.None}
}

// String is for Starlark; printer is for all else.
func (m *mapping) String() string { return plain(m, PlainMost) }
func (m *mapping) Type() string   { return string(m.kind) }

// Class is the full name of the class that m is of.
func (m *mapping) Class() string { return "collections." + string(m.kind) }

func (m *mapping) Hash() (uint32, error) {
	return 0, Raise("TypeError", "unhashable type: '%s'", m.Type())
}

// IsA reports whether m is of the class: it is a dict too.
func (m *mapping) IsA(class string) bool { return class == "dict" || class == string(m.kind) }

// Get is the value of a key, made if the kind makes what is missing, else an error.
func (m *mapping) Get(key starlark.Value) (starlark.Value, bool, error) {
	v, found, err := lookUp(m.Dict, key)
	if found || err != nil {
		return v, found, err
	}
	v = nil // a dict gives None
	switch m.kind {
	case counterKind:
		return zero, true, nil
	case defaultKind:
		v, err = m.made(key)
	}
	if v == nil && err == nil {
		err = throw("KeyError", key)
	}
	return v, v != nil, err
}

// Has reports whether there is the key.
func (m *mapping) Has(key starlark.Value) (bool, error) {
	_, found, err := lookUp(m.Dict, key)
	return found, err
}

// SetKey sets the value of a key, or of the one equal to it.
func (m *mapping) SetKey(key, v starlark.Value) error {
	if other := otherKey(key); other != nil {
		if _, found, err := m.Dict.Get(other); found && err == nil {
			key = other
		}
	}
	return m.Dict.SetKey(key, v)
}

// CompareSameType compares as dicts do.
func (m *mapping) CompareSameType(op syntax.Token, y starlark.Value, depth int) (bool, error) {
	return compare(op, m.Dict, plainDict(y), depth)
}

// Attr is a method: of the kind's own, else a dict's.
func (m *mapping) Attr(name string) (starlark.Value, error) {
	for _, e := range m.kind.methods() {
		if e.Name() == name {
			return m.ip.Attribute(m.kind.methods(), m, name)
		}
	}
	for _, e := range dictTable() {
		if e.Name() == name {
			return m.ip.attrAs(dictKind, m, name)
		}
	}
	return m.Dict.Attr(name)
}

// AttrNames is the names of the methods.
func (m *mapping) AttrNames() []string {
	return append(EntryNames(m.kind.methods()), m.Dict.AttrNames()...)
}

// plainDict is the dict that a mapping is, and any other value itself.
func plainDict(v starlark.Value) starlark.Value {
	if m, ok := v.(*mapping); ok {
		return m.Dict
	}
	return v
}

// take takes over a dict or pairs, and keywords.
func (m *mapping) take(c *Call, args starlark.Tuple) error {
	d, err := starlark.Call(c.Thread, c.session.builtins["dict"], args, c.Kwargs)
	if err != nil {
		return err
	}
	m.Dict = d.(*starlark.Dict)
	return nil
}

func newDefaultdict(c *Call) (starlark.Value, error) {
	m, args := c.newMapping(defaultKind), c.Args
	if len(args) > 0 {
		m.factory, args = args[0], args[1:]
	}
	if _, ok := m.factory.(starlark.Callable); !ok && m.factory != starlark.None {
		return nil, Raise("TypeError", "first argument must be callable or None")
	}
	return m, m.take(c, args)
}

func newOrderedDict(c *Call) (starlark.Value, error) {
	m := c.newMapping(orderedKind)
	return m, m.take(c, c.Args)
}

// mappingFromKeys is fromkeys(iterable, value) of a class of dicts.
func mappingFromKeys(kind mappingKind) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		d, err := dictFromKeys(c)
		if err != nil {
			return nil, err
		}
		m := c.newMapping(kind)
		m.Dict = d.(*starlark.Dict)
		return m, nil
	}
}

func counterFromKeys(*Call) (starlark.Value, error) {
	return nil, Raise("NotImplementedError", "Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")
}

// made is the value of a missing key, kept from now on; nil if nothing makes it.
func (m *mapping) made(key starlark.Value) (starlark.Value, error) {
	if m.factory == starlark.None {
		return nil, nil
	}
	v, err := starlark.Call(m.ip.gil.holder.th, m.factory, nil, nil)
	if err != nil {
		return nil, err
	}
	return v, m.SetKey(key, v)
}
