package engine

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// chains finds the pairs that a row is part of: a join's rows by the rows of one of its tables.
// It takes eight bytes a pair, and four a row.
type chains struct {
	first      *column.Store[int32] // by row of the table: one above its first pair, or below one
	next, prev []int32              // by pair, -1 for none
}

func newChains() *chains {
	c := &chains{first: column.NewStoreOf[int32](column.Of(column.Int))}
	c.first.ForgetPrev()
	return c
}

// of is the first pair of row r, -1 if it has none.
func (c *chains) of(r rowset.Row) int32 { return max(c.first.At(r, column.Cur), 0) - 1 }

// add makes pair one of row r's.
func (c *chains) add(r rowset.Row, pair int32) {
	for int(pair) >= len(c.next) {
		c.next, c.prev = append(c.next, -1), append(c.prev, -1)
	}
	was := c.of(r)
	if c.next[pair], c.prev[pair] = was, -1; was >= 0 {
		c.prev[was] = pair
	}
	c.first.Set(r, pair+1)
}

// remove takes pair out of row r's.
func (c *chains) remove(r rowset.Row, pair int32) {
	next, prev := c.next[pair], c.prev[pair]
	if next >= 0 {
		c.prev[next] = prev
	}
	if prev >= 0 {
		c.next[prev] = next
	} else {
		c.first.Set(r, next+1)
	}
}

// commit ends the cycle of the table.
func (c *chains) commit(t *Table) {
	if t.Attrs.Ascending && !t.Rows.Empty() {
		c.first.Trim(t.Rows.First())
	}
	c.first.Commit()
}

func (c *chains) bytes() int { return c.first.Bytes() + 4*(cap(c.next)+cap(c.prev)) }
