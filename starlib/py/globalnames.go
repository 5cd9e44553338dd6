package py

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// globalNames is globals(): the script's variables as a dict, which are set through it.
type globalNames struct{ ip *Interp }

// dict is the variables as they are now.
func (g *globalNames) dict() *starlark.Dict {
	user := g.ip.session.user
	d := starlark.NewDict(len(user) + 1)
	_ = d.SetKey(starlark.String("__name__"), g.ip.session.names["__name__"])
	for _, name := range slices.Sorted(maps.Keys(user)) {
		_ = d.SetKey(starlark.String(name), user[name]) // a new dict takes every text
	}
	return d
}

func (g *globalNames) write(w *reprWriter) error {
	return w.inside("{", g, "}", "{...}", func() error { return w.entries(g.dict()) })
}

func (g *globalNames) String() string        { return plain(g, PlainMost) }
func (g *globalNames) Type() string          { return "dict" }
func (g *globalNames) Freeze()               {}
func (g *globalNames) Truth() starlark.Bool  { return true }
func (g *globalNames) Hash() (uint32, error) { return 0, fmt.Errorf("unhashable type: dict") }

// Len is the number of variables.
func (g *globalNames) Len() int { return g.dict().Len() }

// Get is a variable.
func (g *globalNames) Get(k starlark.Value) (starlark.Value, bool, error) { return g.dict().Get(k) }

// SetKey sets a variable.
func (g *globalNames) SetKey(k, v starlark.Value) error {
	name, ok := starlark.AsString(k)
	if !ok {
		return Raise("TypeError", "globals(): the name of a variable is a str, not %s", TypeOf(k))
	}
	g.ip.session.set(name, v)
	return nil
}

// Items is the names with their values.
func (g *globalNames) Items() []starlark.Tuple { return g.dict().Items() }

// Iterate goes through the names.
func (g *globalNames) Iterate() starlark.Iterator { return g.dict().Iterate() }

// Attr is a method of dicts.
func (g *globalNames) Attr(name string) (starlark.Value, error) {
	switch name {
	case "clear", "pop", "popitem", "setdefault", "update":
		return &Function{ip: g.ip, entry: &Entry{Sig: name + "()", Fn: func(c *Call) (starlark.Value, error) {
			return c.changedGlobals(g)
		}}, name: name, recv: g}, nil
	}
	return g.ip.attr(g.dict(), name)
}

// AttrNames is the names of the methods.
func (g *globalNames) AttrNames() []string { return g.ip.attrNames(new(starlark.Dict)) }

// changedGlobals calls a method that changes a dict, and makes the changes to the variables.
func (c *Call) changedGlobals(g *globalNames) (starlark.Value, error) {
	d := g.dict()
	m, err := c.attr(d, c.Name)
	if err != nil {
		return nil, err
	}
	v, err := starlark.Call(c.Thread, m, c.Args, c.Kwargs)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(c.session.user)) {
		if _, found, err := d.Get(starlark.String(name)); err == nil && !found {
			if err := c.session.drop(name); err != nil {
				return nil, err
			}
		}
	}
	for k, x := range d.Entries() {
		if name, ok := starlark.AsString(k); ok && name != "__name__" && c.session.user[name] != x {
			c.session.set(name, x)
		}
	}
	return v, nil
}

func globalsOf(c *Call) (starlark.Value, error) { return &globalNames{c.Interp}, c.Unpack() }

// localsOf is locals(): the variables of the function that calls, as they are now.
func localsOf(c *Call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	vars := c.Locals()
	if vars == nil || c.Thread.CallFrame(1).Name == "<toplevel>" {
		return &globalNames{c.Interp}, nil
	}
	d := new(starlark.Dict)
	f := c.Thread.DebugFrame(1)
	for i := range f.NumLocals() { // in the order in which they stand in the function
		b, _ := f.Local(i)
		name, v := shownLocal(b.Name, vars[b.Name])
		if v == nil {
			continue
		}
		if err := d.SetKey(starlark.String(name), v); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// shownLocal is a local variable as the script knows it, nil if it is none of the script's.
func shownLocal(name string, v starlark.Value) (string, starlark.Value) {
	before, after, ours := strings.Cut(name, "\x00")
	if !ours {
		return name, v
	}
	if c, ok := v.(*cell); ok && after == "cell" {
		return strings.TrimPrefix(before, "__"), c.value
	}
	return name, nil
}
