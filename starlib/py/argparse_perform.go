package py

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// perform does what an action does with its arguments.
func (r *argParse) perform(a *argAction, args []string, name string) error {
	values, isDefault, err := r.values(a, args)
	if err != nil {
		return err
	}
	r.seen[a] = true
	if !isDefault {
		r.given[a] = true
		for _, x := range r.exclusive {
			if !slices.Contains(x.actions, a) {
				continue
			}
			for _, b := range x.actions {
				if b != a && r.given[b] {
					return r.fail(r.c, fmt.Sprintf("argument %s: not allowed with argument %s", a.label(), b.label()))
				}
			}
		}
	}
	set := func(v starlark.Value) { r.space.attrs.set(a.dest, v) }
	list := func() *starlark.List {
		var all starlark.Tuple
		if old, ok := r.space.attrs.get(a.dest).(starlark.Iterable); ok {
			all = elementsIn(old)
		}
		return starlark.NewList(all)
	}
	switch a.kind {
	case "store":
		set(values)
	case "store_const":
		set(a.constant)
	case "store_true":
		set(starlark.True)
	case "store_false":
		set(starlark.False)
	case "append", "append_const":
		l := list()
		if a.kind == "append_const" {
			values = a.constant
		}
		_ = l.Append(values) // a list of ours
		set(l)
	case "extend":
		l := list()
		for _, v := range elementsIn(values.(starlark.Iterable)) {
			_ = l.Append(v) // a list of ours
		}
		set(l)
	case "count":
		n, ok := r.space.attrs.get(a.dest).(starlark.Int)
		if !ok {
			n = starlark.MakeInt(0)
		}
		set(n.Add(starlark.MakeInt(1)))
	case "help":
		s, err := r.helpText(r.c)
		if err != nil {
			return err
		}
		fmt.Fprint(r.c.cfg.Stdout, s)
		return &Exit{}
	case "version":
		fmt.Fprintln(r.c.cfg.Stdout, strings.ReplaceAll(a.version, "%(prog)s", r.prog))
		return &Exit{}
	case "parsers":
		return r.subcommand(a, args)
	}
	return nil
}

func (r *argParse) subcommand(a *argAction, args []string) error {
	if a.dest != "" {
		r.space.attrs.set(a.dest, starlark.String(args[0]))
	}
	i := slices.Index(a.names, args[0])
	if i < 0 {
		return r.fail(r.c, fmt.Sprintf("argument %s: invalid choice: %s (choose from %s)", a.label(), quoted(args[0]), quotedAll(a.names)))
	}
	own := newInstance(r.c.argNamespace())
	rest, err := a.parsers[i].into(r.c, own, args[1:])
	if err != nil {
		return err
	}
	for name, v := range own.attrs.all() {
		r.space.attrs.set(name, v)
	}
	r.extras = append(r.extras, rest...)
	return nil
}
