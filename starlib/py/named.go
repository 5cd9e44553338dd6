package py

import (
	"slices"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// NamedType is what named tuples of one kind share, as those of Python's namedtuple.
type NamedType struct {
	Name   string
	Module string // that repr shows, "" for none
	Fields []string
	Also   []Entry // what such tuples have beside it
}

// Named is a tuple whose elements have names too: row.Sym is row[0].
type Named struct {
	of     *NamedType
	values starlark.Tuple
	more   starlark.StringDict // what has a name but no place, as tm_zone
}

// fullName is the name with the module, as repr has it.
func (t *NamedType) fullName() string {
	if t.Module == "" {
		return t.Name
	}
	return t.Module + "." + t.Name
}

// class is the name with the module, "" where the name is all.
func (t *NamedType) class() string {
	if t.Module == "" {
		return ""
	}
	return t.fullName()
}

// New is a tuple of the type, of as many values as there are fields.
func (t *NamedType) New(values starlark.Tuple) *Named { return &Named{of: t, values: values} }

// Class is the name of the type with the module, "" where the name is all.
func (n *Named) Class() string { return n.of.class() }

// String is for Starlark; printer is for all else.
func (n *Named) String() string        { return plain(n, PlainMost) }
func (n *Named) Type() string          { return n.of.Name }
func (n *Named) Freeze()               { n.values.Freeze() }
func (n *Named) Truth() starlark.Bool  { return len(n.values) > 0 }
func (n *Named) Hash() (uint32, error) { return n.values.Hash() }

// Len is how many elements there are.
func (n *Named) Len() int { return len(n.values) }

// Index is the element of that number.
func (n *Named) Index(i int) starlark.Value { return n.values[i] }

// Slice is a plain tuple, as in Python.
func (n *Named) Slice(start, end, step int) starlark.Value { return n.values.Slice(start, end, step) }

// Iterate goes through the elements.
func (n *Named) Iterate() starlark.Iterator { return n.values.Iterate() }

// CompareSameType compares element by element, whatever the names are.
func (n *Named) CompareSameType(op syntax.Token, y starlark.Value, depth int) (bool, error) {
	return compare(op, n.values, y.(*Named).values, depth)
}

// Binary is what tuples have: + and in.
func (n *Named) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	switch {
	case op == syntax.IN && side == starlark.Right:
		in, err := isElement(n.values, y)
		return starlark.Bool(in), err
	case op != syntax.PLUS:
		return nil, nil
	}
	other, ok := untagged(y).(starlark.Tuple)
	switch {
	case !ok:
		return nil, nil
	case side == starlark.Left:
		return append(slices.Clip(n.values), other...), nil
	}
	return append(slices.Clip(other), n.values...), nil
}

// Attr is a field, or what Python has for named tuples.
func (n *Named) Attr(name string) (starlark.Value, error) {
	if i := slices.Index(n.of.Fields, name); i >= 0 {
		return n.values[i], nil
	}
	if v, err := Member(n.of.Also, n, name); v != nil || err != nil {
		return v, err
	}
	if v := n.more[name]; v != nil {
		return v, nil
	}
	return Member(namedAttrs, n, name)
}

// AttrNames is the names of the fields.
func (n *Named) AttrNames() []string {
	return slices.Concat(n.of.Fields, EntryNames(n.of.Also), EntryNames(namedAttrs))
}

// namedAttrs is the table of what a named tuple has beside its fields.
var namedAttrs = []Entry{
	{Sig: "_asdict()", Doc: "The elements by their names, as a dict.", Fn: func(c *Call) (starlark.Value, error) {
		n, d := c.Recv.(*Named), new(starlark.Dict)
		for i, name := range n.of.Fields {
			if err := d.SetKey(starlark.String(name), n.values[i]); err != nil {
				return nil, err
			}
		}
		return d, c.Unpack()
	}},
	{Sig: "_fields", Doc: "The names of the elements, as a tuple.", Fn: func(c *Call) (starlark.Value, error) {
		var names starlark.Tuple
		for _, name := range c.Recv.(*Named).of.Fields {
			names = append(names, starlark.String(name))
		}
		return names, nil
	}},
	{Sig: "_replace(**kwargs)", Doc: "A tuple with other elements of these names.", Fn: replaceNamed},
}

func replaceNamed(c *Call) (starlark.Value, error) {
	if len(c.Args) > 0 {
		return nil, Raise("TypeError", "_replace() takes 1 positional argument but %d were given", len(c.Args)+1)
	}
	n := c.Recv.(*Named)
	values := slices.Clone(n.values)
	for _, kv := range c.Kwargs {
		name := string(kv[0].(starlark.String))
		i := slices.Index(n.of.Fields, name)
		if i < 0 {
			return nil, Raise("ValueError", "Got unexpected field names: [%s]", quoted(name))
		}
		values[i] = kv[1]
	}
	return n.of.New(values), nil
}

// untagged is the tuple that a named one is, and any other value itself.
func untagged(v starlark.Value) starlark.Value {
	switch x := valueOf(v).(type) {
	case *Named:
		return x.values
	case starlark.Tuple:
		return x
	}
	return v
}

// named writes the elements with their names.
func (w *reprWriter) named(name string, n *Named) error {
	if err := w.enter(n); err != nil {
		return err
	}
	defer w.leave()
	w.WriteString(name + "(")
	for i, name := range n.of.Fields {
		if i > 0 {
			w.WriteString(", ")
		}
		w.WriteString(name + "=")
		if err := w.value(n.values[i]); err != nil {
			return err
		}
	}
	w.WriteString(")")
	return nil
}
