package starlib

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/expr"
	"starling/starlib/py"
)

// env is what the formulas of a call can name: the local variables of the function
// that makes the call, those around it, and the globals.
func (c *call) env() engine.Env { return c.host.scope(c.Locals()) }

// scope is what formulas can name: local variables, and the globals.
func (h *Host) scope(locals starlark.StringDict) engine.Env {
	return engine.Env{Objects: objects{h}, Vars: func(name string) (v expr.Var, ok bool) {
		h.LockedInside(errInFormula, func() {
			x := locals[name]
			if x == nil {
				x, _ = h.Global(name)
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
		return expr.Var{Func: &scriptFunc{h, v, v.Name(), t, ok, h.parameters(v)}}
	case *py.Function, *py.TypeObject, *starlark.Builtin: // which say nothing about what they give, as in Python
		f := v.(starlark.Callable)
		return expr.Var{Func: &scriptFunc{h: h, fn: f, name: f.Name()}}
	case *native:
		return expr.Var{Func: v.f}
	case *javaArray:
		return v.variable()
	case *starlark.List, starlark.Tuple:
		_, tuple := v.(starlark.Tuple)
		x := expr.Var{Object: &scriptObject{h, v}, Tuple: tuple}
		if t, list, ok := constants(v.(starlark.Sequence)); ok {
			x.ElemType, x.List = t, list
		}
		return x
	case starlark.Int:
		x := whole64(v)
		if x.Err != nil {
			x.Object = &scriptObject{h, v}
		}
		return x
	}
	if t, x, ok := constant(v); ok {
		c := expr.Var{Type: t, Value: x}
		switch v := v.(type) {
		case py.Date, starlark.Bytes:
			c.Object = &scriptObject{h, v}
		case py.Datetime:
			if !v.Java { // else it is an Instant to formulas
				c.Object = &scriptObject{h, v}
			}
		}
		return c
	}
	return expr.Var{Object: &scriptObject{h, v}}
}

// whole64 is a whole number as formulas see it: of the smallest type that holds it, as the real
// server's bridge from Python to Java has it, but none as the number that means null there.
func whole64(v starlark.Int) expr.Var {
	n, ok := v.Int64()
	switch {
	case !ok:
		return expr.Var{Err: fmt.Errorf("%s is no long: numbers of formulas go up to %d; cast it, as in (java.math.BigInteger)", py.Short(v), math.MaxInt64)}
	case n == int64(column.NullInt):
		return expr.Var{Type: column.Of(column.Int)}
	case n > math.MinInt8 && n <= math.MaxInt8:
		return expr.Var{Type: column.Of(column.Byte), Value: int8(n)}
	case n > math.MinInt16 && n <= math.MaxInt16:
		return expr.Var{Type: column.Of(column.Short), Value: int16(n)}
	case n > math.MinInt32 && n <= math.MaxInt32:
		return expr.Var{Type: column.Of(column.Int), Value: int32(n)}
	case n == column.NullLong:
		return expr.Var{Type: column.Of(column.Long)}
	}
	return expr.Var{Type: column.Of(column.Long), Value: n}
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
	if f, ok := o.h.collectionMethod(o.v, name); ok {
		return expr.Var{Func: f}, true
	}
	a, has := o.v.(starlark.HasAttrs)
	if !has {
		return v, false
	}
	o.h.LockedInside(errInFormula, func() {
		x, err := a.Attr(name)
		if ok = err == nil && x != nil; !ok {
			return
		}
		if v = o.h.variable(x); v.Func == nil { // a number is to be cast, too
			v = expr.Var{Object: &scriptObject{o.h, x}}
		}
	})
	return v, ok
}

// Value is the script value.
func (o *scriptObject) Value() any { return toObject(o.v) }

func (o *scriptObject) String() string { return fmt.Sprintf("%s of the script", py.TypeOf(o.v)) }
