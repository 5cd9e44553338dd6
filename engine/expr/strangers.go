package expr

import "starling/engine/column"

// strangers is == or != in a formula of two sides of types that are never equal, as Java has
// it: no two values are, but two nulls are null. A filter refuses them.
func (c *compiler) strangers(n *Binary, x, y *op) (*op, bool) {
	if c.filter || n.Op != "==" && n.Op != "!=" || isScript(x.typ) || isScript(y.typ) || isJSON(x.typ) || isJSON(y.typ) {
		return nil, false
	}
	_, list := x.typ.Elem()
	if _, list2 := y.typ.Elem(); list != list2 {
		return nil, false
	}
	same := bit(n.Op == "==")
	nullable := !arithmetic(x.typ) && !arithmetic(y.typ) // null numbers are numbers to Java
	o := c.kernelOp(n.At, boolType, func(c *call) error {
		out := grow[int8](c.out, c.n)
		for i := range out {
			both := nullable && c.args[0].Null(i) && c.args[1].Null(i)
			out[i] = bit(both) ^ same ^ 1
		}
		return nil
	}, x, y)
	o.present = true
	return o, true
}

// equalNumber is == or != of a number and an object, which a null number never is.
func (c *compiler) equalNumber(n *Binary, x, y *op) *op {
	same := bit(n.Op == "==")
	o := c.kernelOp(n.At, boolType, func(c *call) error {
		out := grow[int8](c.out, c.n)
		for i, a := range vals[any](c.args[0]) {
			out[i] = bit(a != nil && column.Equal(a, vals[any](c.args[1])[i])) ^ same ^ 1
		}
		return nil
	}, c.widen(x, objectType), c.widen(y, objectType))
	o.present = true
	return o
}
