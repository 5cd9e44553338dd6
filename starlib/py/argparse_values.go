package py

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

func quotedAll(names []string) string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = quoted(n)
	}
	return strings.Join(all, ", ")
}

// values is the value of an action's arguments; isDefault tells that it is the default.
func (r *argParse) values(a *argAction, args []string) (v starlark.Value, isDefault bool, err error) {
	switch {
	case a.nargs == "0", a.nargs == "A...":
		return starlark.None, false, nil
	case len(args) == 0 && a.nargs == "?":
		v = orNone(a.value)
		if len(a.options) > 0 {
			v = a.constant
		}
		if s, ok := v.(starlark.String); ok {
			v, err = r.value(a, string(s))
			if err == nil {
				err = r.chosen(a, v)
			}
		}
		return v, len(a.options) == 0, err
	case len(args) == 0 && a.nargs == "*" && len(a.options) == 0:
		if a.value != nil && a.value != starlark.None {
			return a.value, true, nil
		}
		return starlark.NewList(nil), true, nil
	case len(args) == 1 && (a.nargs == "" || a.nargs == "?"):
		if v, err = r.value(a, args[0]); err == nil {
			err = r.chosen(a, v)
		}
		return v, false, err
	}
	list := make([]starlark.Value, len(args))
	for i, s := range args {
		if list[i], err = r.value(a, s); err == nil && a.nargs != "..." {
			err = r.chosen(a, list[i])
		}
		if err != nil {
			return nil, false, err
		}
	}
	return starlark.NewList(list), false, nil
}

// value is what type makes of a text.
func (r *argParse) value(a *argAction, s string) (starlark.Value, error) {
	if a.typ == starlark.None {
		return starlark.String(s), nil
	}
	v, err := r.c.apply(a.typ, starlark.String(s))
	if err == nil {
		return v, nil
	}
	switch kind, msg := r.c.Explain(err); kind[strings.LastIndexByte(kind, '.')+1:] {
	case "ArgumentTypeError":
		return nil, r.fail(r.c, fmt.Sprintf("argument %s: %s", a.label(), msg))
	case "ValueError", "TypeError":
		name := Short(a.typ)
		if f, ok := a.typ.(starlark.Callable); ok {
			name = f.Name()
		}
		return nil, r.fail(r.c, fmt.Sprintf("argument %s: invalid %s value: %s", a.label(), name, quoted(s)))
	}
	return nil, err
}

// chosen is the error of a value that is none of the choices.
func (r *argParse) chosen(a *argAction, v starlark.Value) error {
	if a.choices == starlark.None {
		return nil
	}
	in, err := includes(a.choices, v)
	if err != nil || in {
		return err
	}
	all, err := r.c.valuesOf(a.choices)
	if err != nil {
		return err
	}
	shown := make([]string, len(all))
	for i, x := range all {
		if shown[i], err = r.c.printer().repr(x); err != nil {
			return err
		}
	}
	s, err := r.c.printer().repr(v)
	if err != nil {
		return err
	}
	return r.fail(r.c, fmt.Sprintf("argument %s: invalid choice: %s (choose from %s)", a.label(), s, strings.Join(shown, ", ")))
}

// label is what an error calls the argument.
func (a *argAction) label() string {
	if len(a.options) > 0 {
		return strings.Join(a.options, "/")
	}
	if s, ok := starlark.AsString(orNone(a.metavar)); ok {
		return s
	}
	if a.dest == "" && a.kind == "parsers" {
		return a.placeholder()
	}
	return a.dest
}

// finish is the error of what was not given, and makes values of defaults that are texts.
func (r *argParse) finish() error {
	var missing []string
	for _, a := range r.actions {
		switch {
		case r.seen[a]:
		case a.required:
			missing = append(missing, a.label())
		case a.value != nil && !a.suppressed:
			s, ok := a.value.(starlark.String)
			if ok && r.space.attrs.get(a.dest) == a.value {
				v, err := r.value(a, string(s))
				if err != nil {
					return err
				}
				r.space.attrs.set(a.dest, v)
			}
		}
	}
	if len(missing) > 0 {
		return r.fail(r.c, "the following arguments are required: "+strings.Join(missing, ", "))
	}
	for _, x := range r.exclusive {
		if x.required && !slices.ContainsFunc(x.actions, func(a *argAction) bool { return r.given[a] }) {
			var names []string
			for _, a := range x.actions {
				if !a.hidden {
					names = append(names, a.label())
				}
			}
			return r.fail(r.c, "one of the arguments "+strings.Join(names, " ")+" is required")
		}
	}
	return nil
}
