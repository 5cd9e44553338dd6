package expr

import "starling/engine/column"

// getClass is x.getClass(), which is known from the type but for objects of any.
func (c *compiler) getClass(n *Call, recv *op) *op {
	name := recv.typ.String()
	o := c.kernelOp(n.At, results["Class"], func(c *call) error {
		out := grow[any](c.out, c.n)
		for i := range out {
			if c.args[0].Null(i) {
				return rowErr(i, "a method of null; guard it with isNull")
			}
			out[i] = Class(classNameOf(name, c.args[0].Any(i)))
		}
		return nil
	}, recv)
	o.fails = true
	return o
}

// classNameOf is the class of a value in a column of the class named.
func classNameOf(name string, x any) string {
	if z, ok := x.(ZoneID); ok {
		if column.FixedName(z.Name) {
			return "java.time.ZoneOffset"
		}
		return "java.time.ZoneRegion"
	}
	if name != "java.lang.Object" {
		return name
	}
	switch x.(type) {
	case string:
		return "java.lang.String"
	case bool:
		return "java.lang.Boolean"
	case int8:
		return "java.lang.Byte"
	case int16:
		return "java.lang.Short"
	case uint16:
		return "java.lang.Character"
	case int32:
		return "java.lang.Integer"
	case int64:
		return "java.lang.Long"
	case float32:
		return "java.lang.Float"
	case float64:
		return "java.lang.Double"
	case column.Moment:
		return "java.time.Instant"
	}
	if known := column.ClassOf(x); known != nil {
		return known.Name
	}
	return name
}

// classNamed is the class that a formula names, of type t.
func classNamed(class string, t column.Type) Class {
	switch {
	case primitive(class):
		return Class(class)
	case isBox(class) || t == boolType:
		return Class("java.lang." + simpleName(class))
	}
	return Class(t.String())
}
