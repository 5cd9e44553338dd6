package py

import (
	"go.starlark.net/starlark"
)

// pyMatches is __matches__(subject, pattern): the captures by name as a dict, or None. A pattern is
// a tuple of its kind and what belongs to it:
//
//	("any",)  ("capture", name)  ("value", v)  ("as", p, name)  ("or", (p, …))
//	("seq", (p, …), star)               star: which of them stands for any number, -1: none
//	("map", (key, …), (p, …), rest)     rest: the name of what is left, or None
//	("class", cls, (p, …), (name, …), (p, …))
func pyMatches(c *Call) (starlark.Value, error) {
	var subject starlark.Value
	var pattern starlark.Tuple
	if err := c.Unpack("subject", &subject, "pattern", &pattern); err != nil {
		return nil, err
	}
	m := &matching{Call: c, names: new(starlark.Dict)}
	ok, err := m.matches(subject, pattern)
	if err != nil || !ok {
		return starlark.None, err
	}
	return m.names, nil
}

// matching is a match, with what it has captured.
type matching struct {
	*Call
	names *starlark.Dict
}

func (m *matching) matches(v starlark.Value, p starlark.Tuple) (bool, error) {
	switch kind, _ := starlark.AsString(p[0]); kind {
	case "any":
		return true, nil
	case "capture":
		return true, m.names.SetKey(p[1], v)
	case "value":
		return m.value(v, p[1])
	case "as":
		ok, err := m.matches(v, p[1].(starlark.Tuple))
		if ok {
			err = m.names.SetKey(p[2], v)
		}
		return ok, err
	case "or":
		for _, q := range p[1].(starlark.Tuple) {
			if ok, err := m.matches(v, q.(starlark.Tuple)); ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	case "seq":
		star, err := starlark.AsInt32(p[2])
		if err != nil {
			return false, err
		}
		return m.sequence(v, p[1].(starlark.Tuple), star)
	case "map":
		return m.mapping(v, p[1].(starlark.Tuple), p[2].(starlark.Tuple), p[3])
	case "class":
		return m.class(v, p[1], p[2].(starlark.Tuple), p[3].(starlark.Tuple), p[4].(starlark.Tuple))
	default:
		return false, Raise("SyntaxError", "match: unknown kind of pattern %s", kind)
	}
}

// value compares with a literal or a name with dots; None, True and False are those themselves.
func (m *matching) value(v, with starlark.Value) (bool, error) {
	switch with := with.(type) {
	case starlark.NoneType:
		return v == with, nil
	case starlark.Bool:
		b, ok := v.(starlark.Bool)
		return ok && b == with, nil
	}
	return comparison(equalTo, v, with)
}

// sequence matches each element, and what stands for any number with a list of the others.
func (m *matching) sequence(v starlark.Value, patterns starlark.Tuple, star int) (bool, error) {
	list := sequenceOf(v)
	if list == nil {
		return false, nil
	}
	n, k := list.Len(), len(patterns)
	if star < 0 && n != k || star >= 0 && n < k-1 {
		return false, nil
	}
	for i, p := range patterns {
		x, at := starlark.Value(nil), i
		switch {
		case i == star:
			rest := make([]starlark.Value, 0, n-k+1)
			for j := i; j < i+n-k+1; j++ {
				rest = append(rest, list.Index(j))
			}
			x = starlark.NewList(rest)
		case star >= 0 && i > star:
			at = n - k + i
			fallthrough
		default:
			x = list.Index(at)
		}
		if ok, err := m.matches(x, p.(starlark.Tuple)); !ok || err != nil {
			return false, err
		}
	}
	return true, nil
}

// sequenceOf is v as a sequence of Python's, nil if it is none: a text is not.
func sequenceOf(v starlark.Value) starlark.Indexable {
	switch v := valueOf(v).(type) {
	case starlark.Tuple:
		return v
	case *starlark.List:
		return v
	case *Named:
		return v.values
	case *deque:
		return v.values()
	case *span:
		return v
	}
	return nil
}

// mapping matches the values of keys; rest is what is left.
func (m *matching) mapping(v starlark.Value, keys, patterns starlark.Tuple, rest starlark.Value) (bool, error) {
	d, ok := plainDict(valueOf(v)).(*starlark.Dict)
	if !ok || d.Len() < len(keys) {
		return false, nil
	}
	seen := new(starlark.Set)
	for i, k := range keys {
		if again, err := seen.Has(k); err != nil || again {
			if again {
				s, _ := m.printer().repr(k)
				err = Raise("ValueError", "mapping pattern checks duplicate key (%s)", s)
			}
			return false, err
		}
		if err := seen.Insert(k); err != nil {
			return false, err
		}
		x, ok, err := d.Get(k)
		if err != nil || !ok {
			return false, err
		}
		if ok, err := m.matches(x, patterns[i].(starlark.Tuple)); !ok || err != nil {
			return false, err
		}
	}
	if rest == starlark.None {
		return true, nil
	}
	left := new(starlark.Dict)
	for k, x := range d.Entries() {
		if in, err := seen.Has(k); err == nil && !in {
			err = left.SetKey(k, x)
			if err != nil {
				return false, err
			}
		}
	}
	return true, m.names.SetKey(rest, left)
}
