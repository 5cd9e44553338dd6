package py

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// tupleClass is a class that namedtuple has made.
type tupleClass struct {
	of       *NamedType
	defaults starlark.Tuple // of the last fields
}

func (k *tupleClass) String() string        { return fmt.Sprintf("<class '__main__.%s'>", k.of.Name) }
func (k *tupleClass) Name() string          { return k.of.Name }
func (k *tupleClass) Type() string          { return "type" }
func (k *tupleClass) Freeze()               {}
func (k *tupleClass) Truth() starlark.Bool  { return true }
func (k *tupleClass) Hash() (uint32, error) { return uint32(PointerOf(k) >> 4), nil }

// CallInternal makes a tuple.
func (k *tupleClass) CallInternal(_ *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	n := len(k.of.Fields)
	if len(args) > n {
		return nil, Raise("TypeError", "%s.__new__() takes %d positional arguments but %d were given", k.of.Name, n+1, len(args)+1)
	}
	values := make(starlark.Tuple, n)
	copy(values, args)
	for _, kv := range kwargs {
		name := string(kv[0].(starlark.String))
		i := slices.Index(k.of.Fields, name)
		switch {
		case i < 0:
			return nil, Raise("TypeError", "%s.__new__() got an unexpected keyword argument '%s'; its fields are %s", k.of.Name, name, strings.Join(k.of.Fields, ", "))
		case values[i] != nil:
			return nil, Raise("TypeError", "%s.__new__() got multiple values for argument '%s'", k.of.Name, name)
		}
		values[i] = kv[1]
	}
	var missing []string
	for i, v := range values {
		if d := i - n + len(k.defaults); v == nil && d >= 0 {
			values[i] = k.defaults[d]
		} else if v == nil {
			missing = append(missing, "'"+k.of.Fields[i]+"'")
		}
	}
	if len(missing) > 0 {
		return nil, Raise("TypeError", "%s.__new__() missing %d required positional argument(s): %s", k.of.Name, len(missing), strings.Join(missing, ", "))
	}
	return k.of.New(values), nil
}

// tupleClassAttrs is the table of what a class of named tuples has.
var tupleClassAttrs = []Entry{
	{Sig: "__name__", Doc: "The name of the class.", Fn: func(c *Call) (starlark.Value, error) {
		return starlark.String(c.Recv.(*tupleClass).of.Name), nil
	}},
	{Sig: "_fields", Doc: "The names of the elements, as a tuple.", Fn: func(c *Call) (starlark.Value, error) {
		var names starlark.Tuple
		for _, name := range c.Recv.(*tupleClass).of.Fields {
			names = append(names, starlark.String(name))
		}
		return names, nil
	}},
	{Sig: "_make(iterable)", Doc: "A tuple of the elements of an iterable.", Fn: func(c *Call) (starlark.Value, error) {
		var over starlark.Iterable
		if err := c.Unpack("iterable", &over); err != nil {
			return nil, err
		}
		var values starlark.Tuple
		for v := range starlark.Elements(over) {
			if values = append(values, v); len(values) > len(c.Recv.(*tupleClass).of.Fields) {
				break
			}
		}
		if k := c.Recv.(*tupleClass); len(values) != len(k.of.Fields) {
			return nil, Raise("TypeError", "Expected %d arguments, got %d", len(k.of.Fields), len(values))
		}
		return c.Recv.(*tupleClass).of.New(values), nil
	}},
}

// Attr is what the class has.
func (k *tupleClass) Attr(name string) (starlark.Value, error) {
	return Member(tupleClassAttrs, k, name)
}

// AttrNames is the names of that.
func (k *tupleClass) AttrNames() []string { return EntryNames(tupleClassAttrs) }

func newNamedtuple(c *Call) (starlark.Value, error) {
	var name string
	var names, defaults starlark.Value
	if err := c.Unpack("typename", &name, "field_names", &names, "defaults?", &defaults); err != nil {
		return nil, err
	}
	k := &tupleClass{of: &NamedType{Name: name}}
	if s, ok := starlark.AsString(names); ok {
		k.of.Fields = strings.Fields(strings.ReplaceAll(s, ",", " "))
	} else {
		all, err := c.valuesOf(names)
		if err != nil {
			return nil, err
		}
		for _, v := range all {
			s, ok := starlark.AsString(v)
			if !ok {
				return nil, Raise("TypeError", "namedtuple: field_names: got %s, want strings", TypeOf(v))
			}
			k.of.Fields = append(k.of.Fields, s)
		}
	}
	for i, f := range k.of.Fields {
		if strings.HasPrefix(f, "_") {
			return nil, Raise("ValueError", "Field names cannot start with an underscore: %s", quoted(f))
		}
		if slices.Contains(k.of.Fields[:i], f) {
			return nil, Raise("ValueError", "Encountered duplicate field name: %s", quoted(f))
		}
	}
	if defaults != nil && defaults != starlark.None {
		var err error
		if k.defaults, err = c.valuesOf(defaults); err != nil {
			return nil, err
		}
		if len(k.defaults) > len(k.of.Fields) {
			return nil, Raise("TypeError", "Got more default values than field names")
		}
	}
	return k, nil
}
