package py

import (
	"strings"

	"go.starlark.net/starlark"
)

// argparseEntries is the module argparse.
func argparseEntries() []Entry {
	formatter := func(name string) Entry {
		return Entry{Sig: name, Doc: "How help is laid out; all look the same but for defaults and kept lines.", Value: TypeName("argparse." + name)}
	}
	return []Entry{
		{Sig: "ArgumentDefaultsHelpFormatter", Doc: "Help that shows defaults.", Value: TypeName("argparse.ArgumentDefaultsHelpFormatter")},
		{Sig: "ArgumentError", Doc: "The error of an argument.", Value: ExceptionClass{"argparse", "ArgumentError", "Exception"}},
		{Sig: "ArgumentParser(prog=None, usage=None, description=None, epilog=None, formatter_class=None, argument_default=None, add_help=True, allow_abbrev=True, exit_on_error=True)", Class: "argparse.ArgumentParser", Doc: "Reads the arguments of the script: add_argument(…), then parse_args().", Fn: newArgumentParser},
		{Sig: "ArgumentTypeError", Doc: "The error of a value, which a function given as type raises.", Value: ExceptionClass{"argparse", "ArgumentTypeError", "Exception"}},
		formatter("HelpFormatter"),
		{Sig: "Namespace", Doc: "A class of values with any attributes: what parse_args gives.", Make: func(ip *Interp) starlark.Value { return ip.argNamespace() }},
		{Sig: "ONE_OR_MORE", Value: starlark.String("+")},
		{Sig: "OPTIONAL", Value: starlark.String("?")},
		{Sig: "REMAINDER", Doc: "For nargs: all arguments that are left.", Value: starlark.String("...")},
		formatter("RawDescriptionHelpFormatter"),
		formatter("RawTextHelpFormatter"),
		{Sig: "SUPPRESS", Doc: "For help and default: nothing at all.", Value: starlark.String(argSuppress)},
		{Sig: "ZERO_OR_MORE", Value: starlark.String("*")},
	}
}

const argSuppress = "==SUPPRESS=="

// argNamespace is the class of what parse_args gives, made once.
func (ip *Interp) argNamespace() *class {
	if ip.argSpace == nil {
		methods := simpleNamespaceMethods()
		ip.argSpace = ip.newClass("argparse", "Namespace").add(methods)
	}
	return ip.argSpace
}

// argParser is an ArgumentParser.
type argParser struct {
	ip                  *Interp
	prog, usage         string
	description, epilog string
	rawText, rawLines   bool // the description, and the help, keep their lines
	showDefaults        bool
	abbreviate          bool
	actions             []*argAction
	groups              []*argGroup
	exclusive           []*argExclusive
	defaults            attributes
	argumentDefault     starlark.Value
}

// argGroup is arguments under a title.
type argGroup struct {
	of                 *argParser
	title, description string
	actions            []*argAction
}

// argExclusive is options of which one may be given.
type argExclusive struct {
	of       *argParser
	required bool
	actions  []*argAction
	group    *argGroup
}

func newArgumentParser(c *Call) (starlark.Value, error) {
	p := &argParser{ip: c.Interp, abbreviate: true}
	var formatter, otherwise starlark.Value = starlark.None, starlark.None
	help, exit := true, true
	err := c.Unpack("prog?", NoneOr(&p.prog), "usage?", NoneOr(&p.usage), "description?", NoneOr(&p.description), "epilog?", NoneOr(&p.epilog),
		"formatter_class?", &formatter, "argument_default?", &otherwise, "add_help?", &help, "allow_abbrev?", &p.abbreviate, "exit_on_error?", &exit)
	if err != nil {
		return nil, err
	}
	if !exit {
		return nil, Raise("NotImplementedError", "ArgumentParser: exit_on_error=False is not available; catch SystemExit")
	}
	p.argumentDefault = otherwise
	if p.prog == "" && len(c.cfg.Args) > 0 {
		p.prog = c.cfg.Args[0][strings.LastIndexByte(c.cfg.Args[0], '/')+1:]
	}
	name := formatter.String()
	p.rawLines = strings.Contains(name, "RawTextHelpFormatter")
	p.rawText = p.rawLines || strings.Contains(name, "RawDescription")
	p.showDefaults = strings.Contains(name, "ArgumentDefaults")
	p.groups = []*argGroup{{of: p, title: "positional arguments"}, {of: p, title: "options"}}
	if help {
		p.add(p.groups[1], &argAction{options: []string{"-h", "--help"}, dest: "help", kind: "help", help: "show this help message and exit", suppressed: true, nargs: "0"})
	}
	return p, nil
}

// add puts an argument into a group.
func (p *argParser) add(g *argGroup, a *argAction) {
	p.actions = append(p.actions, a)
	g.actions = append(g.actions, a)
}

func (p *argParser) String() string        { return "ArgumentParser(prog=" + quoted(p.prog) + ")" }
func (p *argParser) Class() string         { return "argparse.ArgumentParser" }
func (p *argParser) Type() string          { return "ArgumentParser" }
func (p *argParser) Freeze()               {}
func (p *argParser) Truth() starlark.Bool  { return true }
func (p *argParser) Hash() (uint32, error) { return uint32(PointerOf(p) >> 4), nil }

// Attr is a method or a part.
func (p *argParser) Attr(name string) (starlark.Value, error) {
	return p.ip.Attribute(argParserMethods(), p, name)
}

// AttrNames is the names of these.
func (p *argParser) AttrNames() []string { return EntryNames(argParserMethods()) }

func (g *argGroup) String() string        { return "<argparse._ArgumentGroup object>" }
func (g *argGroup) Type() string          { return "_ArgumentGroup" }
func (g *argGroup) Freeze()               {}
func (g *argGroup) Truth() starlark.Bool  { return true }
func (g *argGroup) Hash() (uint32, error) { return uint32(PointerOf(g) >> 4), nil }

// Attr is a method.
func (g *argGroup) Attr(name string) (starlark.Value, error) {
	return g.of.ip.Attribute(argGroupMethods(), g, name)
}

// AttrNames is the names of the methods.
func (g *argGroup) AttrNames() []string { return EntryNames(argGroupMethods()) }

func (x *argExclusive) String() string        { return "<argparse._MutuallyExclusiveGroup object>" }
func (x *argExclusive) Type() string          { return "_MutuallyExclusiveGroup" }
func (x *argExclusive) Freeze()               {}
func (x *argExclusive) Truth() starlark.Bool  { return true }
func (x *argExclusive) Hash() (uint32, error) { return uint32(PointerOf(x) >> 4), nil }

// Attr is a method.
func (x *argExclusive) Attr(name string) (starlark.Value, error) {
	return x.of.ip.Attribute(argGroupMethods()[:1], x, name)
}

// AttrNames is the names of the methods.
func (x *argExclusive) AttrNames() []string { return EntryNames(argGroupMethods()[:1]) }
