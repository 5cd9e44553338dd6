package expr

import (
	"slices"
	"strings"

	"starling/engine/column"
	"starling/internal/nearest"
)

// compiler turns a tree into ops.
type compiler struct {
	f       *Formula
	scope   Scope
	objects Objects
	ops     int
	filter  bool        // the formula is a filter
	whole   map[*op]int // the ops that are whole columns, and which
	folds   Eval        // where constants are evaluated
}

// operand is what a part of a formula stands for: a value, or the name of a class, a
// function or object of the script.
type operand struct {
	op    *op
	class string
	obj   Object
	fun   Func
	list  *Var
}

func (c *compiler) newOp(at int, t column.Type) *op {
	o := &op{id: c.ops, typ: t, at: at, col: -1}
	c.ops++
	return o
}

// kernelOp is an op that runs k on the values of kids. Uniform kids are spread over the
// rows unless all are.
func (c *compiler) kernelOp(at int, t column.Type, k kernel, kids ...*op) *op {
	o := c.newOp(at, t)
	o.run = k
	c.adopt(o, kids)
	return c.fold(o)
}

func (c *compiler) lazyOp(at int, t column.Type, lazy func(*Eval, *frame, *op, column.Vector) error, kids ...*op) *op {
	o := c.newOp(at, t)
	o.lazy = lazy
	c.adopt(o, kids)
	return c.fold(o)
}

func (c *compiler) adopt(o *op, kids []*op) {
	o.uniform = true
	for _, k := range kids {
		o.uniform = o.uniform && k.uniform
		o.fails = o.fails || k.fails
		o.impure = o.impure || k.impure
		o.script = o.script || k.script
	}
	o.kids = kids
	if !o.uniform {
		o.kids = make([]*op, len(kids))
		for i, k := range kids {
			o.kids[i] = c.perRow(k)
		}
	}
}

// fold evaluates an op of constants now. An op that fails is left to fail in its row.
func (c *compiler) fold(o *op) *op {
	if o.impure || o.script || !o.uniform || len(o.kids) == 0 {
		return o
	}
	for _, k := range o.kids {
		if !k.constant() {
			return o
		}
	}
	if n := c.ops - len(c.folds.state); n > 0 {
		c.folds.state = append(c.folds.state, make([]state, n)...)
	}
	f := &frame{in: &Input{N: 1}, n: 1}
	v, err := o.eval(&c.folds, f)
	if err != nil {
		o.fails = true
		return o
	}
	r := c.newOp(o.at, o.typ)
	r.val, r.uniform, r.note = v, true, o.note
	r.present = !v.Null(0)
	return r
}

// perRow is o with a value in every row.
func (c *compiler) perRow(o *op) *op {
	if !o.uniform || o.constant() {
		return o
	}
	s := c.newOp(o.at, o.typ)
	s.lazy, s.kids = spread, []*op{o}
	s.fails, s.impure, s.script, s.present = o.fails, o.impure, o.script, o.present
	return s
}

// constOf is a constant of type t; x is what Vec.Any gives, nil for null.
func (c *compiler) constOf(at int, t column.Type, x any) *op {
	v := column.NewVector(t)
	if !v.AppendAny(x) {
		panic("expr: constant " + typeName(t))
	}
	o := c.newOp(at, t)
	o.val, o.uniform, o.present = v, true, x != nil
	return o
}

func (c *compiler) null(at int, t column.Type) *op { return c.constOf(at, t, nil) }

// value compiles a part that must be a value.
func (c *compiler) value(n Node) (*op, error) {
	x, err := c.operand(n)
	if err != nil {
		return nil, err
	}
	return c.valueFrom(n, x)
}

// valueFrom is the value that n is, which was compiled as x. Nothing is compiled twice: parts nest.
func (c *compiler) valueFrom(n Node, x operand) (*op, error) {
	switch {
	case x.op != nil:
		return x.op, nil
	case x.obj != nil:
		return c.object(n.Pos(), x.obj), nil
	case x.fun != nil:
		return nil, errAt(n.Pos(), "%s is a function; call it, as in %s(…)", n, n)
	case x.list != nil:
		return c.listArray(n.Pos(), x.list)
	}
	return nil, errAt(n.Pos(), "%s is a class, not a value", n)
}

// object is an object of the script.
func (c *compiler) object(at int, x Object) *op {
	o := c.constOf(at, column.PyObject, x.Value())
	o.script = true
	return o
}

func (c *compiler) operand(n Node) (operand, error) {
	switch n := n.(type) {
	case *Name:
		return c.name(n)
	case *Field:
		return c.field(n)
	case *Call:
		return c.call(n)
	case *Index:
		return c.index(n)
	}
	o, err := c.valueOf(n)
	return operand{op: o}, err
}

func (c *compiler) valueOf(n Node) (*op, error) {
	switch n := n.(type) {
	case *Literal:
		if n.Err != nil {
			return nil, n.Err
		}
		return c.constOf(n.At, n.Type, n.Value), nil
	case *Unary:
		return c.unary(n)
	case *Binary:
		return c.binaryNode(n)
	case *Cond:
		return c.condNode(n)
	case *Cast:
		return c.castNode(n)
	case *NewArray:
		return c.newArray(n)
	case *New:
		return c.construct(n)
	case *Match:
		return c.match(n)
	}
	panic("expr: unknown node")
}

// name looks a name up: column, whole column, i ii k, variable, constant, class.
func (c *compiler) name(n *Name) (operand, error) {
	if t, ok := c.scope.Column(n.Name); ok {
		return operand{op: c.column(n.At, n.Name, t)}, nil
	}
	if base, ok := strings.CutSuffix(n.Name, "_"); ok {
		if t, ok := c.scope.Column(base); ok {
			return operand{op: c.array(n.At, base, t)}, nil
		}
	}
	switch n.Name {
	case "i", "ii":
		c.f.Position = true
		o := c.newOp(n.At, longType)
		o.lazy, o.present = positions, true
		if n.Name == "i" {
			o.typ, o.lazy = intType, intPositions
		}
		return operand{op: o}, nil
	case "k":
		c.f.RowKey = true
		o := c.newOp(n.At, longType)
		o.lazy, o.present = rowKeys, true
		return operand{op: o}, nil
	}
	k, ok := constants[n.Name]
	if v, script := c.scope.Var(n.Name); script && !(ok && k.value == nil && arithmetic(v.Type)) { // NULL_INT is null in a script too
		return c.variable(n.At, v), nil
	}
	if ok {
		return operand{op: c.constOf(n.At, k.typ, k.value)}, nil
	}
	if color, ok := namedColors[n.Name]; ok {
		return operand{op: c.constOf(n.At, colorType, color)}, nil
	}
	if isClass(n.Name) || slices.Contains(packageRoots, n.Name) {
		return operand{class: n.Name}, nil
	}
	return operand{}, errAt(n.At, "cannot find variable or class %s%s", n.Name, c.nearName(n.Name))
}

// variable is what a script variable stands for.
func (c *compiler) variable(at int, v Var) operand {
	switch {
	case v.Func != nil:
		return operand{fun: v.Func}
	case v.ElemType.Kind != 0:
		return operand{list: &v}
	case v.Type.Kind != 0:
		return operand{op: c.constOf(at, v.Type, v.Value)}
	}
	return operand{obj: v.Object}
}

func (c *compiler) column(at int, name string, t column.Type) *op {
	o := c.newOp(at, t)
	o.col = slices.Index(c.f.Columns, name)
	if o.col < 0 {
		o.col = len(c.f.Columns)
		c.f.Columns = append(c.f.Columns, name)
	}
	return o
}

// positions are the values of ii.
func positions(_ *Eval, f *frame, _ *op, out column.Vector) error {
	pickRows(grow[int64](out, f.n), f.in.Pos, f.sel)
	return nil
}

// intPositions are the values of i.
func intPositions(_ *Eval, f *frame, _ *op, out column.Vector) error {
	dst := grow[int32](out, f.n)
	for i := range dst {
		dst[i] = int32(f.in.Pos[f.row(i)])
	}
	return nil
}

// rowKeys are the values of k.
func rowKeys(_ *Eval, f *frame, _ *op, out column.Vector) error {
	pickRows(grow[int64](out, f.n), f.in.Rows, f.sel)
	return nil
}

// field is X.name: an attribute known now, the length of an array, or an attribute of a
// script object in each row.
func (c *compiler) field(n *Field) (operand, error) {
	if name, ok := n.X.(*Name); ok && n.Name == "class" && primitive(name.Name) {
		return operand{op: c.constOf(n.At, results["Class"], Class(name.Name))}, nil
	}
	x, err := c.operand(n.X)
	if err != nil {
		return operand{}, err
	}
	switch {
	case x.class != "":
		return c.classMember(n, x.class)
	case x.obj != nil:
		v, ok := x.obj.Attr(n.Name)
		if !ok {
			return operand{}, errAt(n.At, "%s has no attribute %s", n.X, n.Name)
		}
		return c.variable(n.At, v), nil
	case x.op == nil:
		return operand{}, errAt(n.At, "%s has no field %s", n.X, n.Name)
	}
	if _, ok := elemOf(x.op.typ); ok && n.Name == "length" {
		return operand{op: c.arrayLength(n.At, x.op)}, nil
	}
	if isScript(x.op.typ) {
		return operand{op: c.attribute(n.At, x.op, n.Name)}, nil
	}
	var way string
	switch _, array := elemOf(x.op.typ); {
	case array:
		way = nearest.Hint(n.Name, []string{"length"})
	case n.Name == "length" && x.op.typ.Group():
		way = "; write .size()"
	case n.Name == "length":
		way = "; write .length()"
	default:
		way = c.nearMethod(typeName(x.op.typ), n.Name)
	}
	return operand{}, errAt(n.At, "cannot find field %s in %s%s", n.Name, typeName(x.op.typ), way)
}

// attribute reads an attribute of script objects.
func (c *compiler) attribute(at int, x *op, name string) *op {
	objs := c.objects
	o := c.kernelOp(at, column.PyObject, func(c *call) error {
		return objs.Attr(c.out.(*column.Vec[any]), c.args[0].(*column.Vec[any]), name)
	}, c.perRow(x))
	return c.scripted(o)
}

// scripted marks an op that calls the script, in every row.
func (c *compiler) scripted(o *op) *op {
	o.script, o.fails, o.impure = true, true, true
	o.uniform = false
	for i, k := range o.kids {
		o.kids[i] = c.perRow(k)
	}
	return o
}

// classMember is Class.NAME, or one more part of a qualified name.
func (c *compiler) classMember(n *Field, class string) (operand, error) {
	full := class + "." + n.Name
	k, ok := constants[memberName(class, n.Name, isConstant)]
	if !ok {
		k, ok = bigConstants[simpleName(class)+"."+n.Name]
	}
	if !ok {
		k, ok = timeConstants[simpleName(class)+"."+n.Name]
	}
	if ok {
		return operand{op: c.constOf(n.At, k.typ, k.value)}, nil
	}
	if color, ok := namedColors[n.Name]; ok && simpleName(class) == "Color" {
		return operand{op: c.constOf(n.At, colorType, color)}, nil
	}
	if n.Name == "class" {
		if t, ok := classType(class); ok {
			return operand{op: c.constOf(n.At, results["Class"], classNamed(class, t))}, nil
		}
		return operand{}, errAt(n.At, "%s.class is not known", class)
	}
	if isClass(full) || isPackage(full) {
		return operand{class: full}, nil
	}
	if isPackage(class) {
		return operand{}, errAt(n.Pos(), "cannot find class %s%s", full, nearType(n.Name))
	}
	return operand{}, errAt(n.At, "cannot find field %s in %s%s", n.Name, simpleName(class), nearConstant(simpleName(class), n.Name))
}

var packageRoots = []string{"java", "io", "org"}

// isPackage reports whether name is the beginning of a known package.
func isPackage(name string) bool {
	for _, p := range packages {
		if strings.HasPrefix(p, name+".") {
			return true
		}
	}
	return false
}

// IsClass reports whether formulas know a class, by its name with the package or without.
func IsClass(name string) bool { return isClass(name) }

// isClass reports whether name is a class with functions, constants or values.
func isClass(name string) bool {
	simple := simpleName(name)
	if _, ok := classes[simple]; ok {
		return true
	}
	return slices.Contains(staticClasses, simple)
}
