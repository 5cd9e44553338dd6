package py

import (
	"regexp/syntax"

	"go.starlark.net/starlark"
)

// last is the number of the group that was closed last, 0 if no group is in the match.
func (m *found) last() int {
	tree, err := syntax.Parse(m.re.search.String(), syntax.Perl)
	if err != nil {
		return 0 // it was parsed before
	}
	last := 0
	for _, i := range closingOrder(tree, nil) {
		if end := m.at[2*i+1]; end >= 0 && (last == 0 || end >= m.at[2*last+1]) {
			last = i
		}
	}
	return last
}

// closingOrder is the numbers of the groups in the order in which they are closed: one that is in another before it.
func closingOrder(re *syntax.Regexp, order []int) []int {
	for _, sub := range re.Sub {
		order = closingOrder(sub, order)
	}
	if re.Op == syntax.OpCapture {
		order = append(order, re.Cap)
	}
	return order
}

func matchLastGroup(c *Call) (starlark.Value, error) {
	m := c.Recv.(*found)
	if name := m.re.search.SubexpNames()[m.last()]; name != "" {
		return starlark.String(name), nil
	}
	return starlark.None, nil
}

func matchLastIndex(c *Call) (starlark.Value, error) {
	if i := c.Recv.(*found).last(); i > 0 {
		return starlark.MakeInt(i), nil
	}
	return starlark.None, nil
}
