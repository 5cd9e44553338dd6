package expr

import "starling/engine/column"

// operatorNames are the operators that are functions too: of two values, and with Array behind
// the name of arrays.
var operatorNames = map[string]string{
	"binaryAnd": "&", "binaryOr": "|", "divide": "/", "eq": "==", "greater": ">", "greaterEquals": ">=",
	"less": "<", "lessEquals": "<=", "minus": "-", "multiply": "*", "plus": "+", "remainder": "%", "xor": "^",
}

// operatorCall is plus(x, y) and the like, negate(x) and compareTo(x, y); ok is false if n is
// none of them.
func (c *compiler) operatorCall(n *Call, args []*op) (o *op, ok bool, err error) {
	for _, a := range args {
		_, list := a.typ.Elem()
		if list && !isArrayName(n.Name) || a.typ.Kind == column.String && plainName(n.Name) == "plus" {
			return nil, false, nil
		}
	}
	switch name := plainName(n.Name); {
	case len(args) == 1 && name == "negate" && (arithmetic(args[0].typ) || args[0].typ.Big()):
		o, err = c.negated(&Unary{At: n.At, Op: "-", X: n.Args[0]}, args[0])
	case len(args) == 2 && name == "compareTo":
		o, err = c.compareTo(n, args[0], args[1])
	case len(args) == 2 && operatorNames[name] != "":
		o, err = c.binary(&Binary{At: n.At, Op: operatorNames[name], X: n.Args[0], Y: n.Args[1]}, args[0], args[1])
	default:
		return nil, false, nil
	}
	return o, true, err
}

const arraySuffix = "Array"

func isArrayName(name string) bool { return plainName(name) != name }

func plainName(name string) string {
	if k := len(name) - len(arraySuffix); k > 0 && name[k:] == arraySuffix {
		return name[:k]
	}
	return name
}

// isOperatorName reports whether name is that of an operator's function.
func isOperatorName(name string) bool {
	plain := plainName(name)
	return operatorNames[plain] != "" || name == "negate" || name == "compareTo"
}

// compareTo is -1, 0 or 1 by the order of x and y.
func (c *compiler) compareTo(n *Call, x, y *op) (*op, error) {
	less, err := c.compare(&Binary{At: n.At, Op: "<", X: n.Args[0], Y: n.Args[1]}, x, y)
	if err != nil {
		return nil, err
	}
	more, err := c.compare(&Binary{At: n.At, Op: ">", X: n.Args[0], Y: n.Args[1]}, x, y)
	if err != nil {
		return nil, err
	}
	o := c.kernelOp(n.At, intType, r2(func(less, more int8) int32 { return int32(more) - int32(less) }), less, more)
	o.present = true
	return o, nil
}

// vectorText is the text of a group, of its first elements if most is not negative.
func vectorText(t column.Type) func(b []byte, l *column.Lists, i, most int) []byte {
	elem, _ := t.Elem()
	item := column.Java.Format(elem)
	return func(b []byte, l *column.Lists, i, most int) []byte {
		lo, hi, ok := l.At(i)
		if !ok {
			return append(b, "null"...)
		}
		b = append(b, '[')
		for k := lo; k < hi; k++ {
			if k > lo {
				b = append(b, ',')
			}
			if most >= 0 && k-lo == most {
				return append(b, " ...]"...)
			}
			if b, ok = item(b, l.Elems(), k); !ok {
				b = append(b, ' ')
			}
		}
		return append(b, ']')
	}
}

// vectorTextKernel is vectorText of whole groups, or, with a second argument, of so many
// elements.
func vectorTextKernel(t column.Type) kernel {
	text := vectorText(t)
	return func(c *call) error {
		l, out := c.args[0].(*column.Lists), grow[string](c.out, c.n)
		for i := range out {
			most := -1
			if len(c.args) > 1 {
				most = int(max(1, vals[int32](c.args[1])[i]))
			}
			out[i] = stringOf(text(nil, l, i, most))
		}
		return nil
	}
}
