package py

import (
	"slices"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

var counterMethods = []Entry{
	{Sig: "copy()", Doc: "A copy.", Fn: copyMapping},
	{Sig: "elements()", Doc: "Every key as often as it was counted.", Fn: counterElements},
	{Sig: "most_common(n=None)", Doc: "The pairs of key and count, the largest counts first.", Fn: mostCommon},
	{Sig: "subtract(iterable=None, **kwargs)", Doc: "Takes counts off.", Fn: func(c *Call) (starlark.Value, error) {
		return starlark.None, c.Recv.(*mapping).tally(c, syntax.MINUS)
	}},
	{Sig: "total()", Doc: "The sum of the counts.", Fn: func(c *Call) (sum starlark.Value, err error) {
		sum = zero
		for _, n := range c.Recv.(*mapping).Entries() {
			if sum, err = added(sum, n); err != nil {
				return nil, err
			}
		}
		return sum, c.Unpack()
	}},
	{Sig: "update(iterable=None, **kwargs)", Doc: "Counts more.", Fn: func(c *Call) (starlark.Value, error) {
		return starlark.None, c.Recv.(*mapping).tally(c, syntax.PLUS)
	}},
}

// compareCounts is m op n of counters: whether it is so of the counts of every key of either. One is below another that
// it is not equal to if none of its counts is above.
func (m *mapping) compareCounts(op syntax.Token, n *mapping, depth int) (bool, error) {
	each, unequal := op, false
	switch op {
	case syntax.NEQ:
		same, err := m.compareCounts(syntax.EQL, n, depth)
		return !same, err
	case syntax.LT:
		each, unequal = syntax.LE, true
	case syntax.GT:
		each, unequal = syntax.GE, true
	}
	for _, keys := range [...]*starlark.Dict{m.Dict, n.Dict} {
		for _, key := range keys.Keys() {
			mine, err := countIn(m.Dict, key)
			if err != nil {
				return false, err
			}
			theirs, err := countIn(n.Dict, key)
			if err != nil {
				return false, err
			}
			if holds, err := compare(each, mine, theirs, depth-1); err != nil || !holds {
				return false, err
			}
		}
	}
	if !unequal {
		return true, nil
	}
	return m.compareCounts(syntax.NEQ, n, depth)
}

// countIn is how often a key was counted.
func countIn(d *starlark.Dict, key starlark.Value) (starlark.Value, error) {
	v, found, err := lookUp(d, key)
	if err == nil && !found {
		v = zero
	}
	return v, err
}

func newCounter(c *Call) (starlark.Value, error) {
	m := c.newMapping(counterKind)
	return m, m.tally(c, syntax.PLUS)
}

// tally adds or takes off what the arguments count: a dict of counts, elements, keywords.
func (m *mapping) tally(c *Call, op syntax.Token) error {
	if len(c.Args) > 1 {
		return Raise("TypeError", "Counter() takes from 0 to 1 positional arguments but %d were given", len(c.Args))
	}
	count := func(key, n starlark.Value) error {
		was, _, err := m.Get(key)
		switch {
		case err != nil:
		case op == syntax.PLUS: // as CPython has it: the new count stands on the left
			n, err = starlark.Binary(op, asNumber(n), asNumber(was))
		default:
			n, err = starlark.Binary(op, asNumber(was), asNumber(n))
		}
		if err == nil {
			err = m.SetKey(key, n)
		}
		return err
	}
	// of counts that others made, an empty Counter takes whatever they are
	counts := func() func(key, n starlark.Value) error {
		if op == syntax.PLUS && m.Len() == 0 {
			return func(key, n starlark.Value) error { return m.SetKey(key, n) }
		}
		return count
	}
	if len(c.Args) > 0 && c.Args[0] != starlark.None {
		if d, ok := plainDict(c.Args[0]).(*starlark.Dict); ok {
			put := counts()
			for _, kv := range d.Items() {
				if err := put(kv[0], kv[1]); err != nil {
					return err
				}
			}
		} else {
			next, err := c.cursorOf(c.Args[0])
			if err != nil {
				return err
			}
			var key starlark.Value
			for p := c.Pace(); next(&key); {
				if err := p.Step(); err != nil {
					return err
				}
				if err := count(key, one); err != nil {
					return err
				}
			}
		}
	}
	put := counts()
	for _, kv := range c.Kwargs {
		if err := put(kv[0], kv[1]); err != nil {
			return err
		}
	}
	return nil
}

// common is the pairs, the largest counts first; of equal ones in their order.
func (m *mapping) common() ([]starlark.Tuple, error) {
	items := m.Items()
	var bad error
	slices.SortStableFunc(items, func(a, b starlark.Tuple) int {
		more, err := compare(syntax.GT, a[1], b[1], starlark.CompareLimit)
		less, err2 := compare(syntax.LT, a[1], b[1], starlark.CompareLimit)
		switch {
		case err != nil || err2 != nil:
			bad = err
		case more:
			return -1
		case less:
			return 1
		}
		return 0
	})
	return items, bad
}

func mostCommon(c *Call) (starlark.Value, error) {
	var n starlark.Value = starlark.None
	if err := c.Unpack("n?", &n); err != nil {
		return nil, err
	}
	items, err := c.Recv.(*mapping).common()
	if err != nil {
		return nil, err
	}
	most := len(items)
	if n != starlark.None {
		if err := starlark.AsInt(asNumber(n), &most); err != nil {
			return nil, Raise("TypeError", "most_common: n: %w", err)
		}
	}
	out := new(starlark.List)
	for _, kv := range items[:max(min(most, len(items)), 0)] {
		if err := out.Append(kv); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func counterElements(c *Call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	items, at, left := c.Recv.(*mapping).Items(), -1, 0
	return c.newLazyOf("itertools.chain", func(p *starlark.Value) (bool, error) {
		for left <= 0 {
			if at++; at >= len(items) {
				return false, nil
			}
			if err := starlark.AsInt(asNumber(items[at][1]), &left); err != nil {
				return false, Raise("TypeError", "elements: %w", err)
			}
		}
		left--
		*p = items[at][0]
		return true, nil
	})
}
