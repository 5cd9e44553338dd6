package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// frozenset is a set that never changes, which makes it a key.
type frozenset struct{ set *starlark.Set }

// String is for Starlark; printer is for all else.
func (f *frozenset) String() string       { return plain(f, PlainMost) }
func (f *frozenset) Type() string         { return "frozenset" }
func (f *frozenset) Freeze()              {}
func (f *frozenset) Truth() starlark.Bool { return f.set.Truth() }

// Hash is the same in whatever order the elements are.
func (f *frozenset) Hash() (uint32, error) {
	var sum uint32
	for v := range f.set.Elements() {
		h, err := v.Hash()
		if err != nil {
			return 0, err
		}
		sum += (h ^ h>>15) * 0x9e3779b1
	}
	return sum, nil
}

// Len is the number of elements.
func (f *frozenset) Len() int { return f.set.Len() }

// Iterate goes through the elements.
func (f *frozenset) Iterate() starlark.Iterator { return f.set.Iterate() }

// Has reports whether x is an element.
func (f *frozenset) Has(x starlark.Value) (bool, error) { return hasElement(f.set, x) }

// CompareSameType compares as sets do.
func (f *frozenset) CompareSameType(op syntax.Token, y starlark.Value, depth int) (bool, error) {
	return f.set.CompareSameType(op, y.(*frozenset).set, depth)
}

// setOperators is the operators of sets.
var setOperators = map[syntax.Token]setOperator{
	syntax.AMP: setIntersection, syntax.PIPE: setUnion, syntax.CIRCUMFLEX: setSymmetricDifference, syntax.MINUS: setDifference,
}

// Binary is an operation with another set; the left one says of which type its result is.
func (f *frozenset) Binary(op syntax.Token, other starlark.Value, side starlark.Side) (starlark.Value, error) {
	y, do := setOf(other), setOperators[op]
	if y == nil || do == nil {
		return nil, nil
	}
	p := Pace{}
	if side == starlark.Right {
		s, err := do(&p, y, f.set)
		return s, err
	}
	s, err := do(&p, f.set, y)
	return &frozenset{s}, err
}

// newFrozenset is frozenset(iterable).
func newFrozenset(c *Call) (starlark.Value, error) {
	if err := c.positional(0, 1); err != nil {
		return nil, err
	}
	if len(c.Args) == 0 {
		return &frozenset{new(starlark.Set)}, nil
	}
	if f, ok := c.Args[0].(*frozenset); ok {
		return f, nil
	}
	s, err := c.collectSet(c.Args[0])
	if err != nil {
		return nil, err
	}
	if s == c.Args[0] {
		s, err = c.copiedSet(s)
	}
	return &frozenset{s}, err
}
