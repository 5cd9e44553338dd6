package py

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// How wide help is, and where what an argument means begins at most: CPython's, of 80 columns.
const (
	argHelpWidth = 78
	argHelpMost  = 24
)

// placeholder is what stands for an argument's value, each of n of them.
func (a *argAction) placeholders(n int) []string {
	var one string
	switch v := orNone(a.metavar).(type) {
	case starlark.Tuple:
		var all []string
		for _, x := range v {
			s, _ := starlark.AsString(x)
			all = append(all, s)
		}
		return all
	case starlark.String:
		one = string(v)
	default:
		switch {
		case a.kind == "parsers":
			one = "{" + strings.Join(a.names, ",") + "}"
		case a.choices != starlark.None:
			var all []string
			if seq, ok := looped(a.choices).(starlark.Iterable); ok {
				for _, x := range elementsIn(seq) {
					all = append(all, PlainText(x, PlainMost))
				}
			}
			one = "{" + strings.Join(all, ",") + "}"
		case len(a.options) > 0:
			one = strings.ToUpper(a.dest)
		default:
			one = a.dest
		}
	}
	return slices.Repeat([]string{one}, n)
}

func (a *argAction) placeholder() string { return a.placeholders(1)[0] }

// takes is what stands behind an option, or in the place of a positional argument.
func (a *argAction) takes() string {
	switch a.nargs {
	case "":
		return a.placeholder()
	case "?":
		return "[" + a.placeholder() + "]"
	case "*":
		if p := a.placeholders(1); len(p) == 2 {
			return fmt.Sprintf("[%s [%s ...]]", p[0], p[1])
		}
		return "[" + a.placeholder() + " ...]"
	case "+":
		p := a.placeholders(2)
		return fmt.Sprintf("%s [%s ...]", p[0], p[1])
	case "...":
		return "..."
	case "A...":
		return a.placeholder() + " ..."
	}
	n := 0
	_, _ = fmt.Sscan(a.nargs, &n) // it is a number
	return strings.Join(a.placeholders(n), " ")
}

// invocation is how an argument is given, in the list of the help.
func (a *argAction) invocation() string {
	if len(a.options) == 0 {
		return a.placeholder()
	}
	if a.nargs == "0" {
		return strings.Join(a.options, ", ")
	}
	var all []string
	for _, o := range a.options {
		all = append(all, o+" "+a.takes())
	}
	return strings.Join(all, ", ")
}

var (
	argAfterOpen   = regexp.MustCompile(`([\[(]) `)
	argBeforeClose = regexp.MustCompile(` ([\])])`)
	argEmpty       = regexp.MustCompile(`[\[(] *[\])]`)
	argAlone       = regexp.MustCompile(`\(([^|]*)\)`)
)

// synopsis is the arguments as the usage has them.
func (p *argParser) synopsis(actions []*argAction) string {
	inserts, grouped := map[int]string{}, map[*argAction]bool{}
	for _, x := range p.exclusive {
		if len(x.actions) == 0 {
			continue
		}
		from := slices.Index(actions, x.actions[0])
		to := from + len(x.actions)
		if from < 0 || to > len(actions) || !slices.Equal(actions[from:to], x.actions) {
			continue
		}
		open, end := "[", "]"
		if x.required {
			open, end = "(", ")"
		}
		if inserts[from] != "" {
			open = inserts[from] + " " + open
		}
		inserts[from] = open
		inserts[to] += end
		for i := from; i < to; i++ {
			grouped[actions[i]] = true
			if i > from {
				inserts[i] = "|"
			}
		}
	}
	var parts []string
	for i, a := range actions {
		if a.hidden {
			if inserts[i] == "|" {
				delete(inserts, i)
			} else if inserts[i+1] == "|" {
				delete(inserts, i+1)
			}
		}
		if s := inserts[i]; s != "" {
			parts = append(parts, s)
		}
		switch {
		case a.hidden:
			continue
		case len(a.options) == 0:
			s := a.takes()
			if grouped[a] && strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") {
				s = s[1 : len(s)-1]
			}
			parts = append(parts, s)
		default:
			s := a.options[0]
			if a.nargs != "0" {
				s += " " + a.takes()
			}
			if !a.required && !grouped[a] {
				s = "[" + s + "]"
			}
			parts = append(parts, s)
		}
	}
	if s := inserts[len(actions)]; s != "" {
		parts = append(parts, s)
	}
	s := strings.Join(parts, " ")
	s = argAfterOpen.ReplaceAllString(s, "$1")
	s = argBeforeClose.ReplaceAllString(s, "$1")
	s = argEmpty.ReplaceAllString(s, "")
	return strings.TrimSpace(argAlone.ReplaceAllString(s, "$1"))
}

// usageText is the usage, on lines of their own if it is long.
func (p *argParser) usageText() string {
	const prefix = "usage: "
	if p.usage != "" {
		return prefix + strings.ReplaceAll(strings.ReplaceAll(p.usage, "%(prog)s", p.prog), "%%", "%") + "\n"
	}
	var options, positionals []*argAction
	for _, a := range p.actions {
		if len(a.options) > 0 {
			options = append(options, a)
		} else {
			positionals = append(positionals, a)
		}
	}
	usage := strings.TrimSpace(p.prog + " " + p.synopsis(slices.Concat(options, positionals)))
	if len(prefix)+len(usage) <= argHelpWidth {
		return prefix + usage + "\n"
	}
	opts, pos := usageParts(p.synopsis(options)), usageParts(p.synopsis(positionals))
	var lines []string
	if 4*(len(prefix)+len(p.prog)) <= 3*argHelpWidth {
		indent := strings.Repeat(" ", len(prefix)+len(p.prog)+1)
		switch {
		case len(opts) > 0:
			lines = usageLines(append([]string{p.prog}, opts...), indent, len(prefix)-1)
			lines[0] = strings.TrimPrefix(lines[0], indent)
			lines = append(lines, usageLines(pos, indent, len(indent)-1)...)
		case len(pos) > 0:
			lines = usageLines(append([]string{p.prog}, pos...), indent, len(prefix)-1)
			lines[0] = strings.TrimPrefix(lines[0], indent)
		default:
			lines = []string{p.prog}
		}
	} else {
		indent := strings.Repeat(" ", len(prefix))
		rest := usageLines(slices.Concat(opts, pos), indent, len(indent)-1)
		if len(rest) > 1 {
			rest = append(usageLines(opts, indent, len(indent)-1), usageLines(pos, indent, len(indent)-1)...)
		}
		lines = append([]string{p.prog}, rest...)
	}
	return prefix + strings.Join(lines, "\n") + "\n"
}

// usageParts is the parts of a synopsis, of which none is broken.
func usageParts(s string) (parts []string) {
	depth, from := 0, 0
	for i := 0; i <= len(s); i++ {
		switch {
		case i == len(s) || s[i] == ' ' && depth == 0:
			if i > from {
				parts = append(parts, s[from:i])
			}
			from = i + 1
		case s[i] == '[' || s[i] == '(':
			depth++
		case s[i] == ']' || s[i] == ')':
			depth--
		}
	}
	return parts
}

func usageLines(parts []string, indent string, size int) (lines []string) {
	var line []string
	for _, part := range parts {
		if size+1+len(part) > argHelpWidth && len(line) > 0 {
			lines = append(lines, indent+strings.Join(line, " "))
			line, size = nil, len(indent)-1
		}
		line = append(line, part)
		size += len(part) + 1
	}
	if len(line) > 0 {
		lines = append(lines, indent+strings.Join(line, " "))
	}
	return lines
}

var argBlankLines = regexp.MustCompile(`\n\n\n+`)

// helpText is the whole help.
func (p *argParser) helpText(c *Call) (string, error) {
	longest := 0
	measure := func(s string, indent int) { longest = max(longest, utf8.RuneCountInString(s)+indent) }
	for _, g := range p.groups {
		for _, a := range g.actions {
			if a.hidden {
				continue
			}
			measure(a.invocation(), 2)
			for _, name := range a.names {
				measure(name, 4)
			}
		}
	}
	column := min(longest+2, argHelpMost)
	var b strings.Builder
	b.WriteString(p.usageText() + "\n")
	if p.description != "" {
		if err := p.paragraph(&b, p.description, ""); err != nil {
			return "", err
		}
	}
	for _, g := range p.groups {
		var body strings.Builder
		if g.description != "" {
			if err := p.paragraph(&body, g.description, "  "); err != nil {
				return "", err
			}
		}
		for _, a := range g.actions {
			if a.hidden {
				continue
			}
			if err := p.describe(c, &body, a, column); err != nil {
				return "", err
			}
		}
		if body.Len() > 0 {
			if g.title != "" {
				b.WriteString(g.title + ":\n")
			}
			b.WriteString(body.String() + "\n")
		}
	}
	if p.epilog != "" {
		if err := p.paragraph(&b, p.epilog, ""); err != nil {
			return "", err
		}
	}
	return strings.Trim(argBlankLines.ReplaceAllString(b.String(), "\n\n"), "\n") + "\n", nil
}

// paragraph writes a text of the help.
func (p *argParser) paragraph(b *strings.Builder, text, indent string) error {
	text = strings.ReplaceAll(text, "%(prog)s", p.prog)
	if p.rawText {
		for _, line := range keptLines(text) {
			b.WriteString(indent + line)
		}
		b.WriteString("\n\n")
		return nil
	}
	lines, err := p.wrapped(text, argHelpWidth-len(indent))
	for _, line := range lines {
		b.WriteString(indent + line + "\n")
	}
	b.WriteString("\n")
	return err
}

func (p *argParser) wrapped(text string, width int) ([]string, error) {
	w := newTextWrapper(p.ip)
	w.width = max(width, 11)
	return w.wrap(strings.Join(strings.Fields(text), " "))
}

// describe writes an argument and what it means.
func (p *argParser) describe(c *Call, b *strings.Builder, a *argAction, column int) error {
	if err := p.item(c, b, a.invocation(), a.help, a, "  ", column); err != nil {
		return err
	}
	for i, name := range a.names {
		if a.about[i] != "" {
			if err := p.item(c, b, name, a.about[i], a, "    ", column); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *argParser) item(c *Call, b *strings.Builder, header, help string, a *argAction, indent string, column int) error {
	help, err := p.expanded(c, help, a)
	if err != nil {
		return err
	}
	if strings.TrimSpace(help) == "" {
		b.WriteString(indent + header + "\n")
		return nil
	}
	lines := strings.Split(help, "\n")
	if !p.rawLines {
		if lines, err = p.wrapped(help, argHelpWidth-column); err != nil {
			return err
		}
	}
	pad := strings.Repeat(" ", column)
	if n := column - len(indent) - 2 - utf8.RuneCountInString(header); n >= 0 {
		b.WriteString(indent + header + strings.Repeat(" ", n+2) + lines[0] + "\n")
	} else {
		b.WriteString(indent + header + "\n" + pad + lines[0] + "\n")
	}
	for _, line := range lines[1:] {
		b.WriteString(pad + line + "\n")
	}
	return nil
}

// expanded is the help of an argument with what %(default)s and the like stand for.
func (p *argParser) expanded(c *Call, help string, a *argAction) (string, error) {
	if p.showDefaults && !a.suppressed && !strings.Contains(help, "%(default)") && help != "" &&
		(len(a.options) > 0 || a.nargs == "?" || a.nargs == "*") {
		help += " (default: %(default)s)"
	}
	if !strings.Contains(help, "%") {
		return help, nil
	}
	d := new(starlark.Dict)
	put := func(name string, v starlark.Value) {
		_ = d.SetKey(starlark.String(name), v) // a new dict takes every string
	}
	put("prog", starlark.String(p.prog))
	put("default", orNone(a.value))
	put("dest", starlark.String(a.dest))
	put("metavar", orNone(a.metavar))
	put("const", orNone(a.constant))
	if f, ok := a.typ.(starlark.Callable); ok {
		put("type", starlark.String(f.Name()))
	}
	if a.choices != nil && a.choices != starlark.None {
		put("choices", starlark.String(strings.Join(strings.Split(strings.Trim(a.choiceNames(), "{}"), ","), ", ")))
	}
	return c.printer().percentFormat(help, d)
}

// choiceNames is the choices as a placeholder has them.
func (a *argAction) choiceNames() string {
	bare := *a
	bare.metavar = starlark.None
	return bare.placeholder()
}
