package starlib

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/safe"
)

// help prints the documentation that the registration tables hold.
func help(c *call) (starlark.Value, error) {
	var x starlark.Value = starlark.None
	if err := c.unpack("x?", &x); err != nil {
		return nil, err
	}
	_, err := io.WriteString(c.cfg.Stdout, safe.Lines(c.Help(x)))
	return starlark.None, err
}

// Help is the documentation of a value; of None, an overview.
func (h *Host) Help(x starlark.Value) string {
	var b strings.Builder
	switch x := x.(type) {
	case starlark.NoneType:
		overview(&b)
	case *module:
		fmt.Fprintf(&b, "%s: %s\n\n", x.name, x.doc)
		list(&b, x.entries)
	case *function:
		describe(&b, x.entry)
	case *Table:
		b.WriteString("A table that updates by itself. Its attributes and methods:\n\n")
		list(&b, tableMethods())
	case *PartitionedTable:
		b.WriteString("A table of tables, one per key. Its attributes and methods:\n\n")
		list(&b, partitionedMethods())
	case *starlark.Function:
		fmt.Fprintf(&b, "%s(%s)\n", x.Name(), params(x))
		if x.Doc() != "" {
			fmt.Fprintf(&b, "    %s\n", x.Doc())
		}
	case *class:
		fmt.Fprintf(&b, "%s(%s)\n    A dataclass.\n", x.name, strings.Join(x.names(), ", "))
	default:
		fmt.Fprintf(&b, "A value of type %s", pyType(x))
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

func overview(b *strings.Builder) {
	b.WriteString("Modules (help(name) tells more after import name):\n\n")
	for _, m := range moduleTable() {
		fmt.Fprintf(b, "  %-34s %s\n", m.name, m.doc)
	}
	b.WriteString("\nBuiltins besides Starlark's own:\n\n")
	list(b, builtinTable())
}

func list(b *strings.Builder, entries []entry) {
	for i := range entries {
		e := &entries[i]
		if strings.HasPrefix(e.sig, "__") || e.doc == "" {
			continue
		}
		fmt.Fprintf(b, "  %s\n      %s\n", e.sig, e.doc)
	}
}

func describe(b *strings.Builder, e *entry) {
	fmt.Fprintf(b, "%s\n", e.sig)
	if e.doc != "" {
		fmt.Fprintf(b, "    %s\n", e.doc)
	}
}
