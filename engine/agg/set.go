package agg

import "starling/engine/column"

// set is the distinct values of each group: what count_distinct, distinct and unique
// share. -0.0 is 0.0. NaN is a value only where null is one, and then all NaN are the same.
type set interface {
	grow(groups int)
	// apply puts the values of v in, or with sign -1 takes them out.
	apply(groups []int32, v column.Vector, sign int64)
	// count is the number of distinct values of group g.
	count(g int32) int
	// appendTo appends the distinct values of group g, ascending, null first.
	appendTo(dst column.Vector, g int32)
	// bytes is about the memory held.
	bytes() int
}

// newSet is a set of values of type t; null is a value of it if nulls says so.
func newSet(t column.Type, nulls bool) set {
	if t.Ordered() {
		return newObjectSet(t, nulls)
	}
	if t.Kind == column.String {
		return &textSet{bags: newTextBags(), nulls: nullCounts{on: nulls}}
	}
	return &keySet{bags: newKeyBags(), floating: floating(t), nulls: nullCounts{on: nulls}}
}

// nullCounts is how many nulls each group has, if they are to count.
type nullCounts struct {
	on bool
	n  []int64
}

func (c *nullCounts) grow(groups int) {
	if c.on {
		c.n = grow(c.n, groups)
	}
}

func (c *nullCounts) apply(g int32, sign int64) {
	if c.on {
		c.n[g] += sign
	}
}

func (c *nullCounts) has(g int32) bool { return c.on && c.n[g] > 0 }

// keySet is a set of order keys.
type keySet struct {
	bags     bags[int64]
	floating bool
	nulls    nullCounts
	buf      []int64
}

func (s *keySet) grow(groups int) {
	s.bags.grow(groups)
	s.nulls.grow(groups)
}

func (s *keySet) apply(groups []int32, v column.Vector, sign int64) {
	keys := setKeys(&s.buf, v, s.floating, s.nulls.on)
	for i, g := range groups {
		switch k := keys[i]; {
		case k == nullKey:
			s.nulls.apply(g, sign)
		case sign > 0:
			s.bags.add(g, k)
		default:
			s.bags.remove(g, k)
		}
	}
}

// setKeys is orderKeys with -0.0 as 0.0, and without nulls NaN as null.
func setKeys(buf *[]int64, v column.Vector, floating, nulls bool) []int64 {
	keys := orderKeys(buf, v)
	if floating {
		for i, k := range keys { // keys is buf: no float is its own key
			switch {
			case k == -1: // -0.0
				keys[i] = 0
			case k == nanKey && !nulls:
				keys[i] = nullKey
			}
		}
	}
	return keys
}

func (s *keySet) count(g int32) int {
	n := int(s.bags.distinct[g])
	if s.nulls.has(g) {
		n++
	}
	return n
}

func (s *keySet) appendTo(dst column.Vector, g int32) {
	if s.nulls.has(g) {
		dst.AppendNull()
	}
	s.buf = s.bags.appendKeys(s.buf[:0], s.bags.roots[g])
	for _, k := range s.buf {
		appendKey(dst, k)
	}
}

// textSet is a set of strings.
type textSet struct {
	bags  bags[string]
	nulls nullCounts
}

func (s *textSet) grow(groups int) {
	s.bags.grow(groups)
	s.nulls.grow(groups)
}

func (s *textSet) apply(groups []int32, v column.Vector, sign int64) {
	vals := v.(*column.Vec[string]).V
	for i, g := range groups {
		switch x := vals[i]; {
		case column.IsNullString(x):
			s.nulls.apply(g, sign)
		case sign > 0:
			s.bags.add(g, x)
		default:
			s.bags.remove(g, x)
		}
	}
}

func (s *textSet) count(g int32) int {
	n := int(s.bags.distinct[g])
	if s.nulls.has(g) {
		n++
	}
	return n
}

func (s *textSet) appendTo(dst column.Vector, g int32) {
	if s.nulls.has(g) {
		dst.AppendNull()
	}
	d := dst.(*column.Vec[string])
	d.V = s.bags.appendKeys(d.V, s.bags.roots[g])
}
