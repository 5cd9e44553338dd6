package py

import "go.starlark.net/starlark"

// setTable is the methods of sets.
func setTable() []Entry {
	return append([]Entry{
		{Sig: "add(elem)", Fn: addToSet},
		{Sig: "difference_update(*others)", Fn: setUpdated(setDifference)},
		{Sig: "discard(elem)", Fn: discardFromSet},
		{Sig: "intersection_update(*others)", Fn: setUpdated(setIntersection)},
		{Sig: "pop()", Fn: popFromSet},
		{Sig: "remove(elem)", Fn: removeFromSet},
		{Sig: "symmetric_difference_update(other)", Fn: setUpdated(setSymmetricDifference)},
		{Sig: "update(*others)", Fn: setUpdated(setUnion)},
	}, frozensetTable()...)
}

// frozensetTable is the methods of sets that leave them as they are.
func frozensetTable() []Entry {
	return []Entry{
		{Sig: "copy()", Fn: func(c *Call) (starlark.Value, error) {
			if err := c.positional(0, 0); err != nil {
				return nil, err
			}
			return c.likeRecv(setOf(c.Recv))
		}},
		{Sig: "difference(*others)", Fn: setMade(setDifference)},
		{Sig: "intersection(*others)", Fn: setMade(setIntersection)},
		{Sig: "isdisjoint(other)", Fn: isDisjoint},
		{Sig: "issubset(other)", Fn: isSubset(false)},
		{Sig: "issuperset(other)", Fn: isSubset(true)},
		{Sig: "symmetric_difference(other)", Fn: setMade(setSymmetricDifference)},
		{Sig: "union(*others)", Fn: setMade(setUnion)},
	}
}

// setOf is the set that a set or frozenset is, nil for other values.
func setOf(v starlark.Value) *starlark.Set {
	switch v := v.(type) {
	case *starlark.Set:
		return v
	case *frozenset:
		return v.set
	}
	return nil
}

// setOperator makes of two sets a third one.
type setOperator func(p *Pace, x, y *starlark.Set) (*starlark.Set, error)

// keptOf is the elements of x for which keep is true of whether y has them.
func keptOf(p *Pace, out, x, y *starlark.Set, keep func(in bool) bool) error {
	for v := range x.Elements() {
		in, err := hasElement(y, v)
		if err == nil {
			err = p.Step()
		}
		if err == nil && keep(in) {
			err = out.Insert(v)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func isIn(in bool) bool  { return in }
func isOut(in bool) bool { return !in }
func always(bool) bool   { return true }

func setDifference(p *Pace, x, y *starlark.Set) (*starlark.Set, error) {
	out := new(starlark.Set)
	return out, keptOf(p, out, x, y, isOut)
}

// setIntersection has the elements of the smaller set, as CPython's, of two of one size those of y.
func setIntersection(p *Pace, x, y *starlark.Set) (*starlark.Set, error) {
	out := new(starlark.Set)
	if y.Len() > x.Len() {
		x, y = y, x
	}
	return out, keptOf(p, out, y, x, isIn)
}

func setUnion(p *Pace, x, y *starlark.Set) (*starlark.Set, error) {
	out := new(starlark.Set)
	if err := keptOf(p, out, x, y, always); err != nil {
		return nil, err
	}
	return out, keptOf(p, out, y, x, isOut)
}

func setSymmetricDifference(p *Pace, x, y *starlark.Set) (*starlark.Set, error) {
	out := new(starlark.Set)
	if err := keptOf(p, out, x, y, isOut); err != nil {
		return nil, err
	}
	return out, keptOf(p, out, y, x, isOut)
}

// collectSet is the elements of an iterable.
func (c *Call) collectSet(v starlark.Value) (*starlark.Set, error) {
	if s := setOf(v); s != nil {
		return s, nil
	}
	seq, ok := looped(v).(starlark.Iterable)
	if !ok {
		return nil, Raise("TypeError", "'%s' object is not iterable", TypeOf(v))
	}
	out := new(starlark.Set)
	var err error
	for x := range c.Each(seq, c.bounds.Bytes/entryBytes, &err) {
		if err := out.Insert(elementIn(out, x)); err != nil {
			return nil, err
		}
	}
	return out, err
}

// foldedSet applies the operation to the set and each of the arguments.
func (c *Call) foldedSet(op setOperator) (*starlark.Set, error) {
	if c.Name == "symmetric_difference" || c.Name == "symmetric_difference_update" {
		if err := c.positional(1, 1); err != nil {
			return nil, err
		}
	} else if len(c.Kwargs) > 0 {
		return nil, Raise("TypeError", "%s.%s() takes no keyword arguments", TypeOf(c.Recv), c.Name)
	}
	s, p := setOf(c.Recv), c.Pace()
	for _, v := range c.Args {
		other, err := c.collectSet(v)
		if err == nil {
			s, err = op(&p, s, other)
		}
		if err != nil {
			return nil, err
		}
	}
	return s, nil
}

// copiedSet is a set with the elements of s.
func (c *Call) copiedSet(s *starlark.Set) (*starlark.Set, error) {
	out, p := new(starlark.Set), c.Pace()
	return out, keptOf(&p, out, s, s, always)
}

// likeRecv is a set of the type that the method is of, with the elements of s.
func (c *Call) likeRecv(s *starlark.Set) (starlark.Value, error) {
	if f, ok := c.Recv.(*frozenset); ok {
		if f.set == s {
			return f, nil
		}
		return &frozenset{set: s}, nil
	}
	if s != c.Recv {
		return s, nil
	}
	return c.copiedSet(s)
}

func setMade(op setOperator) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		s, err := c.foldedSet(op)
		if err != nil {
			return nil, err
		}
		return c.likeRecv(s)
	}
}

// setUpdated does the operation in place.
func setUpdated(op setOperator) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		made, err := c.foldedSet(op)
		if err != nil {
			return nil, err
		}
		return starlark.None, become(c.Recv.(*starlark.Set), made)
	}
}

// become gives a set the elements of another one.
func become(s, made *starlark.Set) error {
	if s == made {
		return nil
	}
	var gone []starlark.Value
	for v := range s.Elements() {
		if in, err := made.Has(v); err != nil {
			return err
		} else if !in {
			gone = append(gone, v)
		}
	}
	for _, v := range gone {
		if _, err := s.Delete(v); err != nil {
			return err
		}
	}
	for v := range made.Elements() {
		if err := s.Insert(v); err != nil {
			return err
		}
	}
	return nil
}

func addToSet(c *Call) (starlark.Value, error) {
	if err := c.positional(1, 1); err != nil {
		return nil, err
	}
	s := c.Recv.(*starlark.Set)
	x := elementIn(s, c.Args[0])
	if in, err := s.Has(x); in || err != nil {
		return starlark.None, err
	}
	return starlark.None, s.Insert(x)
}

func discardFromSet(c *Call) (starlark.Value, error) {
	if err := c.positional(1, 1); err != nil {
		return nil, err
	}
	s := c.Recv.(*starlark.Set)
	x := elementIn(s, c.Args[0])
	if in, err := s.Has(x); !in || err != nil {
		return starlark.None, err
	}
	_, err := s.Delete(x)
	return starlark.None, err
}

func removeFromSet(c *Call) (starlark.Value, error) {
	if err := c.positional(1, 1); err != nil {
		return nil, err
	}
	s := c.Recv.(*starlark.Set)
	x := elementIn(s, c.Args[0])
	in, err := s.Has(x)
	switch {
	case err != nil:
		return nil, err
	case !in:
		return nil, c.missingKey(c.Args[0])
	}
	_, err = s.Delete(x)
	return starlark.None, err
}

func popFromSet(c *Call) (starlark.Value, error) {
	if err := c.positional(0, 0); err != nil {
		return nil, err
	}
	s := c.Recv.(*starlark.Set)
	if s.Len() == 0 {
		return nil, throw("KeyError", starlark.String("pop from an empty set"))
	}
	return c.native()
}

func isDisjoint(c *Call) (starlark.Value, error) {
	if err := c.positional(1, 1); err != nil {
		return nil, err
	}
	other, err := c.collectSet(c.Args[0])
	if err != nil {
		return nil, err
	}
	p := c.Pace()
	both, err := setIntersection(&p, setOf(c.Recv), other)
	if err != nil {
		return nil, err
	}
	return starlark.Bool(both.Len() == 0), nil
}

// isSubset is s.issubset(other), or s.issuperset.
func isSubset(super bool) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		if err := c.positional(1, 1); err != nil {
			return nil, err
		}
		x := setOf(c.Recv)
		y, err := c.collectSet(c.Args[0])
		if err != nil {
			return nil, err
		}
		if super {
			x, y = y, x
		}
		p := c.Pace()
		missing, err := setDifference(&p, x, y)
		if err != nil {
			return nil, err
		}
		return starlark.Bool(missing.Len() == 0), nil
	}
}
