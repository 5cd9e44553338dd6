package follow

import (
	"starling/engine"
	"starling/engine/rowset"
)

// Change is updates of some cycles as one: an engine.Update from the table as it was at the
// last Look to the table as it is, and how many rows all the updates were about.
type Change struct {
	engine.Update

	// All says that anything may have changed: the first time, and when so many rows did that
	// reading all of them is no more work. Then the sets are empty.
	All bool

	// The rows that came, went and were modified, each as often as it did. A row that changed
	// its place came and went.
	CountAdded, CountRemoved, CountModified int64
}

// few is how many rows a change may be about whatever the size of its table.
const few = 1 << 16

// merge adds an update after which the table has size rows.
func (c *Change) merge(u *engine.Update, size int) {
	c.CountAdded += int64(u.Added.Len())
	c.CountRemoved += int64(u.Removed.Len())
	c.CountModified += int64(u.Modified.Len())
	if c.All {
		return
	}
	came := c.Added
	c.Added = rowset.Union(rowset.Minus(came, u.Removed), u.Added)
	// Of the rows that go now those count that were there at the last Look.
	c.Removed = rowset.Union(c.Removed, rowset.Minus(u.Removed, came))
	modified := rowset.Union(rowset.Minus(c.Modified, u.Removed), u.Modified)
	c.Modified = rowset.Minus(modified, c.Added)
	c.Cols = c.Cols.Union(u.Cols)
	if c.Added.Len()+c.Removed.Len()+c.Modified.Len() > max(size, few) {
		c.Update, c.All = engine.Update{}, true
	}
}
