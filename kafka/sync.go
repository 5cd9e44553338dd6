package kafka

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// Sync returns when every consumer has read up to the end that its topic has at this
// moment, and all of it is in the tables, of bad records too, and in those that depend on them.
func (e *Env) Sync(ctx context.Context) error {
	for _, c := range e.Consumers() {
		if err := c.Sync(ctx); err != nil {
			return err
		}
	}
	return nil
}

// CatchUp is Sync, but fails when a schema registry has kept records waiting for longer than
// default.api.timeout.ms. They stay unread.
func (e *Env) CatchUp(ctx context.Context) error {
	bounded, cancel := context.WithCancelCause(ctx)
	var watch sync.WaitGroup
	watch.Go(func() {
		for bounded.Err() == nil {
			select {
			case <-bounded.Done():
			case <-time.After(catchUpPause):
			}
			for _, c := range e.Consumers() {
				if err := c.overdue(); err != nil {
					cancel(err)
				}
			}
		}
	})
	defer watch.Wait()
	defer cancel(nil)
	err := e.Sync(bounded)
	if err != nil && ctx.Err() == nil && bounded.Err() != nil {
		return e.Veil(context.Cause(bounded))
	}
	return err
}

// catchUpPause is between two looks at whether somebody waits for too long.
const catchUpPause = 200 * time.Millisecond

// overdue is the error of records that have waited for too long, nil if none have.
func (c *Consumer) overdue() error {
	if c.registry == nil {
		return nil
	}
	return c.registry.Overdue()
}

// Sync is Env.Sync for one consumer. A failed table has nothing to wait for.
func (c *Consumer) Sync(ctx context.Context) (err error) {
	defer c.env.Veiled(&err)
	target, err := c.target(ctx)
	if err != nil {
		return err
	}
	bad := int64(-1) // bad records when the table had all
	for {
		_, ended := c.graph.Cycle()
		behind := ""
		if err := c.graph.Read(func() {
			behind = c.behind(target, inTable, func(l *lane) bool { return l.isClosed() || l.table.Failed() != nil })
			if behind == "" && bad < 0 {
				bad = c.BadRecords()
			}
			if behind == "" {
				behind = c.bad.behind(bad)
			}
		}); err != nil {
			return err
		}
		if behind == "" {
			return nil
		}
		select {
		case <-ended:
		case <-c.ctx.Done():
			return nil
		case <-ctx.Done():
			return fmt.Errorf("%s%s: %w", behind, c.because(), ctx.Err())
		}
	}
}

// because is why reading may be behind, to go after where it is.
func (c *Consumer) because() string {
	if c.registry != nil {
		if why := c.registry.Awaited(); why != "" {
			return "; " + why
		}
	}
	return ""
}

// Fetched returns when every consumer has read up to the end that its topic has at this
// moment, and the next cycle will have all of it in the tables. It is for those who step
// the graph by hand: consumers wait for a cycle when some 400,000 rows are ready.
func (e *Env) Fetched(ctx context.Context) error {
	for _, c := range e.Consumers() {
		if err := c.fetched(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (c *Consumer) fetched(ctx context.Context) error {
	target, err := c.target(ctx)
	if err != nil {
		return err
	}
	for {
		c.mu.Lock()
		moved := c.moved
		c.mu.Unlock()
		behind := ""
		if err := c.graph.Read(func() { behind = c.behind(target, inBatch, (*lane).isDone) }); err != nil {
			return err
		}
		if behind == "" {
			return nil
		}
		select {
		case <-moved:
		case <-c.ctx.Done():
			return nil
		case <-ctx.Done():
			return fmt.Errorf("%s: %w", behind, ctx.Err())
		}
	}
}

// inTable and inBatch are what behind looks at.
func inTable(p *partition) position { return p.applied }
func inBatch(p *partition) position { return p.decoded }

// behind says which partition has not come to its target; "" if all have but those whose lane
// is over.
func (c *Consumer) behind(target map[topicPartition]position, at func(*partition) position, over func(*lane) bool) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	for tp, end := range target {
		p := c.partition(tp)
		if p.lane == nil && end.next > 0 {
			return fmt.Sprintf("%v is new", tp)
		}
		if p.lane != nil && at(p).before(end) && !over(p.lane) {
			return fmt.Sprintf("%v: read to offset %d of %d", tp, at(p).next, end.next)
		}
	}
	return ""
}
