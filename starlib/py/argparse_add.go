package py

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// argAction is an argument that a parser knows.
type argAction struct {
	options    []string // none of a positional one
	dest       string
	kind       string // "store", "append", "count" …
	nargs      string // "": one, "?", "*", "+", "...", "A...", or a number
	constant   starlark.Value
	value      starlark.Value // the default
	typ        starlark.Value
	choices    starlark.Value
	required   bool
	help       string
	hidden     bool
	metavar    starlark.Value
	suppressed bool // without being given it sets nothing
	version    string
	parsers    []*argParser // of subcommands
	names      []string
	about      []string
}

const argAddSig = "add_argument(*name_or_flags, action=\"store\", nargs=None, const=None, default=None, type=None, choices=None, required=False, help=None, metavar=None, dest=None, version=None)"

// argGroupMethods is the table of what groups have; the first is what all have.
func argGroupMethods() []Entry {
	return []Entry{
		{Sig: argAddSig, Doc: "Adds an argument: a name, or options such as \"-n\", \"--count\".", Fn: addArgument},
		{Sig: "add_mutually_exclusive_group(required=False)", Doc: "Options of which one may be given.", Fn: func(c *Call) (starlark.Value, error) {
			g := c.Recv.(*argGroup)
			x := &argExclusive{of: g.of, group: g}
			g.of.exclusive = append(g.of.exclusive, x)
			return x, c.Unpack("required?", &x.required)
		}},
	}
}

// argParserMethods is THE table of what an ArgumentParser has.
func argParserMethods() []Entry {
	text := func(sig, doc string, f func(p *argParser) *string) Entry {
		return Entry{Sig: sig, Doc: doc, Fn: func(c *Call) (starlark.Value, error) { return starlark.String(*f(c.Recv.(*argParser))), nil }}
	}
	return []Entry{
		{Sig: argAddSig, Doc: "Adds an argument: a name, or options such as \"-n\", \"--count\".", Fn: addArgument},
		{Sig: "add_argument_group(title=None, description=None)", Doc: "Arguments under a title in the help.", Fn: func(c *Call) (starlark.Value, error) {
			p := c.Recv.(*argParser)
			g := &argGroup{of: p}
			if err := c.Unpack("title?", NoneOr(&g.title), "description?", NoneOr(&g.description)); err != nil {
				return nil, err
			}
			p.groups = append(p.groups, g)
			return g, nil
		}},
		{Sig: "add_mutually_exclusive_group(required=False)", Doc: "Options of which one may be given.", Fn: func(c *Call) (starlark.Value, error) {
			p := c.Recv.(*argParser)
			x := &argExclusive{of: p}
			p.exclusive = append(p.exclusive, x)
			return x, c.Unpack("required?", &x.required)
		}},
		{Sig: "add_subparsers(title=None, description=None, dest=None, required=False, help=None, metavar=None)", Doc: "Subcommands, each added by add_parser(name).", Fn: addSubparsers},
		text("description", "What the program does.", func(p *argParser) *string { return &p.description }),
		text("epilog", "What stands at the end of the help.", func(p *argParser) *string { return &p.epilog }),
		{Sig: "error(message)", Doc: "Prints the usage and a message, and ends the script with status 2.", Fn: func(c *Call) (starlark.Value, error) {
			var message string
			if err := c.Unpack("message", &message); err != nil {
				return nil, err
			}
			return nil, c.Recv.(*argParser).fail(c, message)
		}},
		{Sig: "exit(status=0, message=None)", Doc: "Ends the script.", Fn: func(c *Call) (starlark.Value, error) {
			status, message := 0, ""
			if err := c.Unpack("status?", &status, "message?", NoneOr(&message)); err != nil {
				return nil, err
			}
			_, _ = c.cfg.Stderr.Write([]byte(message)) // on the way out
			return nil, &Exit{Code: status}
		}},
		{Sig: "format_help() -> str", Doc: "The help.", Fn: func(c *Call) (starlark.Value, error) {
			s, err := c.Recv.(*argParser).helpText(c)
			return starlark.String(s), err
		}},
		{Sig: "format_usage() -> str", Doc: "The usage.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.String(c.Recv.(*argParser).usageText()), c.Unpack()
		}},
		{Sig: "get_default(dest)", Doc: "The default of an argument.", Fn: func(c *Call) (starlark.Value, error) {
			var dest string
			if err := c.Unpack("dest", &dest); err != nil {
				return nil, err
			}
			p := c.Recv.(*argParser)
			for _, a := range p.actions {
				if a.dest == dest && a.value != nil {
					return a.value, nil
				}
			}
			return orNone(p.defaults.get(dest)), nil
		}},
		{Sig: "parse_args(args=None, namespace=None)", Doc: "The values of the arguments as attributes: those of the script, or of a list.", Fn: func(c *Call) (starlark.Value, error) {
			space, rest, err := c.Recv.(*argParser).parse(c)
			if err == nil && len(rest) > 0 {
				err = c.Recv.(*argParser).fail(c, "unrecognized arguments: "+strings.Join(rest, " "))
			}
			return space, err
		}},
		{Sig: "parse_known_args(args=None, namespace=None)", Doc: "The values of the arguments, and a list of the arguments that are not known.", Fn: func(c *Call) (starlark.Value, error) {
			space, rest, err := c.Recv.(*argParser).parse(c)
			return starlark.Tuple{space, texts(rest)}, err
		}},
		{Sig: "print_help(file=None)", Doc: "Prints the help.", Fn: argPrint(func(c *Call, p *argParser) (string, error) { return p.helpText(c) })},
		{Sig: "print_usage(file=None)", Doc: "Prints the usage.", Fn: argPrint(func(c *Call, p *argParser) (string, error) { return p.usageText(), nil })},
		text("prog", "The name of the program.", func(p *argParser) *string { return &p.prog }),
		{Sig: "set_defaults(**kwargs)", Doc: "Sets defaults, of attributes that no argument sets too.", Fn: func(c *Call) (starlark.Value, error) {
			p := c.Recv.(*argParser)
			if len(c.Args) > 0 {
				return nil, Raise("TypeError", "set_defaults() takes 1 positional argument but %d were given", len(c.Args)+1)
			}
			for _, kv := range c.Kwargs {
				name := string(kv[0].(starlark.String))
				p.defaults.set(name, kv[1])
				for _, a := range p.actions {
					if a.dest == name {
						a.value = kv[1]
					}
				}
			}
			return starlark.None, nil
		}},
	}
}

func argPrint(text func(c *Call, p *argParser) (string, error)) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var file starlark.Value = starlark.None
		if err := c.Unpack("file?", &file); err != nil {
			return nil, err
		}
		out := c.cfg.Stdout
		if file != starlark.None {
			var err error
			if out, err = c.fileWriter(file); err != nil {
				return nil, err
			}
		}
		s, err := text(c, c.Recv.(*argParser))
		if err == nil {
			_, err = out.Write([]byte(s))
		}
		return starlark.None, err
	}
}

// argKinds is what actions there are, and how many values each takes if that is not asked for.
var argKinds = map[string]string{
	"store": "", "append": "", "extend": "", "store_const": "0", "store_true": "0", "store_false": "0", "append_const": "0",
	"count": "0", "help": "0", "version": "0", "boolean": "0",
}

func addArgument(c *Call) (starlark.Value, error) {
	a := &argAction{kind: "store"}
	var action, nargs, typ, choices, metavar, dest starlark.Value
	var constant, value, required, help, version starlark.Value
	own := &Call{Interp: c.Interp, Name: c.Name, entry: c.entry, Kwargs: c.Kwargs}
	if err := own.Unpack("action?", &action, "nargs?", &nargs, "const?", &constant, "default?", &value, "type?", &typ, "choices?", &choices,
		"required?", &required, "help?", &help, "metavar?", &metavar, "dest?", &dest, "version?", &version); err != nil {
		return nil, err
	}
	p, group, exclusive := argOwner(c.Recv)
	if action != nil {
		s, ok := starlark.AsString(action)
		if _, known := argKinds[s]; !ok || !known || s == "boolean" {
			if !ok {
				return nil, Raise("NotImplementedError", "add_argument: action: classes are not available; type=f makes a value of a text")
			}
			return nil, Raise("ValueError", "unknown action \"%s\"", s)
		}
		a.kind = s
	}
	a.nargs = argKinds[a.kind]
	a.constant, a.choices, a.metavar, a.typ = orNone(constant), orNone(choices), orNone(metavar), orNone(typ)
	if nargs != nil && nargs != starlark.None {
		if a.nargs == "0" {
			return nil, Raise("TypeError", "add_argument: nargs does not go with action=%q", a.kind)
		}
		s, ok := starlark.AsString(nargs)
		if !ok {
			n, err := starlark.AsInt32(nargs)
			if err != nil || n < 1 {
				return nil, Raise("ValueError", "nargs for store actions must be != 0; if you have nothing to store, actions such as store true or store const may be more appropriate")
			}
			s = starlark.MakeInt(n).String()
		} else if !slices.Contains([]string{"?", "*", "+", "..."}, s) {
			return nil, Raise("ValueError", "invalid nargs value")
		}
		a.nargs = s
	}
	if a.typ != starlark.None {
		if _, ok := a.typ.(starlark.Callable); !ok {
			return nil, Raise("ValueError", "%s is not callable", Short(a.typ))
		}
	}
	if help != nil {
		a.help, _ = starlark.AsString(help)
		a.hidden = a.help == argSuppress
	}
	if version != nil {
		a.version, _ = starlark.AsString(version)
	}
	a.required = required != nil && bool(required.Truth())
	if err := a.named(c.Args, dest, required); err != nil {
		return nil, err
	}
	for _, o := range a.options {
		for _, b := range p.actions {
			if slices.Contains(b.options, o) {
				return nil, Raise("argparse.ArgumentError", "argument %s: conflicting option string: %s", strings.Join(a.options, "/"), o)
			}
		}
	}
	a.defaultOf(p, value)
	if group == nil {
		group = p.groups[1]
		if len(a.options) == 0 {
			group = p.groups[0]
		}
	}
	if exclusive != nil {
		if a.required {
			return nil, Raise("ValueError", "mutually exclusive arguments must be optional")
		}
		exclusive.actions = append(exclusive.actions, a)
	}
	p.add(group, a)
	return starlark.None, nil
}

// argOwner is the parser to which an argument is added, and where.
func argOwner(recv starlark.Value) (*argParser, *argGroup, *argExclusive) {
	switch r := recv.(type) {
	case *argGroup:
		return r.of, r, nil
	case *argExclusive:
		return r.of, r.group, r
	}
	return recv.(*argParser), nil, nil
}

// named gives the argument its names, and the attribute that it sets.
func (a *argAction) named(names starlark.Tuple, dest, required starlark.Value) error {
	var all []string
	for _, v := range names {
		s, ok := starlark.AsString(v)
		if !ok {
			return Raise("TypeError", "add_argument: got %s, want strings", TypeOf(v))
		}
		all = append(all, s)
	}
	a.dest, _ = starlark.AsString(orNone(dest))
	if len(all) == 0 || len(all) == 1 && !strings.HasPrefix(all[0], "-") {
		if len(all) == 1 && a.dest != "" {
			return Raise("ValueError", "dest supplied twice for positional argument")
		}
		if len(all) == 1 {
			a.dest = all[0]
		}
		if required != nil {
			return Raise("TypeError", "'required' is an invalid argument for positionals")
		}
		a.required = a.nargs != "?" && a.nargs != "*" && a.nargs != "..."
		return nil
	}
	for _, o := range all {
		if !strings.HasPrefix(o, "-") {
			return Raise("ValueError", "invalid option string %s: must start with a character '-'", quoted(o))
		}
		a.options = append(a.options, o)
	}
	if a.dest == "" {
		name := a.options[0]
		for _, o := range a.options {
			if strings.HasPrefix(o, "--") {
				name = o
				break
			}
		}
		a.dest = strings.ReplaceAll(strings.TrimLeft(name, "-"), "-", "_")
	}
	if a.dest == "" {
		return Raise("ValueError", "dest= is required for options like %s", quoted(a.options[0]))
	}
	return nil
}

// defaultOf gives the argument its default.
func (a *argAction) defaultOf(p *argParser, value starlark.Value) {
	switch {
	case a.kind == "help", a.kind == "version":
		a.suppressed = true
		if a.kind == "version" && a.help == "" {
			a.help = "show program's version number and exit"
		}
		return
	case value == starlark.String(argSuppress), value == nil && p.argumentDefault == starlark.String(argSuppress):
		a.suppressed = true
		return
	case value != nil:
	case p.defaults.get(a.dest) != nil:
		value = p.defaults.get(a.dest)
	case a.kind == "store_true":
		value = starlark.False
	case a.kind == "store_false":
		value = starlark.True
	default:
		value = p.argumentDefault
	}
	a.value = value
}

// argSubparsers is what adds subcommands.
type argSubparsers struct {
	of *argParser
	a  *argAction
}

func (s *argSubparsers) String() string        { return "<argparse._SubParsersAction object>" }
func (s *argSubparsers) Type() string          { return "_SubParsersAction" }
func (s *argSubparsers) Freeze()               {}
func (s *argSubparsers) Truth() starlark.Bool  { return true }
func (s *argSubparsers) Hash() (uint32, error) { return uint32(PointerOf(s) >> 4), nil }

// Attr is the one method.
func (s *argSubparsers) Attr(name string) (starlark.Value, error) {
	return s.of.ip.Attribute([]Entry{{Sig: "add_parser(name, help=None, **kwargs)", Doc: "A parser for a subcommand.", Fn: func(c *Call) (starlark.Value, error) {
		v, args, kwargs, err := c.split("name")
		if err != nil {
			return nil, err
		}
		name, ok := starlark.AsString(orNone(v["name"]))
		if !ok || len(args) > 0 {
			return nil, Raise("TypeError", "add_parser() takes a name, and options by keyword")
		}
		about, prog := "", s.of.prog
		for _, a := range s.of.actions {
			if len(a.options) == 0 && a != s.a {
				prog += " " + a.placeholder()
			}
		}
		rest := []starlark.Tuple{{starlark.String("prog"), starlark.String(prog + " " + name)}}
		for _, kv := range kwargs {
			switch kv[0] {
			case starlark.String("help"):
				about, _ = starlark.AsString(kv[1])
			case starlark.String("prog"):
				rest[0] = kv
			case starlark.String("aliases"):
				return nil, Raise("NotImplementedError", "add_parser: aliases is not available; add a parser for each name")
			default:
				rest = append(rest, kv)
			}
		}
		p, err := newArgumentParser(&Call{Interp: c.Interp, Name: c.Name, entry: c.entry, Kwargs: rest})
		if err != nil {
			return nil, err
		}
		s.a.names, s.a.about, s.a.parsers = append(s.a.names, name), append(s.a.about, about), append(s.a.parsers, p.(*argParser))
		return p, nil
	}}}, s, name)
}

// AttrNames is the name of the one method.
func (s *argSubparsers) AttrNames() []string { return []string{"add_parser"} }

func addSubparsers(c *Call) (starlark.Value, error) {
	a := &argAction{kind: "parsers", nargs: "A...", constant: starlark.None, typ: starlark.None, choices: starlark.None, suppressed: true}
	title, description, dest := "", "", ""
	var metavar starlark.Value = starlark.None
	if err := c.Unpack("title?", NoneOr(&title), "description?", NoneOr(&description), "dest?", NoneOr(&dest), "required?", &a.required, "help?", NoneOr(&a.help), "metavar?", &metavar); err != nil {
		return nil, err
	}
	p := c.Recv.(*argParser)
	for _, b := range p.actions {
		if b.kind == "parsers" {
			return nil, Raise("argparse.ArgumentError", "cannot have multiple subparser arguments")
		}
	}
	a.metavar, a.dest = metavar, dest
	group := p.groups[0]
	if title != "" || description != "" {
		if title == "" {
			title = "subcommands"
		}
		group = &argGroup{of: p, title: title, description: description}
		p.groups = append(p.groups, group)
	}
	if dest != "" {
		a.suppressed, a.value = false, starlark.None
	}
	p.add(group, a)
	return &argSubparsers{p, a}, nil
}
