package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/engine/column"
	"starling/starlib/py"
)

// dtypeFunctions is what the module deephaven.dtypes has beside types.
func dtypeFunctions() []py.Entry {
	return []py.Entry{
		{Sig: "DType", Doc: "What the types here are.", Value: py.TypeName("DType")},
		{Sig: "array(dtype, seq, remap=None)", Doc: "The values of a sequence as values of a type: a list to scripts, an array to formulas; remap is called for each before.", Fn: does(newArray)},
		{Sig: "null_remap(dtype)", Doc: "A function that gives the null of constants for None, and any other value as it is: for the remap of array.", Fn: does(nullRemap)},
	}
}

// nulls is what null_remap gives for None.
func nulls(k column.Kind) (starlark.Value, bool) {
	switch k {
	case column.Bool:
		return starlark.None, true
	case column.Byte:
		return starlark.MakeInt(int(column.NullByte)), true
	case column.Char:
		return starlark.MakeInt(int(column.NullChar)), true
	case column.Short:
		return starlark.MakeInt(int(column.NullShort)), true
	case column.Int:
		return starlark.MakeInt64(int64(column.NullInt)), true
	case column.Long:
		return starlark.MakeInt64(column.NullLong), true
	case column.Float:
		return starlark.Float(column.NullFloat), true
	case column.Double:
		return starlark.Float(column.NullDouble), true
	}
	return nil, false
}

func nullRemap(c *call) (starlark.Value, error) {
	var d *DType
	if err := c.Unpack("dtype", &d); err != nil {
		return nil, err
	}
	null, ok := nulls(d.typ.Kind)
	if !ok {
		return nil, py.Raise("TypeError", "null_remap() must be called with a primitive DType, not with %s", d.java)
	}
	return py.NewFunction("null_remap", py.Entry{Sig: "remap(x)", Doc: "The null for None, else the value.", Fn: func(c *py.Call) (starlark.Value, error) {
		var x starlark.Value
		if err := c.Unpack("x", &x); err != nil {
			return nil, err
		}
		if x == starlark.None {
			return null, nil
		}
		return x, nil
	}}), nil
}

func newArray(c *call) (starlark.Value, error) {
	var d *DType
	var seq starlark.Iterable
	var remap starlark.Callable
	if err := c.Unpack("dtype", &d, "seq??", &seq, "remap??", &remap); err != nil {
		return nil, err
	}
	if seq == nil {
		return starlark.None, nil
	}
	return c.arrayOf(d, seq, remap)
}

// arrayOf is the array of a sequence, of which remap, unless it is nil, is called for each element.
func (c *call) arrayOf(d *DType, seq starlark.Iterable, remap starlark.Callable) (starlark.Value, error) {
	items, err := c.arrayItems(seq, remap)
	if err != nil {
		return nil, err
	}
	null, _ := nulls(d.typ.Kind)
	out, v := make([]starlark.Value, len(items)), column.NewVector(d.typ)
	put := sinkOf(v)
	if d.typ.Kind == column.Instant {
		put = instants(v.(*column.Vec[int64]))
	}
	for i, x := range items {
		if null != nil {
			if same, err := starlark.Equal(x, null); err == nil && same {
				out[i] = x // a null of constants, which scripts see as it is
				continue
			}
		}
		v.Reset()
		if err := put(x); err != nil {
			return nil, c.failed(fmt.Errorf("element %d: %w", i, err))
		}
		out[i] = scriptRange(nil, v, d.typ, 0, 1)[0]
	}
	return &javaArray{starlark.NewList(out), d.typ}, nil
}

// arrayItems is the elements of a sequence, after remap.
func (c *call) arrayItems(seq starlark.Iterable, remap starlark.Callable) ([]starlark.Value, error) {
	var items []starlark.Value
	var err error
	for x := range c.Each(seq, c.Bounds().Elements, &err) {
		if remap != nil {
			if x, err = starlark.Call(c.Thread, remap, starlark.Tuple{x}, nil); err != nil {
				return nil, fmt.Errorf("remap: %w", err)
			}
		}
		items = append(items, x)
	}
	return items, err
}
