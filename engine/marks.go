package engine

import "starling/engine/rowset"

// marks is a set of groups that is emptied in O(1).
type marks struct {
	stamp []uint32
	epoch uint32
	list  []rowset.Row
}

func (m *marks) reset(groups int) {
	if m.epoch++; m.epoch == 0 {
		clear(m.stamp)
		m.epoch = 1
	}
	m.list = m.list[:0]
	m.grow(groups)
}

func (m *marks) grow(groups int) {
	if n := groups - len(m.stamp); n > 0 {
		m.stamp = append(m.stamp, make([]uint32, n)...)
	}
}

func (m *marks) add(g int32) {
	if m.stamp[g] != m.epoch {
		m.stamp[g] = m.epoch
		m.list = append(m.list, rowset.Row(g))
	}
}

func (m *marks) addAll(groups []int32) {
	for _, g := range groups {
		m.add(g)
	}
}

func (m *marks) has(g int32) bool { return m.stamp[g] == m.epoch }

func (m *marks) set() rowset.Set { return rowset.Of(m.list...) }
