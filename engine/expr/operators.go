package expr

import (
	"strings"

	"starling/engine/column"
)

func (c *compiler) unary(n *Unary) (*op, error) {
	x, err := c.value(n.X)
	if err != nil {
		return nil, err
	}
	if n.Op == "+" {
		return nil, errAt(n.At, "unary + is not supported; leave it out")
	}
	if n.Op == "!" {
		if x.typ.Kind != column.Bool {
			return nil, errAt(n.At, "! takes a boolean, %s is %s%s", n.X, typeName(x.typ), castHint(x.typ, "boolean", n.X))
		}
		o := c.kernelOp(n.At, boolType, not, x)
		o.present = x.present
		return o, nil
	}
	return c.negated(n, x)
}

// negated is -x.
func (c *compiler) negated(n *Unary, x *op) (*op, error) {
	if x.typ == durationType {
		return c.function(n.At, "multiply", []*op{x, c.constOf(n.At, longType, int64(-1))})
	}
	if x.typ.Big() {
		return c.negateBig(n.At, x), nil
	}
	if !arithmetic(x.typ) {
		return nil, errAt(n.At, "%s takes a number, %s is %s%s", n.Op, n.X, typeName(x.typ), castHint(x.typ, "int", n.X))
	}
	if t := promote(x.typ, x.typ); width(x.typ) < width(t) {
		return nil, errAt(n.At, "- does not take %s, which %s is; write 0 - %s", typeName(x.typ), n.X, n.X)
	}
	var k kernel
	switch x.typ.Kind {
	case column.Int:
		k = negate[int32]()
	case column.Long:
		k = negate[int64]()
	case column.Float:
		k = negate[float32]()
	default:
		k = negate[float64]()
	}
	return c.kernelOp(n.At, x.typ, k, x), nil
}

// castHint tells how to use a script value where a Java value is needed.
func castHint(t column.Type, to string, n Node) string {
	if isScript(t) {
		return ": cast it, as in (" + to + ") " + n.String()
	}
	return ""
}

// widen converts a number to a wider type, or null to any.
func (c *compiler) widen(x *op, to column.Type) *op {
	switch {
	case x.typ == to || sameBooleans(x.typ, to):
		return x
	case x.typ == nullType:
		return c.null(x.at, to)
	case x.typ == zoneOffsetType && to == zoneIDType:
		return c.kernelOp(x.at, to, f1(func(z any) any { return ZoneID(z.(ZoneOffset)) }), x)
	case arithmetic(x.typ) && arithmetic(to):
		o := c.kernelOp(x.at, to, castKernel(x.typ.Kind, to.Kind), x)
		o.present = x.present
		return o
	}
	return c.boxed(x, to)
}

func (c *compiler) binaryNode(n *Binary) (*op, error) {
	if m, ok := c.oneOfList(n); ok {
		return c.match(m)
	}
	x, err := c.side(n, n.X)
	if err != nil {
		return nil, err
	}
	y, err := c.side(n, n.Y)
	if name, ok := n.Y.(*Name); ok && err != nil && comparison(n.Op) && (x.typ.Kind == column.String || c.filter) {
		return nil, errAt(name.At, "no column or variable is called %s; text is enclosed in back-ticks: `%s`%s", name.Name, name.Name, c.nearName(name.Name))
	}
	if err != nil {
		return nil, err
	}
	return c.binary(n, x, y)
}

func (c *compiler) binary(n *Binary, x, y *op) (*op, error) {
	if !(n.Op == "+" && (x.typ.Kind == column.String || y.typ.Kind == column.String)) {
		if o, ok, err := c.elementwise(n, x, y); ok {
			return o, err
		}
	}
	switch n.Op {
	case "&&", "||":
		return c.logic(n, x, y)
	case "==", "!=", "<", "<=", ">", ">=":
		return c.compare(n, x, y)
	case "&", "|", "^":
		return c.bits(n, x, y)
	}
	if n.Op == "+" && (x.typ.Kind == column.String || y.typ.Kind == column.String) {
		return c.concat(n.At, x, y), nil
	}
	if err := untypedNull(n, x, y); err != nil {
		return nil, err
	}
	if o, ok := c.bigArithmetic(n, x, y); ok {
		return o, nil
	}
	if o, ok, err := c.timeArithmetic(n, x, y); ok || err != nil {
		return o, err
	}
	if !arithmetic(x.typ) || !arithmetic(y.typ) {
		hint := castHint(x.typ, "int", n.X)
		if hint == "" {
			hint = castHint(y.typ, "int", n.Y)
		}
		if hint == "" && (x.typ.Kind == column.String || y.typ.Kind == column.String) {
			hint = "; text becomes a number with parseInt, parseLong or parseDouble"
		}
		return nil, errAt(n.At, "cannot apply %s to %s and %s%s", n.Op, typeName(x.typ), typeName(y.typ), hint)
	}
	t := promote(x.typ, y.typ)
	if n.Op == "/" {
		t = quotient(x.typ, y.typ)
	}
	x, y = c.widen(x, t), c.widen(y, t)
	fails := n.Op == "%" && t.Kind.Integral() && !(y.constant() && y.val.Any(0) != int32(0) && y.val.Any(0) != int64(0))
	o := c.kernelOp(n.At, t, arithmeticKernel(n.Op, t.Kind, x, y), x, y)
	o.fails = o.fails || fails
	return o, nil
}

// untypedNull is the error for null, written out, beside a number: which null is not said.
func untypedNull(n *Binary, x, y *op) error {
	for _, s := range [2][2]*op{{x, y}, {y, x}} {
		instant := (s[1].typ == instantType || s[1].typ == zonedDateTimeType) && !comparison(n.Op)
		if s[0].typ != nullType || !arithmetic(s[1].typ) && !s[1].typ.Big() && s[1].typ != nullType && !instant {
			continue
		}
		kind := strings.ToUpper(typeName(s[1].typ))
		if !arithmetic(s[1].typ) {
			kind = "INT"
		}
		return errAt(n.At, "null beside %s has no type; write NULL_%s, or isNull(…) to ask for null", n.Op, kind)
	}
	return nil
}

// quotient is the type of x / y: float if y is float and x no double, else double.
func quotient(x, y column.Type) column.Type {
	if y.Kind == column.Float && x.Kind != column.Double {
		return floatType
	}
	return doubleType
}

func (c *compiler) bits(n *Binary, x, y *op) (*op, error) {
	if x.typ.Kind == column.Bool && y.typ.Kind == column.Bool {
		o := c.kernelOp(n.At, boolType, boolBits(n.Op), x, y)
		o.present = x.present && y.present
		return o, nil
	}
	if !integral(x.typ) || !integral(y.typ) {
		return nil, errAt(n.At, "%s takes two whole numbers or two booleans, these are %s and %s", n.Op, typeName(x.typ), typeName(y.typ))
	}
	t := promote(x.typ, y.typ)
	k := bits[int32](n.Op)
	if t.Kind == column.Long {
		k = bits[int64](n.Op)
	}
	return c.kernelOp(n.At, t, k, c.widen(x, t), c.widen(y, t)), nil
}

// logic is && or ||. The right side is evaluated in all rows if that can do no harm.
func (c *compiler) logic(n *Binary, x, y *op) (*op, error) {
	for i, o := range []*op{x, y} {
		if o.typ.Kind != column.Bool {
			side := []Node{n.X, n.Y}[i]
			return nil, errAt(n.At, "%s takes booleans, %s is %s%s", n.Op, side, typeName(o.typ), castHint(o.typ, "boolean", side))
		}
	}
	decided := int8(0)
	if n.Op == "||" {
		decided = 1
	}
	var o *op
	if y.fails || y.script {
		o = c.lazyOp(n.At, boolType, shortCircuit(decided), x, y)
	} else {
		o = c.kernelOp(n.At, boolType, both(decided), x, y)
	}
	o.fails = o.fails || !x.present || !y.present
	o.present = true
	return o, nil
}

// compare is == != < <= > >=.
func (c *compiler) compare(n *Binary, x, y *op) (*op, error) {
	if equality := n.Op == "==" || n.Op == "!="; !equality && !c.filter {
		if err := untypedNull(n, x, y); err != nil {
			return nil, err
		}
	}
	if x.typ == nullType {
		x = c.null(x.at, y.typ)
	}
	if y.typ == nullType {
		y = c.null(y.at, x.typ)
	}
	if c.filter {
		var err error
		if x, y, err = c.read(n, x, y); err != nil {
			return nil, err
		}
	}
	if x.typ.Big() || y.typ.Big() {
		x, y = c.literalBig(n.X, x), c.literalBig(n.Y, y)
	}
	if o, ok := c.besideNaN(n, x); ok {
		return o, nil
	}
	t, err := c.common(n, x, y)
	if err != nil {
		if o, ok := c.strangers(n, x, y); ok {
			return o, nil
		}
		return nil, err
	}
	if t.Big() {
		return c.compareBig(n, t, x, y), nil
	}
	if t == objectType && !c.filter && (arithmetic(x.typ) || arithmetic(y.typ)) && !isJSON(x.typ) && !isJSON(y.typ) {
		return c.equalNumber(n, x, y), nil
	}
	x, y = c.widen(x, t), c.widen(y, t)
	o := c.kernelOp(n.At, boolType, compareKernel(n.Op, t, x, y), x, y)
	o.present = true
	return o, nil
}

// common is the type in which x and y are compared.
func (c *compiler) common(n *Binary, x, y *op) (column.Type, error) {
	equality := n.Op == "==" || n.Op == "!="
	if t, ok := bigTypes(x.typ, y.typ); ok {
		return t, nil
	}
	switch {
	case arithmetic(x.typ) && arithmetic(y.typ):
		t := promote(x.typ, y.typ)
		if t.Kind == column.Float { // every float is a double, not every int a float
			t = doubleType
		}
		return t, nil
	case x.typ == y.typ && isScript(x.typ) && (x.constant() && x.val.Null(0) || y.constant() && y.val.Null(0)) && equality:
		return x.typ, nil
	case x.typ == y.typ && !isScript(x.typ):
		if !isObject(x.typ) && x.typ.Kind != column.Bytes || equality || x.typ.Ordered() {
			return x.typ, nil
		}
	}
	if equality && !isScript(x.typ) && !isScript(y.typ) && (x.typ == objectType || y.typ == objectType) {
		return objectType, nil // Java's equals
	}
	if equality && (isJSON(x.typ) && equalsJSON(y.typ) || isJSON(y.typ) && equalsJSON(x.typ)) {
		return objectType, nil
	}
	if isScript(x.typ) || isScript(y.typ) {
		side, other := n.X, y.typ
		if !isScript(x.typ) {
			side, other = n.Y, x.typ
		}
		to := "int"
		if !isScript(other) {
			to = typeName(other)
		}
		return column.Type{}, errAt(n.At, "%s is a value of the script: cast it before it is compared, as in (%s) %s", side, to, side)
	}
	return column.Type{}, mismatch(n, x, y)
}

func (c *compiler) condNode(n *Cond) (*op, error) {
	var parts [3]*op
	for i, k := range []Node{n.If, n.Then, n.Else} {
		o, err := c.value(k)
		if err != nil {
			return nil, err
		}
		parts[i] = o
	}
	k, x, y := parts[0], parts[1], parts[2]
	if k.typ.Kind != column.Bool {
		return nil, errAt(n.At, "? : takes a boolean, %s is %s%s", n.If, typeName(k.typ), castHint(k.typ, "boolean", n.If))
	}
	t, ok := branchType(x.typ, y.typ)
	if !ok {
		return nil, errAt(n.At, "the values of ? : have the types %s and %s; cast one to the other", typeName(x.typ), typeName(y.typ))
	}
	x, y = c.widen(x, t), c.widen(y, t)
	var o *op
	if x.fails || y.fails || x.script || y.script {
		o = c.lazyOp(n.At, t, lazyCond, k, x, y)
	} else {
		o = c.kernelOp(n.At, t, cond, k, x, y)
	}
	o.fails = o.fails || !k.present
	o.present = x.present && y.present
	return o, nil
}

// branchType is the type of x ? : with values of types x and y.
func branchType(x, y column.Type) (column.Type, bool) {
	switch {
	case x == y, sameBooleans(x, y):
		return x, true
	case x == nullType:
		return y, true
	case y == nullType:
		return x, true
	case arithmetic(x) && arithmetic(y):
		return promote(x, y), max(width(x), width(y)) > width(shortType) // of byte, short and char none is wider
	case x == objectType && !isScript(y), y == objectType && !isScript(x):
		return objectType, true
	}
	return column.Type{}, false
}
