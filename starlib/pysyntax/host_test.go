package pysyntax

import (
	"fmt"
	"math"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// host holds small versions of the builtins that rewritten programs call.
var host = starlark.StringDict{
	"__import__":  builtin("__import__", hostImport),
	"__fstr__":    builtin("__fstr__", hostFstr),
	"__format__":  builtin("__format__", hostFormat),
	"__pow__":     builtin("__pow__", hostPow),
	"__ipow__":    builtin("__ipow__", hostPow),
	"__compare__": builtin("__compare__", hostCompare),
	"__assert__":  builtin("__assert__", hostAssert),
	"__genexpr__": builtin("__genexpr__", hostGenexpr),
	"__list__":    starlark.Universe["list"],
	"__spread__":  starlark.Universe["list"],
	"__mapping__": starlark.Universe["dict"],
	"__tuple__":   starlark.Universe["tuple"],
	"__set__":     starlark.Universe["set"],
	"__dict__":    starlark.Universe["dict"],
	"__unpack__":  builtin("__unpack__", hostUnpack),
	"__delete__":  builtin("__delete__", hostDelete),
	"__merge__":   builtin("__merge__", hostMerge),
	"__True__":    starlark.True,
	"__False__":   starlark.False,
	"__name__":    starlark.String("__main__"),
}

type fn = func(*starlark.Thread, starlark.Tuple, []starlark.Tuple) (starlark.Value, error)

func builtin(name string, f fn) *starlark.Builtin {
	return starlark.NewBuiltin(name, func(t *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kw []starlark.Tuple) (starlark.Value, error) {
		return f(t, args, kw)
	})
}

func hostImport(_ *starlark.Thread, args starlark.Tuple, kw []starlark.Tuple) (starlark.Value, error) {
	name := string(args[0].(starlark.String))
	if len(args) > 1 && args[1] != starlark.None {
		return starlark.String(name + ":" + string(args[1].(starlark.String))), nil
	}
	if len(kw) > 0 {
		name, _, _ = strings.Cut(name, ".")
	}
	return starlark.String(name), nil
}

func str(v starlark.Value) string {
	if s, ok := starlark.AsString(v); ok {
		return s
	}
	return v.String()
}

func hostFstr(_ *starlark.Thread, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	var b strings.Builder
	for _, a := range args {
		b.WriteString(str(a))
	}
	return starlark.String(b.String()), nil
}

func hostFormat(_ *starlark.Thread, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	v, spec, conv := args[0], str(args[1]), str(args[2])
	text := str(v)
	if conv == "r" {
		text = v.String()
	}
	if strings.HasSuffix(spec, "f") {
		f, _ := starlark.AsFloat(v)
		return starlark.String(fmt.Sprintf("%"+spec, f)), nil
	}
	if strings.HasPrefix(spec, ">") {
		text = fmt.Sprintf("%"+spec[1:]+"s", text)
	}
	return starlark.String(text), nil
}

func hostPow(_ *starlark.Thread, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	x, _ := starlark.AsFloat(args[0])
	y, _ := starlark.AsFloat(args[1])
	_, float := args[0].(starlark.Float)
	if p := math.Pow(x, y); float || y < 0 {
		return starlark.Float(p), nil
	} else {
		return starlark.MakeInt64(int64(p)), nil
	}
}

func hostCompare(t *starlark.Thread, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	ops := map[string]syntax.Token{
		"==": syntax.EQL, "!=": syntax.NEQ, "<": syntax.LT, "<=": syntax.LE, ">": syntax.GT, ">=": syntax.GE,
	}
	x := args[0]
	for i := 2; i < len(args); i += 2 {
		y := args[i]
		if i > 2 {
			var err error
			if y, err = starlark.Call(t, y, nil, nil); err != nil {
				return nil, err
			}
		}
		op := str(args[i-1])
		var ok bool
		var err error
		if tok, found := ops[op]; found {
			ok, err = starlark.Compare(tok, x, y)
		} else {
			var v starlark.Value
			v, err = starlark.Binary(syntax.IN, x, y)
			ok = err == nil && bool(v.Truth()) == (op == "in")
		}
		if err != nil || !ok {
			return starlark.False, err
		}
		x = y
	}
	return starlark.True, nil
}

func hostAssert(t *starlark.Thread, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	if args[0].Truth() {
		return starlark.None, nil
	}
	msg := ""
	if len(args) > 1 {
		m := args[1]
		if c, ok := m.(starlark.Callable); ok {
			var err error
			if m, err = starlark.Call(t, c, nil, nil); err != nil {
				return nil, err
			}
		}
		msg = ": " + str(m)
	}
	return nil, fmt.Errorf("AssertionError%s", msg)
}

func hostGenexpr(_ *starlark.Thread, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	return args[0], nil
}

func hostUnpack(_ *starlark.Thread, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	before, _ := starlark.AsInt32(args[1])
	after, _ := starlark.AsInt32(args[2])
	var all []starlark.Value
	for v := range starlark.Elements(args[0].(starlark.Iterable)) {
		all = append(all, v)
	}
	if len(all) < before+after {
		return nil, fmt.Errorf("not enough values to unpack (expected at least %d, got %d)", before+after, len(all))
	}
	out := append(starlark.Tuple{}, all[:before]...)
	out = append(out, starlark.NewList(append([]starlark.Value{}, all[before:len(all)-after]...)))
	return append(out, all[len(all)-after:]...), nil
}

func hostMerge(_ *starlark.Thread, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	out := starlark.NewDict(0)
	for _, a := range args {
		for _, kv := range a.(*starlark.Dict).Items() {
			if _, found, _ := out.Get(kv[0]); found {
				return nil, fmt.Errorf("got multiple values for keyword argument %s", kv[0])
			}
			if err := out.SetKey(kv[0], kv[1]); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func hostDelete(t *starlark.Thread, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	pop, err := args[0].(starlark.HasAttrs).Attr("pop")
	if err != nil {
		return nil, err
	}
	return starlark.Call(t, pop, args[1:], nil)
}
