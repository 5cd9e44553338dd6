package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// operatorEntries is the module operator.
func operatorEntries() []Entry {
	return []Entry{
		{Sig: "abs(a)", Doc: "The absolute value.", Fn: func(c *Call) (starlark.Value, error) {
			var a starlark.Value
			if err := c.Unpack("a", &a); err != nil {
				return nil, err
			}
			return c.absOf(a)
		}},
		{Sig: "add(a, b)", Doc: "a + b", Fn: operation(syntax.PLUS)},
		{Sig: "and_(a, b)", Doc: "a & b", Fn: operation(syntax.AMP)},
		{Sig: "attrgetter(*attrs)", Doc: "A function that gives these attributes of a value, also those of attributes: \"a.b\".", Fn: attrGetter},
		{Sig: "concat(a, b)", Doc: "a + b", Fn: operation(syntax.PLUS)},
		{Sig: "contains(a, b) -> bool", Doc: "b in a", Fn: func(c *Call) (starlark.Value, error) {
			var a, b starlark.Value
			if err := c.Unpack("a", &a, "b", &b); err != nil {
				return nil, err
			}
			in, err := comparison(syntax.IN, b, a)
			return starlark.Bool(in), err
		}},
		{Sig: "countOf(a, b) -> int", Doc: "How many elements of a are equal to b.", Fn: countOf},
		{Sig: "eq(a, b)", Doc: "a == b", Fn: operation(syntax.EQL)},
		{Sig: "floordiv(a, b)", Doc: "a // b", Fn: operation(syntax.SLASHSLASH)},
		{Sig: "ge(a, b)", Doc: "a >= b", Fn: operation(syntax.GE)},
		{Sig: "getitem(a, b)", Doc: "a[b]", Fn: func(c *Call) (starlark.Value, error) {
			var a, b starlark.Value
			if err := c.Unpack("a", &a, "b", &b); err != nil {
				return nil, err
			}
			return Index(a, b)
		}},
		{Sig: "gt(a, b)", Doc: "a > b", Fn: operation(syntax.GT)},
		{Sig: "inv(a)", Doc: "~a", Fn: unaryOperation(syntax.TILDE)},
		{Sig: "invert(a)", Doc: "~a", Fn: unaryOperation(syntax.TILDE)},
		{Sig: "itemgetter(*items)", Doc: "A function that gives these elements of a value.", Fn: itemGetter},
		{Sig: "le(a, b)", Doc: "a <= b", Fn: operation(syntax.LE)},
		{Sig: "lshift(a, b)", Doc: "a << b", Fn: operation(syntax.LTLT)},
		{Sig: "lt(a, b)", Doc: "a < b", Fn: operation(syntax.LT)},
		{Sig: "methodcaller(name, *args, **kwargs)", Doc: "A function that calls that method of a value.", Fn: methodCaller},
		{Sig: "mod(a, b)", Doc: "a % b", Fn: operation(syntax.PERCENT)},
		{Sig: "mul(a, b)", Doc: "a * b", Fn: operation(syntax.STAR)},
		{Sig: "ne(a, b)", Doc: "a != b", Fn: operation(syntax.NEQ)},
		{Sig: "neg(a)", Doc: "-a", Fn: unaryOperation(syntax.MINUS)},
		{Sig: "not_(a) -> bool", Doc: "not a", Fn: func(c *Call) (starlark.Value, error) {
			var a starlark.Value
			if err := c.Unpack("a", &a); err != nil {
				return nil, err
			}
			return !a.Truth(), nil
		}},
		{Sig: "or_(a, b)", Doc: "a | b", Fn: operation(syntax.PIPE)},
		{Sig: "pos(a)", Doc: "+a", Fn: unaryOperation(syntax.PLUS)},
		{Sig: "pow(a, b)", Doc: "a ** b", Fn: pyPow},
		{Sig: "rshift(a, b)", Doc: "a >> b", Fn: operation(syntax.GTGT)},
		{Sig: "sub(a, b)", Doc: "a - b", Fn: operation(syntax.MINUS)},
		{Sig: "truediv(a, b)", Doc: "a / b", Fn: operation(syntax.SLASH)},
		{Sig: "truth(a) -> bool", Doc: "Whether a is true.", Fn: func(c *Call) (starlark.Value, error) {
			var a starlark.Value
			if err := c.Unpack("a", &a); err != nil {
				return nil, err
			}
			return a.Truth(), nil
		}},
		{Sig: "xor(a, b)", Doc: "a ^ b", Fn: operation(syntax.CIRCUMFLEX)},
	}
}

// operation is a function that is the operator, bounded as it is between operands.
func operation(op syntax.Token) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var a, b starlark.Value
		if err := c.Unpack("a", &a, "b", &b); err != nil {
			return nil, err
		}
		if _, ok := comparisonGuards[op]; ok {
			is, err := comparison(op, a, b)
			return starlark.Bool(is), err
		}
		_, isText := a.(starlark.String)
		switch op {
		case syntax.PLUS, syntax.MINUS, syntax.STAR, syntax.SLASH, syntax.SLASHSLASH:
			a, b = asNumber(a), asNumber(b)
		}
		if op == syntax.PERCENT && !isText {
			return starlark.Binary(op, asNumber(a), asNumber(b))
		}
		return (&operand{c.Interp, a}).Binary(op, b, starlark.Left)
	}
}

func unaryOperation(op syntax.Token) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var a starlark.Value
		if err := c.Unpack("a", &a); err != nil {
			return nil, err
		}
		return starlark.Unary(op, asNumber(a))
	}
}

func countOf(c *Call) (starlark.Value, error) {
	var a, b starlark.Value
	if err := c.Unpack("a", &a, "b", &b); err != nil {
		return nil, err
	}
	next, err := c.cursorOf(a)
	if err != nil {
		return nil, err
	}
	n := 0
	var v starlark.Value
	for p := c.Pace(); next(&v); {
		if err := p.Step(); err != nil {
			return nil, err
		}
		same, err := identical(v, b, starlark.CompareLimit)
		if err != nil {
			return nil, err
		}
		if same {
			n++
		}
	}
	return starlark.MakeInt(n), nil
}
