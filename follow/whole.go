package follow

import (
	"cmp"
	"context"
	"slices"
	"time"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/rowset"
)

// portion is how many rows are copied together, and patience how long cycles wait for portions, if
// there are several.
const (
	portion  = rowset.PageSize
	patience = time.Millisecond
)

// Whole is all rows of a table as of one cycle, in the named columns, all if cols is nil. They are
// copied in portions between cycles, so that no cycle waits longer for a large table than for a
// small one; what a cycle changed meanwhile is copied again. The last portion has all that is left:
// rows that change faster than they can be copied, and the order of the table. The follower follows
// no other table; its next look tells what changed since.
func (f *Follower) Whole(ctx context.Context, cols []string) (Window, error) {
	c := copying{note: f.notes[0]}
	for !c.done {
		var err error
		c.note.there() // merged now, not while cycles wait
		e := f.graph.ReadFor(ctx, func() {
			for begin := time.Now(); err == nil && !c.done && time.Since(begin) < patience; {
				err = c.step(cols)
			}
		})
		if err = cmp.Or(e, err, ctx.Err()); err != nil {
			return Window{}, err
		}
	}
	return c.window(), nil
}

// Next is what changed since the last look, as Changes has it, or the whole table where Change.All
// says so. The follower follows no other table.
func (f *Follower) Next(ctx context.Context, cols []string) (Window, error) {
	if f.notes[0].there().All {
		return f.Whole(ctx, cols)
	}
	w, err := f.Changes(cols)
	if err != nil {
		return Window{}, err
	}
	return w[0], nil
}

// copying is a table of which portions are copied.
type copying struct {
	*note
	there rowset.Set // rows that are copied as they are now
	parts []*engine.Frame
	taken int // rows in parts
	order []rowset.Row
	done  bool
	Change
}

// step copies a portion, with the graph locked.
func (c *copying) step(cols []string) error {
	t := c.table
	change := c.note.there()
	if change.All {
		c.there = rowset.Set{}
	} else {
		c.there = rowset.Minus(c.there, rowset.Union(change.Removed, rowset.Union(change.Added, change.Modified)))
	}
	left := rowset.Minus(t.Rows, c.there)
	// Each row is copied once, and as many again where that does not end.
	if c.done = left.Len() <= portion || c.taken > 2*t.Rows.Len(); !c.done {
		left = left.Slice(0, portion)
	}
	f, err := t.Portion(left, cols, t.Rows.Len())
	if err != nil {
		return err
	}
	if c.done && t.Order != nil {
		c.order = t.Ordered(nil, t.Rows, column.Cur)
	} else if c.done {
		c.order = t.Rows.AppendTo(nil)
	}
	c.take()
	c.Change.CountAdded += change.CountAdded
	c.Change.CountRemoved += change.CountRemoved
	c.Change.CountModified += change.CountModified
	c.parts, c.taken, c.there = append(c.parts, f), c.taken+f.Len(), rowset.Union(c.there, left)
	return nil
}

// window is what was copied, in the table's order. It needs no lock.
func (c *copying) window() Window {
	last := c.parts[len(c.parts)-1]
	out := &engine.Frame{Schema: last.Schema, Rows: c.order, Hi: len(c.order), Size: len(c.order), Cycle: last.Cycle, Err: last.Err}
	at := c.places()
	for i, field := range out.Schema {
		all := last.Cols[i]
		if len(c.parts) > 1 {
			all = column.NewVector(field.Type)
			all.Grow(c.taken)
			all.Truncate(0)
			for _, p := range c.parts {
				all.AppendRange(p.Cols[i], 0, p.Len())
				p.Cols[i] = nil
			}
		}
		if at != nil {
			sorted := column.NewVector(field.Type)
			sorted.AppendRows(all, at)
			all = sorted
		}
		out.Cols = append(out.Cols, all)
	}
	c.Change.All = true
	return Window{out, c.Change}
}

// places is where each row of the order lies in the parts put end to end; nil if that is the order.
// A row that was copied again counts as it was last.
func (c *copying) places() []int32 {
	if c.ordered() {
		return nil
	}
	type page = [rowset.PageSize]int32
	pages, last, base := map[rowset.Row]*page{}, (*page)(nil), rowset.Row(-1)
	of := func(r rowset.Row) *page {
		if b := r &^ rowset.PageMask; b != base {
			if last = pages[b]; last == nil {
				last = new(page)
				pages[b] = last
			}
			base = b
		}
		return last
	}
	n := int32(0)
	for _, p := range c.parts {
		for _, r := range p.Rows {
			of(r)[r&rowset.PageMask] = n
			n++
		}
	}
	at := make([]int32, len(c.order))
	for i, r := range c.order {
		at[i] = of(r)[r&rowset.PageMask]
	}
	return at
}

// ordered reports whether the parts put end to end are in the table's order, each row once.
func (c *copying) ordered() bool {
	if c.taken != len(c.order) {
		return false
	}
	rest := c.order
	for _, p := range c.parts {
		if !slices.Equal(rest[:p.Len()], p.Rows) {
			return false
		}
		rest = rest[p.Len():]
	}
	return true
}
