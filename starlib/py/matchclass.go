package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

const equalTo = syntax.EQL

// selfMatching is the builtin classes whose only positional pattern is for the value itself.
var selfMatching = map[string]bool{
	"bool": true, "bytearray": true, "bytes": true, "dict": true, "float": true, "frozenset": true,
	"int": true, "list": true, "set": true, "str": true, "tuple": true,
}

// class matches an instance of cls: its attributes of those names, and those that __match_args__
// names, in their order.
func (m *matching) class(v, cls starlark.Value, positional, names, named starlark.Tuple) (bool, error) {
	is, err := m.instanceOf(v, cls)
	if err != nil {
		return false, Raise("TypeError", "called match pattern must be a class")
	}
	if !is {
		return false, nil
	}
	seen := map[string]bool{}
	if len(positional) > 0 {
		args, self, err := matchArgs(cls)
		switch {
		case err != nil:
			return false, err
		case self:
			if len(positional) > 1 {
				return false, Raise("TypeError", "%s() accepts 1 positional sub-pattern (%d given)", classNameOf(cls), len(positional))
			}
			if ok, err := m.matches(v, positional[0].(starlark.Tuple)); !ok || err != nil {
				return false, err
			}
		case len(positional) > len(args):
			return false, Raise("TypeError", "%s() accepts %d positional sub-pattern%s (%d given)", classNameOf(cls), len(args), plural(len(args)), len(positional))
		default:
			for i, p := range positional {
				if ok, err := m.attribute(v, cls, args[i], p.(starlark.Tuple), seen); !ok || err != nil {
					return false, err
				}
			}
		}
	}
	for i, p := range named {
		name, _ := starlark.AsString(names[i])
		if ok, err := m.attribute(v, cls, name, p.(starlark.Tuple), seen); !ok || err != nil {
			return false, err
		}
	}
	return true, nil
}

// attribute matches an attribute, if there is one.
func (m *matching) attribute(v, cls starlark.Value, name string, p starlark.Tuple, seen map[string]bool) (bool, error) {
	if seen[name] {
		return false, Raise("TypeError", "%s() got multiple sub-patterns for attribute '%s'", classNameOf(cls), name)
	}
	seen[name] = true
	x, err := attributeOf(v, name)
	if err != nil {
		if kind, _ := m.Explain(err); kind == "AttributeError" {
			return false, nil
		}
		return false, err
	}
	return m.matches(x, p)
}

// matchArgs is the attributes that positional patterns stand for. Self says that it is the value.
func matchArgs(cls starlark.Value) (names []string, self bool, err error) {
	if k, ok := cls.(*class); ok {
		args, _ := k.find("__match_args__")
		if args == nil {
			for _, b := range k.mro {
				if b.stands != nil && selfMatching[b.name] {
					return nil, true, nil
				}
			}
			return nil, false, nil
		}
		t, ok := args.(starlark.Tuple)
		if !ok {
			return nil, false, Raise("TypeError", "%s.__match_args__ must be a tuple (got %s)", k.name, TypeOf(args))
		}
		for _, a := range t {
			name, ok := starlark.AsString(a)
			if !ok {
				return nil, false, Raise("TypeError", "__match_args__ elements must be strings (got %s)", TypeOf(a))
			}
			names = append(names, name)
		}
		return names, false, nil
	}
	return nil, selfMatching[classNameOf(cls)], nil
}

// classNameOf is the name of a class.
func classNameOf(cls starlark.Value) string {
	if n, ok := cls.(interface{ Name() string }); ok {
		return n.Name()
	}
	return cls.String()
}
