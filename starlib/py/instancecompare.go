package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// comparisonSpecial is THE table of the special methods of comparisons, and those of the same
// comparison seen from the other side.
var comparisonSpecial = map[syntax.Token]struct{ name, reflected string }{
	syntax.EQL: {"__eq__", "__eq__"}, syntax.NEQ: {"__ne__", "__ne__"},
	syntax.LT: {"__lt__", "__gt__"}, syntax.GT: {"__gt__", "__lt__"},
	syntax.LE: {"__le__", "__ge__"}, syntax.GE: {"__ge__", "__le__"},
}

// isRich reports whether a value is compared by special methods, or as Python compares and
// Starlark does not.
func isRich(v starlark.Value) bool {
	switch v.(type) {
	case *instance, *method:
		return true
	}
	return false
}

// rich is x op y of values of which one isRich.
func rich(op syntax.Token, x, y starlark.Value, depth int) (starlark.Value, error) {
	if depth < 1 {
		return nil, Raise("RecursionError", "maximum recursion depth exceeded in comparison")
	}
	m, ok1 := x.(*method)
	n, ok2 := y.(*method)
	if ok1 && ok2 && (op == syntax.EQL || op == syntax.NEQ) {
		return starlark.Bool(m.same(n) == (op == syntax.EQL)), nil
	}
	a, left := x.(*instance)
	b, right := y.(*instance)
	names := comparisonSpecial[op]
	if left && right && a.class != b.class && b.class.is(a.class) && overrides(b.class, a.class, names.reflected) {
		if v, err := b.compared(names.reflected, x, depth); v != nil || err != nil {
			return v, err
		}
		right = false
	}
	if left {
		if v, err := a.compared(names.name, y, depth); v != nil || err != nil {
			return v, err
		}
	}
	if right {
		if v, err := b.compared(names.reflected, x, depth); v != nil || err != nil {
			return v, err
		}
	}
	return unrelated(op, x, y, depth)
}

// compared is what the special method of o gives; nil if it does not know.
func (o *instance) compared(name string, y starlark.Value, depth int) (starlark.Value, error) {
	v, err := o.try(name, y)
	if v != nil || err != nil || name != "__ne__" {
		return v, err
	}
	if v, err = o.compared("__eq__", y, depth); v == nil || err != nil {
		return nil, err
	}
	return !v.Truth(), nil
}

// unrelated is the comparison of values that no special method knows: of the builtins that they
// are, else by what they are.
func unrelated(op syntax.Token, x, y starlark.Value, depth int) (starlark.Value, error) {
	if a, b := valueOf(x), valueOf(y); !isRich(a) && !isRich(b) {
		ok, err := compare(op, a, b, depth-1)
		return starlark.Bool(ok), err
	}
	switch op {
	case syntax.EQL:
		return starlark.Bool(x == y), nil
	case syntax.NEQ:
		return starlark.Bool(x != y), nil
	}
	return nil, Raise("TypeError", "'%s' not supported between instances of '%s' and '%s'", op, TypeOf(x), TypeOf(y))
}

// CompareSameType is for Starlark, within its dicts and lists.
func (o *instance) CompareSameType(op syntax.Token, y starlark.Value, depth int) (bool, error) {
	v, err := rich(op, o, y, depth)
	if err != nil {
		return false, err
	}
	return bool(v.Truth()), nil
}

// CompareSameType is for Starlark, within its dicts and lists.
func (m *method) CompareSameType(op syntax.Token, y starlark.Value, depth int) (bool, error) {
	v, err := rich(op, m, y, depth)
	return err == nil && bool(v.Truth()), err
}
