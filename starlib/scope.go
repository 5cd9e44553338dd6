package starlib

import (
	"fmt"
	"maps"
	"slices"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/expr"
	"starling/starlib/py"
)

// env is what the formulas of a call can name: the local variables of the function
// that makes the call, those around it, and the globals.
func (c *call) env() engine.Env {
	h, locals := c.host, c.Locals()
	return engine.Env{Objects: objects{h}, Vars: func(name string) (v expr.Var, ok bool) {
		h.LockedInside(errInFormula, func() {
			x := locals[name]
			if x == nil {
				x, _ = h.Visible(name)
			}
			if ok = x != nil; ok {
				v = h.variable(x)
			}
		})
		return v, ok
	}, Names: func() (names []string) {
		h.LockedInside(errInFormula, func() {
			names = append(slices.Sorted(maps.Keys(locals)), h.Assigned()...)
		})
		return names
	}}
}

// variable is a script value as formulas see it. The session lock is held.
func (h *Host) variable(v starlark.Value) expr.Var {
	switch v := v.(type) {
	case *starlark.Function:
		t, ok := h.resultType(v)
		return expr.Var{Func: &scriptFunc{h, v, v.Name(), t, ok}}
	case *py.Function:
		t, ok := typeNamed(v.Result())
		return expr.Var{Func: &scriptFunc{h, v, v.Name(), t, ok}}
	case *starlark.Builtin:
		t, ok := typeNamed(builtinResults[v.Name()])
		return expr.Var{Func: &scriptFunc{h, v, v.Name(), t, ok}}
	case *starlark.List, starlark.Tuple:
		if t, list, ok := constants(v.(starlark.Sequence)); ok {
			return expr.Var{ElemType: t, List: list}
		}
	}
	if t, x, ok := constant(v); ok {
		return expr.Var{Type: t, Value: x}
	}
	return expr.Var{Object: &scriptObject{h, v}}
}

// builtinResults is what Starlark's own builtins give.
var builtinResults = map[string]string{
	"bool": "bool", "bytes": "bytes", "chr": "str", "float": "float", "hash": "int",
	"int": "int", "len": "int", "ord": "int", "repr": "str", "str": "str",
}

// constant is a plain value as a formula's constant.
func constant(v starlark.Value) (column.Type, any, bool) {
	switch v := v.(type) {
	case starlark.NoneType:
		return column.PyObject, nil, true
	case starlark.Bool:
		return column.Of(column.Bool), bool(v), true
	case starlark.Int:
		n, ok := v.Int64()
		return column.Of(column.Long), n, ok
	case starlark.Float:
		return column.Of(column.Double), float64(v), true
	case starlark.String:
		return column.Of(column.String), string(v), true
	case starlark.Bytes:
		return column.Of(column.Bytes), []byte(v), true
	case py.Date, py.Datetime:
		d, _ := py.AsDatetime(v)
		n, err := d.Nanos()
		return column.Of(column.Instant), n, err == nil
	case foreign:
		return v.t, v.v, v.t.Class != nil
	}
	return column.Type{}, nil, false
}

// constants is a list of values of one type, Nones aside; whole numbers among others are doubles.
func constants(seq starlark.Sequence) (t column.Type, list []any, ok bool) {
	for v := range starlark.Elements(seq) {
		et, x, ok := constant(v)
		if !ok {
			return column.Type{}, nil, false
		}
		list = append(list, x)
		switch {
		case x == nil || et == t:
		case t == column.Type{}, t.Kind == column.Long && et.Kind == column.Double:
			t = et
		case t.Kind == column.Double && et.Kind == column.Long:
		default:
			return column.Type{}, nil, false
		}
	}
	if t.Kind == column.Double {
		for i, x := range list {
			if n, ok := x.(int64); ok {
				list[i] = float64(n)
			}
		}
	}
	return t, list, t != column.Type{}
}

// scriptObject is a value that formulas reach into.
type scriptObject struct {
	h *Host
	v starlark.Value
}

// Attr is the attribute of that name now.
func (o *scriptObject) Attr(name string) (v expr.Var, ok bool) {
	a, has := o.v.(starlark.HasAttrs)
	if !has {
		return v, false
	}
	o.h.LockedInside(errInFormula, func() {
		x, err := a.Attr(name)
		if ok = err == nil && x != nil; ok {
			v = o.h.variable(x)
		}
	})
	return v, ok
}

// Value is the script value.
func (o *scriptObject) Value() any { return toObject(o.v) }

func (o *scriptObject) String() string { return fmt.Sprintf("%s of the script", py.TypeOf(o.v)) }
