package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// totalOrdering is total_ordering(cls): what the class lacks of <, <=, > and >= is made of the one
// that it has and ==.
func totalOrdering(c *Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("cls", &v); err != nil {
		return nil, err
	}
	k, ok := v.(*class)
	if !ok {
		return nil, Raise("TypeError", "total_ordering: got %s, want a class", TypeOf(v))
	}
	root := syntax.Token(0)
	for _, op := range []syntax.Token{syntax.LT, syntax.LE, syntax.GT, syntax.GE} {
		if fn, owner := k.find(comparisonSpecial[op].name); fn != nil && owner != c.object {
			root = op
			break
		}
	}
	if root == 0 {
		return nil, Raise("ValueError", "must define at least one ordering operation: < > <= >=")
	}
	for _, op := range []syntax.Token{syntax.LT, syntax.LE, syntax.GT, syntax.GE} {
		name := comparisonSpecial[op].name
		if fn, _ := k.find(name); fn != nil {
			continue
		}
		e := &Entry{Sig: name + "(other)", Doc: "Made by total_ordering.", Fn: func(d *Call) (starlark.Value, error) { return byRoot(d, root, op) }}
		k.set(name, &slot{c.Interp, k, e})
	}
	return k, nil
}

// byRoot is the comparison op by means of root and ==.
func byRoot(c *Call, root, op syntax.Token) (starlark.Value, error) {
	var other starlark.Value
	if err := c.Unpack("other", &other); err != nil {
		return nil, err
	}
	o, err := c.recvInstance()
	if err != nil {
		return nil, err
	}
	v, err := o.try(comparisonSpecial[root].name, other)
	if err != nil {
		return nil, err
	}
	if v == nil {
		return notImplemented{}, nil
	}
	is := bool(v.Truth())
	same, err := compare(syntax.EQL, o, other, starlark.CompareLimit)
	if err != nil {
		return nil, err
	}
	strict := root == syntax.LT || root == syntax.GT
	less := root == syntax.LT || root == syntax.LE // root looks downwards
	below := is && !same                           // o is on root's side of other
	if strict {
		below = is
	}
	downwards := op == syntax.LT || op == syntax.LE
	if downwards != less { // the other side
		below = !below && !same
	}
	return starlark.Bool(below || same && (op == syntax.LE || op == syntax.GE)), nil
}
