package agg

import (
	"math"

	"starling/engine/column"
)

// extremeOf is the least or the greatest value of a group; nulls are skipped, NaN makes NaN.
func extremeOf(name string, in []column.Type, args Args, retract, most bool) (Agg, error) {
	t, err := orderedType(name)(in, args)
	if err != nil {
		return nil, err
	}
	if t.Ordered() {
		return objectExtremeOf(t, retract, most), nil
	}
	if t.Kind == column.String {
		return textExtremeOf(t, retract, most), nil
	}
	a := extreme{vecOut: newVecOut(t), floating: floating(t), off: 1}
	if most {
		a.flip, a.off = -1, 0
	}
	if retract {
		return &extremeBag{extreme: a, bags: newKeyBags()}, nil
	}
	return &a, nil
}

// none is the rank of what is no value: above the rank of every value. That of NaN is below.
const (
	none    = math.MaxInt64
	nanRank = math.MinInt64
)

// extreme keeps the least rank per group. The rank of order key k is (k^flip)-off,
// chosen so that the value sought ranks lowest and null ranks as none.
type extreme struct {
	vecOut
	floating  bool // the kind has NaN
	flip, off int64
	best      []int64 // by group
	buf       []int64
}

func (a *extreme) Grow(groups int) {
	a.touched.Grow(groups)
	old := len(a.best)
	a.best = grow(a.best, groups)
	for i := old; i < len(a.best); i++ {
		a.best[i] = none
	}
}

// ranks is the ranks of the values of v.
func (a *extreme) ranks(v column.Vector) []int64 {
	keys := orderKeys(&a.buf, v)
	d := sized(&a.buf, len(keys))
	for i, k := range keys {
		d[i] = (k ^ a.flip) - a.off
	}
	if a.floating {
		nan := (int64(nanKey) ^ a.flip) - a.off
		for i, k := range d {
			if k == nan {
				d[i] = nanRank
			}
		}
	}
	return d
}

// key is the order key of rank r.
func (a *extreme) key(r int64) int64 {
	if a.floating && r == nanRank {
		return nanKey
	}
	return (r + a.off) ^ a.flip
}

func (a *extreme) Add(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	ranks := a.ranks(in[0])
	for i, g := range groups {
		if r := ranks[i]; r < a.best[g] {
			a.best[g] = r
		}
	}
}

func (a *extreme) Remove([]int32, []column.Vector) { panic("agg: removal was not asked for") }

// Flush writes the extremes of the touched groups.
func (a *extreme) Flush() {
	a.flush(func(dst column.Vector, g int32) { appendKey(dst, a.key(a.best[g])) })
}

// extremeBag is an extreme from which values may leave again.
type extremeBag struct {
	extreme
	bags bags[int64]
}

func (a *extremeBag) Grow(groups int) {
	a.touched.Grow(groups)
	a.bags.grow(groups)
}

func (a *extremeBag) Add(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	ranks := a.ranks(in[0])
	for i, g := range groups {
		if r := ranks[i]; r != none {
			a.bags.add(g, r)
		}
	}
}

func (a *extremeBag) Remove(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	ranks := a.ranks(in[0])
	for i, g := range groups {
		if r := ranks[i]; r != none {
			a.bags.remove(g, r)
		}
	}
}

// Flush writes the extremes of the touched groups.
func (a *extremeBag) Flush() {
	a.flush(func(dst column.Vector, g int32) {
		if a.bags.roots[g] == 0 {
			dst.AppendNull()
			return
		}
		appendKey(dst, a.key(a.bags.first(g)))
	})
}
