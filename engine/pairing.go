package engine

import (
	"slices"

	"starling/engine/column"
	"starling/engine/rowset"
)

// pairing tells which groups of two tables have the same key. A join embeds it, and calls meet
// at the start of each cycle.
type pairing struct {
	lix, rix *Index
	toRight  []int32 // by left group: the right group with the same key, -1 for none
	toLeft   []int32 // by right group
}

// meet pairs the groups that either index numbered in this cycle.
func (p *pairing) meet() {
	newL := p.lix.numbers().inUse(nil, len(p.toRight))
	newR := p.rix.numbers().inUse(nil, len(p.toLeft))
	p.toRight, p.toLeft = alone(p.toRight, p.lix.Len()), alone(p.toLeft, p.rix.Len())
	p.pair(newL, partners(newL, p.lix, p.rix))
	p.pair(partners(newR, p.rix, p.lix), newR)
}

// alone extends to, by group, to n groups without a partner.
func alone(to []int32, n int) []int32 {
	for len(to) < n {
		to = append(to, -1)
	}
	return to
}

// partners is the groups of b that have the keys of the given groups of a.
func partners(groups []int32, a, b *Index) []int32 {
	if len(groups) == 0 {
		return nil
	}
	keys, vecs := make([]keyColumn, len(a.keys)), make([]column.Vector, len(a.keys))
	for i := range a.keys {
		keys[i] = keyColumn{x: a, col: i}
		vecs[i] = column.NewVector(keys[i].Type())
	}
	found := make([]int32, 0, len(groups))
	for part := range slices.Chunk(groups, rowset.PageSize) {
		a.t.heed()
		for i := range keys {
			vecs[i].Reset()
			keys[i].fill(vecs[i], slices.Clone(part))
		}
		found = b.find(found, len(part), vecs)
	}
	return found
}

// pair makes partners of a left and a right group each; -1 is none.
func (p *pairing) pair(left, right []int32) {
	for i, l := range left {
		if r := right[i]; l >= 0 && r >= 0 {
			p.toRight[l], p.toLeft[r] = r, l
		}
	}
}

func (p *pairing) indexes() []*Index { return []*Index{p.lix, p.rix} }

// reclaim parts groups of the index that nobody needs from their partners.
func (p *pairing) reclaim(x *Index, gone []int32) {
	if x == p.lix {
		sever(p.toRight, p.toLeft, gone)
	}
	if x == p.rix {
		sever(p.toLeft, p.toRight, gone)
	}
}

// sever ends the partnerships of groups on one side.
func sever(to, from, gone []int32) {
	for _, g := range gone {
		if int(g) < len(to) && to[g] >= 0 {
			from[to[g]] = -1
			to[g] = -1
		}
	}
}
