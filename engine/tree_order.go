package engine

import (
	"slices"

	"starling/engine/column"
	"starling/engine/rowset"
)

// before is the order of two rows that are shown: a node comes before all that is below it, and
// what is below one node is in table order.
func (o *treeOp) before(a, b rowset.Row) bool {
	da, db := o.depth.At(a, column.Cur), o.depth.At(b, column.Cur)
	x, y := o.ascend(a, da-db), o.ascend(b, db-da)
	if x == y {
		return da < db
	}
	for {
		p, q := o.up.At(x, column.Cur), o.up.At(y, column.Cur)
		if p == q {
			return labelOf(o.in.Order, x, column.Cur) < labelOf(o.in.Order, y, column.Cur)
		}
		x, y = p, q
	}
}

// ascend is the row n levels above r.
func (o *treeOp) ascend(r rowset.Row, n int32) rowset.Row {
	for ; n > 0; n-- {
		r = o.up.At(r, column.Cur)
	}
	return r
}

// inOrder is the rows that came, in order: sorted or, where they are many, as met on a way
// through the whole tree.
func (o *treeOp) inOrder(gone rowset.Set) []rowset.Row {
	if stay := o.out.prev.Len() - gone.Len(); len(o.came) < stay/16 {
		slices.SortFunc(o.came, heeding(o.in.heed, func(a, b rowset.Row) int {
			switch {
			case a == b:
				return 0
			case o.before(a, b):
				return -1
			}
			return 1
		}))
		return o.came
	}
	o.came = o.came[:0]
	o.path = o.push(o.path[:0], o.roots)
	for n := 0; len(o.path) > 0; n++ {
		if n&rowset.PageMask == 0 {
			o.in.heed()
		}
		r := o.path[len(o.path)-1]
		o.path = o.path[:len(o.path)-1]
		switch s := o.status(r); {
		case s == isShown:
			o.came = append(o.came, r)
		case s >= 0 || !o.out.prev.Contains(r):
			continue
		}
		if o.state.At(r, column.Cur)&isOpen != 0 {
			o.path = o.push(o.path, o.below(r, column.Cur))
		}
	}
	return o.came
}

// push puts the rows of group g of the parent keys on a stack, the first on top.
func (o *treeOp) push(stack []rowset.Row, g int32) []rowset.Row {
	if g < 0 {
		return stack
	}
	n := len(stack)
	stack = o.kids.Slice(stack, g, 0, o.kids.Len(g, column.Cur), column.Cur)
	slices.Reverse(stack[n:])
	return stack
}
