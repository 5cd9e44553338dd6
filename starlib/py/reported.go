package py

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// reported is an exception as it is shown to the user, with those that led to it.
func (ip *Interp) reported(o *instance) *Error {
	return ip.reportedAfter(o, map[*instance]bool{})
}

func (ip *Interp) reportedAfter(o *instance, seen map[*instance]bool) *Error {
	seen[o] = true
	x := exceptionIn(o)
	e := &Error{Kind: o.class.name, Hint: x.hint, Frames: slices.Clone(x.trace), err: x.err}
	if m := o.class.module; m != "builtins" && m != "__main__" && !strings.HasPrefix(m, "deephaven") {
		e.Module = m
	}
	e.Msg = o.message()
	if notes, ok := o.attrs.get("__notes__").(*starlark.List); ok {
		for v := range notes.Elements() {
			e.Notes = append(e.Notes, PlainText(v, PlainMost))
		}
	}
	before := x.cause
	e.Direct = before != nil
	if before == nil && !x.suppress {
		before = x.context
	}
	if before != nil && !seen[before] && len(seen) < longestChain {
		e.Before = ip.reportedAfter(before, seen)
	}
	return e
}

// exitOf is how a script ends itself by SystemExit: with a status, or with 1 and a text.
func (ip *Interp) exitOf(o *instance) *Exit {
	code := orNone(o.attrs.get("code"))
	switch code.(type) {
	case starlark.NoneType, starlark.Bool, starlark.Int:
	default:
		s, err := ip.printer().str(code)
		if err != nil {
			s = err.Error()
		}
		fmt.Fprintln(ip.cfg.Stderr, s)
	}
	return &Exit{Code: exitCode(code)}
}
