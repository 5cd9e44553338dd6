package starlib

import (
	"math"
	"math/big"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// comparing is the guard of an operand of a comparison. It gives a value in its place of which
// Starlark's comparison makes what compare would.
type comparing struct {
	guard
	number func(f starlark.Float) starlark.Value // in the place of NaN and -inf
}

// Get is v, or what stands in for it.
func (g *comparing) Get(v starlark.Value) (starlark.Value, bool, error) {
	switch x := v.(type) {
	case starlark.Bool:
		return asNumber(x), true, nil
	case starlark.Float:
		if x != x || x < -math.MaxFloat64 {
			return g.number(x), true, nil
		}
	case *starlark.List, starlark.Tuple, *starlark.Dict:
		return comparand{v}, true, nil
	}
	return v, true, nil
}

// comparisonGuards is THE table of the guards of comparisons:
//
//	x == y    __eq__[x] == __eq__[y]
//	x < y     __order__[x] < __low__[y]
//	x > y     __low__[x] > __order__[y]
//	x in y    x in __in__[y]
//
// Nothing is greater than -inf but NaN stands in for it on one side, where Starlark's NaN would
// be: so no order holds of NaN. A true -inf is a number below all floats meanwhile.
func comparisonGuards() []starlark.Value {
	return []starlark.Value{
		&comparing{"__eq__", equalFloat}, &comparing{"__order__", orderFloat}, &comparing{"__low__", lowFloat}, containing{"__in__"},
	}
}

func equalFloat(f starlark.Float) starlark.Value {
	if f != f {
		return notANumber{}
	}
	return f
}

// belowFloats is less than every float but -inf, and than all whole numbers but absurd ones.
var belowFloats = starlark.MakeBigInt(new(big.Int).Lsh(big.NewInt(-1), 1<<14))

func orderFloat(f starlark.Float) starlark.Value {
	if f != f {
		return f
	}
	return belowFloats
}

func lowFloat(f starlark.Float) starlark.Value {
	if f != f {
		return starlark.Float(math.Inf(-1))
	}
	return belowFloats
}

// notANumber is equal to nothing.
type notANumber struct{}

func (notANumber) String() string        { return "nan" }
func (notANumber) Type() string          { return "nan" }
func (notANumber) Freeze()               {}
func (notANumber) Truth() starlark.Bool  { return true }
func (notANumber) Hash() (uint32, error) { return 0, nil }

// CompareSameType is that of two NaNs.
func (notANumber) CompareSameType(op syntax.Token, _ starlark.Value, _ int) (bool, error) {
	return op == syntax.NEQ, nil
}

// comparand is a value that holds others, in a comparison.
type comparand struct{ starlark.Value }

// CompareSameType is compare.
func (c comparand) CompareSameType(op syntax.Token, y starlark.Value, depth int) (bool, error) {
	if other, ok := y.(comparand); ok {
		y = other.Value
	}
	return compare(op, c.Value, y, depth)
}

// containing is the guard of what something is looked for in.
type containing struct{ guard }

// Get is v, or what compares its elements as Python does.
func (containing) Get(v starlark.Value) (starlark.Value, bool, error) {
	switch x := v.(type) {
	case *starlark.List:
		return container{v, x}, true, nil
	case starlark.Tuple:
		return container{v, x}, true, nil
	}
	return v, true, nil
}

type container struct {
	starlark.Value
	list starlark.Indexable
}

// Has reports whether x is an element.
func (c container) Has(x starlark.Value) (bool, error) { return isElement(c.list, x) }

// compared guards the operands of a comparison, but for those of which it is known that they need
// none: nothing odd is equal to a text, or to a number but 0 and 1.
func (g *guarding) compared(x *syntax.BinaryExpr) {
	if isPlainLiteral(x.X) || isPlainLiteral(x.Y) {
		return
	}
	left, right := "__eq__", "__eq__"
	switch x.Op {
	case syntax.IN, syntax.NOT_IN:
		if !isOddNumber(x.X) {
			x.Y = g.index("__in__", x.Y, x.OpPos)
		}
		return
	case syntax.LT, syntax.LE:
		left, right = "__order__", "__low__"
	case syntax.GT, syntax.GE:
		left, right = "__low__", "__order__"
	default:
		if isOddNumber(x.X) || isOddNumber(x.Y) || isNumeric(x.X) && isWhole(x.Y) || isWhole(x.X) && isNumeric(x.Y) {
			return
		}
	}
	if !isWhole(x.X) && !isNumber(x.X, math.MaxInt64) {
		x.X = g.index(left, x.X, x.OpPos)
	}
	if !isWhole(x.Y) && !isNumber(x.Y, math.MaxInt64) {
		x.Y = g.index(right, x.Y, x.OpPos)
	}
}

// isPlainLiteral reports whether x is a text, None, or what `is` made of True and False.
func isPlainLiteral(x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.ParenExpr:
		return isPlainLiteral(x.X)
	case *syntax.Literal:
		return x.Token == syntax.STRING || x.Token == syntax.BYTES
	case *syntax.Ident:
		return x.Name == "None" || x.Name == "__True__" || x.Name == "__False__"
	}
	return false
}

// isOddNumber reports whether x is a literal of a number that is neither 0 nor 1.
func isOddNumber(x syntax.Expr) bool {
	l, ok := x.(*syntax.Literal)
	if !ok {
		return false
	}
	switch v := l.Value.(type) {
	case int64:
		return v > 1
	case float64:
		return v != 0 && v != 1
	}
	return l.Token == syntax.INT // a large one
}

// number makes 1 and 0 of an operand of arithmetic that is True or False by its looks.
func (g *guarding) number(x syntax.Expr) syntax.Expr {
	if isTruth(x) {
		return g.index("__order__", x, syntax.Start(x))
	}
	return x
}

// truths is the builtins that give True or False.
var truths = map[string]bool{"all": true, "any": true, "bool": true, "callable": true, "hasattr": true, "isinstance": true}

// isTruth reports whether x cannot but be True or False, as far as can be seen.
func isTruth(x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.ParenExpr:
		return isTruth(x.X)
	case *syntax.UnaryExpr:
		return x.Op == syntax.NOT
	case *syntax.Ident:
		return x.Name == "True" || x.Name == "False"
	case *syntax.BinaryExpr:
		switch x.Op {
		case syntax.EQL, syntax.NEQ, syntax.LT, syntax.LE, syntax.GT, syntax.GE, syntax.IN, syntax.NOT_IN:
			return true
		case syntax.AND, syntax.OR:
			return isTruth(x.X) && isTruth(x.Y)
		}
	case *syntax.CallExpr:
		f, ok := x.Fn.(*syntax.Ident)
		return ok && truths[f.Name]
	}
	return false
}
