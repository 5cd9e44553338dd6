package py

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.starlark.net/starlark"
)

// fail prints the usage and a message, and ends the script.
func (p *argParser) fail(c *Call, message string) error {
	fmt.Fprintf(c.cfg.Stderr, "%s%s: error: %s\n", p.usageText(), p.prog, message)
	return &Exit{Code: 2}
}

// argParse is one reading of arguments.
type argParse struct {
	*argParser
	c      *Call
	space  *instance
	args   []string
	shape  string // for each argument A, O of an option, or - of --
	seen   map[*argAction]bool
	given  map[*argAction]bool // other than by a default
	extras []string
}

// parse is parse_args(args=None, namespace=None), with the arguments that nothing takes.
func (p *argParser) parse(c *Call) (starlark.Value, []string, error) {
	var list, space starlark.Value = starlark.None, starlark.None
	if err := c.Unpack("args?", &list, "namespace?", &space); err != nil {
		return nil, nil, err
	}
	var args []string
	if list == starlark.None {
		args = c.cfg.Args[min(1, len(c.cfg.Args)):]
	} else {
		all, err := c.valuesOf(list)
		if err != nil {
			return nil, nil, err
		}
		for _, v := range all {
			s, ok := starlark.AsString(v)
			if !ok {
				return nil, nil, Raise("TypeError", "parse_args: got %s, want strings", TypeOf(v))
			}
			args = append(args, s)
		}
	}
	o, ok := space.(*instance)
	if !ok {
		if space != starlark.None {
			return nil, nil, Raise("TypeError", "parse_args: namespace: got %s, want a Namespace", TypeOf(space))
		}
		o = newInstance(c.argNamespace())
	}
	rest, err := p.into(c, o, args)
	return o, rest, err
}

// into sets the attributes of a namespace.
func (p *argParser) into(c *Call, space *instance, args []string) ([]string, error) {
	r := &argParse{argParser: p, c: c, space: space, args: args, seen: map[*argAction]bool{}, given: map[*argAction]bool{}}
	for _, a := range p.actions {
		if !a.suppressed && space.attrs.get(a.dest) == nil {
			space.attrs.set(a.dest, orNone(a.value))
		}
	}
	for name, v := range p.defaults.all() {
		if space.attrs.get(name) == nil {
			space.attrs.set(name, v)
		}
	}
	if err := r.run(); err != nil {
		return nil, err
	}
	return r.extras, r.finish()
}

// option is what an argument is of the options: the option, a value that is part of it.
func (r *argParse) option(arg string) (a *argAction, name string, value *string, isOption bool, err error) {
	find := func(name string) *argAction {
		for _, a := range r.actions {
			if slices.Contains(a.options, name) {
				return a
			}
		}
		return nil
	}
	if arg == "" || arg[0] != '-' {
		return nil, "", nil, false, nil
	}
	if a := find(arg); a != nil {
		return a, arg, nil, true, nil
	}
	if len(arg) == 1 {
		return nil, "", nil, false, nil
	}
	if before, after, ok := strings.Cut(arg, "="); ok {
		if a := find(before); a != nil {
			return a, before, &after, true, nil
		}
	}
	var near []string
	if strings.HasPrefix(arg, "--") {
		if r.abbreviate {
			before, after, has := strings.Cut(arg, "=")
			for _, b := range r.actions {
				for _, o := range b.options {
					if strings.HasPrefix(o, before) {
						near, a, name = append(near, o), b, o
					}
				}
			}
			if has {
				value = &after
			}
		}
	} else if b := find(arg[:2]); b != nil {
		rest := arg[2:]
		return b, arg[:2], &rest, true, nil
	}
	switch {
	case len(near) > 1:
		return nil, "", nil, true, r.fail(r.c, fmt.Sprintf("ambiguous option: %s could match %s", arg, strings.Join(near, ", ")))
	case len(near) == 1:
		return a, name, value, true, nil
	}
	if argNumber.MatchString(arg) && !slices.ContainsFunc(r.actions, func(a *argAction) bool { return slices.ContainsFunc(a.options, argNumber.MatchString) }) || strings.Contains(arg, " ") {
		return nil, "", nil, false, nil
	}
	return nil, arg, nil, true, nil
}

var argNumber = regexp.MustCompile(`^-\d+$|^-\d*\.\d+$`)

// pattern is the arguments that an action takes, as an expression over the shape.
func (a *argAction) pattern() string {
	var s string
	switch a.nargs {
	case "0":
		s = "(-*-*)"
	case "":
		s = "(-*A-*)"
	case "?":
		s = "(-*A?-*)"
	case "*":
		s = "(-*[A-]*)"
	case "+":
		s = "(-*A[A-]*)"
	case "...":
		s = "([-AO]*)"
	case "A...":
		s = "(-*A[-AO]*)"
	default:
		n, _ := strconv.Atoi(a.nargs)
		s = "(-*" + strings.Join(strings.Split(strings.Repeat("A", n), ""), "-*") + "-*)"
	}
	if len(a.options) > 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "-*", ""), "-", "")
	}
	return s
}

// run takes the arguments from the first to the last.
func (r *argParse) run() error {
	type found struct {
		a     *argAction
		name  string
		value *string
	}
	options := map[int]found{}
	for i, arg := range r.args {
		if arg == "--" {
			r.shape += "-" + strings.Repeat("A", len(r.args)-i-1)
			break
		}
		a, name, value, is, err := r.option(arg)
		if err != nil {
			return err
		}
		if !is {
			r.shape += "A"
			continue
		}
		r.shape += "O"
		options[i] = found{a, name, value}
	}
	var positionals []*argAction
	for _, a := range r.actions {
		if len(a.options) == 0 {
			positionals = append(positionals, a)
		}
	}
	at := 0
	take := func() error {
		for n := len(positionals); n > 0; n-- {
			expr := ""
			for _, a := range positionals[:n] {
				expr += a.pattern()
			}
			m := regexp.MustCompile("^" + expr).FindStringSubmatchIndex(r.shape[at:])
			if m == nil {
				continue
			}
			from := at
			for i, a := range positionals[:n] {
				size := m[2*i+3] - m[2*i+2]
				if err := r.positional(a, r.args[from:from+size]); err != nil {
					return err
				}
				from += size
			}
			at, positionals = from, positionals[n:]
			return nil
		}
		return nil
	}
	last := -1
	for i := range options {
		last = max(last, i)
	}
	for at <= last {
		next := at
		for r.shape[next] != 'O' {
			next++
		}
		if at != next {
			was := at
			if err := take(); err != nil {
				return err
			}
			if at > was {
				continue
			}
		}
		if r.shape[at] != 'O' {
			r.extras = append(r.extras, r.args[at:next]...)
			at = next
		}
		o := options[at]
		if o.a == nil {
			r.extras = append(r.extras, r.args[at])
			at++
			continue
		}
		size, err := r.optional(o.a, o.name, o.value, at)
		if err != nil {
			return err
		}
		at += size
	}
	if err := take(); err != nil {
		return err
	}
	r.extras = append(r.extras, r.args[at:]...)
	for _, a := range positionals {
		r.seen[a] = false
	}
	return nil
}

// optional takes an option with its values and gives how many arguments these are.
func (r *argParse) optional(a *argAction, name string, value *string, at int) (int, error) {
	match := regexp.MustCompile("^" + a.pattern())
	for value != nil {
		if a.nargs == "0" && !strings.HasPrefix(name, "--") && *value != "" && (*value)[0] != '=' {
			// Several options of one letter behind one hyphen.
			if err := r.perform(a, nil, name); err != nil {
				return 0, err
			}
			next := "-" + (*value)[:1]
			var b *argAction
			for _, x := range r.actions {
				if slices.Contains(x.options, next) {
					b = x
				}
			}
			if b == nil {
				return 0, r.fail(r.c, fmt.Sprintf("argument %s: ignored explicit argument %s", strings.Join(a.options, "/"), quoted(*value)))
			}
			rest := (*value)[1:]
			a, name, value = b, next, &rest
			match = regexp.MustCompile("^" + a.pattern())
			if rest == "" {
				value = nil
			}
			continue
		}
		if m := match.FindString("A"); m == "A" {
			return 1, r.perform(a, []string{strings.TrimPrefix(*value, map[bool]string{true: "=", false: ""}[!strings.HasPrefix(name, "--")])}, name)
		}
		return 0, r.fail(r.c, fmt.Sprintf("argument %s: ignored explicit argument %s", strings.Join(a.options, "/"), quoted(*value)))
	}
	m := match.FindStringIndex(r.shape[at+1:])
	if m == nil {
		want := "expected one argument"
		switch a.nargs {
		case "":
		case "?":
			want = "expected at most one argument"
		case "+":
			want = "expected at least one argument"
		default:
			want = "expected " + a.nargs + " arguments"
			if a.nargs == "1" {
				want = "expected 1 argument"
			}
		}
		return 0, r.fail(r.c, fmt.Sprintf("argument %s: %s", strings.Join(a.options, "/"), want))
	}
	return 1 + m[1], r.perform(a, r.args[at+1:at+1+m[1]], name)
}

func (r *argParse) positional(a *argAction, args []string) error {
	if a.nargs != "..." && a.nargs != "A..." {
		if i := slices.Index(args, "--"); i >= 0 {
			args = slices.Delete(slices.Clone(args), i, i+1)
		}
	}
	return r.perform(a, args, "")
}
