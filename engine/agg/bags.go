package agg

import "math/bits"

// bags is an ordered multiset per group. A group of one value costs one node; adding,
// removing and ranking are logarithmic in the distinct values of the group. All
// groups share one slice of nodes, so that numbers cost the garbage collector nothing.
//
// Each group is a treap: a search tree by key in which no node has a higher
// priority than its parent. A node's priority is a hash of its number.
type bags[K int64 | string] struct {
	nodes    []node[K]  // nodes[0] is the empty tree
	free     int32      // the free nodes, linked by left
	roots    []int32    // by group
	distinct []int32    // by group: how many nodes
	keep     func(K) K  // makes a copy of a key, to be kept
	drop     func(K)    // gives up what keep made
	kept     func() int // the bytes of what keep made
}

type node[K int64 | string] struct {
	key         K
	n           int64 // how often key is in the bag
	size        int64 // the sum of n over the subtree
	left, right int32
}

func (b *bags[K]) grow(groups int) {
	b.roots, b.distinct = grow(b.roots, groups), grow(b.distinct, groups)
}

// priority is a hash of node number i.
func priority(i int32) uint32 { return bits.Reverse32(uint32(i)*0x9e3779b1) ^ uint32(i)*0x85ebca6b }

// add puts k into the bag of group g.
func (b *bags[K]) add(g int32, k K) {
	for t := b.roots[g]; t != 0; { // sizes on the way grow, whether k is there or not
		n := &b.nodes[t]
		n.size++
		switch {
		case k < n.key:
			t = n.left
		case k > n.key:
			t = n.right
		default:
			n.n++
			return
		}
	}
	b.distinct[g]++
	x := b.take(k)
	p := priority(x)
	link := &b.roots[g]
	for t := *link; t != 0 && priority(t) >= p; t = *link {
		if n := &b.nodes[t]; k < n.key {
			link = &n.left
		} else {
			link = &n.right
		}
	}
	l, r := b.split(*link, k)
	*link = x
	n := &b.nodes[x]
	n.left, n.right = l, r
	n.size = 1 + b.nodes[l].size + b.nodes[r].size
}

// remove takes k out of the bag of group g, where it must be.
func (b *bags[K]) remove(g int32, k K) {
	link := &b.roots[g]
	for *link != 0 {
		n := &b.nodes[*link]
		n.size--
		switch {
		case k < n.key:
			link = &n.left
		case k > n.key:
			link = &n.right
		default:
			if n.n--; n.n == 0 {
				b.distinct[g]--
				x := *link
				*link = b.join(n.left, n.right)
				b.drop(n.key)
				*n = node[K]{left: b.free}
				b.free = x
			}
			return
		}
	}
	panic("agg: a value leaves a group it is not in")
}

// take is a node for one k, in no tree.
func (b *bags[K]) take(k K) int32 {
	x := b.free
	if x == 0 {
		x = int32(len(b.nodes))
		b.nodes = append(b.nodes, node[K]{})
	} else {
		b.free = b.nodes[x].left
	}
	b.nodes[x] = node[K]{key: b.keep(k), n: 1, size: 1}
	return x
}

// split is the trees of the keys of t below and above k, which is not in t.
func (b *bags[K]) split(t int32, k K) (l, r int32) {
	if t == 0 {
		return 0, 0
	}
	n := &b.nodes[t]
	if n.key < k {
		n.right, r = b.split(n.right, k)
		l = t
	} else {
		l, n.left = b.split(n.left, k)
		r = t
	}
	n.size = n.n + b.nodes[n.left].size + b.nodes[n.right].size
	return l, r
}

// join is the tree of l and r, whose keys are all above those of l.
func (b *bags[K]) join(l, r int32) int32 {
	switch {
	case l == 0:
		return r
	case r == 0:
		return l
	}
	t := l
	n := &b.nodes[t]
	if priority(l) >= priority(r) {
		n.right = b.join(n.right, r)
	} else {
		t = r
		n = &b.nodes[t]
		n.left = b.join(l, n.left)
	}
	n.size = n.n + b.nodes[n.left].size + b.nodes[n.right].size
	return t
}

// len is the number of values in the bag of group g.
func (b *bags[K]) len(g int32) int64 { return b.nodes[b.roots[g]].size }

// first is the least key of group g, which must have one.
func (b *bags[K]) first(g int32) K {
	t := b.roots[g]
	for b.nodes[t].left != 0 {
		t = b.nodes[t].left
	}
	return b.nodes[t].key
}

// last is the greatest key of group g, which must have one.
func (b *bags[K]) last(g int32) K {
	t := b.roots[g]
	for b.nodes[t].right != 0 {
		t = b.nodes[t].right
	}
	return b.nodes[t].key
}

// at is the i-th value of group g in ascending order, 0 <= i < len.
func (b *bags[K]) at(g int32, i int64) K {
	t := b.roots[g]
	for {
		n := &b.nodes[t]
		below := b.nodes[n.left].size
		switch {
		case i < below:
			t = n.left
		case i < below+n.n:
			return n.key
		default:
			i -= below + n.n
			t = n.right
		}
	}
}

// appendKeys appends the distinct keys of tree t, ascending.
func (b *bags[K]) appendKeys(dst []K, t int32) []K {
	for t != 0 {
		n := &b.nodes[t]
		dst = append(b.appendKeys(dst, n.left), n.key)
		t = n.right
	}
	return dst
}
