package py

import (
	"cmp"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

var zero, one starlark.Value = starlark.MakeInt(0), starlark.MakeInt(1)

// asNumber is 1 and 0 for True and False, which are numbers in Python, and v for all else.
func asNumber(v starlark.Value) starlark.Value {
	b, ok := v.(starlark.Bool)
	switch {
	case !ok:
		return v
	case bool(b):
		return one
	}
	return zero
}

// Starlark's True is no number, and its NaN is equal to itself and the greatest of all. In Python
// True is 1, and NaN is neither equal to, less nor greater than anything. compare is Python's.
// Operators have guards (comparing.go) that ask it.

// compare is x op y. Depth is how deep lists and tuples may nest.
func compare(op syntax.Token, x, y starlark.Value, depth int) (bool, error) {
	if isRich(x) || isRich(y) {
		v, err := rich(op, x, y, depth)
		return err == nil && bool(v.Truth()), err
	}
	if m, ok := x.(*mapping); ok && m.kind == counterKind {
		if n, ok := y.(*mapping); ok && n.kind == counterKind {
			return m.compareCounts(op, n, depth)
		}
	}
	x, y = asNumber(plainDict(untagged(x))), asNumber(plainDict(untagged(y)))
	if holds, done := compareNumeric(op, x, y); done {
		return holds, nil
	}
	if isNaN(x) && isNumberValue(y) || isNaN(y) && isNumberValue(x) {
		return op == syntax.NEQ, nil
	}
	if depth < 1 {
		return false, Raise("RecursionError", "maximum recursion depth exceeded in comparison")
	}
	if isView(x) || isView(y) {
		var err error
		if x, y, err = asSets(x, y); err != nil {
			return false, err
		}
	}
	switch a := x.(type) {
	case *starlark.List:
		if b, ok := y.(*starlark.List); ok {
			return compareAll(op, a, b, depth)
		}
	case starlark.Tuple:
		if b, ok := y.(starlark.Tuple); ok {
			return compareAll(op, a, b, depth)
		}
	case *starlark.Dict:
		if b, ok := y.(*starlark.Dict); ok && (op == syntax.EQL || op == syntax.NEQ) {
			same, err := sameEntries(a, b, depth)
			return same == (op == syntax.EQL), err
		}
	}
	if a, b := setOf(x), setOf(y); a != nil && b != nil {
		return compareSets(op, a, b)
	}
	return starlark.CompareDepth(op, plainBytes(x), plainBytes(y), depth)
}

// compareSets is x op y: whether one holds all that the other one has.
func compareSets(op syntax.Token, x, y *starlark.Set) (bool, error) {
	subset := func(x, y *starlark.Set) (bool, error) {
		for v := range x.Elements() {
			if in, err := hasElement(y, v); err != nil || !in {
				return false, err
			}
		}
		return true, nil
	}
	n := cmp.Compare(x.Len(), y.Len())
	switch op {
	case syntax.EQL, syntax.NEQ:
		if n != 0 {
			return op == syntax.NEQ, nil
		}
		same, err := subset(x, y)
		return same == (op == syntax.EQL), err
	case syntax.LT, syntax.LE:
		if n > 0 || n == 0 && op == syntax.LT {
			return false, nil
		}
		return subset(x, y)
	}
	if n < 0 || n == 0 && op == syntax.GT {
		return false, nil
	}
	return subset(y, x)
}

// compareAll compares by the first elements that differ.
func compareAll(op syntax.Token, x, y starlark.Indexable, depth int) (bool, error) {
	equality := op == syntax.EQL || op == syntax.NEQ
	if equality && x.Len() != y.Len() {
		return op == syntax.NEQ, nil
	}
	for i := range min(x.Len(), y.Len()) {
		a, b := x.Index(i), y.Index(i)
		same, err := identical(a, b, depth-1)
		switch {
		case err != nil:
			return false, err
		case !same && equality:
			return op == syntax.NEQ, nil
		case !same:
			return compare(op, a, b, depth-1)
		}
	}
	return starlark.Compare(op, starlark.MakeInt(x.Len()), starlark.MakeInt(y.Len()))
}

// identical reports whether x and y are the same or equal, as elements are. NaN counts as the
// same NaN, which it is as a rule.
func identical(x, y starlark.Value, depth int) (bool, error) {
	if isNaN(x) && isNaN(y) {
		return true, nil
	}
	if o, ok := x.(*instance); ok && y == starlark.Value(o) {
		return true, nil
	}
	return compare(syntax.EQL, x, y, depth)
}

func sameEntries(x, y *starlark.Dict, depth int) (bool, error) {
	if x.Len() != y.Len() {
		return false, nil
	}
	for k, v := range x.Entries() {
		w, found, err := lookUp(y, k)
		if err != nil || !found {
			return false, err
		}
		if same, err := identical(v, w, depth-1); err != nil || !same {
			return false, err
		}
	}
	return true, nil
}

// isElement reports whether x is an element of list.
func isElement(list starlark.Indexable, x starlark.Value) (bool, error) {
	for i := range list.Len() {
		if same, err := identical(list.Index(i), x, starlark.CompareLimit); err != nil || same {
			return same, err
		}
	}
	return false, nil
}

func isNaN(v starlark.Value) bool {
	f, ok := v.(starlark.Float)
	return ok && f != f
}

func isNumberValue(v starlark.Value) bool {
	switch v.(type) {
	case starlark.Int, starlark.Float:
		return true
	}
	return false
}
