package agg

import "strings"

// interned is copies of strings, each kept once however many bags hold it: the values
// of a column repeat over groups, and as rows leave and come.
type interned struct {
	copies map[string]*copied
	text   int // bytes of the copies
}

type copied struct {
	text string
	n    int // how many bags hold it
}

func (m *interned) keep(s string) string {
	c := m.copies[s]
	if c == nil {
		c = &copied{text: strings.Clone(s)}
		m.copies[c.text] = c
		m.text += len(s)
	}
	c.n++
	return c.text
}

func (m *interned) drop(s string) {
	c := m.copies[s]
	if c.n--; c.n == 0 {
		m.text -= len(s)
		delete(m.copies, s)
	}
}

// newTextBags is empty bags of strings.
func newTextBags() bags[string] {
	m := &interned{copies: map[string]*copied{}}
	return bags[string]{nodes: make([]node[string], 1), keep: m.keep, drop: m.drop, kept: m.bytes}
}

// newKeyBags is empty bags of order keys.
func newKeyBags() bags[int64] {
	return bags[int64]{
		nodes: make([]node[int64], 1),
		keep:  func(k int64) int64 { return k },
		drop:  func(int64) {},
		kept:  func() int { return 0 },
	}
}
