package py

import (
	"fmt"
	"io"
	"strings"

	"go.starlark.net/starlark"
)

// logs is the loggers of a script. It is used with the session lock held.
type logs struct {
	root  *logger
	named map[string]*logger
	set   bool // basicConfig was called
	line  string
	date  string
	to    io.Writer
}

// logger logs under a name.
type logger struct {
	ip    *Interp
	name  string
	level int // 0: it has none of its own
}

// of is the logger of that name, the root of "".
func (l *logs) of(ip *Interp, name string) *logger {
	if l.root == nil {
		l.root = &logger{ip: ip, name: "root", level: logWarning}
		l.named = map[string]*logger{"": l.root, "root": l.root}
	}
	g := l.named[name]
	if g == nil {
		g = &logger{ip: ip, name: name}
		l.named[name] = g
	}
	return g
}

func (g *logger) String() string {
	class := "Logger"
	if g == g.ip.logs.root {
		class = "RootLogger"
	}
	return fmt.Sprintf("<%s %s (%s)>", class, g.name, levelName(g.effective()))
}
func (g *logger) Type() string          { return "Logger" }
func (g *logger) Freeze()               {}
func (g *logger) Truth() starlark.Bool  { return true }
func (g *logger) Hash() (uint32, error) { return starlark.String(g.name).Hash() }

// Attr is a method or a property.
func (g *logger) Attr(name string) (starlark.Value, error) {
	return g.ip.Attribute(loggerMethods(), g, name)
}

// AttrNames is the names of the methods and properties.
func (g *logger) AttrNames() []string { return EntryNames(loggerMethods()) }

// effective is the level of the logger, or of the nearest above it that has one.
func (g *logger) effective() int {
	for name := g.name; g.level == 0 && name != ""; {
		name = name[:max(strings.LastIndexByte(name, '.'), 0)]
		if up := g.ip.logs.named[name]; up != nil && up.level != 0 {
			return up.level
		}
	}
	return g.level
}

// logsAt is a function that logs at a level, at that of its first argument if it is below 0.
func logsAt(level int) func(*Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		about, err := c.exceptionToLog()
		if err != nil {
			return nil, err
		}
		args, level := c.Args, level
		if level < 0 && len(args) > 0 {
			n, err := levelOf(args[0])
			if err != nil {
				return nil, err
			}
			level, args = n, args[1:]
		}
		if len(args) == 0 {
			return nil, Raise("TypeError", "%s() missing 1 required positional argument: 'msg'", c.Name)
		}
		g, ok := c.Recv.(*logger)
		if !ok {
			g = c.logs.of(c.Interp, "")
			if !c.logs.set {
				c.logs.set, c.logs.line, c.logs.to = true, logLine, c.cfg.Stderr
			}
		}
		if level < g.effective() {
			return starlark.None, nil
		}
		return starlark.None, c.log(g, level, args[0], args[1:], about)
	}
}

// log writes a line. Before basicConfig a logger writes the message alone, from WARNING on.
func (c *Call) log(g *logger, level int, msg starlark.Value, args starlark.Tuple, about string) error {
	pr := c.printer()
	text, err := pr.str(msg)
	if err == nil && len(args) > 0 {
		var with starlark.Value = args
		if d, ok := args[0].(*starlark.Dict); ok && len(args) == 1 && d.Len() > 0 {
			with = d
		}
		text, err = pr.percentFormat(text, with)
	}
	text += about
	l := &c.logs
	if err != nil || !l.set && level < logWarning {
		return err
	}
	if !l.set {
		_, err = fmt.Fprintln(c.cfg.Stderr, text)
		return err
	}
	return l.write(c, pr, g, level, text)
}
