package expr

import "starling/engine/column"

// result compiles a whole formula. A name of the script alone is what the script has; what a
// call of the script gives is a script object if the real server calls the function page by
// page, and else a Java object.
func (c *compiler) result(tree Node) (*op, error) {
	if v, ok := c.alone(tree); ok && !c.filter {
		if v.Err != nil {
			return nil, errAt(tree.Pos(), "%s: %v", tree, v.Err)
		}
		return c.object(tree.Pos(), v.Object), nil
	}
	o, err := c.value(tree)
	if err != nil || o.note != noteLoose || !isScript(o.typ) || c.filter {
		return o, err
	}
	objs := c.objects
	return c.scripted(c.kernelOp(o.at, objectType, func(c *call) error {
		out := grow[any](c.out, c.n)
		copy(out, vals[any](c.args[0]))
		return objs.Plain(out)
	}, o)), nil
}

// alone is the variable of the script that a part names, if that is all and it is more than a
// number, text or boolean.
func (c *compiler) alone(tree Node) (Var, bool) {
	n, ok := tree.(*Name)
	if !ok {
		return Var{}, false
	}
	if _, ok := c.scope.Column(n.Name); ok {
		return Var{}, false
	}
	v, ok := c.scope.Var(n.Name)
	return v, ok && v.Object != nil
}

// isWhole reports whether an argument of a function is a column, a variable or a literal.
func isWhole(n Node) bool {
	switch n.(type) {
	case *Name, *Literal:
		return true
	}
	return false
}

// checkCall is an error if the function does not take such arguments.
func checkCall(n *Call, f Func, args []*op) error {
	types := make([]column.Type, len(args))
	for i, a := range args {
		types[i] = a.typ
		if l, ok := n.Args[i].(*Literal); ok && l.Quotes {
			return errAt(n.Args[i].Pos(), "a function of the script takes no literal in single quotes; make a column of it, or write it in the script")
		}
	}
	if err := f.Check(types); err != nil {
		return errAt(n.At, "%v", err)
	}
	return nil
}

// listMethod is a method of a list of the script, as java.util.List has it: ok is false for others.
func (c *compiler) listMethod(n *Call, l *Var, args []*op) (o *op, ok bool, err error) {
	switch {
	case n.Name == "size" && len(args) == 0:
		return c.constOf(n.At, intType, int32(len(l.List))), true, nil
	case n.Name == "isEmpty" && len(args) == 0:
		return c.constOf(n.At, boolType, len(l.List) == 0), true, nil
	case n.Name == "get" && len(args) == 1 && integral(args[0].typ):
		return c.itemOf(n.At, c.object(n.At, l.Object), args[0]), true, nil
	}
	return nil, false, nil
}

// itemOf is x[i] of script objects.
func (c *compiler) itemOf(at int, x, i *op) *op {
	objs := c.objects
	return c.scripted(c.kernelOp(at, column.PyObject, func(c *call) error {
		return objs.Index(c.out.(*column.Vec[any]), c.args[0].(*column.Vec[any]), c.args[1])
	}, c.perRow(x), c.perRow(i)))
}
