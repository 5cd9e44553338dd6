package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// dictView is what keys, values and items of a dict give: they show the dict as it is.
type dictView struct {
	ip   *Interp
	d    *starlark.Dict
	kind string // "dict", "odict"
	part entryPart
}

var viewNames = []string{"_keys", "_values", "_items"}

// String is for Starlark; printer is for all else.
func (v *dictView) String() string       { return plain(v, PlainMost) }
func (v *dictView) Type() string         { return v.kind + viewNames[v.part] }
func (v *dictView) Freeze()              {}
func (v *dictView) Truth() starlark.Bool { return v.d.Len() > 0 }
func (v *dictView) Hash() (uint32, error) {
	if v.part == valuePart {
		return uint32(PointerOf(v) >> 4), nil
	}
	return 0, Raise("TypeError", "unhashable type: '%s'", v.Type())
}

// Len is the number of entries.
func (v *dictView) Len() int { return v.d.Len() }

// Iterate goes through the dict, which may change meanwhile as in Python.
func (v *dictView) Iterate() starlark.Iterator { return v.ip.loopOver(v.d, v.part) }

func (v *dictView) iteratorKind() string {
	return v.kind + []string{"_keyiterator", "_valueiterator", "_itemiterator"}[v.part]
}

// Has reports whether x is among what the view shows.
func (v *dictView) Has(x starlark.Value) (bool, error) {
	switch v.part {
	case keyPart:
		_, in, err := lookUp(v.d, x)
		return in, err
	case itemPart:
		t, ok := untagged(x).(starlark.Tuple)
		if !ok || len(t) != 2 {
			return false, nil
		}
		y, in, err := lookUp(v.d, t[0])
		if err != nil || !in {
			return false, err
		}
		return identical(y, t[1], starlark.CompareLimit)
	}
	for _, y := range v.d.Entries() {
		if same, err := identical(y, x, starlark.CompareLimit); same || err != nil {
			return same, err
		}
	}
	return false, nil
}

// set is the view as a set; only of keys and items there is one.
func (v *dictView) set() (*starlark.Set, error) { return collectedSet(v) }

// collectedSet is the elements as a set.
func collectedSet(seq starlark.Iterable) (*starlark.Set, error) {
	s := new(starlark.Set)
	for x := range starlark.Elements(seq) {
		if err := s.Insert(x); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Binary is |, &, - and ^ of what the view shows and of anything that can be looped over.
func (v *dictView) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	switch op {
	case syntax.PIPE, syntax.AMP, syntax.MINUS, syntax.CIRCUMFLEX:
	default:
		return nil, nil
	}
	if v.part == valuePart {
		return nil, nil
	}
	if o, ok := y.(*operand); ok {
		y = o.v
	}
	seq, err := v.ip.loopable(v.ip.gil.holder.th, y)
	if err != nil {
		return nil, err
	}
	left, err := v.set()
	if err != nil {
		return nil, err
	}
	right, err := collectedSet(seq)
	if err != nil {
		return nil, err
	}
	if side == starlark.Right {
		left, right = right, left
	}
	return starlark.Binary(op, left, right)
}

func isView(x starlark.Value) bool {
	v, ok := x.(*dictView)
	return ok && v.part != valuePart
}

// asSets is x and y as sets if one of them is a view of keys or items and the other one such a
// view or a set.
func asSets(x, y starlark.Value) (a, b starlark.Value, err error) {
	if !isSetLike(x) || !isSetLike(y) {
		return x, y, nil
	}
	if v, ok := x.(*dictView); ok {
		if x, err = v.set(); err != nil {
			return nil, nil, err
		}
	}
	if v, ok := y.(*dictView); ok {
		if y, err = v.set(); err != nil {
			return nil, nil, err
		}
	}
	return x, y, nil
}

func isSetLike(x starlark.Value) bool {
	switch x := x.(type) {
	case *starlark.Set:
		return true
	case *dictView:
		return x.part != valuePart
	}
	return false
}

// CompareSameType compares as sets; views of values are only equal to themselves.
func (v *dictView) CompareSameType(op syntax.Token, y starlark.Value, depth int) (bool, error) {
	if v.part == valuePart {
		switch op {
		case syntax.EQL, syntax.NEQ:
			return (v == y) == (op == syntax.EQL), nil
		}
		return false, Raise("TypeError", "'%s' not supported between instances of '%s' and '%s'", op, v.Type(), y.Type())
	}
	return compare(op, v, y, depth) // as sets
}

// viewMembers is THE table of what views have.
var viewMembers = []Entry{
	{Sig: "isdisjoint(other) -> bool", Doc: "Whether none of the elements is in other.", Fn: func(c *Call) (starlark.Value, error) {
		var other starlark.Value
		if err := c.Unpack("other", &other); err != nil {
			return nil, err
		}
		all, err := c.valuesOf(other)
		for _, x := range all {
			if in, err := c.Recv.(*dictView).Has(x); in || err != nil {
				return starlark.False, err
			}
		}
		return starlark.True, err
	}},
	{Sig: "mapping", Doc: "The dict.", Fn: func(c *Call) (starlark.Value, error) { return c.Recv.(*dictView).d, nil }},
}

// Attr is a method.
func (v *dictView) Attr(name string) (starlark.Value, error) {
	if name == "isdisjoint" && v.part == valuePart {
		return nil, nil
	}
	return v.ip.Attribute(viewMembers, v, name)
}

// AttrNames is the names of the methods.
func (v *dictView) AttrNames() []string { return EntryNames(viewMembers) }

// viewMethods is the methods of dicts that give views; in .star files they give lists.
var viewMethods = map[string]entryPart{"keys": keyPart, "values": valuePart, "items": itemPart}

// viewMethod is the guard of such a method.
type viewMethod struct {
	guard
	ip      *Interp
	name    string
	unbound *starlark.Builtin
}

func viewGuard(method string) string { return "__dict_" + method + "__" }

func (ip *Interp) viewGuards() []*viewMethod {
	var all []*viewMethod
	for name, part := range viewMethods {
		all = append(all, &viewMethod{guard(viewGuard(name)), ip, name, starlark.NewBuiltin(name, func(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			if n := len(args) + len(kwargs); n > 0 {
				return nil, Raise("TypeError", "dict.%s() takes no arguments (%d given)", name, n)
			}
			return ip.view(b.Receiver(), part), nil
		})})
	}
	return all
}

// view is a view of a dict.
func (ip *Interp) view(of starlark.Value, part entryPart) *dictView {
	switch d := of.(type) {
	case *mapping:
		if d.kind == orderedKind {
			return &dictView{ip, d.Dict, "odict", part}
		}
		return &dictView{ip, d.Dict, "dict", part}
	}
	return &dictView{ip, of.(*starlark.Dict), "dict", part}
}

// Get is the method of x.
func (m *viewMethod) Get(x starlark.Value) (starlark.Value, bool, error) {
	switch x.(type) {
	case *starlark.Dict, *mapping:
		return m.unbound.BindReceiver(x), true, nil
	}
	v, err := attributeOf(x, m.name)
	return v, true, err
}
