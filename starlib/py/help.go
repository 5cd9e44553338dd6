package py

import (
	"fmt"
	"io"
	"slices"
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
	text := safe.Lines(c.Help(x))
	if page := c.cfg.Page; page != nil {
		ctx := c.Context()
		return starlark.None, c.Outside(func() error { return page(ctx, text) })
	}
	_, err := io.WriteString(c.cfg.Stdout, text)
	return starlark.None, err
}

// Help is the documentation of a value; of None, an overview; of a text, what has that name or
// has to do with it.
func (ip *Interp) Help(x starlark.Value) string {
	var b strings.Builder
	switch x := x.(type) {
	case starlark.NoneType:
		ip.library.overview(&b)
	case *ModuleValue:
		fmt.Fprintf(&b, "%s: %s\n\n", x.name, x.doc)
		list(&b, x.entries)
	case *Function:
		describe(&b, x.entry)
	case starlark.String:
		ip.library.named(&b, string(x))
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
		b.WriteString(x.help())
	case *method:
		if f, ok := x.fn.(*starlark.Function); ok {
			return ip.Help(f)
		}
		fmt.Fprintf(&b, "%s()\n", x.Name())
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

func params(f *starlark.Function) string {
	var names []string
	for i := range f.NumParams() {
		name, _ := f.Param(i)
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// overview is what help() says: no more than a terminal of 80 by 24 shows.
func (l *Library) overview(b *strings.Builder) {
	fmt.Fprintln(b, l.Title)
	for _, e := range l.Examples {
		if e.Doc == "" {
			fmt.Fprintf(b, "  %s\n", e.Code)
			continue
		}
		fmt.Fprintf(b, "  %-46s # %s\n", e.Code, e.Doc)
	}
	b.WriteString("\nSubjects, as in help(\"joins\"):\n")
	for _, s := range l.subjects() {
		if !s.Quiet {
			fmt.Fprintf(b, "  %-13s %s\n", s.Name, s.Doc)
		}
	}
	b.WriteString("x? or help(x) tells of a value, help(\"join\") of all that has to do with a word.\n")
}

func list(b *strings.Builder, entries []Entry) {
	for i := range entries {
		if e := &entries[i]; e.told() {
			fmt.Fprintf(b, "  %s\n      %s\n", e.Sig, e.Doc)
		}
	}
}

// told reports whether help speaks of e.
func (e *Entry) told() bool { return !strings.HasPrefix(e.Sig, "__") && e.Doc != "" }

func describe(b *strings.Builder, e *Entry) {
	fmt.Fprintf(b, "%s\n", e.Sig)
	if e.Doc != "" {
		fmt.Fprintf(b, "    %s\n", e.Doc)
	}
}
