package expr

import (
	"fmt"

	"starling/engine/column"
)

// castNode is (Class) X.
func (c *compiler) castNode(n *Cast) (*op, error) {
	t, ok := classType(n.Class)
	to, abstract := abstracts[simpleName(n.Class)]
	if !ok && !abstract {
		return nil, errAt(n.At, "cannot cast to %s: no such type; there are boolean, byte, short, char, int, long, float, double, String, Instant, Object, org.jpy.PyObject%s", n.Class, nearType(n.Class))
	}
	x, err := c.value(n.X)
	if err != nil {
		return nil, err
	}
	boxed := isBox(n.Class)
	switch {
	case abstract && to.holds(x.typ):
		return c.abstracted(n, x, to), nil
	case abstract:
		return nil, errAt(n.At, "cannot cast %s (%s) to %s, which it is not", n.X, typeName(x.typ), n.Class)
	case boxed && x.typ != t && (arithmetic(x.typ) || x.typ.Big()):
		return nil, errAt(n.At, "cannot cast %s (%s) to %s, which holds %s alone; write (%s)", n.X, typeName(x.typ), n.Class, typeName(t), typeName(t))
	case x.typ == t && boxed:
		return x.box(), nil
	case x.typ == t && n.Class == "boolean":
		return c.truth(n.At, x), nil
	case x.typ == t:
		return x, nil
	case x.typ == nullType:
		return c.null(n.At, t), nil
	case isScript(t):
		return c.wrap(n.At, x), nil
	case isScript(x.typ):
		return c.unwrap(n.At, x, t), nil
	case arithmetic(x.typ) && arithmetic(t):
		o := c.kernelOp(n.At, t, castKernel(x.typ.Kind, t.Kind), x)
		o.present = x.present
		return o, nil
	case x.typ.Big() && t.Kind.Numeric():
		return c.castBig(n.At, x, t), nil
	case t == objectType:
		return c.boxed(x, t), nil
	case x.typ.Big():
	case isObject(x.typ):
		if x.typ.Kind != column.List {
			return c.unbox(n.At, x, t), nil
		}
	}
	return nil, errAt(n.At, "cannot cast %s (%s) to %s%s", n.X, typeName(x.typ), n.Class, castAdvice(x.typ, t))
}

// castAdvice names the function that does what a cast does not.
func castAdvice(from, to column.Type) string {
	switch {
	case from.Group():
		return "; use .toArray()"
	case from.Kind == column.String && to.Kind == column.Instant:
		return "; parse it with parseInstant"
	case from.Kind == column.String && (arithmetic(to) || to.Kind == column.Bool):
		return "; a cast does not read text, use parseInt, parseLong, parseDouble or parseBoolean"
	case to == decimalType && from == bigIntegerType:
		return "; use new java.math.BigDecimal(X)"
	case to == decimalType:
		return "; use java.math.BigDecimal.valueOf(X)"
	case to == bigIntegerType && from == decimalType:
		return "; use X.toBigInteger()"
	case to == bigIntegerType:
		return "; use java.math.BigInteger.valueOf(X)"
	case to.Kind == column.String:
		return "; use String.valueOf"
	case from.Kind == column.Instant && to.Kind == column.Long:
		return "; use epochNanos, epochMillis or epochSeconds"
	case to.Kind == column.Instant:
		return "; use epochNanosToInstant, epochMillisToInstant or epochSecondsToInstant"
	case to.Kind == column.Bool:
		return "; compare it, as in X != 0"
	case from.Kind == column.Bool:
		return "; choose a value, as in X ? 1 : 0"
	}
	return ""
}

// wrap makes script objects of values.
func (c *compiler) wrap(at int, x *op) *op {
	if c.objects == nil {
		return c.boxed(x, column.PyObject)
	}
	objs := c.objects
	return c.scripted(c.kernelOp(at, column.PyObject, func(c *call) error {
		return objs.Wrap(c.out.(*column.Vec[any]), Values{c.args[0], x.typ})
	}, c.perRow(x)))
}

// unwrap makes values of type t of script objects.
func (c *compiler) unwrap(at int, x *op, t column.Type) *op {
	objs := c.objects
	return c.scripted(c.kernelOp(at, t, func(c *call) error {
		if err := objs.Cast(c.out, c.args[0].(*column.Vec[any])); err != nil || t.Kind != column.Object {
			return err
		}
		return checkObjects(t, vals[any](c.out))
	}, c.perRow(x)))
}

// checkObjects is an error where a value of the script is no object of type t. Numbers of
// the script become such of any size.
func checkObjects(t column.Type, values []any) error {
	for i, v := range values {
		if v == nil || t.Class.Holds(v) {
			continue
		}
		n, ok := any(nil), false
		if s, text := v.(fmt.Stringer); text && t.Big() {
			n, ok = textAs(s.String(), t) // of text that is in quotes
		}
		if !ok {
			return rowErr(i, "cannot cast %s to %s", column.Java.Append(nil, v), typeName(t))
		}
		values[i] = n
	}
	return nil
}

// boxed makes objects of values.
func (c *compiler) boxed(x *op, to column.Type) *op {
	if x.typ.Kind == column.Object {
		return c.kernelOp(x.at, to, func(c *call) error {
			copy(grow[any](c.out, c.n), vals[any](c.args[0]))
			return nil
		}, x)
	}
	instant := x.typ == instantType
	return c.kernelOp(x.at, to, func(c *call) error {
		out := grow[any](c.out, c.n)
		for i := range out {
			if out[i] = c.args[0].Any(i); instant && out[i] != nil {
				out[i] = column.Moment(out[i].(int64))
			}
		}
		return nil
	}, x)
}

// unbox makes values of type t of objects that hold them, as Java's cast of an Object does.
func (c *compiler) unbox(at int, x *op, t column.Type) *op {
	o := c.kernelOp(at, t, func(c *call) error {
		for i, v := range vals[any](c.args[0]) {
			if m, ok := v.(column.Moment); ok == (t == instantType) || v == nil {
				if ok {
					v = int64(m)
				}
			} else if t.Kind != column.Object {
				return rowErr(i, "cannot cast %s to %s", column.Java.Append(nil, v), typeName(t))
			}
			if v != nil && t.Kind == column.Object && !t.Class.Holds(v) || !appendNumber(c.out, v) {
				return rowErr(i, "cannot cast %s to %s", column.Java.Append(nil, v), typeName(t))
			}
		}
		return nil
	}, x)
	o.fails = true
	return o
}
