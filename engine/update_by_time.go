package engine

import (
	"fmt"
	"math"

	"starling/engine/column"
	"starling/engine/rowset"
	"starling/engine/window"
)

// clock is the times of the rows of groups, which do not decrease but for those that are null.
type clock struct {
	o     *updateByOp
	at    int // column of the parent
	rows  []rowset.Row
	times *column.Vec[int64]
	found []int64 // of rows looked at, nulls left out
}

// newClock is that of the named column, nil without a name.
func newClock(o *updateByOp, name string) *clock {
	if name == "" {
		return nil
	}
	at := o.in.Position(name)
	return &clock{o: o, at: at, times: column.NewVec[int64](o.in.Schema[at].Type.Kind)}
}

// of is the name of the column.
func (c *clock) of(t *Table) string {
	if c == nil {
		return ""
	}
	return t.Schema[c.at].Name
}

// read is the rows of group g at [lo, hi) and their times, valid until the next call.
func (c *clock) read(g int32, lo, hi int) ([]rowset.Row, []int64) {
	c.rows = c.o.rows.Slice(c.rows[:0], g, lo, hi, column.Cur)
	c.times.Reset()
	c.o.in.Cols[c.at].Gather(c.times, c.rows, column.Cur)
	return c.rows, c.times.V
}

// Blocks of rows that are looked at, each twice the one before.
const (
	blockMin = 16
	blockMax = rowset.PageSize
)

// back is the lowest position from which on, below pos, no row of group g has a time before t.
func (c *clock) back(g int32, pos int, t int64) int {
	last := int64(math.MaxInt64)
	for n := blockMin; pos > 0; n = min(2*n, blockMax) {
		lo := max(pos-n, 0)
		_, times := c.read(g, lo, pos)
		for i := len(times) - 1; i >= 0; i-- {
			if x := times[i]; x != column.NullLong {
				c.inOrder(x, last)
				if last = x; x < t {
					return lo + i + 1
				}
			}
		}
		pos = lo
	}
	return 0
}

// forth is the highest position up to which, from pos on, no row of a group has a time after t.
func (c *clock) forth(g *stir, pos int, t int64) int {
	last := int64(math.MinInt64)
	for n := blockMin; pos < g.n; n = min(2*n, blockMax) {
		_, times := c.read(g.g, pos, min(pos+n, g.n))
		for i, x := range times {
			if x != column.NullLong {
				c.inOrder(last, x)
				if last = x; x > t {
					return pos + i
				}
			}
		}
		pos += len(times)
	}
	return g.n
}

func (c *clock) inOrder(a, b int64) {
	if a > b {
		panic(fault{fmt.Errorf("column %q: %w", c.of(c.o.in), window.ErrTime)})
	}
}

// reach is the positions of the rows whose windows have room for the times of a spot, those of
// now and those of before the cycle.
func (c *clock) reach(g *stir, s *spot, back, ahead int64) (lo, hi int) {
	least, most := int64(math.MaxInt64), int64(math.MinInt64)
	note := func(times []int64) {
		for _, t := range times {
			if t != column.NullLong {
				least, most = min(least, t), max(most, t)
			}
		}
	}
	switch {
	case s.row != rowset.None:
		c.times.Reset()
		c.o.in.Cols[c.at].Gather(c.times, []rowset.Row{s.row}, column.Prev)
		note(c.times.V)
	default:
		rows, times := c.read(g.g, s.lo, s.hi)
		note(times)
		if s.values {
			c.times.Reset()
			c.o.in.Cols[c.at].Gather(c.times, rows, column.Prev)
			note(c.times.V)
		}
	}
	if least > most {
		return s.lo, s.hi
	}
	return c.back(g.g, s.lo, less(least, ahead)), c.forth(g, s.hi, less(most, -back))
}

// less is t-d, or the least or greatest time if there is none.
func less(t, d int64) int64 {
	switch x := t - d; {
	case d > 0 && x > t:
		return math.MinInt64 + 1
	case d < 0 && x < t:
		return math.MaxInt64
	default:
		return x
	}
}

// takeTimes is takeRows for windows in time. How many rows are taken at a time follows from how
// many their windows had.
func (l *lane) takeTimes(g *stir, span window.Span) {
	c, back, ahead := l.time, int64(l.back), int64(l.ahead)
	most := rowset.PageSize
	for lo := span.Lo; lo < span.Hi; {
		hi := min(span.Hi, lo+most)
		rows, times := c.read(g.g, lo, hi)
		first, last := lo, hi
		at := len(l.to)
		c.found = c.found[:0]
		for i, t := range times {
			if t == column.NullLong {
				l.none = append(l.none, rows[i])
				continue
			}
			l.to = append(l.to, rows[i])
			c.found = append(c.found, t)
		}
		if n := len(c.found); n > 0 {
			from, to := c.found[0], c.found[n-1]
			first, last = c.back(g.g, lo, less(from, max(back, 0))), c.forth(g, hi, less(to, -max(ahead, 0)))
		}
		l.spans(g, first, last, back, ahead)
		most = max(most, 2*(last-first-(hi-lo)))
		if lo = hi; len(l.to)-at > 0 && len(l.to) >= rowset.PageSize || len(l.none) >= rowset.PageSize {
			l.flush()
		}
	}
}

// spans adds a window for each of the times that were found, over the rows at [first, last).
func (l *lane) spans(g *stir, first, last int, back, ahead int64) {
	base := len(l.at)
	rows, times := l.time.read(g.g, first, last)
	k := 0
	before := int64(math.MinInt64)
	for i, t := range times {
		if t != column.NullLong {
			l.time.inOrder(before, t)
			before = t
			l.at = append(l.at, rows[i])
			times[k] = t
			k++
		}
	}
	times = times[:k]
	l.runs = append(l.runs, window.Run{From: len(l.windows), To: len(l.windows) + len(l.time.found), Shift: first - base})
	lo, hi := 0, 0
	for _, t := range l.time.found {
		from, to := less(t, back), less(t, -ahead)
		for lo < k && times[lo] < from {
			lo++
		}
		for hi < k && times[hi] <= to {
			hi++
		}
		l.windows = append(l.windows, window.Span{Lo: base + lo, Hi: base + max(lo, hi)})
	}
}
