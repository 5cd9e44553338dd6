package kafka

import (
	"context"
	"errors"
	"slices"
	"time"

	"starling/engine"
	"starling/engine/column"
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
	*StatusLook
	board *engine.Board[topicPartition]
	asks  chan chan struct{} // for a look out of turn; the channel is closed after it
	ended chan struct{}      // closed when there are no more looks
}

// Status is a new live table of how far the consumer is, a row per partition. The caller
// retains it; its first rows come with the next cycle.
func (c *Consumer) Status(ctx context.Context) (*engine.Table, error) {
	b, err := engine.NewBoard[topicPartition](c.graph, "status of "+c.topics.String(), statusFields)
	if err != nil {
		return nil, err
	}
	s := &statusTable{StatusLook: c.StatusLook(), board: b, asks: make(chan chan struct{}), ended: make(chan struct{})}
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
	for _, row := range s.Look(ctx) {
		if err := s.board.Set(row.tp, row.values()...); err != nil {
			return err
		}
	}
	return nil
}
