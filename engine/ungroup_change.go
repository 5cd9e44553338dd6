package engine

import (
	"cmp"
	"fmt"
	"slices"

	"starling/engine/column"
	"starling/engine/rowset"
)

// ungrouping is what a cycle does to the slots of an ungroupOp.
type ungrouping struct {
	*ungroupOp
	removed, modified, added []rowset.Row       // slots
	parents                  *column.Vec[int64] // of the last of added
	firsts                   *column.Vec[int64]
	rows                     []rowset.Row // of the parent, some at a time
	was, is                  []int        // how long their lists are
}

func newUngrouping(o *ungroupOp) *ungrouping {
	return &ungrouping{ungroupOp: o, parents: column.NewVec[int64](column.Long), firsts: column.NewVec[int64](column.Long)}
}

// take takes in what happened to the parent.
func (c *ungrouping) take(u *Update) error {
	if err := c.each(u.Removed, c.leave); err != nil {
		return err
	}
	differing := u.differing()
	if !differing.Empty() {
		whole := !differing.Minus(c.apart).Empty()
		if err := c.each(u.Modified, func() error { return c.change(whole) }); err != nil {
			return err
		}
	}
	if c.in.Order == nil {
		return c.each(u.Added, c.come)
	}
	for rows := c.in.Ordered(nil, u.Added, column.Cur); len(rows) > 0; {
		n := min(len(rows), rowset.PageSize)
		c.rows = append(c.rows[:0], rows[:n]...)
		if err := c.come(); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// each does do for a page of rows at a time.
func (c *ungrouping) each(rows rowset.Set, do func() error) error {
	for p := range rows.Pages() {
		c.in.heed()
		c.rows = p.AppendRows(c.rows[:0])
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

// leave removes what rows had.
func (c *ungrouping) leave() (err error) {
	if c.was, err = c.lengths(c.was, column.Prev); err != nil {
		return err
	}
	c.firsts.Reset()
	c.first.Gather(c.firsts, c.rows, column.Prev)
	for i, f := range c.firsts.V {
		if n := c.was[i]; n > 0 {
			c.removed = appendRun(c.removed, f, 0, n)
			c.giveBack(f, n, 0)
		}
	}
	return nil
}

// come adds what rows have.
func (c *ungrouping) come() (err error) {
	if c.is, err = c.lengths(c.is, column.Cur); err != nil {
		return err
	}
	from := len(c.added)
	for i, r := range c.rows {
		if n := c.is[i]; n > 0 {
			c.begin(r, n)
		}
	}
	c.write(from)
	return nil
}

// change brings the slots of rows up to date whose lists may differ; with whole, other columns too.
func (c *ungrouping) change(whole bool) (err error) {
	if c.was, err = c.lengths(c.was, column.Prev); err != nil {
		return err
	}
	if c.is, err = c.lengths(c.is, column.Cur); err != nil {
		return err
	}
	c.firsts.Reset()
	c.first.Gather(c.firsts, c.rows, column.Prev)
	from := len(c.added)
	for i, r := range c.rows {
		f, old, n := c.firsts.V[i], c.was[i], c.is[i]
		if !roomy(old, n) {
			if old > 0 {
				c.removed = appendRun(c.removed, f, 0, old)
				c.giveBack(f, old, 0)
			}
			c.begin(r, n)
			continue
		}
		stay := min(old, n)
		if whole || !c.longer(i) {
			c.modified = appendRun(c.modified, f, 0, stay)
		}
		c.removed = appendRun(c.removed, f, n, old)
		if n < old {
			c.giveBack(f, old, n)
		}
		c.append(r, f, old, n)
	}
	c.write(from)
	return nil
}

// longer reports whether all lists of the i-th row begin as before the cycle, with the same
// elements as far as both go.
func (c *ungrouping) longer(i int) bool {
	if c.part.last {
		return false
	}
	for _, l := range c.lists {
		if !l.now.lists.SameStart(i, l.was.lists) {
			return false
		}
	}
	return true
}

// begin takes slots for the n elements of row r.
func (c *ungrouping) begin(r rowset.Row, n int) {
	var f rowset.Row
	if c.order == nil {
		f = c.slots.after(n)
	} else {
		f = c.slots.take(n)
	}
	c.first.Set(r, f)
	c.append(r, f, 0, n)
}

// append adds the slots [lo, hi) of row r, of which f is the first.
func (c *ungrouping) append(r, f rowset.Row, lo, hi int) {
	c.added = appendRun(c.added, f, lo, hi)
	for range hi - lo {
		c.parents.Append(r)
	}
}

// write says whose the slots are that were added, from the given one on.
func (c *ungrouping) write(from int) {
	c.in.room("its rows", len(c.added)-from, 3*rowBytes)
	c.of.Scatter(c.added[from:], c.parents)
	c.parents.Reset()
}

// giveBack gives back slots from f on that were taken for old, but those for n.
func (c *ungrouping) giveBack(f rowset.Row, old, n int) {
	if c.order != nil {
		c.slots.give(f, old, n)
	}
}

// lengths is how long the lists of rows are, in dst.
func (c *ungrouping) lengths(dst []int, when column.When) ([]int, error) {
	dst = dst[:0]
	for k, l := range c.lists {
		lists := l.read(c.in, c.rows, when)
		for i, r := range c.rows {
			lo, hi, _ := lists.At(i)
			lo, hi = c.part.of(lo, hi)
			if k == 0 {
				dst = append(dst, hi-lo)
			} else if hi-lo != dst[i] {
				a, b := c.in.Schema[c.lists[0].at].Name, c.in.Schema[l.at].Name
				return dst, fmt.Errorf("row %d: %s has %d elements, %s has %d", c.in.rows(when).Rank(r), a, dst[i], b, hi-lo)
			}
		}
	}
	return dst, nil
}

// appendRun appends the rows [f+lo, f+hi).
func appendRun(dst []rowset.Row, f rowset.Row, lo, hi int) []rowset.Row {
	for k := lo; k < hi; k++ {
		dst = append(dst, f+rowset.Row(k))
	}
	return dst
}

// sorted is the slots that were added, in table order.
func (c *ungrouping) sorted() []rowset.Row {
	type place struct {
		label int64
		slot  rowset.Row
	}
	all := make([]place, len(c.added))
	for i, r := range c.added {
		all[i] = place{labelOf(c.in.Order, c.of.At(r, column.Cur), column.Cur), r}
	}
	slices.SortFunc(all, heeding(c.in.heed, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.label, b.label), cmp.Compare(a.slot, b.slot))
	}))
	for i, p := range all {
		c.added[i] = p.slot
	}
	return c.added
}
