package py

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// Namespace is a value with named members, such as SortDirection; with a constructor,
// a class.
type Namespace struct {
	Name    string
	Members starlark.StringDict
	new     *Function // nil: it cannot be called
}

// NewNamespace is one that cannot be called.
func NewNamespace(name string, members starlark.StringDict) *Namespace {
	return &Namespace{Name: name, Members: members}
}

func (n *Namespace) String() string        { return fmt.Sprintf("<class '%s'>", n.Name) }
func (n *Namespace) Type() string          { return n.Name }
func (n *Namespace) Freeze()               {}
func (n *Namespace) Truth() starlark.Bool  { return true }
func (n *Namespace) Hash() (uint32, error) { return starlark.String(n.Name).Hash() }

// Attr is a member.
func (n *Namespace) Attr(name string) (starlark.Value, error) {
	if v, ok := n.Members[name]; ok {
		return v, nil
	}
	return nil, noAttribute("type object '%s' has no attribute '%s'", n.Name, name, "; it has "+strings.Join(n.AttrNames(), ", "))
}

// AttrNames is the names of the members.
func (n *Namespace) AttrNames() []string { return slices.Sorted(maps.Keys(n.Members)) }

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

// Enums is the namespace of a fixed set of values, numbered from 0.
func Enums(class string, names ...string) *Namespace {
	n := NewNamespace(class, starlark.StringDict{})
	for i, name := range names {
		n.Members[name] = &enum{class, name, i}
	}
	return n
}

// Choice is the number of an enum of the class; None is otherwise.
func Choice(v starlark.Value, class string, otherwise int) (int, error) {
	if v == starlark.None {
		return otherwise, nil
	}
	e, ok := v.(*enum)
	if !ok || e.class != class {
		return 0, fmt.Errorf("got %s, want a %s", Short(v), class)
	}
	return e.n, nil
}

// stream is sys.stdout or sys.stderr.
type stream struct {
	ip   *Interp
	name string
	w    io.Writer
}

func (s *stream) String() string        { return "<" + s.name + ">" }
func (s *stream) Type() string          { return "TextIOWrapper" }
func (s *stream) Freeze()               {}
func (s *stream) Truth() starlark.Bool  { return true }
func (s *stream) Hash() (uint32, error) { return starlark.String(s.name).Hash() }

// streamMethods is the table of what a stream has.
func streamMethods() []Entry {
	return []Entry{
		{Sig: "flush()", Doc: "Does nothing: what is written is out at once.", Fn: func(c *Call) (starlark.Value, error) { return starlark.None, c.Unpack() }},
		{Sig: "isatty() -> bool", Doc: "Whether it is a terminal: scripts are told no.", Fn: func(c *Call) (starlark.Value, error) { return starlark.False, c.Unpack() }},
		{Sig: "write(text)", Doc: "Writes text.", Fn: func(c *Call) (starlark.Value, error) {
			var s string
			if err := c.Unpack("text", &s); err != nil {
				return nil, err
			}
			_, err := io.WriteString(c.Recv.(*stream).w, s)
			return starlark.MakeInt(utf8.RuneCountInString(s)), err
		}},
		{Sig: "writelines(lines)", Doc: "Writes texts, one after the other.", Fn: func(c *Call) (starlark.Value, error) {
			var seq starlark.Iterable
			if err := c.Unpack("lines", &seq); err != nil {
				return nil, err
			}
			var err error
			for v := range c.Each(seq, unlimited, &err) {
				s, ok := starlark.AsString(v)
				if !ok {
					return nil, Raise("TypeError", "write() argument must be str, not %s", TypeOf(v))
				}
				if _, err := io.WriteString(c.Recv.(*stream).w, s); err != nil {
					return nil, err
				}
			}
			return starlark.None, err
		}},
	}
}

// Attr is a method.
func (s *stream) Attr(name string) (starlark.Value, error) {
	return s.ip.Attribute(streamMethods(), s, name)
}

// AttrNames is the names of the methods.
func (s *stream) AttrNames() []string { return EntryNames(streamMethods()) }
