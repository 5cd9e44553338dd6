package expr

import "starling/engine/column"

// groupMethods are the methods of groups, Deephaven's vectors; functions take them as
// arrays.
var groupMethods = map[string]groupMethod{
	"copyToArray": {nil, func(c *compiler, at int, a []*op, elem column.Type) *op { return c.toArray(at, a[0], elem) }},
	"get": {[]column.Type{longType}, func(c *compiler, at int, a []*op, elem column.Type) *op {
		return c.ofGroup(at, elem, arrayKernels.OfKind(elem.Kind).at, a...)
	}},
	"getDirect": {nil, func(_ *compiler, _ int, a []*op, _ column.Type) *op { return a[0] }},
	"intSize": {nil, func(c *compiler, at int, a []*op, elem column.Type) *op {
		return c.kernelOp(at, intType, castKernel(column.Long, column.Int), c.groupSize(at, a[0], elem))
	}},
	"isEmpty": {nil, func(c *compiler, at int, a []*op, elem column.Type) *op {
		zero := c.constOf(at, longType, int64(0))
		return c.kernelOp(at, boolType, compareKernel("==", longType, c.groupSize(at, a[0], elem), zero), c.groupSize(at, a[0], elem), zero)
	}},
	"size": {nil, func(c *compiler, at int, a []*op, elem column.Type) *op { return c.groupSize(at, a[0], elem) }},
	"toString": {[]column.Type{intType}, func(c *compiler, at int, a []*op, _ column.Type) *op {
		return c.ofGroup(at, stringType, vectorTextKernel(a[0].typ), a...)
	}},
	"subVector": {[]column.Type{longType, longType}, func(c *compiler, at int, a []*op, elem column.Type) *op {
		return c.ofGroup(at, column.GroupOf(elem), arrayKernels.OfKind(elem.Kind).sub, a...)
	}},
	"subVectorByPositions": {[]column.Type{column.ArrayOf(longType)}, func(c *compiler, at int, a []*op, elem column.Type) *op {
		return c.ofGroup(at, column.GroupOf(elem), arrayKernels.OfKind(elem.Kind).positions, a...)
	}},
	"toArray": {nil, func(c *compiler, at int, a []*op, elem column.Type) *op { return c.toArray(at, a[0], elem) }},
}

// groupMethod is a method of groups of any elements.
type groupMethod struct {
	params []column.Type // those of toString may be left out
	// build makes the call; the group is args[0].
	build func(c *compiler, at int, args []*op, elem column.Type) *op
}

// groupMethod is V.m(…).
func (c *compiler) groupMethod(n *Call, m groupMethod, recv *op, args []*op) (*op, error) {
	all, ok := []*op{recv}, len(args) == len(m.params) || len(args) == 0 && n.Name == "toString"
	for i, a := range args {
		if ok = ok && (a.typ == m.params[i] || integral(a.typ) && m.params[i] == longType); ok {
			all = append(all, c.widen(a, m.params[i]))
		}
	}
	if !ok {
		names := ""
		for i, p := range m.params {
			if i > 0 {
				names += ", "
			}
			names += typeName(p)
		}
		return nil, errAt(n.At, "cannot find method %s%s in %s; there is %s(%s)", n.Name, argTypes(args), typeName(recv.typ), n.Name, names)
	}
	elem, _ := recv.typ.Elem()
	return m.build(c, n.At, all, elem), nil
}

// ofGroup is a kernel of a group, args[0], that is an error where there is none.
func (c *compiler) ofGroup(at int, t column.Type, k kernel, args ...*op) *op {
	o := c.newOp(at, t)
	o.run = checkReceiver(k, args[0].typ)
	c.adopt(o, args)
	o.fails = o.fails || !args[0].present
	return c.fold(o)
}

func (c *compiler) groupSize(at int, x *op, elem column.Type) *op {
	o := c.ofGroup(at, longType, arrayKernels.OfKind(elem.Kind).size, x)
	o.present = true
	return o
}

// toArray is the group x as an array.
func (c *compiler) toArray(at int, x *op, elem column.Type) *op {
	return c.ofGroup(at, column.ArrayOf(elem), arrayKernels.OfKind(elem.Kind).same, x)
}

// arrays are the arguments of a function, with the groups among them as arrays.
func (c *compiler) arrays(args []*op) []*op {
	out := make([]*op, len(args))
	for i, x := range args {
		if out[i] = x; x.typ.Group() {
			elem, _ := x.typ.Elem()
			out[i] = c.kernelOp(x.at, arrayOf(elem), arrayKernels.OfKind(elem.Kind).same, x)
		}
	}
	return out
}

// subGroup is V.subVector(from, to): what lies outside the group is null.
func subGroup[T any](c *call) error {
	in, from, to := arraysOf[T](c.args[0]), vals[int64](c.args[1]), vals[int64](c.args[2])
	for i := range c.n {
		s, ok := in.at(i)
		if !ok {
			c.out.AppendNull()
			continue
		}
		lo, hi, err := partOf(i, from[i], to[i], len(s))
		if err != nil {
			return err
		}
		if 0 <= lo && hi <= int64(len(s)) {
			appendArrayTo(c.out, s[lo:hi:hi], true)
			continue
		}
		part := make([]T, hi-lo)
		for k := range part {
			part[k] = nthOf(lo+int64(k), s)
		}
		appendArrayTo(c.out, part, true)
	}
	return nil
}

// partOf is where the part [lo, hi) of n values lies, of which some may not be there.
func partOf(row int, lo, hi int64, n int) (from, to int64, err error) {
	if lo == column.NullLong {
		lo = 0
	}
	if hi < lo || (lo < 0 || hi > int64(n)) && (lo < -maxArray || hi > lo+maxArray) {
		return 0, 0, rowErr(row, "subVector(%d, %d) is no part of a vector", lo, hi)
	}
	return lo, hi, nil
}

const noPositions = "the array of positions is null"

// positionsGroup is V.subVectorByPositions(at): null where there is no value.
func positionsGroup[T any](c *call) error {
	in, at := arraysOf[T](c.args[0]), arraysOf[int64](c.args[1])
	for i := range c.n {
		s, ok := in.at(i)
		places, some := at.at(i)
		if ok && !some {
			return rowErr(i, noPositions)
		}
		out := make([]T, len(places))
		for k, p := range places {
			out[k] = nthOf(p, s)
		}
		appendArrayTo(c.out, out, ok)
	}
	return nil
}
