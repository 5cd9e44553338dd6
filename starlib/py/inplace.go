package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// inPlaceGuard is the guard of y in x += y where a class may do that in place.
type inPlaceGuard struct {
	guard
	ip *Interp
}

// Get is an operand in the place of v.
func (g *inPlaceGuard) Get(v starlark.Value) (starlark.Value, bool, error) {
	return &inPlaceOperand{operand{g.ip, v}}, true, nil
}

// addedGuard is the guard of y in x += y where x may be a list and y a text, bytes or an instance, which
// are nothing to go through for Starlark.
type addedGuard struct {
	guard
	ip *Interp
}

// Get is an operand in the place of such a y, and anything else itself.
func (g *addedGuard) Get(v starlark.Value) (starlark.Value, bool, error) {
	switch v.(type) {
	case starlark.String, starlark.Bytes, *bytearray, *instance:
		return &inPlaceOperand{operand{g.ip, v}}, true, nil
	}
	return v, true, nil
}

// inPlaceOperand is the right operand of such an assignment.
type inPlaceOperand struct{ operand }

// Binary is x op= y.
func (o *inPlaceOperand) Binary(op syntax.Token, x starlark.Value, side starlark.Side) (starlark.Value, error) {
	if p, ok := x.(*operand); ok {
		x = p.v
	}
	if side == starlark.Left {
		return starlark.Binary(op, o.v, x)
	}
	switch x := x.(type) {
	case starlark.String:
		if y, ok := o.v.(starlark.String); ok && op == syntax.PLUS {
			return x + y, nil
		}
	case *instance:
		if v, err := x.try("__i"+binarySpecial[op]+"__", o.v); v != nil || err != nil {
			return v, err
		}
	case *starlark.List:
		if y, ok := o.v.(*instance); ok && op == syntax.PLUS {
			if v, err := y.try("__radd__", x); v != nil || err != nil {
				return v, err
			}
		}
		if op == syntax.PLUS {
			return x, o.ip.extend(x, o.v)
		}
		if n, ok := asNumber(o.v).(starlark.Int); ok && op == syntax.STAR {
			return x, o.ip.repeat(x, n)
		}
	case *starlark.Dict:
		if op == syntax.PIPE {
			return x, (&Call{Interp: o.ip, Name: "update"}).put(x, o.v)
		}
	case *deque:
		if done, err := x.merge(op, o.v); done || err != nil {
			return x, err
		}
	case *mapping:
		if y, ok := plainDict(o.v).(*starlark.Dict); ok {
			if done, err := x.merge(op, y); done || err != nil {
				return x, err
			}
		}
		if x.kind == counterKind && inPlaceCounter[op] {
			return nil, Raise("AttributeError", "'%s' object has no attribute 'items'", TypeOf(o.v))
		}
	case *starlark.Set:
		if y, do := setOf(o.v), setOperators[op]; y != nil && do != nil {
			p := o.ip.Pace()
			made, err := do(&p, x, y)
			if err != nil {
				return nil, err
			}
			return x, become(x, made)
		}
	case *bytearray:
		if op == syntax.PLUS {
			b, ok := bytesLike(o.v)
			if !ok {
				return nil, Raise("TypeError", "can't concat %s to bytearray", TypeOf(o.v))
			}
			return x, (&Call{Interp: o.ip, Name: "+="}).setBytes(x, append(x.b, b...))
		}
	}
	switch op {
	case syntax.AMP, syntax.PIPE, syntax.CIRCUMFLEX:
		return o.ip.setOperation(op, x, o.v)
	}
	if op == syntax.PERCENT {
		return o.ip.remainder(x, o.v)
	}
	y := asNumber(o.v)
	if _, isText := y.(starlark.String); !isText { // else the error names what x is
		x = asNumber(x)
	}
	return (&operand{o.ip, x}).Binary(op, y, starlark.Left)
}

// inPlace is x op= y of an operator that Starlark has not: the special method of x, or else what op gives.
func inPlace(name string, op func(c *Call) (starlark.Value, error)) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		if o, ok := c.Args[0].(*instance); ok {
			if v, err := o.try(name, c.Args[1]); v != nil || err != nil {
				return v, err
			}
		}
		return op(c)
	}
}

// extend is list += v. Of itself a list takes what it has now.
func (ip *Interp) extend(list *starlark.List, v starlark.Value) error {
	if v == starlark.Value(list) {
		v = starlark.NewList(valuesOf(list))
	}
	seq, err := ip.loopable(ip.gil.holder.th, v)
	if err != nil {
		return err
	}
	it := seq.Iterate()
	defer it.Done()
	for x := starlark.Value(nil); it.Next(&x); {
		if err := ip.bounds.Count("the list", list.Len()+1); err != nil {
			return err
		}
		if err := list.Append(x); err != nil {
			return err
		}
	}
	return ip.Err()
}

// repeat is list *= n.
func (ip *Interp) repeat(list *starlark.List, n starlark.Int) error {
	if n.Sign() <= 0 {
		return list.Clear()
	}
	if err := ip.product(list, n); err != nil {
		return err
	}
	times, _ := n.Int64()
	for once := valuesOf(list); times > 1; times-- {
		for _, v := range once {
			if err := list.Append(v); err != nil {
				return err
			}
		}
	}
	return ip.Err()
}

// indexOfValue is v, or the number that an instance is.
func indexOfValue(v starlark.Value) (starlark.Value, error) {
	o, ok := v.(*instance)
	if !ok {
		return v, nil
	}
	if n, ok, err := o.ask("__index__"); ok {
		return n, err
	}
	if n, ok := o.value().(starlark.Int); ok {
		return n, nil
	}
	return v, nil
}
