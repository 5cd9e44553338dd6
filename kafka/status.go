package kafka

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"starling/engine"
	"starling/engine/column"
	"starling/kafka/client"
)

const (
	statusEvery = time.Second     // between two looks
	statusLimit = 2 * time.Second // for the broker to say where partitions end
)

// statusFields is the columns of a table of status, in the order of statusRow.values.
var statusFields = []column.Field{
	{Name: "Topic", Type: column.Of(column.String)},
	{Name: "Partition", Type: column.Of(column.Int)},
	{Name: "Position", Type: column.Of(column.Long)},
	{Name: "End", Type: column.Of(column.Long)},
	{Name: "Lag", Type: column.Of(column.Long)},
	{Name: "Rate", Type: column.Of(column.Double)},
	{Name: "BadRecords", Type: column.Of(column.Long)},
	{Name: "Lost", Type: column.Of(column.Long)},
	{Name: "Skipped", Type: column.Of(column.Long)},
	{Name: "Error", Type: column.Of(column.String)},
}

// statusTable keeps a table of how far a consumer is: one row per partition, changed about once
// a second while the consumer runs and the table is in use.
type statusTable struct {
	c     *Consumer
	board *engine.Board[topicPartition]
	last  map[topicPartition]statusRow
	at    time.Time
	asks  chan chan struct{} // for a look out of turn; the channel is closed after it
	ended chan struct{}      // closed when there are no more looks
}

// statusRow is a partition: all records below position are in the table.
type statusRow struct {
	position, end int64   // end: negative if not known
	life          int32   // of the position
	rate          float64 // offsets passed per second since the last look
	bad           int64
	lost          int64 // records that the broker deleted before they were read
	skipped       int64 // records of other messages, left out
	trouble       string
}

// Status is a new live table of how far the consumer is, a row per partition. The caller
// retains it; its first rows come with the next cycle.
func (c *Consumer) Status(ctx context.Context) (*engine.Table, error) {
	b, err := engine.NewBoard[topicPartition](c.graph, "status of "+c.topics.String(), statusFields)
	if err != nil {
		return nil, err
	}
	s := &statusTable{c: c, board: b, last: map[topicPartition]statusRow{}, asks: make(chan chan struct{}), ended: make(chan struct{})}
	if err := s.look(ctx); err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended {
		return nil, errors.New("the consumer is closed")
	}
	c.crew.Go(s.run)
	c.env.addStatus(s)
	return b.Table(), nil
}

// run looks again until the consumer ends, then a last time, or until nobody uses the table.
func (s *statusTable) run() {
	defer close(s.ended)
	for {
		var asked chan struct{}
		select {
		case <-s.c.ctx.Done():
			_ = s.look(s.c.ctx) // the table may be closed as well
			return
		case <-time.After(statusEvery):
		case asked = <-s.asks:
		}
		err := s.look(s.c.ctx)
		if asked != nil {
			close(asked)
		}
		if err != nil {
			return
		}
	}
}

// refresh returns after a look of its own, or the last one.
func (s *statusTable) refresh(ctx context.Context) error {
	done := make(chan struct{})
	select {
	case s.asks <- done:
	case <-s.ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Refresh brings all tables of status up to date, with a cycle of g, which somebody steps.
func (e *Env) Refresh(ctx context.Context, g *engine.Graph) error {
	e.mu.Lock()
	all := slices.Clone(e.statuses)
	e.mu.Unlock()
	if len(all) == 0 {
		return nil
	}
	for _, s := range all {
		if err := s.refresh(ctx); err != nil {
			return err
		}
	}
	_, ended := g.Cycle()
	g.Wake()
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// addStatus enrols a table for Refresh, and forgets those that have ended.
func (e *Env) addStatus(s *statusTable) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.statuses = append(slices.DeleteFunc(e.statuses, func(s *statusTable) bool {
		select {
		case <-s.ended:
			return true
		default:
			return false
		}
	}), s)
}

// look brings the table up to date. The error is that of a table no longer in use.
func (s *statusTable) look(ctx context.Context) error {
	bounded, cancel := context.WithTimeout(ctx, statusLimit)
	defer cancel()
	end, another, err := s.c.ends(bounded)
	trouble := ""
	if err != nil && ctx.Err() == nil {
		trouble = client.Brief(err).Error()
	}
	s.c.mend(end)
	now := time.Now()
	seen := s.c.observe()
	for _, tp := range sortedPartitions(seen) {
		row := seen[tp]
		if old, known := s.last[tp]; known {
			row.end, row.rate = old.end, old.rate
			if span := now.Sub(s.at).Seconds(); span > 0 {
				row.rate = float64(max(row.position-old.position, 0)) / span
			}
		}
		if e, ok := end[tp]; ok && e.life == row.life {
			row.end = e.next
		} else if err == nil && s.c.ctx.Err() == nil { // it is not there, or another
			row.end = -1
		}
		switch {
		case row.trouble != "":
		case tp.topic == another:
			row.trouble = "the topic was deleted and created again"
		default:
			row.trouble = trouble
		}
		row.trouble = s.c.env.VeilText(row.trouble)
		s.last[tp] = row
		if err := s.board.Set(tp, row.values(tp)...); err != nil {
			return err
		}
	}
	s.at = now
	return nil
}

// mend forgets what kept partitions from being read that are read to their end.
func (c *Consumer) mend(end map[topicPartition]position) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for tp, n := range end {
		if at, ok := c.applied[tp]; ok && !at.before(n) {
			c.untroubled(tp)
		}
	}
}

// values is the row by statusFields.
func (r statusRow) values(tp topicPartition) []any {
	var end, lag, trouble any
	if r.end >= 0 {
		end, lag = r.end, max(r.end-r.position, 0)
	}
	if r.trouble != "" {
		trouble = r.trouble
	}
	return []any{tp.topic, tp.partition, r.position, end, lag, r.rate, r.bad, r.lost, r.skipped, trouble}
}

// observe is what the consumer itself knows of each partition, as of the last cycle.
func (c *Consumer) observe() map[topicPartition]statusRow {
	out := map[topicPartition]statusRow{}
	bad, other := c.bad.byPartition()
	_ = c.graph.Read(func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		for tp, at := range c.applied {
			row := statusRow{position: at.next, life: at.life, end: -1, bad: bad[tp], lost: c.lost[tp], skipped: other[tp], trouble: cmp.Or(c.absence[tp], c.trouble[tp])}
			t := c.byPart[tp].table
			if row.trouble == "" {
				row.trouble = c.waitsFor(tp, t)
			}
			if err := t.Failed(); err != nil {
				row.trouble = fmt.Sprintf("the table failed: %v", err)
			}
			out[tp] = row
		}
	}) // nothing in it fails
	return out
}

// waitsFor says what a partition that makes no progress waits for: a sink that takes no
// more, or the registry. c.mu and the graph's lock are held.
func (c *Consumer) waitsFor(tp topicPartition, t *engine.Table) string {
	if owes := t.HeldUp(); owes != "" {
		return "waits for " + owes
	}
	if p := c.portions[tp]; p != nil && c.registry != nil && p.stuck() > 0 {
		return c.registry.Awaited()
	}
	return ""
}
