package py

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/safe"
)

// Documented is a value with documentation of its own: a sentence and its attributes and methods.
type Documented interface {
	Documentation() (about string, members []Entry)
}

// help prints the documentation that the registration tables hold.
func help(c *Call) (starlark.Value, error) {
	var x starlark.Value = starlark.None
	if err := c.Unpack("x?", &x); err != nil {
		return nil, err
	}
	_, err := io.WriteString(c.cfg.Stdout, safe.Lines(c.Help(x)))
	return starlark.None, err
}

// Help is the documentation of a value; of None, an overview.
func (ip *Interp) Help(x starlark.Value) string {
	var b strings.Builder
	switch x := x.(type) {
	case starlark.NoneType:
		ip.overview(&b)
	case *ModuleValue:
		fmt.Fprintf(&b, "%s: %s\n\n", x.name, x.doc)
		list(&b, x.entries)
	case *Function:
		describe(&b, x.entry)
	case starlark.String:
		ip.named(&b, string(x))
	case Documented:
		about, members := x.Documentation()
		fmt.Fprintf(&b, "%s Its attributes and methods:\n\n", about)
		list(&b, members)
	case *starlark.Function:
		fmt.Fprintf(&b, "%s(%s)\n", x.Name(), params(x))
		if x.Doc() != "" {
			fmt.Fprintf(&b, "    %s\n", x.Doc())
		}
	case *class:
		fmt.Fprintf(&b, "%s(%s)\n    A dataclass.\n", x.name, strings.Join(x.names(), ", "))
	default:
		fmt.Fprintf(&b, "A value of type %s", TypeOf(x))
		if a, ok := x.(starlark.HasAttrs); ok {
			names := a.AttrNames()
			slices.Sort(names)
			fmt.Fprintf(&b, " with %s", strings.Join(names, ", "))
		}
		b.WriteString(".\n")
	}
	return b.String()
}

// named tells of what has a name: builtins, modules and what is in them.
func (ip *Interp) named(b *strings.Builder, name string) {
	found := b.Len()
	for i := range ip.library.Builtins {
		if e := &ip.library.Builtins[i]; e.Name() == name {
			describe(b, e)
		}
	}
	for _, m := range ip.library.Modules {
		if m.Name == name {
			fmt.Fprintf(b, "%s: %s\n\n", m.Name, m.Doc)
			list(b, m.Entries)
		}
		for i := range m.Entries {
			if e := &m.Entries[i]; e.Name() == name && e.Doc != "" {
				fmt.Fprintf(b, "%s: ", m.Name)
				describe(b, e)
			}
		}
	}
	if b.Len() == found {
		fmt.Fprintf(b, "No builtin, no module and nothing in one is called %s; help(t.where) tells of a method of a table t.\n", strconv.Quote(name))
	}
}

func params(f *starlark.Function) string {
	var names []string
	for i := range f.NumParams() {
		name, _ := f.Param(i)
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

func (ip *Interp) overview(b *strings.Builder) {
	b.WriteString("Modules (help(name) tells more after import name):\n\n")
	for _, m := range ip.library.Modules {
		fmt.Fprintf(b, "  %-34s %s\n", m.Name, m.Doc)
	}
	b.WriteString("\nBuiltins besides Starlark's own:\n\n")
	list(b, ip.library.Builtins)
}

func list(b *strings.Builder, entries []Entry) {
	for i := range entries {
		e := &entries[i]
		if strings.HasPrefix(e.Sig, "__") || e.Doc == "" {
			continue
		}
		fmt.Fprintf(b, "  %s\n      %s\n", e.Sig, e.Doc)
	}
}

func describe(b *strings.Builder, e *Entry) {
	fmt.Fprintf(b, "%s\n", e.Sig)
	if e.Doc != "" {
		fmt.Fprintf(b, "    %s\n", e.Doc)
	}
}
