package starlib

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine/column"
	"starling/engine/expr"
	"starling/starlib/py"
)

// jpyEntries is the module jpy: arrays of Java's types, and the classes that formulas know.
func jpyEntries() []py.Entry {
	return []py.Entry{
		{Sig: "array(type, values)", Doc: "The values, or so many of none, as a Java array of a type, such as int or java.lang.String: a list to scripts, an array to formulas.", Fn: does(jpyArray)},
		{Sig: "get_type(name)", Doc: "A class that formulas know, such as java.lang.Math: its functions and constants, and objects by calling it. There is no JVM here, and so no others.", Fn: does(javaType)},
	}
}

// shortJava is the types of arrays that jpy calls as Java does, and dtypes by the name of their objects.
var shortJava = map[string]string{"boolean": "java.lang.Boolean", "java.lang.Double": "double", "java.lang.Float": "float", "java.lang.Integer": "int", "java.lang.Long": "long"}

func jpyArray(c *call) (starlark.Value, error) {
	var name string
	var values starlark.Value
	if err := c.Unpack("type", &name, "values", &values); err != nil {
		return nil, err
	}
	java := name
	if s, ok := shortJava[name]; ok {
		java = s
	}
	for _, d := range dtypeTable() {
		if d.java != java || d.typ.Kind == column.Object {
			continue
		}
		switch v := values.(type) {
		case starlark.Iterable:
			return c.arrayOf(&DType{d.java, d.typ}, v, nil)
		case starlark.Int:
			return c.emptyArray(d.typ, v)
		}
		return nil, py.Raise("TypeError", "jpy.array: values: got %s (%s), want a sequence or a number of elements", py.Short(values), py.TypeOf(values))
	}
	return nil, py.Raise("ValueError", "jpy.array: type: got %q, want boolean, byte, char, short, int, long, float, double, java.lang.String or java.time.Instant", name)
}

// emptyArray is n elements: 0, or null where they are objects.
func (c *call) emptyArray(t column.Type, n starlark.Int) (starlark.Value, error) {
	size, ok := n.Int64()
	if !ok || size < 0 || size > int64(c.Bounds().Elements) {
		return nil, py.Raise("ValueError", "jpy.array: values: got %s, want 0 to %d elements", n, c.Bounds().Elements)
	}
	var zero starlark.Value = starlark.None
	switch t.Kind {
	case column.Byte, column.Short, column.Char, column.Int, column.Long:
		zero = starlark.MakeInt(0)
	case column.Float, column.Double:
		zero = starlark.Float(0)
	}
	all := make([]starlark.Value, size)
	for i := range all {
		all[i] = zero
	}
	return &javaArray{starlark.NewList(all), t}, nil
}

// javaClass is a class of Java that formulas know.
type javaClass string

func javaType(c *call) (starlark.Value, error) {
	var name string
	if err := c.Unpack("name", &name); err != nil {
		return nil, err
	}
	if !expr.IsClass(name) || !strings.Contains(name, ".") {
		return nil, py.Raise("NotImplementedError", "jpy.get_type: Deephaven has %s, Starling does not: there is no JVM here; formulas know java.lang.Math, java.time.LocalDate, io.deephaven.time.DateTimeUtils and the like", name)
	}
	return javaClass(name), nil
}

func (k javaClass) String() string        { return fmt.Sprintf("<class '%s'>", string(k)) }
func (k javaClass) Type() string          { return "type" }
func (k javaClass) Freeze()               {}
func (k javaClass) Truth() starlark.Bool  { return true }
func (k javaClass) Hash() (uint32, error) { return starlark.String(k).Hash() }

// Name is the class's.
func (k javaClass) Name() string { return string(k) }

// CallInternal makes an object.
func (k javaClass) CallInternal(_ *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	return javaCall("new "+string(k), string(k), args, 0, kwargs)
}

// Attr is a function of the class, or a constant.
func (k javaClass) Attr(name string) (starlark.Value, error) {
	full := string(k) + "." + name
	if v, err := java(full); err == nil {
		return v, nil
	}
	return py.NewFunction(full, py.Entry{Sig: name + "(...)", Doc: "A function of Java.", Fn: func(c *py.Call) (starlark.Value, error) {
		return javaCall(full, full, c.Args, 0, c.Kwargs)
	}}), nil
}

// AttrNames is none: formulas know what a class has when they call it.
func (k javaClass) AttrNames() []string { return nil }
