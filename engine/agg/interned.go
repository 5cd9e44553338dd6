package agg

import "strings"

// interned is copies of strings, each kept once however many bags hold it: the values
// of a column repeat over groups, and as rows leave and come.
type interned map[string]*copied

type copied struct {
	text string
	n    int // how many bags hold it
}

func (m interned) keep(s string) string {
	c := m[s]
	if c == nil {
		c = &copied{text: strings.Clone(s)}
		m[c.text] = c
	}
	c.n++
	return c.text
}

func (m interned) drop(s string) {
	c := m[s]
	if c.n--; c.n == 0 {
		delete(m, s)
	}
}

// newTextBags is empty bags of strings.
func newTextBags() bags[string] {
	m := interned{}
	return bags[string]{nodes: make([]node[string], 1), keep: m.keep, drop: m.drop}
}

// newKeyBags is empty bags of order keys.
func newKeyBags() bags[int64] {
	return bags[int64]{
		nodes: make([]node[int64], 1),
		keep:  func(k int64) int64 { return k },
		drop:  func(int64) {},
	}
}
