package json

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// node is a place in a record that columns are read from, at or below it.
type node struct {
	name   string
	quoted string // the name as in the text, with the colon, if it needs no escapes; else "\x00", which no text has
	index  int    // the name as an index into an array, -1 if it is none
	cols   []*target
	leaf   *target // the only one of cols, if there are no kids
	kids   []*node
	most   int              // the highest index among kids, -1 if none has one
	byName map[string]*node // kids, once there are many
	first  *node            // the kid that came first in the record before
	next   *node            // the sibling that came after this one
}

// manyKids is from how many on a map finds a name sooner than a walk.
const manyKids = 12

// child is the kid of that name, new if there is none.
func (n *node) child(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	kid := &node{name: name, quoted: "\x00", index: -1, most: -1}
	if strings.IndexFunc(name, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' }) < 0 && utf8.ValidString(name) {
		kid.quoted = `"` + name + `":`
	}
	if i, err := strconv.Atoi(name); err == nil && strconv.Itoa(i) == name {
		kid.index = i
	}
	n.most = max(n.most, kid.index)
	if k := len(n.kids); k > 0 {
		n.kids[k-1].next = kid
	} else {
		n.first = kid
	}
	n.kids = append(n.kids, kid)
	switch {
	case n.byName != nil:
		n.byName[name] = kid
	case len(n.kids) == manyKids:
		n.byName = make(map[string]*node, 2*manyKids)
		for _, k := range n.kids {
			n.byName[k.name] = k
		}
	}
	return kid
}

// settle notes what can be, once all columns are in the tree.
func (n *node) settle() {
	if len(n.cols) == 1 && len(n.kids) == 0 {
		n.leaf = n.cols[0]
	}
	for _, k := range n.kids {
		k.settle()
	}
}

// find is the kid of that name, nil if there is none.
func (n *node) find(name []byte) *node {
	if n.byName != nil {
		return n.byName[string(name)]
	}
	for _, k := range n.kids {
		if k.name == string(name) {
			return k
		}
	}
	return nil
}

// at is the kid for the i-th element of an array, nil if there is none.
func (n *node) at(i int) *node {
	if i > n.most {
		return nil
	}
	for _, k := range n.kids {
		if k.index == i {
			return k
		}
	}
	return nil
}
