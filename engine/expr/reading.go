package expr

import (
	"math"
	"strconv"
	"strings"

	"starling/engine/column"
)

// A filter compares a column with what is written beside it. That is read as the column's
// type where it can be one: 0.1 beside a float is the float 0.1, 'AAPL' beside a String is
// text, and text beside anything else is what it says. In formulas Java's rules hold.

// comparison reports whether op compares.
func comparison(op string) bool { return swapped[op] != "" }

// side compiles a side of n. A filter compares with what nothing else takes: text in single
// quotes, NaN and Infinity, whole numbers that no long is.
func (c *compiler) side(n *Binary, part Node) (*op, error) {
	if c.filter && comparison(n.Op) {
		if x, ok := c.beside(part); ok {
			return x, nil
		}
	}
	return c.value(part)
}

// oneOfList is the match that n stands for in a filter if it compares a column with a list
// of the script: any of its values will do.
func (c *compiler) oneOfList(n *Binary) (*Match, bool) {
	col, ok := n.X.(*Name)
	list, named := n.Y.(*Name)
	if !c.filter || !ok || !named || n.Op != "==" && n.Op != "!=" {
		return nil, false
	}
	if _, ok := c.scope.Column(list.Name); ok {
		return nil, false
	}
	t, ok := c.scope.Column(col.Name)
	v, isVar := c.scope.Var(list.Name)
	if _, array := elemOf(t); !ok || !isVar || array || v.ElemType.Kind == 0 {
		return nil, false
	}
	return &Match{At: col.At, Column: col.Name, Not: n.Op == "!=", Values: []Node{list}}, true
}

// beside is what only a filter takes beside a column.
func (c *compiler) beside(part Node) (*op, bool) {
	switch part := part.(type) {
	case *Literal:
		switch {
		case part.Err != nil && part.Value != nil:
			return c.constOf(part.At, part.Type, part.Value), true
		case part.Err != nil:
			return c.constOf(part.At, stringType, part.Inside), true
		}
	case *Name:
		if x, ok := c.notFinite(part); ok {
			return c.constOf(part.At, doubleType, x), true
		}
		if x, ok := c.boolean(part); ok {
			return c.constOf(part.At, boolType, x), true
		}
	}
	return nil, false
}

// boolean is the value of true or false in any letters, if nothing else has that name.
func (c *compiler) boolean(n *Name) (value, ok bool) {
	value = strings.EqualFold(n.Name, "true")
	if !value && !strings.EqualFold(n.Name, "false") {
		return false, false
	}
	_, column := c.scope.Column(n.Name)
	_, variable := c.scope.Var(n.Name)
	return value, !column && !variable
}

// besideNaN is the comparison of a column with NaN that alone holds in rows: < and <= order it
// as the largest number.
func (c *compiler) besideNaN(n *Binary, x *op) (*op, bool) {
	nan, ok := c.notFinite(n.Y)
	if !c.filter || !ok || nan == nan || n.Op != "<" && n.Op != "<=" || x.constant() || x.typ != floatType && x.typ != doubleType {
		return nil, false
	}
	x = c.widen(x, doubleType)
	o := c.kernelOp(n.At, boolType, func(c *call) error {
		out := grow[int8](c.out, c.n)
		for i, v := range vals[float64](c.args[0]) {
			out[i] = bit(n.Op == "<=" || v == v)
		}
		return nil
	}, x)
	o.present = true
	return o, true
}

// notFinite is the value of NaN or Infinity, if nothing else has that name.
func (c *compiler) notFinite(n Node) (float64, bool) {
	name, ok := n.(*Name)
	if !ok || name.Name != "NaN" && name.Name != "Infinity" {
		return 0, false
	}
	_, column := c.scope.Column(name.Name)
	_, variable := c.scope.Var(name.Name)
	x, _ := strconv.ParseFloat(name.Name, 64)
	return x, !column && !variable
}

// read reads the constant side of a comparison in a filter as the type of the other.
func (c *compiler) read(n *Binary, x, y *op) (*op, *op, error) {
	switch {
	case y.constant() && !x.constant():
		y = c.readOp(n.Y, y, x.typ)
	case x.constant() && !y.constant():
		x = c.readOp(n.X, x, y.typ)
	default:
		return x, y, nil
	}
	return x, y, c.holdable(n, x, y)
}

func (c *compiler) readOp(n Node, x *op, to column.Type) *op {
	t, v := reading(n, x.typ, x.val.Any(0), to)
	if t == x.typ && !leadingZero(n) {
		return x
	}
	return c.constOf(x.at, t, v)
}

// holdable is an error where a comparison cannot hold in any row for a reason that is not
// seen: no float is the double 0.1, and no whole number is NaN.
func (c *compiler) holdable(n *Binary, x, y *op) error {
	for _, s := range []struct {
		x, y *op
		a, b Node
	}{{x, y, n.X, n.Y}, {y, x, n.Y, n.X}} {
		if !s.y.constant() {
			continue
		}
		if _, ok := c.notFinite(s.b); ok && integral(s.x.typ) {
			return errAt(n.At, "cannot compare %s (%s) with %s: no whole number is that", s.a, typeName(s.x.typ), s.b)
		}
		if d, ok := s.y.val.Any(0).(float64); ok && !plain(s.b) && s.x.typ.Kind == column.Float && (n.Op == "==" || n.Op == "!=") {
			if f := float64(float32(d)); f != d && !math.IsInf(f, 0) && d == d {
				return errAt(n.At, "cannot compare %s (float) with %s (double): no float is that number; write %sf, or (float) before it", s.a, s.b, column.AppendFloat(nil, float32(d)))
			}
		}
	}
	return nil
}

// plain reports whether the type of a number is not said by how it is written: a literal
// without d, a variable, a constant of a class.
func plain(n Node) bool {
	switch n := n.(type) {
	case *Literal:
		return n.Type != doubleType || !strings.HasSuffix(strings.ToLower(n.Text), "d")
	case *Unary:
		return n.Op == "-" && plain(n.X)
	case *Name, *Field:
		return true
	}
	return false
}

// leadingZero reports whether n is a number such as 010, which is ten in a filter, and
// eight in Java.
func leadingZero(n Node) bool {
	l, ok := n.(*Literal)
	return ok && len(strings.TrimLeft(l.Text, "-")) > 1 && strings.TrimLeft(l.Text, "-0123456789") == "" && strings.HasPrefix(strings.TrimLeft(l.Text, "-"), "0")
}

// reading is the constant v of type t, written as n, as a value of the type to; as it is if
// it cannot be one.
func reading(n Node, t column.Type, v any, to column.Type) (column.Type, any) {
	lit, _ := n.(*Literal)
	text, isText := v.(string)
	switch {
	case v == nil:
		if isScript(t) {
			return to, nil // None
		}
		return t, nil
	case lit != nil && lit.Quotes:
		text, isText = lit.Inside, t != to && !(t == charType && (arithmetic(to) || to == objectType))
	case to == floatType && arithmetic(t) && plain(n):
		if lit != nil && leadingZero(n) {
			return readText(lit.Text, to, t, v)
		}
		if d, ok := doubleValue(v); ok && (d != d || math.Abs(d) <= math.MaxFloat32 || math.IsInf(d, 0)) {
			return to, float32(d)
		}
	case lit != nil && to == doubleType && t == floatType:
		return readText(lit.Text, to, t, v)
	case lit != nil && to == charType && integral(t) && len(lit.Text) == 1:
		return to, uint16(lit.Text[0])
	case lit != nil && leadingZero(n) && (arithmetic(to) || to.Big()):
		return readText(lit.Text, longType, t, v)
	case lit != nil && to == decimalType && t == doubleType:
		return readText(lit.Text, to, t, v)
	}
	if !isText || t == to {
		return t, v
	}
	return readText(text, to, t, v)
}

// readText is the text as a value of the type to; v, of type t, if it is none.
func readText(text string, to, t column.Type, v any) (column.Type, any) {
	if isJSON(to) {
		return stringType, text
	}
	if x, ok := textAs(text, to); ok {
		return to, x
	}
	return t, v
}
