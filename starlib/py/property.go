package py

import (
	"fmt"

	"go.starlark.net/starlark"
)

// property is an attribute that functions get, set and delete.
type property struct {
	ip            *Interp
	get, set, del starlark.Value // nil: it cannot be
	doc           starlark.Value
	name          string // in its class
}

func (p *property) String() string        { return fmt.Sprintf("<property object at 0x%x>", PointerOf(p)) }
func (p *property) Type() string          { return "property" }
func (p *property) Freeze()               {}
func (p *property) Truth() starlark.Bool  { return true }
func (p *property) Hash() (uint32, error) { return uint32(PointerOf(p) >> 4), nil }

func (p *property) bound(self starlark.Value, k *class) (starlark.Value, error) {
	switch {
	case self == nil:
		return p, nil
	case p.get == nil:
		return nil, Raise("AttributeError", "property '%s' of '%s' object has no getter", p.name, k.name)
	}
	return p.ip.call(p.get, self)
}

func (p *property) assign(o *instance, name string, v starlark.Value) error {
	fn, what := p.set, "setter"
	if v == nil {
		fn, what = p.del, "deleter"
	}
	if fn == nil {
		return Raise("AttributeError", "property '%s' of '%s' object has no %s", name, o.class.name, what)
	}
	var err error
	if v == nil {
		_, err = p.ip.call(fn, o)
	} else {
		_, err = p.ip.call(fn, o, v)
	}
	return err
}

// propertyMembers is the table of what properties have.
var propertyMembers = []Entry{
	{Sig: "__doc__", Doc: "What the getter says of itself.", Fn: func(c *Call) (starlark.Value, error) { return c.Recv.(*property).doc, nil }},
	{Sig: "deleter(function)", Doc: "The property with another function that deletes.", Fn: propertyWith(func(p *property, fn starlark.Value) { p.del = fn })},
	{Sig: "fdel", Doc: "The function that deletes.", Fn: propertyPart(func(p *property) starlark.Value { return p.del })},
	{Sig: "fget", Doc: "The function that gets.", Fn: propertyPart(func(p *property) starlark.Value { return p.get })},
	{Sig: "fset", Doc: "The function that sets.", Fn: propertyPart(func(p *property) starlark.Value { return p.set })},
	{Sig: "getter(function)", Doc: "The property with another function that gets.", Fn: propertyWith(func(p *property, fn starlark.Value) { p.get = fn })},
	{Sig: "setter(function)", Doc: "The property with another function that sets.", Fn: propertyWith(func(p *property, fn starlark.Value) { p.set = fn })},
}

func propertyWith(put func(p *property, fn starlark.Value)) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var fn starlark.Value
		if err := c.Unpack("function", &fn); err != nil {
			return nil, err
		}
		p := *c.Recv.(*property)
		put(&p, fn)
		return &p, nil
	}
}

func propertyPart(part func(p *property) starlark.Value) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		if v := part(c.Recv.(*property)); v != nil {
			return v, nil
		}
		return starlark.None, nil
	}
}

// Attr is what properties have.
func (p *property) Attr(name string) (starlark.Value, error) {
	return p.ip.Attribute(propertyMembers, p, name)
}

// AttrNames is the names of that.
func (p *property) AttrNames() []string { return EntryNames(propertyMembers) }

func newProperty(c *Call) (starlark.Value, error) {
	var parts [3]starlark.Value
	var doc starlark.Value = starlark.None
	if err := c.Unpack("fget?", &parts[0], "fset?", &parts[1], "fdel?", &parts[2], "doc?", &doc); err != nil {
		return nil, err
	}
	for i, v := range parts {
		if v == starlark.None {
			parts[i] = nil
		}
	}
	if doc == starlark.None {
		doc = docOf(parts[0])
	}
	return &property{ip: c.Interp, get: parts[0], set: parts[1], del: parts[2], doc: doc}, nil
}
