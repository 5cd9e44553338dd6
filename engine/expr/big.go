package expr

import (
	"fmt"
	"math"
	"math/big"

	"starling/engine/column"
)

// The types of numbers of any size, as column.Decimal and *big.Int, and what goes with
// them.
var (
	decimalType     = column.BigDecimal
	bigIntegerType  = column.BigInteger
	roundingType    = column.ObjectOf("java.math.RoundingMode")
	mathContextType = column.ObjectOf("java.math.MathContext")
)

// notFinite stands among decimals for a double that is none: it can be compared, and
// nothing else.
type notFinite float64

// bigTypes is the type in which two numbers meet of which one is of any size: BigInteger
// if both are whole. ok is false if they are not such numbers.
func bigTypes(x, y column.Type) (t column.Type, ok bool) {
	if !x.Big() && !y.Big() || !x.Big() && !arithmetic(x) || !y.Big() && !arithmetic(y) {
		return column.Type{}, false
	}
	if (x == bigIntegerType || integral(x)) && (y == bigIntegerType || integral(y)) {
		return bigIntegerType, true
	}
	return decimalType, true
}

// enlarge makes numbers of any size of numbers.
func (c *compiler) enlarge(x *op, t column.Type) *op {
	if x.typ == t {
		return x
	}
	convert := func(v any) any {
		if n, ok := column.BigIntOf(v); ok {
			return n
		}
		return nil
	}
	if t == decimalType {
		convert = func(v any) any {
			if d, ok := column.DecimalOf(v); ok {
				return d
			}
			if f, ok := v.(float32); ok {
				return notFinite(f)
			}
			return notFinite(v.(float64))
		}
	}
	return c.kernelOp(x.at, t, func(c *call) error {
		out, in := grow[any](c.out, c.n), c.args[0]
		for i := range out {
			if out[i] = nil; !in.Null(i) {
				out[i] = convert(in.Any(i))
			}
		}
		return nil
	}, x)
}

// bigArithmetic is x + y and the like where one is a number of any size.
func (c *compiler) bigArithmetic(n *Binary, x, y *op) (*op, bool) {
	if x.typ == nullType && y.typ.Big() {
		x = c.null(x.at, y.typ)
	}
	if y.typ == nullType && x.typ.Big() {
		y = c.null(y.at, x.typ)
	}
	t, ok := bigTypes(x.typ, y.typ)
	if !ok {
		return nil, false
	}
	if n.Op == "/" {
		t = decimalType
	}
	k := fe2(decimalOps[n.Op])
	if t == bigIntegerType {
		k = fe2(bigIntegerOps[n.Op])
	}
	o := c.kernelOp(n.At, t, k, c.enlarge(x, t), c.enlarge(y, t))
	o.fails = true // by zero, or beyond the bounds
	return o, true
}

var decimalOps = map[string]func(x, y any) (any, error){
	"+": decimals(column.Decimal.Add), "-": decimals(column.Decimal.Sub), "*": decimals(column.Decimal.Mul),
	"/": decimals(column.Decimal.Quo), "%": decimals(column.Decimal.Rem),
}

var bigIntegerOps = map[string]func(x, y any) (any, error){
	"+": bigIntegers((*big.Int).Add), "-": bigIntegers((*big.Int).Sub), "*": bigIntegers((*big.Int).Mul),
	"%": divided((*big.Int).Rem),
}

// decimals is f on objects. An error of a bound says of what.
func decimals(f func(x, y column.Decimal) (column.Decimal, error)) func(x, y any) (any, error) {
	return func(x, y any) (any, error) {
		for _, v := range []any{x, y} {
			if n, ok := v.(notFinite); ok {
				return nil, fmt.Errorf("%s is no BigDecimal", column.AppendDouble(nil, float64(n)))
			}
		}
		d, err := f(x.(column.Decimal), y.(column.Decimal))
		return d, tooLarge(err)
	}
}

// bigIntegers is f, of a new number and two others, on objects.
func bigIntegers(f func(z, x, y *big.Int) *big.Int) func(x, y any) (any, error) {
	return func(x, y any) (any, error) {
		n := f(new(big.Int), x.(*big.Int), y.(*big.Int))
		return n, tooLarge(column.CheckDigits(n))
	}
}

// divided is bigIntegers for a division.
func divided(f func(z, x, y *big.Int) *big.Int) func(x, y any) (any, error) {
	whole := bigIntegers(f)
	return func(x, y any) (any, error) {
		if y.(*big.Int).Sign() == 0 {
			return nil, column.ErrZero
		}
		return whole(x, y)
	}
}

// tooLarge makes a sentence of an error of column.
func tooLarge(err error) error {
	if err == column.ErrDigits {
		return fmt.Errorf("the result %w", err)
	}
	return err
}

// negateBig is -x of a number of any size.
func (c *compiler) negateBig(at int, x *op) *op {
	return c.kernelOp(at, x.typ, f1(func(v any) any {
		if n, ok := v.(*big.Int); ok {
			return new(big.Int).Neg(n)
		}
		return v.(column.Decimal).Neg()
	}), x)
}

// compareBig is x == y and the like, by value, for numbers that meet in the type t.
func (c *compiler) compareBig(n *Binary, t column.Type, x, y *op) *op {
	o := c.kernelOp(n.At, boolType, bigCompareKernel(n.Op), c.enlarge(x, t), c.enlarge(y, t))
	o.present = true
	return o
}

// literalBig is the number that a literal shows, which its double may be not quite.
func (c *compiler) literalBig(n Node, x *op) *op {
	if l, ok := n.(*Literal); ok && x.typ == doubleType {
		if d, err := column.ParseDecimal(l.Text); err == nil {
			return c.constOf(x.at, decimalType, d)
		}
	}
	return x
}

func bigCompareKernel(op string) kernel {
	holds := map[string]func(c int) bool{
		"==": func(c int) bool { return c == 0 },
		"!=": func(c int) bool { return c != 0 },
		"<":  func(c int) bool { return c < 0 },
		"<=": func(c int) bool { return c <= 0 },
		">":  func(c int) bool { return c > 0 },
		">=": func(c int) bool { return c >= 0 },
	}[op]
	return func(c *call) error {
		out, a, b := grow[int8](c.out, c.n), vals[any](c.args[0]), vals[any](c.args[1])
		for i, x := range a {
			r, ok := orderBig(x, b[i])
			out[i] = bit(ok && holds(r) || !ok && op == "!=")
		}
		return nil
	}
}

// orderBig is the order of two numbers of any size, nil first. ok is false with NaN, which
// has none.
func orderBig(x, y any) (order int, ok bool) {
	switch {
	case x == nil || y == nil:
		return int(bit(x != nil) - bit(y != nil)), true
	}
	if f, is := x.(notFinite); is {
		order, ok = orderBig(y, f)
		return -order, ok
	}
	if f, is := y.(notFinite); is {
		if math.IsInf(float64(f), 1) {
			return -1, true
		}
		return 1, f == f
	}
	return column.CompareBig(x, y), true
}

// oneOfBig gives 1 where a number of any size is one of the values. None is NaN or infinite.
func oneOfBig(values []any) kernel {
	set, null := map[column.Decimal]bool{}, int8(0)
	for _, v := range values {
		if d, ok := column.DecimalOf(v); ok {
			set[d.Strip()] = true
		} else if v == nil {
			null = 1
		}
	}
	return func(c *call) error {
		out := grow[int8](c.out, c.n)
		for i, x := range vals[any](c.args[0]) {
			if out[i] = null; x != nil {
				d, _ := column.DecimalOf(x)
				out[i] = bit(set[d.Strip()])
			}
		}
		return nil
	}
}
