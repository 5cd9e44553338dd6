package expr

import (
	"strings"

	"starling/engine/column"
	"starling/internal/nearest"
)

// call is f(…) or x.f(…).
func (c *compiler) call(n *Call) (operand, error) {
	if n.On == nil {
		return c.plainCall(n)
	}
	on, err := c.operand(n.On)
	if err != nil {
		return operand{}, err
	}
	switch {
	case on.class != "":
		return c.staticCall(n, on.class)
	case on.obj != nil:
		v, ok := on.obj.Attr(n.Name)
		if !ok {
			return operand{}, errAt(n.At, "%s has no function %s", n.On, n.Name)
		}
		args, err := c.args(n.Args)
		if err != nil {
			return operand{}, err
		}
		return c.callVar(n, v, args)
	case on.fun != nil:
		return operand{}, errAt(n.At, "%s is a function and has no method %s", n.On, n.Name)
	}
	args, err := c.args(n.Args)
	if err != nil {
		return operand{}, err
	}
	if on.list != nil && on.list.Tuple {
		return operand{}, errAt(n.At, "%s is a tuple and has no method %s for formulas; make it a list", n.On, n.Name)
	}
	if on.list != nil && on.list.Object != nil {
		if o, ok, err := c.listMethod(n, on.list, args); ok {
			return operand{op: o}, err
		}
	}
	if f, ok := n.On.(*Call); ok && !f.Paren && on.op != nil && c.typedCall(f) {
		return operand{}, errAt(n.At, "%s is a call of the script with a type, which comes first: put it in parentheses, as in (%s).%s(…)", f, f, n.Name)
	}
	recv, err := c.valueFrom(n.On, on)
	if err != nil {
		return operand{}, err
	}
	o, err := c.method(n, recv, args)
	return operand{op: o}, err
}

// typedCall reports whether n calls a function of the script that says what it gives.
func (c *compiler) typedCall(n *Call) bool {
	v, ok := c.scope.Var(n.Name)
	if n.On != nil || !ok || v.Func == nil {
		return false
	}
	_, typed := v.Func.Result()
	return typed
}

func (c *compiler) args(nodes []Node) ([]*op, error) {
	out := make([]*op, len(nodes))
	for i, a := range nodes {
		x, err := c.value(a)
		if err != nil {
			return nil, err
		}
		out[i] = x
	}
	return out, nil
}

// plainCall is f(…): a function of the table if one takes the arguments, else of the script.
func (c *compiler) plainCall(n *Call) (operand, error) {
	v, isVar := c.scope.Var(n.Name)
	isVar = isVar && (v.Func != nil || v.Object != nil)
	fn, ok := lookup(n.Name)
	if !ok && !isVar && !isOperatorName(n.Name) {
		return operand{}, errAt(n.At, "cannot find method %s%s", n.Name, c.noFunction(n))
	}
	args, err := c.args(n.Args)
	if err != nil {
		return operand{}, err
	}
	if ok && (len(args) > 0 || fn.takesNothing()) {
		if o, ok := c.overload(n.At, fn, c.arrays(args)); ok {
			return operand{op: o}, nil
		}
	}
	if isOperatorName(n.Name) {
		if o, ok, err := c.operatorCall(n, args); ok {
			return operand{op: o}, err
		}
		if !ok && !isVar {
			return operand{}, errAt(n.At, "cannot find method %s%s", n.Name, argTypes(args))
		}
	}
	if ok && !isVar && len(args) == 0 && !fn.takesNothing() {
		return operand{}, errAt(n.At, "%s is called without arguments; there is %s", n.Name, fn.signatures(n.Name))
	}
	if ok {
		if !isVar {
			return operand{}, errAt(n.At, "cannot find method %s%s; there is %s%s", n.Name, argTypes(args), fn.signatures(n.Name), objectForm(n.Name)+scriptArgs(args))
		}
	}
	return c.callVar(n, v, args)
}

// objectForm is the advice when a function has a form for objects.
func objectForm(name string) string {
	if _, ok := lookup(name + "Obj"); ok {
		return "; objects go to " + name + "Obj"
	}
	return ""
}

// scriptArgs is the advice when a function of the table is given script values.
func scriptArgs(args []*op) string {
	for _, a := range args {
		if isScript(a.typ) {
			return "; values of the script are cast first, as in (double) x"
		}
	}
	return ""
}

// function applies a function of the table to ops.
func (c *compiler) function(at int, name string, args []*op) (*op, error) {
	fn, ok := lookup(name)
	if !ok {
		return nil, errAt(at, "cannot find method %s", name)
	}
	if o, ok := c.overload(at, fn, c.arrays(args)); ok {
		return o, nil
	}
	return nil, errAt(at, "cannot find method %s%s; there is %s", name, argTypes(args), fn.signatures(name))
}

func (c *compiler) staticCall(n *Call, class string) (operand, error) {
	args, err := c.args(n.Args)
	if err != nil {
		return operand{}, err
	}
	name := memberName(class, n.Name, IsFunction)
	if !IsFunction(name) {
		return operand{}, errAt(n.At, "cannot find method %s in %s%s", n.Name, simpleName(class), nearest.Hint(name, names()))
	}
	o, err := c.function(n.At, name, args)
	if err == nil && n.Name == "valueOf" && isBox(class) {
		o = o.box()
	}
	return operand{op: o}, err
}

// callVar calls a function or callable object of the script.
func (c *compiler) callVar(n *Call, v Var, args []*op) (operand, error) {
	if v.Func != nil {
		if err := checkCall(n, v.Func, args); err != nil {
			return operand{}, err
		}
	}
	loose := n.On != nil && n.Name != "get" // of a dict it gives what [] does
	for i, a := range args {
		if v, ok := c.alone(n.Args[i]); ok {
			a = c.object(a.at, v.Object)
		}
		if a.typ == nullType {
			a = c.null(a.at, objectType)
		}
		args[i] = c.perRow(a)
		loose = loose || !isWhole(n.Args[i])
	}
	switch {
	case v.Func != nil:
		t, ok := v.Func.Result()
		if !ok {
			t = column.PyObject
		}
		fn := v.Func
		o := c.newOp(n.At, t)
		o.run = func(c *call) error { return fn.Call(valuesOf(c.args, args), c.n, c.out) }
		c.adopt(o, args)
		if loose {
			o.note = noteLoose
		}
		return operand{op: c.scripted(o)}, nil
	case v.Object != nil:
		objs := c.objects
		self := c.constOf(n.At, column.PyObject, v.Object.Value())
		self.script = true
		o := c.kernelOp(n.At, column.PyObject, func(c *call) error {
			return objs.Call(c.out.(*column.Vec[any]), c.args[0].(*column.Vec[any]), valuesOf(c.args[1:], args))
		}, append([]*op{self}, args...)...)
		if loose {
			o.note = noteLoose
		}
		return operand{op: c.scripted(o)}, nil
	}
	return operand{}, errAt(n.At, "%s is not a function", n.Name)
}

// valuesOf is the vectors of a page with the types of the ops that gave them.
func valuesOf(page []column.Vector, ops []*op) []Values {
	out := make([]Values, len(page))
	for i, v := range page {
		out[i] = Values{v, ops[i].typ}
	}
	return out
}

// method is x.f(…) on a value.
func (c *compiler) method(n *Call, recv *op, args []*op) (*op, error) {
	if k, ok := c.whole[recv]; ok {
		if o, ok := c.wholeMethod(n, k, recv, args); ok {
			return o, nil
		}
	}
	if isScript(recv.typ) {
		objs, name := c.objects, n.Name
		for i, a := range args {
			if a.typ == nullType {
				args[i] = c.null(a.at, objectType)
			}
		}
		all := append([]*op{recv}, args...)
		for i, a := range all {
			all[i] = c.perRow(a)
		}
		return c.scripted(c.kernelOp(n.At, column.PyObject, func(c *call) error {
			return objs.Method(c.out.(*column.Vec[any]), c.args[0].(*column.Vec[any]), name, valuesOf(c.args[1:], all[1:]))
		}, all...)), nil
	}
	if _, primitive := primitiveName(recv.typ); n.Name == "getClass" && len(args) == 0 && !primitive && recv.typ.Kind != column.List {
		return c.getClass(n, recv), nil
	}
	if recv.typ.Group() {
		if m, ok := groupMethods[n.Name]; ok {
			return c.groupMethod(n, m, recv, args)
		}
	}
	if recv.boxed || recv.typ == abstracts["Number"].typ {
		if o, ok := c.boxMethod(n, recv, args); ok {
			return o, nil
		}
	}
	if recv.typ == charSequence {
		recv = c.unbox(n.At, recv, stringType)
	}
	class := typeName(recv.typ)
	if class == "ArrayList" {
		recv, class = c.boxed(recv, classes["List"]), "List"
	}
	fn, ok := lookup(class + "#" + n.Name)
	if !ok {
		fn, ok = lookup("Object#" + n.Name)
		if _, boxed := primitiveName(recv.typ); ok && boxed {
			ok = false
		}
	}
	if !ok {
		return nil, errAt(n.At, "cannot find method %s%s in %s%s", n.Name, argTypes(args), class, c.nearMethod(class, n.Name))
	}
	all := append([]*op{recv}, args...)
	o, found := c.overload(n.At, fn, all)
	if !found {
		return nil, errAt(n.At, "cannot find method %s%s in %s; there is %s", n.Name, argTypes(args), class, fn.signatures(n.Name))
	}
	return o, nil
}

// primitiveName is the Java name of a primitive type.
func primitiveName(t column.Type) (string, bool) {
	for name, p := range primitives {
		if p == t && t.Kind != column.Bool {
			return name, true
		}
	}
	return "", false
}

// wholeMethod is a method of Col_ that reads what it needs of the column: size(), get(i), subVector(from, to).
func (c *compiler) wholeMethod(n *Call, k int, recv *op, args []*op) (*op, bool) {
	switch {
	case n.Name == "size" && len(args) == 0:
		return c.wholeSize(n.At, k), true
	case n.Name == "intSize" && len(args) == 0:
		return c.kernelOp(n.At, intType, castKernel(column.Long, column.Int), c.wholeSize(n.At, k)), true
	case n.Name == "get" && len(args) == 1 && integral(args[0].typ):
		elem, _ := recv.typ.Elem()
		return c.wholeAt(n.At, k, elem, c.widen(args[0], longType)), true
	case n.Name == "subVector" && len(args) == 2 && integral(args[0].typ) && integral(args[1].typ):
		return c.wholePart(n.At, k, recv.typ, c.widen(args[0], longType), c.widen(args[1], longType)), true
	}
	return nil, false
}

func argTypes(args []*op) string {
	texts := make([]string, len(args))
	for i, a := range args {
		texts[i] = typeName(a.typ)
	}
	return "(" + strings.Join(texts, ", ") + ")"
}

// overload applies the overload of fn whose parameters are nearest to args.
func (c *compiler) overload(at int, fn function, args []*op) (*op, bool) {
	best, cost := -1, 1<<30
	var chosen signature
	for i, o := range fn.of {
		s := parseSignature(o.sig)
		if k, ok := s.accepts(args); ok && k < cost && !(o.flags&unboxed != 0 && s.boxesArray(args)) {
			best, cost, chosen = i, k, s
		}
	}
	if best < 0 {
		return nil, false
	}
	o := fn.of[best]
	kids := c.bind(at, chosen, args, o.flags&apart != 0)
	k := o.kernel
	if chosen.receiver {
		k = checkReceiver(k, chosen.params[0])
	}
	r := c.newOp(at, chosen.result)
	r.run = k
	c.adopt(r, kids)
	r.fails = r.fails || o.flags&fails != 0 || chosen.receiver && !kids[0].present
	r.impure = r.impure || o.flags&impure != 0
	r.present = o.flags&present != 0
	if o.flags&impure != 0 {
		r.uniform = false
	}
	if len(kids) == 0 && o.flags&impure == 0 {
		r.uniform = true
	}
	return c.fold(r), true
}

// bind converts args to the parameters of s; those of a trailing T... become an array unless
// they stay apart.
func (c *compiler) bind(at int, s signature, args []*op, apart bool) []*op {
	n := len(s.params)
	if !s.variadic {
		kids := make([]*op, n)
		for i, a := range args {
			kids[i] = c.widen(a, s.params[i])
		}
		return kids
	}
	kids := make([]*op, n)
	for i := range n - 1 {
		kids[i] = c.widen(args[i], s.params[i])
	}
	if len(args) == n && isArrayOf(args[n-1].typ, s.params[n-1]) {
		kids[n-1] = args[n-1]
		return kids
	}
	elem, _ := elemOf(s.params[n-1])
	items := make([]*op, 0, len(args)-n+1)
	for _, a := range args[n-1:] {
		items = append(items, c.widen(a, elem))
	}
	if apart {
		return append(kids[:n-1], items...)
	}
	kids[n-1] = c.pack(at, elem, items)
	return kids
}
