package py

import (
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// evaluated is the value of an annotation, which is kept as a text: names, dots, brackets and bars are worked out
// with the names that the script has now. A text with anything else, or with a name that is not there, stays a text.
func (ip *Interp) evaluated(text string) starlark.Value {
	e, err := fileOptions.ParseExpr("annotation", strings.ReplaceAll(text, "...", " Ellipsis "), 0)
	if err != nil {
		return starlark.String(text)
	}
	v, err := ip.typeIn(e)
	if err != nil || v == nil {
		return starlark.String(text)
	}
	return v
}

// typeIn is the value of an expression of an annotation, nil where it has something else in it.
func (ip *Interp) typeIn(e syntax.Expr) (starlark.Value, error) {
	switch e := e.(type) {
	case *syntax.ParenExpr:
		return ip.typeIn(e.X)
	case *syntax.Ident:
		if e.Name == "Ellipsis" {
			return ellipsis{}, nil
		}
		if v := ip.session.names[e.Name]; v != nil {
			return v, nil
		}
		v, _, err := ip.session.Get(starlark.String(e.Name))
		return v, err
	case *syntax.Literal:
		switch v := e.Value.(type) {
		case string:
			return starlark.String(v), nil
		case int64:
			return starlark.MakeInt64(v), nil
		}
	case *syntax.DotExpr:
		x, err := ip.typeIn(e.X)
		if x == nil || err != nil {
			return nil, err
		}
		return ip.attr(x, e.Name.Name)
	case *syntax.IndexExpr:
		x, y, err := ip.typePair(e.X, e.Y)
		if y == nil || err != nil {
			return nil, err
		}
		of, ok := x.(starlark.Mapping)
		if !ok {
			return nil, nil
		}
		v, _, err := of.Get(y)
		return v, err
	case *syntax.TupleExpr:
		return ip.typesIn(e.List)
	case *syntax.ListExpr:
		list, err := ip.typesIn(e.List)
		if list == nil || err != nil {
			return nil, err
		}
		return starlark.NewList(list.(starlark.Tuple)), nil
	case *syntax.BinaryExpr:
		if e.Op != syntax.PIPE {
			return nil, nil
		}
		x, y, err := ip.typePair(e.X, e.Y)
		if y == nil || err != nil {
			return nil, err
		}
		return starlark.Binary(e.Op, x, y)
	}
	return nil, nil
}

// typePair is the types that two expressions are; y is nil if one is none.
func (ip *Interp) typePair(left, right syntax.Expr) (x, y starlark.Value, err error) {
	if x, err = ip.typeIn(left); x == nil || err != nil {
		return nil, nil, err
	}
	y, err = ip.typeIn(right)
	return x, y, err
}

func (ip *Interp) typesIn(list []syntax.Expr) (starlark.Value, error) {
	out := starlark.Tuple{}
	for _, e := range list {
		v, err := ip.typeIn(e)
		if v == nil || err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// value is what an annotation in the body of a class stands for.
func (n annotated) valueOf(ip *Interp) starlark.Value {
	if n.value != nil {
		return n.value
	}
	return ip.evaluated(n.typ)
}

// annotationsOf is the annotations of a function or a class as a dict, of which the texts may be left.
func (ip *Interp) annotationsOf(v starlark.Value) *starlark.Dict {
	d := new(starlark.Dict)
	put := func(name string, v starlark.Value) { _ = d.SetKey(starlark.String(plainName(name)), v) } // a new dict takes every string
	switch v := v.(type) {
	case *class:
		for _, n := range v.notes {
			put(n.name, n.valueOf(ip))
		}
	case *starlark.Function:
		notes, ok := ip.sources.notes(v)
		if !ok {
			break
		}
		for _, p := range notes.Params {
			put(p.Name, ip.evaluated(p.Type))
		}
		if notes.Returns != "" {
			put("return", ip.evaluated(notes.Returns))
		}
	}
	return d
}

// typeHints is get_type_hints(obj): the annotations, of a class with those of its bases, and None as its type.
func typeHints(c *Call) (starlark.Value, error) {
	var obj, globals, locals starlark.Value
	extras := false
	if err := c.Unpack("obj", &obj, "globalns?", &globals, "localns?", &locals, "include_extras?", &extras); err != nil {
		return nil, err
	}
	if set, ok := globals.(*starlark.Dict); ok && set != nil || locals != nil && locals != starlark.None {
		return nil, Raise("NotImplementedError", "get_type_hints: globalns and localns are not available: names are looked up in the script")
	}
	d := new(starlark.Dict)
	add := func(from *starlark.Dict) error {
		for name, v := range from.Entries() {
			hint, err := c.hint(v, extras)
			if err != nil {
				return err
			}
			if err := d.SetKey(name, hint); err != nil {
				return err
			}
		}
		return nil
	}
	switch f := obj.(type) {
	case function:
		obj = f.Function
	case *method:
		obj = f.fn
	}
	if k, ok := obj.(*class); ok {
		for i := len(k.mro) - 1; i >= 0; i-- {
			if err := add(c.annotationsOf(k.mro[i])); err != nil {
				return nil, err
			}
		}
		return d, nil
	}
	if _, ok := obj.(starlark.Callable); !ok {
		if _, ok := obj.(*ModuleValue); !ok {
			return nil, Raise("TypeError", "%s is not a module, class, method, or function.", Short(obj))
		}
	}
	return d, add(c.annotationsOf(obj))
}

// hint is an annotation as get_type_hints gives it.
func (c *Call) hint(v starlark.Value, extras bool) (starlark.Value, error) {
	switch t := v.(type) {
	case starlark.NoneType:
		return c.noneType(), nil
	case starlark.String:
		if made := c.evaluated(strings.Trim(string(t), `"'`)); made.Type() != "string" {
			return c.hint(made, extras)
		}
		return nil, Raise("NameError", "name %s is not defined", quoted(string(t)))
	case forwardRef:
		return c.hint(starlark.String(t), extras)
	case *typingAlias:
		if t.form.name == "Annotated" && !extras || t.form.name == "Required" || t.form.name == "NotRequired" {
			return t.args[0], nil
		}
		if t.form.name == "Literal" {
			return t, nil
		}
		out := *t
		out.args = make(starlark.Tuple, len(t.args))
		for i, a := range t.args {
			var err error
			if out.args[i], err = c.hint(a, extras); err != nil {
				return nil, err
			}
		}
		return &out, nil
	}
	return v, nil
}
