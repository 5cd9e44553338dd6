package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Binary is a + b, a - b, a | b and a & b of counters, and a | b of the other kinds: a dict of the
// kind of a with the pairs of b too. And whether a key is in it.
func (m *mapping) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	if op == syntax.IN && side == starlark.Right {
		in, err := m.Has(y)
		return starlark.Bool(in), err
	}
	other, ok := plainDict(y).(*starlark.Dict)
	n, isMapping := y.(*mapping)
	left, right := m.Dict, other
	switch {
	case !ok:
		return nil, nil
	case m.kind == counterKind && isMapping && n.kind == counterKind && side == starlark.Left:
	case op != syntax.PIPE || m.kind == counterKind:
		return nil, nil
	case side == starlark.Right:
		left, right = other, m.Dict
	}
	out := &mapping{Dict: starlark.NewDict(left.Len() + right.Len()), ip: m.ip, kind: m.kind, factory: m.factory}
	if err := (&Call{Interp: m.ip, Name: "update"}).put(out.Dict, left); err != nil {
		return nil, err
	}
	done, err := out.merge(op, right)
	if !done || err != nil {
		return nil, err
	}
	return out, nil
}

// merge is m op= y for a dict y. It reports whether there is such an operation.
func (m *mapping) merge(op syntax.Token, y *starlark.Dict) (done bool, err error) {
	if m.kind != counterKind {
		if op != syntax.PIPE {
			return false, nil
		}
		return true, (&Call{Interp: m.ip, Name: "update"}).put(m.Dict, y)
	}
	switch op {
	case syntax.PLUS, syntax.MINUS:
		err = m.tally(&Call{Interp: m.ip, Name: "Counter", Args: starlark.Tuple{y}}, op)
	case syntax.PIPE:
		err = m.chosen(y.Items(), m.Dict, syntax.GT)
	case syntax.AMP:
		err = m.chosen(m.Items(), y, syntax.LT)
	default:
		return false, nil
	}
	if err == nil {
		err = m.positive()
	}
	return true, err
}

// chosen sets the counts of the pairs, those of the other dict where theirs compare as op says: of
// pairs of y the greater of both, of pairs of m the smaller.
func (m *mapping) chosen(pairs []starlark.Tuple, other *starlark.Dict, op syntax.Token) error {
	for _, kv := range pairs {
		was, found, err := lookUp(other, kv[0])
		if err != nil {
			return err
		}
		if !found {
			was = zero
		}
		mine, theirs := was, kv[1] // of |: other is m
		if op == syntax.LT {
			mine, theirs = kv[1], was
		}
		takes, err := compare(op, theirs, mine, starlark.CompareLimit)
		if err == nil && takes {
			err = m.SetKey(kv[0], theirs)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// positive leaves the counts above 0.
func (m *mapping) positive() error {
	for _, kv := range m.Items() {
		more, err := compare(syntax.GT, kv[1], zero, starlark.CompareLimit)
		if err == nil && !more {
			_, _, err = m.Delete(kv[0])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Unary is +a and -a of a counter: the counts above 0 and, of those below, what they lack.
func (m *mapping) Unary(op syntax.Token) (starlark.Value, error) {
	if m.kind != counterKind || op != syntax.PLUS && op != syntax.MINUS {
		return nil, nil
	}
	c := &Call{Interp: m.ip, Name: "Counter"}
	out := c.newMapping(counterKind)
	done, err := out.merge(op, m.Dict)
	if !done || err != nil {
		return nil, err
	}
	return out, nil
}
