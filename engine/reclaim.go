package engine

import (
	"slices"

	"starling/engine/column"
	"starling/engine/rowset"
	"starling/internal/invariants"
)

// Numbers of groups are reclaimed between two cycles, so that a table whose rows go, with
// keys that are never the same, does not grow for ever. A group is live while a row of the
// index's table is in it. Aggregations over a blink table need all groups for good.
//
// To find out costs as much as there are rows and numbers, so it is done when the numbers in
// use have doubled since the last time, and if more than half of them are dead they go.

// reclaimMin is how many numbers an index may use before it is looked which of them are live.
func reclaimMin() int {
	if invariants.Enabled {
		return 4
	}
	return 1 << 16
}

// groupUser is an op that works on the groups of indexes.
type groupUser interface {
	indexes() []*Index
	// needsAll reports whether it needs groups that have no row any more.
	needsAll() bool
	// reclaim forgets groups of x, whose numbers will be given to others. They are empty;
	// some may have been before.
	reclaim(x *Index, gone []int32)
}

// reclaim frees the numbers of groups that nobody needs. All has been committed.
func (g *Graph) reclaim() {
	for _, n := range g.nodes {
		if x, ok := n.op.(*Index); ok && n.err == nil && x.due() {
			if err := g.reclaimOf(x); err != nil {
				g.fail(n, err)
			}
		}
	}
}

func (g *Graph) reclaimOf(x *Index) (err error) {
	defer catch(&err, x.Name())
	var users []groupUser
	for _, n := range g.nodes {
		if u, ok := n.op.(groupUser); ok && slices.Contains(u.indexes(), x) {
			users = append(users, u)
		}
	}
	x.looked, x.live = x.numbers().used(), x.numbers().used()
	if slices.ContainsFunc(users, groupUser.needsAll) {
		return nil
	}
	x.numbers().onward = false
	live := x.present()
	if x.live = live.Len(); x.live*2 >= x.looked {
		return nil
	}
	x.sweep(live)
	for _, u := range users {
		u.reclaim(x, x.numbers().free)
	}
	x.looked = x.live
	return nil
}

// due reports whether so many numbers came into use since the last look that another is worth
// its cost.
func (x *Index) due() bool {
	used := x.numbers().used()
	return x.t.seeds == nil && used > reclaimMin() && used > 2*x.live && used-x.looked > x.t.Rows.Len()/8 &&
		len(x.keys) > 0 && !x.t.Attrs.AddOnly
}

// present is the groups of the rows of the table.
func (x *Index) present() *rowset.Marks {
	live := &rowset.Marks{}
	live.Grow(x.Len())
	ids := column.NewVec[int32](column.Int)
	for p := range x.t.Rows.Pages() {
		ids.Reset()
		x.groups.Fill(ids, p, column.Cur)
		live.AddAll(ids.V)
	}
	return live
}

// sweep forgets all keys but those of live groups, and the parts of keys that only others had.
func (x *Index) sweep(live *rowset.Marks) {
	for c := len(x.pairs); c > 0; c-- { // from the whole key to its c first columns and column c
		pairs := x.pairs[c-1]
		left, right := &rowset.Marks{}, &rowset.Marks{}
		left.Grow(x.level(c - 1).high)
		right.Grow(x.dicts[c].numbered().high)
		for id, w := range pairs.keys {
			if live.Has(int32(id)) {
				left.Add(int32(w >> 32))
				right.Add(int32(uint32(w)))
			}
		}
		pairs.sweep(live)
		x.dicts[c].sweep(right)
		live = left
	}
	x.dicts[0].sweep(live)
}
