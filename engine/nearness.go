package engine

import (
	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// nearness compares a column of a left table with one of a right table, of the same type.
type nearness struct {
	left, right sortKey
	tables      [2]*Table
	rights      func(a rowset.Row, aw column.When, b rowset.Row, bw column.When) int // two right rows
	compare     func(l rowset.Row, lw column.When, r rowset.Row, rw column.When) int
	l, r        rowset.Row // what a search is for
	when        column.When
	above       bool // the search is for what is above that, not at it or above
	inRight     func(r rowset.Row) bool
	inLeft      func(l rowset.Row) bool
}

func newNearness(t *Table, l int, right *Table, r int) (n nearness, err error) {
	if n.left, err = newSortKey(t, l, false); err != nil {
		return n, err
	}
	if n.right, err = newSortKey(right, r, false); err != nil {
		return n, err
	}
	n.tables, n.compare = [2]*Table{t, right}, across(n.left, n.right)
	n.rights = across(n.right, n.right)
	return n, nil
}

// follow takes over values.
func (n *nearness) follow(l, r *Update) {
	n.left.note(rowset.Union(l.Added, l.Modified))
	n.right.note(rowset.Union(r.Added, r.Modified))
}

// rightFrom tells right rows whose value is at or above that of left row l, or above it.
func (n *nearness) rightFrom(l rowset.Row, above bool) func(rowset.Row) bool {
	if n.inRight == nil {
		n.inRight = func(r rowset.Row) bool {
			c := n.compare(n.l, column.Cur, r, column.Cur)
			return c < 0 || c == 0 && !n.above
		}
	}
	n.l, n.above = l, above
	return n.inRight
}

// leftFrom tells left rows whose value is at or above that which right row r has, or had, or above it.
func (n *nearness) leftFrom(r rowset.Row, when column.When, above bool) func(rowset.Row) bool {
	if n.inLeft == nil {
		n.inLeft = func(l rowset.Row) bool {
			c := n.compare(l, column.Cur, n.r, n.when)
			return c > 0 || c == 0 && !n.above
		}
	}
	n.r, n.when, n.above = r, when, above
	return n.inLeft
}

func (n *nearness) commit() {
	for i, k := range []sortKey{n.left, n.right} {
		below := rowset.Row(0)
		if t := n.tables[i]; t.Attrs.Ascending && !t.Rows.Empty() {
			below = t.Rows.First()
		}
		k.commit(below)
	}
}

func (n *nearness) bytes() int { return n.left.bytes() + n.right.bytes() }

// strike notes the left rows that an update of the right table concerns.
func (o *ajOp) strike(r *Update) {
	if o.lefts == nil {
		return
	}
	o.strikeAt(r.Removed, column.Prev, &o.struck)
	o.strikeAt(r.Added, column.Cur, &o.struck)
	if r.Modified.Empty() {
		return
	}
	moved := rowset.Set{}
	if d := r.differing(); d.Overlaps(o.rkeys) {
		moved = rowset.Union(o.rows.regrouped(r.Modified), o.near.right.moved(r.Modified))
		o.strikeAt(moved, column.Prev, &o.struck)
		o.strikeAt(moved, column.Cur, &o.struck)
	}
	if r.Cols.Overlaps(o.shown.from) {
		o.strikeAt(rowset.Minus(r.Modified, moved), column.Cur, &o.follows)
	}
}

// strikeAt notes the left rows between the value that each of the right rows has, or had, and
// the next right value.
func (o *ajOp) strikeAt(rows rowset.Set, when column.When, to *[]rowset.Row) {
	last, of := rowset.None, int32(-1)
	for some := range bunches(rows) {
		o.left.heed()
		some.read(o.rix.groups, o.ids, when)
		for i, g := range o.ids.V {
			r := some.row(i)
			if o.toLeft[g] < 0 || g == of && o.near.right.compare(last, r, when) == 0 { // as with the row before
				continue
			}
			last, of = r, g
			from, end := o.between(r, g, when)
			*to = o.lefts.Slice(*to, o.toLeft[g], from, end, column.Cur)
		}
	}
}

// between is the positions, in their group, of the left rows that are nearest to the value of right
// row r of group g, if there is a right row with it.
func (o *ajOp) between(r rowset.Row, g int32, when column.When) (from, end int) {
	left := o.toLeft[g]
	strict := o.by == plan.StrictlyAfter || o.by == plan.AtOrBefore // a left value equal to the lower border is not within
	border := func(r rowset.Row, when column.When) int {
		at, _ := o.lefts.Search(left, o.near.leftFrom(r, when, strict), column.Cur)
		return at
	}
	lower, upper := o.neighbours(r, g, when)
	if o.by == plan.AtOrAfter || o.by == plan.StrictlyAfter {
		from, end = border(r, when), o.lefts.Len(left, column.Cur)
		if upper != rowset.None {
			end = border(upper, column.Cur)
		}
		return from, end
	}
	if lower != rowset.None {
		from = border(lower, column.Cur)
	}
	return from, border(r, when)
}

// neighbours is the last right row of group g with a lower value than r has, or had, and the first with
// a higher one.
func (o *ajOp) neighbours(r rowset.Row, g int32, when column.When) (lower, upper rowset.Row) {
	at, _ := o.rows.Search(g, func(x rowset.Row) bool { return o.near.rights(x, column.Cur, r, when) >= 0 }, column.Cur)
	_, upper = o.rows.Search(g, func(x rowset.Row) bool { return o.near.rights(x, column.Cur, r, when) > 0 }, column.Cur)
	if lower = rowset.None; at > 0 {
		o.found = o.rows.Slice(o.found[:0], g, at-1, at, column.Cur)
		lower = o.found[0]
	}
	return lower, upper
}
