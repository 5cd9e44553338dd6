package starlib

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// namespace is a value with named members, such as SortDirection; with a constructor,
// a class.
type namespace struct {
	name    string
	members starlark.StringDict
	new     *function // nil: it cannot be called
}

func newNamespace(name string, members starlark.StringDict) *namespace {
	return &namespace{name: name, members: members}
}

func (n *namespace) String() string        { return fmt.Sprintf("<class '%s'>", n.name) }
func (n *namespace) Type() string          { return n.name }
func (n *namespace) Freeze()               {}
func (n *namespace) Truth() starlark.Bool  { return true }
func (n *namespace) Hash() (uint32, error) { return starlark.String(n.name).Hash() }

// Attr is a member.
func (n *namespace) Attr(name string) (starlark.Value, error) {
	if v, ok := n.members[name]; ok {
		return v, nil
	}
	return nil, raise("AttributeError", "%s has no %s; it has %s", n.name, name, strings.Join(n.AttrNames(), ", "))
}

// AttrNames is the names of the members.
func (n *namespace) AttrNames() []string { return slices.Sorted(maps.Keys(n.members)) }

// enum is one of a fixed set of values: SortDirection.DESCENDING.
type enum struct {
	class, name string
	n           int
}

func (e *enum) String() string        { return e.class + "." + e.name }
func (e *enum) Type() string          { return e.class }
func (e *enum) Freeze()               {}
func (e *enum) Truth() starlark.Bool  { return true }
func (e *enum) Hash() (uint32, error) { return starlark.String(e.String()).Hash() }

// enums is the namespace of a fixed set of values, numbered from 0.
func enums(class string, names ...string) *namespace {
	n := newNamespace(class, starlark.StringDict{})
	for i, name := range names {
		n.members[name] = &enum{class, name, i}
	}
	return n
}

// choice is the number of an enum of the class; None is otherwise.
func choice(v starlark.Value, class string, otherwise int) (int, error) {
	if v == starlark.None {
		return otherwise, nil
	}
	e, ok := v.(*enum)
	if !ok || e.class != class {
		return 0, fmt.Errorf("got %s, want a %s", short(v), class)
	}
	return e.n, nil
}

// stream is sys.stdout or sys.stderr.
type stream struct {
	host *Host
	name string
	w    io.Writer
}

func (s *stream) String() string        { return "<" + s.name + ">" }
func (s *stream) Type() string          { return "TextIOWrapper" }
func (s *stream) Freeze()               {}
func (s *stream) Truth() starlark.Bool  { return true }
func (s *stream) Hash() (uint32, error) { return starlark.String(s.name).Hash() }

// streamMethods is the table of what a stream has.
func streamMethods() []entry {
	return []entry{
		{sig: "flush()", doc: "Does nothing: what is written is out at once.", fn: func(c *call) (starlark.Value, error) { return starlark.None, c.unpack() }},
		{sig: "write(text)", doc: "Writes text.", fn: func(c *call) (starlark.Value, error) {
			var s string
			if err := c.unpack("text", &s); err != nil {
				return nil, err
			}
			n, err := io.WriteString(c.recv.(*stream).w, s)
			return starlark.MakeInt(n), err
		}},
	}
}

// Attr is a method.
func (s *stream) Attr(name string) (starlark.Value, error) {
	return s.host.attr(streamMethods(), s, name)
}

// AttrNames is the names of the methods.
func (s *stream) AttrNames() []string { return entryNames(streamMethods()) }
