package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// binarySpecial is THE table of the special methods of operators, without their underscores.
var binarySpecial = map[syntax.Token]string{
	syntax.PLUS: "add", syntax.MINUS: "sub", syntax.STAR: "mul", syntax.SLASH: "truediv", syntax.SLASHSLASH: "floordiv",
	syntax.PERCENT: "mod", syntax.AMP: "and", syntax.PIPE: "or", syntax.CIRCUMFLEX: "xor", syntax.LTLT: "lshift", syntax.GTGT: "rshift",
}

// Binary is o op y, or y op o.
func (o *instance) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	name, ok := binarySpecial[op]
	if !ok {
		return nil, nil // in is Has
	}
	switch p := y.(type) {
	case *operand:
		y = p.v
	case *inPlaceOperand:
		if v, err := o.try("__i"+name+"__", p.v); v != nil || err != nil {
			return v, err
		}
		y = p.v
	}
	var a, b starlark.Value = o, y
	if side == starlark.Right {
		a, b = y, o
	}
	v, err := o.class.ip.operation(name, a, b)
	if v != nil || err != nil {
		return v, err
	}
	if a2, b2 := untagged(valueOf(a)), untagged(valueOf(b)); !isRich(a2) && !isRich(b2) {
		return (&operand{o.class.ip, asNumber(a2)}).Binary(op, asNumber(b2), starlark.Left)
	}
	return nil, Raise("TypeError", "unsupported operand type(s) for %s: '%s' and '%s'", op, TypeOf(a), TypeOf(b))
}

// operation is what __name__ of x, or __rname__ of y, gives; nil if neither knows.
func (ip *Interp) operation(name string, x, y starlark.Value) (starlark.Value, error) {
	a, left := x.(*instance)
	b, right := y.(*instance)
	reflected := "__r" + name + "__"
	if left && right && a.class != b.class && b.class.is(a.class) && overrides(b.class, a.class, reflected) {
		if v, err := b.try(reflected, x); v != nil || err != nil {
			return v, err
		}
		right = false
	}
	if left {
		if v, err := a.try("__"+name+"__", y); v != nil || err != nil {
			return v, err
		}
	}
	if right && !(left && a.class == b.class) {
		return b.try(reflected, x)
	}
	return nil, nil
}

// overrides reports whether k has another attribute of that name than its base.
func overrides(k, base *class, name string) bool {
	v, owner := k.find(name)
	_, below := base.find(name)
	return v != nil && owner != below
}

// try is ask, with nil for NotImplemented.
func (o *instance) try(name string, args ...starlark.Value) (starlark.Value, error) {
	v, ok, err := o.ask(name, args...)
	if !ok || err != nil || v == (notImplemented{}) {
		return nil, err
	}
	return v, nil
}
