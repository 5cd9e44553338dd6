package engine

import (
	"fmt"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// What is known of a row in a batch, in seen, above the number of the batch.
const (
	isTouched int32 = iota // nothing yet
	isPending              // its way to the root is being looked for
	isShown
	isHidden
	seenBits = 2
)

// status is what is known of a row in this batch, -1 if it was not touched.
func (o *treeOp) status(r rowset.Row) int32 {
	if s := o.seen.At(r, column.Cur); s>>seenBits == o.turn {
		return s & (1<<seenBits - 1)
	}
	return -1
}

func (o *treeOp) know(r rowset.Row, status int32) { o.seen.Set(r, o.turn<<seenBits|status) }

// touch makes r one of the rows to be placed anew.
func (o *treeOp) touch(r rowset.Row) {
	if o.status(r) < 0 {
		o.know(r, isTouched)
		o.touched = append(o.touched, r)
	}
}

// stir touches the rows that u brings, those that it moves, and what was shown below these and
// below rows that went.
func (o *treeOp) stir(u *Update) error {
	moved := o.moved(u)
	o.leave(u.Removed)
	o.leave(moved)
	if err := o.enter(u.Added); err != nil {
		return err
	}
	if err := o.enter(moved); err != nil {
		return err
	}
	for i := 0; i < len(o.touched); i++ {
		if r := o.touched[i]; o.wasOpen(r) {
			o.touchShown(o.below(r, column.Cur))
		}
	}
	return nil
}

// moved is the modified rows that have another parent, id or action.
func (o *treeOp) moved(u *Update) (moved rowset.Set) {
	if !u.differing().Overlaps(o.keys) {
		return moved
	}
	moved = o.regrouped(u.Modified)
	if o.action < 0 {
		return moved
	}
	var rows []rowset.Row
	for r := range u.Modified.All() {
		if o.actionOf(r, column.Prev) != o.actionOf(r, column.Cur) {
			rows = append(rows, r)
		}
	}
	return rowset.Union(moved, rowset.Of(rows...))
}

func (o *treeOp) wasOpen(r rowset.Row) bool {
	return o.out.prev.Contains(r) && o.state.At(r, column.Cur)&isOpen != 0
}

// touchShown touches those of group g that were shown.
func (o *treeOp) touchShown(g int32) {
	if g < 0 {
		return
	}
	o.buf = o.kids.Slice(o.buf[:0], g, 0, o.kids.Len(g, column.Cur), column.Cur)
	for _, r := range o.buf {
		if o.out.prev.Contains(r) {
			o.touch(r)
		}
	}
}

// leave takes leave of the places that rows had: of what was below, and of what it was below.
func (o *treeOp) leave(rows rowset.Set) {
	for r := range rows.All() {
		if o.wasOpen(r) {
			o.touchShown(o.below(r, column.Prev))
		}
		o.parents = append(o.parents, o.above(o.under(r, column.Prev)))
	}
}

// enter touches rows that came or moved. No two rows have one id.
func (o *treeOp) enter(rows rowset.Set) error {
	for r := range rows.All() {
		id := o.rix.groups.At(r, column.Cur)
		if id != o.nameless && o.ids.Len(id, column.Cur) > 1 {
			return fmt.Errorf("several rows have the id %s", o.rix.keyText(rowset.Row(id)))
		}
		o.touch(r)
		o.parents = append(o.parents, o.above(o.under(r, column.Cur)))
	}
	return nil
}

// place finds out which of the rows touched are shown, and where; and touches what is below
// rows that were not open.
func (o *treeOp) place() {
	for i := 0; i < len(o.touched); i++ {
		if i&rowset.PageMask == 0 {
			o.in.heed()
		}
		if o.status(o.touched[i]) == isTouched {
			o.climb(o.touched[i])
		}
	}
	for _, r := range o.came {
		o.opened.Set(r, o.openness(r))
	}
}

// climb goes up from r until it is known whether a row is shown, and down again.
func (o *treeOp) climb(r rowset.Row) {
	o.path = o.path[:0]
	var up rowset.Row
	shown := false
	for {
		o.know(r, isPending)
		o.path = append(o.path, r)
		g := o.under(r, column.Cur)
		if up = o.above(g); g == o.roots {
			shown = true
			break
		}
		if up == rowset.None {
			break
		}
		s := o.status(up)
		if s < 0 && o.out.prev.Contains(up) {
			shown = true
			break
		}
		if s > isTouched { // pending: in a circle
			shown = s == isShown
			break
		}
		r = up // which may come to be shown
	}
	for i := len(o.path) - 1; i >= 0; i-- {
		r := o.path[i]
		if shown = o.show(r, up, shown); !shown {
			o.know(r, isHidden)
		}
		up = r
	}
}

// show shows r below up, a root below none, if up is shown and open.
func (o *treeOp) show(r, up rowset.Row, shown bool) bool {
	var above int8
	depth := int32(1)
	if up != rowset.None {
		if above = o.state.At(up, column.Cur); !shown || above&isOpen == 0 {
			return false
		}
		depth += o.depth.At(up, column.Cur)
	}
	if !shown {
		return false
	}
	state := o.stateOf(r, int(depth), above)
	o.know(r, isShown)
	o.up.Set(r, up)
	o.depth.Set(r, depth)
	o.state.Set(r, state)
	o.came = append(o.came, r)
	if g := o.below(r, column.Cur); g >= 0 && state&isOpen != 0 {
		o.buf = o.kids.Slice(o.buf[:0], g, 0, o.kids.Len(g, column.Cur), column.Cur)
		for _, k := range o.buf {
			o.touch(k)
		}
	}
	return true
}

// stateOf is the state of a node below one with the state above.
func (o *treeOp) stateOf(r rowset.Row, depth int, above int8) int8 {
	said := int8(0)
	if o.action >= 0 {
		said = o.actionOf(r, column.Cur)
	}
	switch {
	case said == plan.Contract:
		return 0
	case said == plan.ExpandAll || above&allOpen != 0:
		return isOpen | allOpen
	case said == plan.Expand || depth <= o.open:
		return isOpen
	}
	return 0
}

func (o *treeOp) actionOf(r rowset.Row, when column.When) int8 {
	o.said.Reset()
	o.in.Cols[o.action].Gather(o.said, []rowset.Row{r}, when)
	return o.said.(*column.Vec[int8]).V[0]
}

// openness is what is shown of a node: null where nothing is below it.
func (o *treeOp) openness(r rowset.Row) int8 {
	if g := o.below(r, column.Cur); g < 0 || o.kids.Len(g, column.Cur) == 0 {
		return column.NullByte
	}
	return o.state.At(r, column.Cur) & isOpen
}

// unfolded is the rows that stayed and have their first child, or no child any more.
func (o *treeOp) unfolded() rowset.Set {
	var rows []rowset.Row
	for _, r := range o.parents {
		if r == rowset.None || o.status(r) >= 0 || !o.out.prev.Contains(r) {
			continue
		}
		if is := o.openness(r); is != o.opened.At(r, column.Cur) {
			o.opened.Set(r, is)
			rows = append(rows, r)
		}
	}
	return rowset.Of(rows...)
}
