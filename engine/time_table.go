package engine

import (
	"fmt"
	"time"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/internal/wall"
)

// NewTimeTable is a table of one column, Timestamp, with a row per period: at start,
// start+period and so on; without a start at the multiples of the period since 1970, from
// the last one before now. A row comes in the first cycle at or after its time, so none is
// lost and none drifts; of a start in the past portionMax rows a cycle, cycle after cycle.
// Blink rows live for one cycle. now is the clock; nil is wall.Now.
func NewTimeTable(g *Graph, period time.Duration, start *time.Time, blink bool, now func() time.Time) (*Table, error) {
	if period <= 0 {
		return nil, fmt.Errorf("period must be positive, got %s", period)
	}
	if now == nil {
		now = wall.Now
	}
	c := &ticker{period: int64(period), now: now, times: column.NewVec[int64](column.Instant)}
	if start != nil {
		if start.Before(time.Unix(0, 0).AddDate(-290, 0, 0)) || start.After(time.Unix(0, 0).AddDate(290, 0, 0)) {
			return nil, fmt.Errorf("start time %s is out of range", start)
		}
		c.next, c.started = start.UnixNano(), true
	}
	keep := Append()
	if blink {
		keep = Blink()
	}
	return g.AddSource("time_table", c, keep)
}

// ticker is the source of a time table.
type ticker struct {
	period  int64 // nanoseconds
	now     func() time.Time
	next    int64 // time of the next row, once started
	started bool
	times   *column.Vec[int64]
}

// Schema is the one column Timestamp.
func (c *ticker) Schema() []column.Field {
	return []column.Field{{Name: "Timestamp", Type: column.Of(column.Instant)}}
}

// Plan is the call of time_table.
func (c *ticker) Plan() plan.Source {
	return plan.Source{Kind: "time_table", Params: []plan.Arg{{Name: "period", Value: time.Duration(c.period).String()}}}
}

// Due is the time of the next row.
func (c *ticker) Due() (time.Time, bool) {
	if !c.started {
		return c.now(), true
	}
	return time.Unix(0, c.next), true
}

// portionMax bounds the rows of a cycle, so that those of a long past do not all stand in
// memory before the first of them is worked on.
const portionMax = 1 << 16

// Drain hands over the rows that are due, as far as a portion goes. The others are due at
// once, so the next cycle follows.
func (c *ticker) Drain(add func(cols []column.Builder, n int)) error {
	now := c.now().UnixNano()
	if !c.started {
		past := now % c.period
		if past < 0 {
			past += c.period
		}
		c.next, c.started = now-past, true
	}
	c.times.Reset()
	for ; c.next <= now && c.times.Len() < portionMax; c.next += c.period {
		c.times.Append(c.next)
	}
	if c.times.Len() > 0 {
		add([]column.Builder{c.times}, c.times.Len())
	}
	return nil
}
