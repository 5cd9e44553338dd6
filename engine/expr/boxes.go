package expr

import (
	"slices"

	"starling/engine/column"
)

// abstractType is a Java type that values of several types are, without being more in a column
// than an object.
type abstractType struct {
	typ   column.Type
	holds func(t column.Type) bool
}

var abstracts = map[string]abstractType{
	"Number": {column.ObjectOf("java.lang.Number"), func(t column.Type) bool {
		return t.Kind.Numeric() || t.Big() || t == objectType || t == nullType
	}},
	"Comparable": {column.ObjectOf("java.lang.Comparable"), func(t column.Type) bool {
		_, list := t.Elem()
		return !list && t.Kind != column.Bytes && (!isObject(t) || t.Ordered() || t == objectType || t == nullType)
	}},
	"CharSequence": {charSequence, func(t column.Type) bool {
		return t.Kind == column.String || t == objectType || t == nullType
	}},
}

var charSequence = column.ObjectOf("java.lang.CharSequence")

// abstracted is x as objects of an abstract type.
func (c *compiler) abstracted(n *Cast, x *op, to abstractType) *op {
	if x.typ != objectType {
		return c.boxed(x, to.typ)
	}
	o := c.kernelOp(n.At, to.typ, func(c *call) error {
		out := grow[any](c.out, c.n)
		for i, v := range vals[any](c.args[0]) {
			if v != nil && !to.holds(heldType(v)) {
				return rowErr(i, "cannot cast %s to %s", column.Java.Append(nil, v), typeName(to.typ))
			}
			out[i] = v
		}
		return nil
	}, x)
	o.fails = true
	return o
}

// heldType is the type of a value that an object holds.
func heldType(v any) column.Type {
	switch v.(type) {
	case bool:
		return boolType
	case string:
		return stringType
	}
	if t, ok := classType(simpleName(classNameOf(objectType.String(), v))); ok {
		return t
	}
	return column.PyObject
}

// isBox reports whether a class is that of the objects that hold a primitive type.
func isBox(class string) bool {
	t, ok := classes[simpleName(class)]
	_, is := primitiveName(t)
	return ok && is && !primitive(class)
}

// box is o as an object, which has methods.
func (o *op) box() *op {
	b := *o
	b.boxed = true
	return &b
}

// truth is a Boolean as a boolean, which is never null.
func (c *compiler) truth(at int, x *op) *op {
	if x.present {
		return x
	}
	o := c.kernelOp(at, boolType, func(c *call) error {
		out := grow[int8](c.out, c.n)
		for i, b := range vals[int8](c.args[0]) {
			if b == column.NullByte {
				return &RowError{Index: i, Err: errNullBoolean}
			}
			out[i] = b
		}
		return nil
	}, x)
	o.fails, o.present = true, true
	return o
}

// boxMethods are what the methods of boxed numbers give.
var boxMethods = map[string]column.Type{
	"byteValue": byteType, "shortValue": shortType, "intValue": intType, "longValue": longType, "floatValue": floatType, "doubleValue": doubleType, "charValue": charType,
}

// boxMethod is a method of a boxed number or char, or of Number: ok is false if there is none.
func (c *compiler) boxMethod(n *Call, recv *op, args []*op) (o *op, ok bool) {
	number := recv.typ == abstracts["Number"].typ
	if t, is := boxMethods[n.Name]; is && len(args) == 0 && (t == charType) == (recv.typ == charType) {
		if number {
			return c.unbox(n.At, recv, t), true
		}
		return c.kernelOp(n.At, t, castKernel(recv.typ.Kind, t.Kind), recv), true
	}
	switch {
	case number:
		return nil, false
	case n.Name == "toString" && len(args) == 0:
		return c.kernelOp(n.At, stringType, textKernel(recv.typ), recv), true
	case n.Name == "isNaN" && len(args) == 0 && slices.Contains([]column.Type{floatType, doubleType}, recv.typ):
		o, err := c.function(n.At, "isNaN", []*op{recv})
		return o, err == nil
	case n.Name == "isInfinite" && len(args) == 0 && slices.Contains([]column.Type{floatType, doubleType}, recv.typ):
		o, err := c.function(n.At, "isInf", []*op{recv})
		return o, err == nil
	case n.Name == "compareTo" && len(args) == 1 && args[0].typ == recv.typ:
		o, err := c.function(n.At, "compare", []*op{recv, args[0]})
		return o, err == nil
	}
	if fn, has := lookup("Object#" + n.Name); has {
		return c.overload(n.At, fn, append([]*op{c.boxed(recv, objectType)}, args...))
	}
	return nil, false
}

// appendNumber appends a number that an object holds to numbers of another kind, as Java's
// Number has it; ok is false if it is none.
func appendNumber(out column.Vector, v any) (ok bool) {
	var from column.Vector
	switch v.(type) {
	case int8:
		from = column.NewVector(byteType)
	case int16:
		from = column.NewVector(shortType)
	case int32:
		from = column.NewVector(intType)
	case int64:
		from = column.NewVector(longType)
	case float32:
		from = column.NewVector(floatType)
	case float64:
		from = column.NewVector(doubleType)
	}
	if from == nil || !out.Kind().Numeric() || !from.AppendAny(v) {
		return out.AppendAny(v)
	}
	return castKernel(from.Kind(), out.Kind())(&call{n: 1, args: []column.Vector{from}, out: out}) == nil
}
