package starlib

import (
	"errors"
	"fmt"

	"go.starlark.net/starlark"

	"starling/engine/column"
	"starling/engine/expr"
	"starling/starlib/py"
)

// Native is a function of the program around the host, as formulas call it: by column. It may be
// called from any goroutine, and with the graph's lock.
type Native interface {
	expr.Func
	// Params is the types of the values that it takes.
	Params() []column.Type
}

// native is a Native as scripts see it.
type native struct {
	h *Host
	f Native
}

// NewNative is the script value of a function. Formulas call it by column, scripts with values, which
// become those of its parameters; the session lock is released meanwhile.
func (h *Host) NewNative(f Native) starlark.Callable { return &native{h, f} }

func (n *native) Name() string          { return n.f.Name() }
func (n *native) String() string        { return fmt.Sprintf("<built-in function %s>", n.f.Name()) }
func (n *native) Type() string          { return "builtin_function_or_method" }
func (n *native) Freeze()               {}
func (n *native) Truth() starlark.Bool  { return true }
func (n *native) Hash() (uint32, error) { return uint32(py.PointerOf(n) >> 4), nil }

// Attr is its name.
func (n *native) Attr(name string) (starlark.Value, error) {
	switch name {
	case "__name__", "__qualname__":
		return starlark.String(n.f.Name()), nil
	case "__doc__":
		return starlark.String("A function of the program that Starling is part of."), nil
	}
	return nil, nil
}

// AttrNames is the names of the attributes.
func (n *native) AttrNames() []string { return []string{"__doc__", "__name__", "__qualname__"} }

// CallInternal calls it for one row of values.
func (n *native) CallInternal(_ *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	name, params := n.f.Name(), n.f.Params()
	if len(kwargs) > 0 {
		return nil, py.Raise("TypeError", "%s() takes no keyword arguments", name)
	}
	if len(args) != len(params) {
		plural := "s"
		if len(params) == 1 {
			plural = ""
		}
		return nil, py.Raise("TypeError", "%s() takes %d argument%s (%d given)", name, len(params), plural, len(args))
	}
	row := make([]expr.Values, len(args))
	for i, x := range args {
		v := column.NewVector(params[i])
		if err := argument(v, params[i], x); err != nil {
			return nil, fmt.Errorf("%s(): argument %d: %w", name, i+1, err)
		}
		row[i] = expr.Values{Vector: v, Type: params[i]}
	}
	typ, _ := n.f.Result()
	out := column.NewVector(typ)
	var failed error
	if err := n.h.Aside(func() error { failed = n.f.Call(row, 1, out); return nil }); err != nil {
		return nil, err
	}
	if at := (*expr.RowError)(nil); errors.As(failed, &at) {
		failed = at.Err
	}
	if failed != nil {
		return nil, py.OfKind("RuntimeError", failed)
	}
	return scriptValues(nil, out, typ)[0], nil
}

// argument appends x as a value of type t to v; objects are what columns of their class have.
func argument(v column.Vector, t column.Type, x starlark.Value) error {
	if x == starlark.None {
		v.AppendNull()
		return nil
	}
	switch t.Kind {
	case column.List:
		seq, ok := x.(starlark.Sequence)
		if !ok {
			return misfit(x, t.Kind)
		}
		lists := v.(*column.Lists)
		elem, _ := t.Elem()
		for e := range starlark.Elements(seq) {
			if err := argument(lists.Open(), elem, e); err != nil {
				lists.Drop()
				return err
			}
		}
		lists.Close()
		return nil
	case column.Object:
		o, ok := object(t, x)
		if !ok {
			return py.Raise("TypeError", "cannot convert %s (%s) to %s", py.Short(x), py.TypeOf(x), t)
		}
		v.(*column.Vec[any]).Append(o)
		return nil
	}
	return sinkOf(v)(x)
}

// object is a script value as a column of objects of type t has it.
func object(t column.Type, x starlark.Value) (o any, ok bool) {
	switch x := x.(type) {
	case starlark.Int:
		if t == column.BigInteger {
			return x.BigInt(), true
		}
	case py.Timedelta:
		d, err := x.Duration()
		return column.Duration(d), err == nil && t.String() == "java.time.Duration"
	}
	o = toObject(x)
	return o, t.Class.Holds(o)
}
