package py

import (
	"io"

	"go.starlark.net/starlark"
)

const prettyParams = "indent=1, width=80, depth=None"

// pprintEntries is the module pprint.
func pprintEntries() []Entry {
	const rest = ", *, compact=False, sort_dicts=True, underscore_numbers=False)"
	return []Entry{
		{Sig: "PrettyPrinter(" + prettyParams + ", stream=None" + rest, Class: "pprint.PrettyPrinter", Doc: "Prints values over several lines, with pprint(object) and pformat(object).", Fn: func(c *Call) (starlark.Value, error) {
			p := &prettyPrinter{ip: c.Interp}
			return p, p.unpack(c, "stream?", &p.stream)
		}},
		{Sig: "isreadable(object) -> bool", Doc: "Whether the text of the value is an expression for it.", Fn: prettyAsk(func(w *prettyWriter) bool { return w.readable })},
		{Sig: "isrecursive(object) -> bool", Doc: "Whether the value holds itself.", Fn: prettyAsk(func(w *prettyWriter) bool { return w.recursive })},
		{Sig: "pformat(object, " + prettyParams + rest + " -> str", Doc: "The text of a value, over several lines where it is wide.", Fn: func(c *Call) (starlark.Value, error) {
			var x starlark.Value
			p := &prettyPrinter{ip: c.Interp}
			if err := p.unpackAfter(c, "object", &x); err != nil {
				return nil, err
			}
			s, err := p.text(c, x)
			return starlark.String(s), err
		}},
		{Sig: "pp(object, stream=None, " + prettyParams + ", *, compact=False, sort_dicts=False, underscore_numbers=False)", Doc: "pprint, with dicts in their order.", Fn: prettyPrint(true)},
		{Sig: "pprint(object, stream=None, " + prettyParams + rest, Doc: "Prints a value, over several lines where it is wide.", Fn: prettyPrint(false)},
		{Sig: "saferepr(object) -> str", Doc: "The text of a value, which may hold itself.", Fn: func(c *Call) (starlark.Value, error) {
			var x starlark.Value
			if err := c.Unpack("object", &x); err != nil {
				return nil, err
			}
			w := (&prettyPrinter{ip: c.Interp, width: 80, indent: 1, sort: true}).writer(c)
			s, err := w.repr(x, 0)
			return starlark.String(s), err
		}},
	}
}

func prettyPrint(unsorted bool) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var x starlark.Value
		p := &prettyPrinter{ip: c.Interp}
		if err := p.unpackAfter(c, "object", &x, "stream?", &p.stream); err != nil {
			return nil, err
		}
		if unsorted && !p.sortGiven {
			p.sort = false
		}
		return starlark.None, p.print(c, x)
	}
}

func prettyAsk(is func(w *prettyWriter) bool) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var x starlark.Value
		if err := c.Unpack("object", &x); err != nil {
			return nil, err
		}
		w := (&prettyPrinter{ip: c.Interp, width: 80, indent: 1, sort: true}).writer(c)
		_, err := w.repr(x, 0)
		return starlark.Bool(is(w)), err
	}
}

// prettyPrinter is a PrettyPrinter: how values are laid out.
type prettyPrinter struct {
	ip                       *Interp
	indent, width, depth     int // depth 0: any
	stream                   starlark.Value
	compact, sort, sortGiven bool
	underscores              bool
}

func (p *prettyPrinter) String() string        { return "<pprint.PrettyPrinter object>" }
func (p *prettyPrinter) Class() string         { return "pprint.PrettyPrinter" }
func (p *prettyPrinter) Type() string          { return "PrettyPrinter" }
func (p *prettyPrinter) Freeze()               {}
func (p *prettyPrinter) Truth() starlark.Bool  { return true }
func (p *prettyPrinter) Hash() (uint32, error) { return uint32(PointerOf(p) >> 4), nil }

// prettyMethods is the table of the methods of a PrettyPrinter.
func prettyMethods() []Entry {
	return []Entry{
		{Sig: "pformat(object) -> str", Doc: "The text of a value.", Fn: func(c *Call) (starlark.Value, error) {
			var x starlark.Value
			if err := c.Unpack("object", &x); err != nil {
				return nil, err
			}
			s, err := c.Recv.(*prettyPrinter).text(c, x)
			return starlark.String(s), err
		}},
		{Sig: "pprint(object)", Doc: "Prints a value.", Fn: func(c *Call) (starlark.Value, error) {
			var x starlark.Value
			if err := c.Unpack("object", &x); err != nil {
				return nil, err
			}
			return starlark.None, c.Recv.(*prettyPrinter).print(c, x)
		}},
	}
}

// Attr is a method.
func (p *prettyPrinter) Attr(name string) (starlark.Value, error) {
	return p.ip.Attribute(prettyMethods(), p, name)
}

// AttrNames is the names of the methods.
func (p *prettyPrinter) AttrNames() []string { return EntryNames(prettyMethods()) }

// unpack takes the options, and others behind the depth.
func (p *prettyPrinter) unpack(c *Call, more ...any) error {
	return p.take(c, nil, more)
}

// unpackAfter takes the options behind others.
func (p *prettyPrinter) unpackAfter(c *Call, before ...any) error { return p.take(c, before, nil) }

func (p *prettyPrinter) take(c *Call, before, more []any) error {
	p.indent, p.width, p.stream, p.sort = 1, 80, starlark.None, true
	var depth starlark.Value = starlark.None
	var sort starlark.Value
	pairs := append(before, "indent?", &p.indent, "width?", &p.width, "depth?", &depth)
	pairs = append(append(pairs, more...), "compact?", &p.compact, "sort_dicts?", &sort, "underscore_numbers?", &p.underscores)
	if err := c.Unpack(pairs...); err != nil {
		return err
	}
	if sort != nil {
		p.sort, p.sortGiven = bool(sort.Truth()), true
	}
	if depth != starlark.None {
		n, err := starlark.AsInt32(depth)
		if err != nil || n <= 0 {
			return Raise("ValueError", "depth must be > 0")
		}
		p.depth = n
	}
	if p.indent < 0 {
		return Raise("ValueError", "indent must be >= 0")
	}
	if p.width == 0 {
		return Raise("ValueError", "width must be != 0")
	}
	return c.bounds.Size("indent", p.indent)
}

func (p *prettyPrinter) text(c *Call, x starlark.Value) (string, error) {
	w := p.writer(c)
	err := w.format(x, 0, 0, 0)
	return w.String(), err
}

func (p *prettyPrinter) print(c *Call, x starlark.Value) error {
	s, err := p.text(c, x)
	if err != nil {
		return err
	}
	out := c.cfg.Stdout
	if p.stream != starlark.None {
		if out, err = c.fileWriter(p.stream); err != nil {
			return err
		}
	}
	_, err = io.WriteString(out, s+"\n")
	return err
}
