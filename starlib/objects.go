package starlib

import (
	"go.starlark.net/starlark"

	"starling/engine/column"
	"starling/engine/expr"
	"starling/starlib/py"
)

// objects works on columns of script values for the formula language.
type objects struct{ h *Host }

// each appends f of every object to out.
func (o objects) each(out, obj *column.Vec[any], what string, f func(th *starlark.Thread, i int, v starlark.Value) (starlark.Value, error)) error {
	return o.h.inFormula(func(th *starlark.Thread) error {
		for i, x := range obj.V {
			v, err := f(th, i, fromAny(x))
			if err == nil {
				err = o.h.Err()
			}
			if err != nil {
				return o.h.rowError(i, what, err)
			}
			out.Append(toObject(v))
		}
		return nil
	})
}

// Attr reads the attribute of that name.
func (o objects) Attr(out, obj *column.Vec[any], name string) error {
	return o.each(out, obj, "."+name, func(_ *starlark.Thread, _ int, v starlark.Value) (starlark.Value, error) {
		return py.GetAttr(v, name)
	})
}

// Index is obj[key].
func (o objects) Index(out, obj *column.Vec[any], key column.Vector) error {
	return o.h.inFormula(func(*starlark.Thread) error {
		keys := scriptValues(nil, key, column.Of(key.Kind()))
		for i, x := range obj.V {
			of := fromAny(x)
			if d, ok := of.(*starlark.Dict); ok { // null where there is no such key, as java.util.Map has it
				v, _, err := d.Get(keys[i])
				if err != nil {
					return o.h.rowError(i, "["+py.Short(keys[i])+"]", err)
				}
				if v == nil {
					v = starlark.None
				}
				out.Append(toObject(v))
				continue
			}
			v, err := py.Index(of, keys[i])
			if err != nil {
				return o.h.rowError(i, "["+py.Short(keys[i])+"]", err)
			}
			out.Append(toObject(v))
		}
		return nil
	})
}

// Method calls the method of that name.
func (o objects) Method(out, obj *column.Vec[any], name string, args []expr.Values) error {
	return o.calls(out, obj, "."+name, args, func(v starlark.Value) (starlark.Value, error) { return py.GetAttr(v, name) })
}

// Call calls the objects themselves.
func (o objects) Call(out, obj *column.Vec[any], args []expr.Values) error {
	return o.calls(out, obj, "call", args, func(v starlark.Value) (starlark.Value, error) { return v, nil })
}

func (o objects) calls(out, obj *column.Vec[any], what string, args []expr.Values, fn func(starlark.Value) (starlark.Value, error)) error {
	return o.h.inFormula(func(th *starlark.Thread) error {
		cols := make([][]starlark.Value, len(args))
		for j, a := range args {
			cols[j] = takes{}.arguments(nil, a.Vector, a.Type)
		}
		row := make(starlark.Tuple, len(args))
		for i, x := range obj.V {
			for j, c := range cols {
				row[j] = c[i]
			}
			f, err := fn(fromAny(x))
			var v starlark.Value
			if err == nil {
				v, err = o.h.callRow(th, f, row)
			}
			if err != nil {
				return o.h.rowError(i, what, err)
			}
			out.Append(toObject(v))
		}
		return nil
	})
}

// Cast converts to the kind of out.
func (o objects) Cast(out column.Vector, obj *column.Vec[any]) error {
	return o.h.inFormula(func(*starlark.Thread) error {
		put := castOf(out)
		for i, x := range obj.V {
			if err := put(fromAny(x)); err != nil {
				return o.h.rowError(i, "("+column.Of(out.Kind()).String()+")", err)
			}
		}
		return nil
	})
}

// Wrap turns values into script objects.
func (o objects) Wrap(out *column.Vec[any], v expr.Values) error {
	return o.h.inFormula(func(*starlark.Thread) error {
		for _, x := range scriptValues(make([]starlark.Value, 0, v.Len()), v.Vector, v.Type) {
			out.Append(toObject(x))
		}
		return nil
	})
}

// Plain makes numbers, texts and booleans of the script those of Java.
func (o objects) Plain(values []any) error {
	return o.h.inFormula(func(*starlark.Thread) error {
		for i, x := range values {
			v, ok := x.(starlark.Value)
			if !ok {
				continue
			}
			switch v := v.(type) {
			case starlark.Int:
				n := whole64(v)
				if n.Err != nil {
					return o.h.rowError(i, py.Short(v), n.Err)
				}
				if n.Value != nil {
					values[i] = n.Value
				}
			case starlark.Float, starlark.String, starlark.Bool:
				_, values[i], _ = constant(v)
			}
		}
		return nil
	})
}
